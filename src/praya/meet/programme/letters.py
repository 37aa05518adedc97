"""Write to those whom a change of the programme concerns, each of their own sessions alone; and to whoever planned a release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from praya.core.letters.declaring import Attachment, Facts, Kind, declare_group
from praya.core.letters.models import Letter
from praya.core.texts.joining import joined, with_note
from praya.engines.programme import ChangeKind
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, Site
from praya.meet.editions.queries import organisers_of, sites_of
from praya.meet.notices.letters import ORGANISING, delegate_of, moment_words, own_words
from praya.meet.programme.calendars import calendar_of
from praya.meet.programme.models_versions import Changed, PlannedRelease, Revision
from praya.meet.programme.news import DROPPED, Line, lines_of, sentence_of, words_of
from praya.meet.programme.planning import is_as_seen
from praya.meet.programme.queries_released import Programme, days_of, items_told
from praya.meet.programme.queries_versions import changes_of, newest_version, plan_numbered, revision_numbered, told_since
from praya.meet.programme.vocabulary import WHAT_TO_DO, WHY_NOT_RELEASED

PROGRAMME = "programme"
declare_group(
    PROGRAMME,
    gettext_lazy("Programme"),
    gettext_lazy("That a session which you are in, or which you plan to visit, has changed."),
    22,
)
MOST_ROWS = 60
CHANGED, AT_ONCE = "programme_changed", "session_told"
_OVER = {ChangeKind.CANCELLED, DROPPED}
# What of a session another room may tell those who have a seat in it.
PLACED = frozenset({*map(str, (ChangeKind.CANCELLED, ChangeKind.MOVED, ChangeKind.OTHER_ROOM)), DROPPED})
Row = Changed | Revision


def of_version(letter: Letter, at: datetime) -> Facts | None:
    """Tell what a version changed of the reader's sessions; what was changed again since then is told by its own letter."""
    delegate = delegate_of(letter)
    sessions: list[str] = letter.facts.get("sessions", [])
    rows = changes_of(letter.facts.get("release", 0), sessions) if delegate is not None else []
    if delegate is None or not rows:
        return None
    release = rows[0].release
    later = told_since(delegate.edition, sessions, release.sequence - release.revision)
    return _facts(delegate, letter, rows, later, at, number=str(release.number))


def of_revision(letter: Letter, at: datetime) -> Facts | None:
    """Tell of one session that was changed at once, as it is told now."""
    delegate, revision = delegate_of(letter), revision_numbered(letter.facts.get("revision", 0))
    if delegate is None or revision is None:
        return None
    later = told_since(delegate.edition, [revision.session], revision.sequence)
    return _facts(delegate, letter, [revision], later, at)


def _facts(
    delegate: Delegate, letter: Letter, rows: Sequence[Row], later: Sequence[Row], at: datetime, **words: str
) -> Facts | None:
    """Return what is still to be told of some sessions; None where all of it is over, or was told again in another way."""
    sites = sites_of(delegate.edition)
    silent = set(letter.facts.get("silent", ()))
    lines = [(row.session, line) for row in rows for line in _fresh(row, later, at)]
    lines = [(code, line) for code, line in lines if code not in silent or line.kind not in PLACED]
    if not lines:
        return None
    codes = list(dict.fromkeys(code for code, _line in lines))
    now = {row.session: row for row in (*rows, *later)}
    told = [now[code].told for code in codes]
    shown = tuple((words_of(line.title), _row(line, sites, letter.zone)) for _code, line in lines[:MOST_ROWS])
    titles = joined(words_of(one["title"]) for one in told[:3])
    more = len(codes) - 3
    if more > 0:
        titles += " " + ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
    path = reverse("session", args=[delegate.edition.slug, codes[0]])
    if len(codes) > 1:
        path = reverse("programme_changes", args=[delegate.edition.slug])
    button = _("Open the session") if len(codes) == 1 else _("Open the change list")
    count = ngettext("%(count)d session", "%(count)d sessions", len(codes)) % {"count": len(codes)}
    words |= {"sessions": titles, "count": count}
    attached = Attachment("sessions.ics", "text/calendar; method=PUBLISH", _calendar(delegate.edition, sites, told))
    return Facts(words, shown, path, button, (attached,))


def _fresh(row: Row, later: Iterable[Row], at: datetime) -> list[Line]:
    """Return the lines of a session that nothing later has overtaken, and that are not over."""
    since = [line for one in later if one.session == row.session for line in lines_of(one.lines)]
    told = {(line.kind, line.place) for line in since}
    is_gone = any(line.kind == ChangeKind.CANCELLED for line in since)

    def stands(line: Line) -> bool:
        times = line.times
        return not is_gone and (line.kind, line.place) not in told and (times is None or times[1] > at)

    return [line for line in lines_of(row.lines) if stands(line)]


def _row(line: Line, sites: Sequence[Site], zone: str) -> str:
    """Say one change to a reader: the sentence of the list, and when it begins on their own clock where that differs."""
    sentence, times = sentence_of(line, sites), line.times
    if times is None or line.kind in _OVER:
        return sentence
    site = next((one for one in sites if one.pk == line.site), None)
    own = own_words(times[0], site.zone, zone) if site is not None else ""
    return with_note(sentence, own) if own else sentence


def _calendar(edition: Edition, sites: list[Site], told: Sequence[dict[str, object]]) -> bytes:
    """Return the sessions as calendar programs take them: with the UID they have everywhere, and the latest sequence."""
    items = items_told(told, EditionVisit(edition, sites, None), days_of(edition, sites))
    visit, programme = EditionVisit(edition, sites, None), Programme(newest_version(edition), items)
    return calendar_of(visit, programme, items, get_language() or "en")


def of_plan(letter: Letter, at: datetime) -> Facts | None:
    """Tell how a planned release stands, to whoever still organises the edition and as long as it stands so."""
    plan = plan_numbered(letter.facts.get("plan", 0))
    if plan is None or letter.account_id not in {one.pk for one in organisers_of(plan.edition_id)}:
        return None
    if plan.state != _STATES[letter.kind] or (letter.kind == DIFFERS and (plan.at <= at or is_as_seen(plan))):
        return None
    when = moment_words(plan.at, next(iter(sites_of(plan.edition)), None), letter.zone)
    rows = [(_("Planned for"), when)]
    if plan.late_minutes:
        minutes = ngettext("%(count)d minute", "%(count)d minutes", plan.late_minutes) % {"count": plan.late_minutes}
        rows.append((_("Late by"), _("%(minutes)s, because the worker was down") % {"minutes": minutes}))
    if plan.reason:
        rows += [(_("Why"), str(WHY_NOT_RELEASED[plan.reason])), (_("What to do"), str(WHAT_TO_DO[plan.reason]))]
    if letter.kind == DIFFERS:
        held = _("Nothing is released then, unless somebody looks at the changes first and says that they are meant.")
        rows.append((_("What happens then"), held if plan.holds_if_changed else _("It is released as it stands at that moment.")))
    if letter.facts.get("is_other"):
        rows.append((_("Changes"), _("More than you had seen when you planned it: look at the change list.")))
    number = str(plan.release.number) if plan.release is not None else ""
    if letter.kind == DONE:
        path, button = reverse("programme_changes", args=[plan.edition.slug]), _("Open the change list")
    else:
        path, button = reverse("manage_release", args=[plan.edition.slug]), _("Look at the release")
    return Facts({"when": when, "number": number}, tuple(rows), path, button)


DIFFERS, DONE, MISSED = "release_differs", "release_done", "release_missed"
_STATES: dict[str, str] = {
    DIFFERS: PlannedRelease.State.PLANNED,
    DONE: PlannedRelease.State.DONE,
    MISSED: PlannedRelease.State.MISSED,
}
_WORDS = {
    "sessions": gettext_lazy("How the sessions are called"),
    "count": gettext_lazy("How many sessions"),
}
_NUMBER = {"number": gettext_lazy("The number of the version")}
_WHEN = {"when": gettext_lazy("When the programme is to be released")}
LETTERS = (
    Kind(
        CHANGED,
        PROGRAMME,
        gettext_lazy("A new version of the programme concerns your sessions"),
        gettext_lazy("The programme has changed: {sessions}"),
        gettext_lazy(
            "Version {number} of the programme of {market} is released. This is what it changes of your sessions, and nothing "
            "else; they are attached for your calendar."
        ),
        of_version,
        {**_WORDS, **_NUMBER},
    ),
    Kind(
        AT_ONCE,
        PROGRAMME,
        gettext_lazy("One of your sessions changes at once"),
        gettext_lazy("Changed at once: {sessions}"),
        gettext_lazy("A session of yours at {market} has changed just now. It is attached for your calendar as it stands."),
        of_revision,
        _WORDS,
        is_pushed=True,
    ),
    Kind(
        DIFFERS,
        ORGANISING,
        gettext_lazy("A planned release is not what was seen"),
        gettext_lazy("The programme of {market} has changed since you planned its release"),
        gettext_lazy("The programme of {market} is to be released {when}. Somebody has changed it since that was planned."),
        of_plan,
        _WHEN,
    ),
    Kind(
        DONE,
        ORGANISING,
        gettext_lazy("The programme was released as planned"),
        gettext_lazy("Version {number} of the programme of {market} is released"),
        gettext_lazy("Version {number} of the programme of {market} was released, as it was planned."),
        of_plan,
        {**_WHEN, **_NUMBER},
    ),
    Kind(
        MISSED,
        ORGANISING,
        gettext_lazy("The programme was not released at its moment"),
        gettext_lazy("The programme of {market} was not released"),
        gettext_lazy(
            "The programme of {market} was to be released {when}. It was not, and everybody reads what they read before."
        ),
        of_plan,
        _WHEN,
    ),
)
