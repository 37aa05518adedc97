"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets; add rows to the lists."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from praya.core.texts.reading import write
from praya.meet.programme.actions_release import tell_at_once
from praya.meet.programme.models import Release, Session
from praya.meet.programme.models_versions import PlannedRelease
from tests import builders as make
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import EVERYBODY, INSIDERS, NOBODY, ORGANISERS
from tests.access.secret_facts import Secret
from tests.access.world import World

SESSION, DRAFT = {"code": "session"}, {"code": "draft session"}
POLICY = {
    "programme": edition(INSIDERS, public=EVERYBODY),
    "programme_timeline": edition(INSIDERS, public=EVERYBODY),
    "programme_now": edition(INSIDERS, public=EVERYBODY),
    "programme_clock": edition(INSIDERS, BOTH, public=EVERYBODY),
    "programme_wall": thing({"site": "site"}, INSIDERS),
    "programme_person": thing({"code": "named"}, INSIDERS),
    "programme_room": thing({"code": "room"}, INSIDERS),
    "programme_track": thing({"code": "track"}, INSIDERS),
    "programme_series": thing({"code": "told series"}, INSIDERS),
    "programme_picture": edition(NOBODY, public=EVERYBODY),
    "session_picture": thing(SESSION, NOBODY),
    "programme_changes": edition(INSIDERS, public=EVERYBODY),
    "programme_feed": thing({"language": "tongue of changes"}, INSIDERS, is_shared=True),
    "session": thing(SESSION, INSIDERS),
    "session_calendar": thing(SESSION, INSIDERS),
    "manage_programme": edition(ORGANISERS),
    "manage_session_new": edition(ORGANISERS, BOTH),
    "manage_session": thing(DRAFT, ORGANISERS, BOTH),
    "manage_session_state": thing(DRAFT, ORGANISERS, POST, body=lambda world, which: {"do": "cancel"}),
    "manage_session_place": thing(DRAFT, ORGANISERS, POST),
    "manage_session_part": thing(
        DRAFT, ORGANISERS, POST, body=lambda world, which: {"delegate": world.objects["delegate"].get(which, ""), "role": "juror"}
    ),
    "manage_session_host": thing(DRAFT, ORGANISERS, POST),
    "manage_session_work": thing(
        DRAFT, ORGANISERS, POST, body=lambda world, which: {"do": "remove", "row": world.objects["presented"].get(which, "")}
    ),
    "manage_placement": thing({"code": "placement"}, ORGANISERS, BOTH),
    "manage_placement_remove": thing({"code": "placement"}, ORGANISERS, POST),
    "manage_conflicts": edition(ORGANISERS),
    "manage_conflict_accept": edition(ORGANISERS, POST, body=lambda world, which: {"mark": "none", "reason": "It is known."}),
    "manage_conflict_reopen": thing({"number": "accepted conflict"}, ORGANISERS, POST),
    "manage_travel": edition(ORGANISERS, BOTH),
    "manage_series_add": edition(ORGANISERS, POST),
    "manage_series": thing({"code": "told series"}, ORGANISERS, BOTH),
    "manage_series_remove": thing({"code": "told series"}, ORGANISERS, POST),
    "manage_preview": edition(ORGANISERS),
    "manage_preview_session": thing(SESSION, ORGANISERS),
    "manage_release": edition(ORGANISERS, BOTH),
    "manage_release_plan": edition(ORGANISERS, POST),
    "manage_release_plan_change": edition(ORGANISERS, POST),
    "manage_session_tell": thing(DRAFT, ORGANISERS, BOTH),
    "manage_rooms": edition(ORGANISERS),
    "manage_room_add": edition(ORGANISERS, POST),
    "manage_room": thing({"code": "room"}, ORGANISERS, BOTH),
    "manage_room_remove": thing({"code": "room"}, ORGANISERS, POST),
    "manage_track_add": edition(ORGANISERS, POST),
    "manage_track": thing({"code": "track"}, ORGANISERS, BOTH),
    "manage_track_remove": thing({"code": "track"}, ORGANISERS, POST),
}


def fill(world: World) -> None:
    """Release a session of each edition, give it another title, and let another one be a draft."""
    for which in world.affairs:
        keeper, where = world.keeper(which), world.edition(which)
        room = make.make_room(where, f"Room of {which}")
        track = make.make_track(where, f"Track of {which}")
        told_series = make.make_series(where.market, f"Series of {which}")
        told = make.make_session(where, f"Session of {which}", track=track, series=told_series)
        make.make_placement(told, make.HK_MORNING, room=room)
        named = make.make_part(told, make.make_person(f"Named of {which}")).person
        draft = make.make_session(where, world.secret(f"title of a draft of {which}", keeper), state=Session.State.DRAFT)
        place = make.make_placement(draft, make.HK_AFTERNOON, room=make.make_room(where, f"Other room of {which}"))
        world.rows[f"told {which}"] = told
        presented = make.make_presented(draft, make.make_title(f"Work of {which}"))
        for kind, value in {
            "session": told.code,
            "draft session": draft.code,
            "placement": place.code,
            "room": room.code,
            "track": track.code,
            "told series": told_series.code,
            "accepted conflict": make.make_accepted(where, f"mark of {which}").pk,
            "named": named.code,
            "presented": presented.pk,
        }.items():
            world.put(kind, which, value)
    world.put("tongue of changes", "ours", "en")  # the same in every edition
    for where in {one.pk: one for one in world.editions.values()}.values():
        if where.sessions.exists():
            make.make_release(where)
            _planned(where)
    for which in world.affairs:
        change = {"en": world.secret(f"unreleased title of {which}", world.keeper(which))}
        Session.objects.filter(pk=world.rows[f"told {which}"].pk).update(title=write(change))


def _planned(where: Any) -> PlannedRelease:
    """Let the next version be released in a year, in whose name nobody asks."""
    now = timezone.now()
    return PlannedRelease.objects.create(edition=where, at=now + timedelta(days=365), seen="unseen", made_at=now)


def _another_draft(world: World) -> object:
    session = make.make_session(world.editions["main"], "Another draft", state=Session.State.DRAFT)
    return make.make_placement(session, make.HK_MORNING + timedelta(hours=2))


def _moved(world: World) -> object:
    place = world.rows["told ours"].placements.get()
    place.starts_at, place.ends_at = place.starts_at + timedelta(hours=3), place.ends_at + timedelta(hours=3)
    return place.save()


SECRETS = [
    Secret("another draft of the programme", _another_draft, ORGANISERS),
    Secret("a session moved and not released", _moved, ORGANISERS, batch=1),
]


def live(life: Any) -> None:
    """Let the person speak in a released session, and have released the programme."""
    session = make.make_session(life.edition)
    make.make_placement(session, make.HK_MORNING)
    make.make_part(session, life.me.person, job_title="kanari")
    make.make_release(life.edition).__class__.objects.filter(edition=life.edition).update(by=life.account)

    make.make_accepted(life.edition, by=life.account, reason="kanari accepts it")
    another = make.make_session(life.edition, "Another")
    make.make_placement(another, make.HK_AFTERNOON)
    tell_at_once(another, list(life.edition.sites.all()), by=life.account, at=timezone.now())
    plan = _planned(life.edition)
    plan.by = life.account
    plan.save()


def _session(market: Any, number: int) -> None:
    session = make.make_session(market.edition, f"Session {number}")
    make.make_placement(session, make.HK_MORNING + timedelta(hours=number))


def _told(market: Any, number: int) -> None:
    _session(market, number)
    make.make_release(market.edition)


def _all_new(market: Any, number: int) -> None:
    """Let the first version tell one session more."""
    Release.objects.filter(edition=market.edition).delete()
    _told(market, number)


# What is on now says of which moment it is.
MASKS = [(re.compile(r'(?:<span>\s*as of\b|class="(?:big-clock|foyer-clock)">).*?</p>', re.DOTALL), "as of now")]
ROWS = {"manage_programme": _session, "programme": _told, "programme_changes": _all_new}
# What a version tells is everybody's to read; the rest are lists of words.
PLAIN = {"meet.room": "formats", "meet.session": "languages channels", "meet.release": "told"}
PLAIN |= {"meet.changed": "lines told", "meet.revision": "before told lines"}
