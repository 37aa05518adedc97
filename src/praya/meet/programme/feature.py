"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.audit.telling import declare_facts, declare_subjects
from praya.core.features.menus import Link, declare_links, declare_manage_links
from praya.core.features.merging import settle, stay_behind
from praya.core.features.palette import Source, declare_sources
from praya.core.holding import (
    OFFICE,
    Personal,
    before_erasing,
    declare_impersonal,
    declare_personal,
    deleted,
    kept,
    of_account,
    of_person,
)
from praya.core.keeping import declare_unkept
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.declaring import after_restore, declare_lasting
from praya.core.texts.states import declare_states
from praya.meet.editions.objections import declare_namer
from praya.meet.notices.declaring import declare_notice
from praya.meet.programme.actions_release import forget_people
from praya.meet.programme.letters import AT_ONCE, CHANGED, LETTERS
from praya.meet.programme.models import AcceptedConflict, Host, Part, Placement, Presented, Release, Room
from praya.meet.programme.models_versions import Changed, PlannedRelease, Revision
from praya.meet.programme.palette import found_sessions, names_of_placements, names_of_rooms
from praya.meet.programme.planning import take_plans_back
from praya.meet.programme.telling import FACTS, SUBJECTS, told_words, way_to_changes, way_to_session

declare_deeds(
    {
        "add session": _("added a session"),
        "change session": _("changed a session"),
        "confirm session": _("confirmed a session"),
        "cancel session": _("cancelled a session"),
        "put session back": _("put a cancelled session back"),
        "place session": _("gave a session a place and a time"),
        "move session": _("moved a session"),
        "take session away": _("took a session away from a place"),
        "name part": _("named somebody in a session"),
        "take part away": _("took somebody out of a session"),
        "name host": _("named an organisation behind a session"),
        "take host away": _("took an organisation away from a session"),
        "show work in session": _("put a work into a session"),
        "take work out of session": _("took a work out of a session"),
        "add room": _("added a room"),
        "change room": _("changed a room"),
        "remove room": _("removed a room"),
        "add track": _("added a track"),
        "change track": _("changed a track"),
        "remove track": _("removed a track"),
        "add series": _("added a series"),
        "change series": _("changed a series"),
        "remove series": _("removed a series"),
        "change travel": _("changed how long ways take"),
        "accept conflict": _("accepted a conflict of the programme"),
        "reopen conflict": _("opened an accepted conflict again"),
        "release programme": _("released a version of the programme"),
        "tell session at once": _("told everybody of a session at once"),
        "tell of release": _("told those whom a version of the programme concerns"),
        "plan release": _("planned the release of the programme"),
        "accept programme for release": _("looked at a changed programme whose release is planned, and meant it so"),
        "take planned release back": _("took a planned release of the programme back"),
        "miss planned release": _("did not release the programme, as it was planned"),
    }
)
declare_subjects(SUBJECTS)
for table, facts in FACTS.items():
    declare_facts(facts, of=table)
declare_states({"draft": ("wait", pgettext_lazy("status", "draft")), "confirmed": ("done", pgettext_lazy("status", "confirmed"))})
declare_links(Link("programme", _("Programme"), "flag", 15, is_wide_only=True))
declare_manage_links(
    "before",
    Link("manage_programme", _("Programme"), "flag", 51),
    Link("manage_rooms", _("Rooms and tracks"), "site", 52),
    Link("manage_release", _("Release the programme"), "export", 56),
)
declare_sources(Source("sessions", 15, found_sessions))
declare_namer(Room, names_of_rooms)
declare_namer(Placement, names_of_placements)
for model in (Part, Host, Presented):
    settle(model, stay_behind)
declare_personal(
    _("Programme"),
    Personal(
        Part,
        _("Sessions you are in"),
        of_person("person"),
        "session__edition__slug session__code role job_title",
        deleted(),
        {"session__code": _("Session")},
        {"role": told_words},
        is_open=True,
    ),
    Personal(
        Release,
        _("Versions of a programme that you released"),
        of_account("by"),
        "edition__slug number at",
        kept(OFFICE),
        {"number": _("Version")},
    ),
)
declare_personal(
    _("Programme"),
    Personal(
        AcceptedConflict,
        _("Conflicts of a programme that you accepted"),
        of_account("by"),
        "edition__slug at",
        kept(OFFICE),
    ),
)
declare_personal(
    _("Programme"),
    Personal(
        Revision,
        _("Sessions that you told at once"),
        of_account("by"),
        "release__edition__slug release__number number at",
        kept(OFFICE),
        {"release__number": _("Version"), "number": _("Change")},
    ),
    Personal(
        PlannedRelease,
        _("Releases of a programme that you planned"),
        of_account("by"),
        "edition__slug at made_at",
        kept(OFFICE),
        {"at": _("Planned for"), "made_at": _("Entered")},
    ),
)
declare_impersonal("what a version changed of a session names nobody", Changed)
declare_letters(*LETTERS)
declare_notice(
    CHANGED,
    _("A new version of the programme changes sessions of yours."),
    look="moved",
    counted=ngettext_lazy("%(n)d change of the programme", "%(n)d changes of the programme", "n"),
    order=40,
    leads=way_to_changes,
)
declare_notice(
    AT_ONCE,
    _("A session of yours has changed at once: %(who)s."),
    look="moved",
    counted=ngettext_lazy("%(n)d session changed at once", "%(n)d sessions changed at once", "n"),
    order=41,
    leads=way_to_session,
)
after_restore(take_plans_back)
declare_unkept("who stands behind a session is the organisers' to say, and everybody's to read", Host)
declare_lasting(
    "what takes place, and in which role, gives nobody a right", "meet.session.state", "meet.part.role", "meet.host.role"
)
declare_lasting("in a restored database nothing is released by itself", "meet.plannedrelease.state")
before_erasing(forget_people)
