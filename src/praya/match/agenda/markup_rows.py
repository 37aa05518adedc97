"""Write the meetings of an agenda as text: dozens of them through templates would take four times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from praya.core.directory.markup import lead_of, name_in_scripts
from praya.core.texts.days import day_text
from praya.core.texts.reading import read
from praya.core.texts.states import states
from praya.match.agenda.days import Clock, Line
from praya.match.agenda.planned import Planned
from praya.match.agenda.queries import Item, Somebody


def meet_rows(lines: Iterable[Line], root: str, *, of_company: bool) -> SafeString:
    """Return the list items of a day's meetings, each of which leads to its own page below the agenda's address `root`."""
    write = _Writer(root, of_company=of_company)
    return mark_safe("".join(write.line(line) for line in lines))  # noqa: S308 - every part is escaped below


class _Writer:
    """Write one meeting after another for one reader."""

    def __init__(self, root: str, *, of_company: bool) -> None:
        self.root, self.of_company, self.language = escape(root), of_company, get_language() or "en"
        self.comma, self.nobody = escape(gettext(", ")), escape(gettext("to be announced"))

    def line(self, line: Line) -> str:
        """Return a meeting, with the free time before it."""
        item = line.item
        if item.session is not None:
            return self._session(line, item.session)
        return (
            f'{_free(line)}<li id="m-{item.code}" class="meet {line.looks}"><a href="{self.root}{item.code}/">'
            f"{_when(line.clock, item)}"
            f'<span class="meet-who"><strong>{self._people(item.with_whom)}</strong><small>{self._around(line)}</small></span>'
            f'<span class="meet-state">{_state(line)}</span></a></li>'
        )

    def _session(self, line: Line, session: Planned) -> str:
        """Return a session, with the free time before it; it leads to its page in the programme."""
        item = line.item
        title = read(session.title, self.language)
        name = f'<bdi lang="{escape(title.language)}">{escape(title.text)}</bdi>'
        place = escape(line.place).replace("-", "-\u2060")
        return (
            f'{_free(line)}<li id="s-{item.code}" class="meet is-session {line.looks}"><a href="{escape(session.address)}">'
            f"{_when(line.clock, item)}"
            f'<span class="meet-who"><strong>{name}</strong><small><span class="meet-place">{place}</span></small></span>'
            f'<span class="meet-state">{_state_of(line, session)}</span></a></li>'
        )

    def _people(self, people: Iterable[Somebody]) -> str:
        return self.comma.join(self._name(one) for one in people) or self.nobody

    def _name(self, one: Somebody) -> str:
        pair = name_in_scripts(one.name, one.names, self.language)
        return f'<span class="name">{pair}</span>' if "name-other" in pair else pair

    def _around(self, line: Line) -> str:
        """Return of which companies they are, where it is, and who goes if it is not the reader."""
        item = line.item
        companies = "".join(
            f"{lead_of(one.organisation, one.organisation_names, self.language)} · " for one in item.with_whom if one.organisation
        )
        # A stand's number is one word: no line ends at its hyphen.
        place = escape(line.place).replace("-", "-\u2060")
        others = ""
        if self.of_company:
            others = "".join(f" · {lead_of(one.name, one.names, self.language)}" for one in item.own_people)
        elif item.state == "handed_over":
            sentence = gettext("%(name)s goes in your place")
            others = "".join(f" · {_said(sentence, name=one.read().name)}" for one in item.own_people)
        return f'<span class="meet-firm">{companies}</span><span class="meet-place">{place}{others}</span>'


def _free(line: Line) -> str:
    return f'<li class="meets-free">{_said(gettext("%(span)s free"), span=line.free)}</li>' if line.free else ""


def _state_of(line: Line, session: Planned) -> str:
    """Return what matters most of a session: that it is gone, on, or why it stands here."""
    if line.item.is_gone:
        return _pill("cancelled")
    if line.is_now:
        return f'<span class="pill pill-done">{escape(gettext("Now"))}</span>'
    return f'<span class="pill pill-{session.look}">{escape(session.reason)}</span>'


def _said(sentence: str, **words: str) -> str:
    return sentence % {name: escape(word) for name, word in words.items()}


def _when(clock: Clock, item: Item) -> str:
    own = f' <small class="own-time">{clock.own}</small>' if clock.own else ""
    return (
        f'<span class="meet-when" title="{clock.offset}"><time datetime="{item.starts_at.isoformat()}">{clock.time}</time>'
        f'{own}<small class="meet-city">{escape(clock.city)}</small></span>'
    )


def _state(line: Line) -> str:
    """Return the one thing that matters most of a meeting: that it is gone, on, late, changed, next, or what became of it."""
    item = line.item
    if item.state == "cancelled":
        return _pill("cancelled")
    if item.state == "handed_over":
        return _pill("discarded", pgettext("meeting", "handed over"))
    if line.is_now:
        return f'<span class="pill pill-done">{escape(gettext("Now"))}</span>'
    if item.late:
        return _pill("moved", gettext("%(n)s min late") % {"n": item.late})
    if item.change in _CHANGES:
        return _CHANGES[item.change](line)
    if line.is_next:
        return f'<span class="pill pill-info">{escape(pgettext("meeting", "Next"))}</span>'
    if item.follow_up_on:
        words = _said(gettext("follow up %(day)s"), day=day_text(item.follow_up_on, "j M"))
        return f'<span class="pill pill-wait">{words}</span>'
    return _pill(item.outcome) if item.outcome else ""


def _moved(line: Line) -> str:
    """Return that a meeting moved, and when it was before: with the day if that is another one."""
    if line.was is None:
        return _pill("moved")
    day = f"{escape(day_text(line.was.day, 'D j M'))} " if line.was.day != line.clock.day else ""
    return f'{_pill("moved")} <small class="was">{day}{line.was.time}</small>'


def _pill(state: str, label: str = "") -> str:
    look, usual = states().get(state, ("past", state))
    return f'<span class="pill pill-{look}">{escape(label or str(usual))}</span>'


_CHANGES: Mapping[str, Callable[[Line], str]] = {
    "moved": _moved,
    "place": lambda _line: _pill("changed", gettext("another place")),
    "booked": lambda _line: _pill("new"),
}
