"""Read the organiser's trail: who changed what in their edition, without what a side keeps to itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from praya.core.audit.models import Entry
from praya.match.meetings.queries_runs import PRIVATE_ACTIONS
from praya.meet.editions.models import Edition

PER_PAGE = 50
LONGEST_FACT = 80
# Facts are shown of the organiser's own business only; of what participants do, the trail says that they did it.
OPEN_SUBJECTS = ("meet.", "core.", "match.round", "match.run", "match.meeting", "match.repair", "match.abusereport")
HIDDEN_FACTS = {"note", "message", "feed_token", "email", "password", "outcome", "level", "wish", "edition", "id", "code"}

SENTENCES = {
    "start edition": gettext_lazy("started the edition"),
    "change edition": gettext_lazy("changed the edition"),
    "add team member": gettext_lazy("added somebody to the team"),
    "change role": gettext_lazy("changed a part in the team"),
    "remove team member": gettext_lazy("took somebody out of the team"),
    "add site": gettext_lazy("added a site"),
    "change site": gettext_lazy("changed a site"),
    "remove site": gettext_lazy("removed a site"),
    "set hours": gettext_lazy("changed opening hours"),
    "add break": gettext_lazy("added a break"),
    "remove break": gettext_lazy("removed a break"),
    "add hall": gettext_lazy("added a hall"),
    "remove hall": gettext_lazy("removed a hall"),
    "set tables": gettext_lazy("changed the number of tables"),
    "add stands": gettext_lazy("added stands"),
    "remove stand": gettext_lazy("removed a stand"),
    "add category": gettext_lazy("added a category"),
    "change category": gettext_lazy("changed a category"),
    "remove category": gettext_lazy("removed a category"),
    "decide accreditations": gettext_lazy("decided about accreditations"),
    "take decisions back": gettext_lazy("took decisions about accreditations back"),
    "add delegate": gettext_lazy("accredited somebody by hand"),
    "change delegate": gettext_lazy("changed an accreditation"),
    "add exhibitor": gettext_lazy("added an exhibitor"),
    "place exhibitor": gettext_lazy("changed an exhibitor's place"),
    "remove exhibitor": gettext_lazy("removed an exhibitor"),
    "add staff": gettext_lazy("added somebody to an exhibitor's staff"),
    "remove staff": gettext_lazy("took somebody out of an exhibitor's staff"),
    "open round": gettext_lazy("opened a round"),
    "freeze round": gettext_lazy("froze a round"),
    "reopen round": gettext_lazy("reopened a round"),
    "start run": gettext_lazy("started a run"),
    "cancel run": gettext_lazy("cancelled a run"),
    "finish run": gettext_lazy("finished a run"),
    "publish run": gettext_lazy("published a run"),
    "apply repair": gettext_lazy("applied a repair"),
    "discard repair": gettext_lazy("discarded a repair"),
    "move stand": gettext_lazy("moved an exhibitor to another stand"),
    "book meeting": gettext_lazy("booked a meeting"),
    "cancel meeting": gettext_lazy("cancelled a meeting"),
    "send request": gettext_lazy("sent a request"),
    "edit request": gettext_lazy("changed a request"),
    "withdraw request": gettext_lazy("withdrew a request"),
    "accept request": gettext_lazy("accepted a request"),
    "decline request": gettext_lazy("declined a request"),
    "expire request": gettext_lazy("let an unanswered request end"),
    "say outcome": gettext_lazy("said how a meeting went"),
    "new feed address": gettext_lazy("made a new calendar address"),
    "cut hours": gettext_lazy("shortened somebody's hours"),
    "leave": gettext_lazy("recorded that somebody has left"),
    "say hours": gettext_lazy("said when they can meet"),
    "follow site hours": gettext_lazy("went back to the hours of the site"),
    "import sheets": gettext_lazy("imported a spreadsheet"),
    "send message": gettext_lazy("sent a message"),
    "decline message": gettext_lazy("declined a message"),
    "change message settings": gettext_lazy("changed their choices about messages"),
    "share own address": gettext_lazy("agreed to show their address to somebody"),
    "withdraw own address": gettext_lazy("no longer shows their address to somebody"),
    "report message": gettext_lazy("reported a message"),
    "decide about report": gettext_lazy("answered a report"),
    "suspend from messages": gettext_lazy("stopped somebody from writing messages"),
    "let write again": gettext_lazy("let somebody write messages again"),
    "change message rules": gettext_lazy("changed the rules of messages"),
    "change list": gettext_lazy("changed their lists"),
    "compute suggestions": gettext_lazy("had suggestions computed"),
    "set weights": gettext_lazy("set the weights of suggestions"),
    "change suggestions": gettext_lazy("changed what is suggested to them"),
    "cancel job": gettext_lazy("cancelled a job"),
    "enter title": gettext_lazy("entered a work"),
    "revise title": gettext_lazy("changed a work"),
    "publish title": gettext_lazy("published a work"),
    "withdraw title": gettext_lazy("took a work out of the catalogue"),
    "undo title": gettext_lazy("undid a change of a work"),
    "begin draft": gettext_lazy("began changes of a work"),
    "submit draft": gettext_lazy("submitted changes of a work"),
    "discard draft": gettext_lazy("threw changes of a work away"),
    "return draft": gettext_lazy("gave changes of a work back"),
    "present work": gettext_lazy("brought a work to the edition"),
    "submit work": gettext_lazy("submitted a work"),
    "decide about work": gettext_lazy("decided about a work"),
    "take work back": gettext_lazy("took a work out of the edition"),
    "review work": gettext_lazy("reviewed a work"),
    "take review back": gettext_lazy("took a review back"),
    "ask to read": gettext_lazy("asked to read what a work shows on request"),
    "answer who asks to read": gettext_lazy("answered who asked to read"),
    "add picture": gettext_lazy("added a picture"),
    "change picture": gettext_lazy("changed a picture"),
    "remove picture": gettext_lazy("removed a picture"),
    "approve pictures": gettext_lazy("approved pictures"),
    "change organisation": gettext_lazy("changed their organisation's record"),
    "change person": gettext_lazy("changed their own record"),
    "begin showcase": gettext_lazy("began a showcase"),
    "describe showcase": gettext_lazy("described a showcase"),
    "publish showcase": gettext_lazy("published a showcase"),
    "hide showcase": gettext_lazy("hid a showcase"),
    "order showcases": gettext_lazy("put showcases in order"),
    "add to showcase": gettext_lazy("added a work to a showcase"),
    "take out of showcase": gettext_lazy("took a work out of a showcase"),
    "arrange showcase": gettext_lazy("put a showcase in order"),
    "write showcase note": gettext_lazy("wrote about a work of a showcase"),
    "decide about a pair": gettext_lazy("decided about a possible duplicate"),
    "load demo market": gettext_lazy("loaded the demonstration"),
}
NOBODY = pgettext_lazy("who changed something", "Praya")


@dataclass(frozen=True, slots=True)
class TrailLine:
    """Hold one entry as it is shown."""

    at: datetime
    who: str
    sentence: str
    before: str
    after: str


def sentence_of(action: str) -> str:
    """Return what an action is called, in the reader's language."""
    return str(SENTENCES.get(action, action))


def trail_of(edition: Edition, *, action: str = "") -> QuerySet[Entry]:
    """Return the edition's entries that an organiser may read, newest first, of one action or of all."""
    rows = Entry.objects.filter(edition=edition.pk).exclude(action__in=PRIVATE_ACTIONS).exclude(subject="match.wish")
    rows = rows.filter(action=action) if action else rows
    return rows.select_related("account").order_by("-pk")


def trail_actions(edition: Edition) -> list[tuple[str, str]]:
    """Return the actions found in an edition's trail with their names."""
    rows = trail_of(edition).order_by("action").values_list("action", flat=True).distinct()
    return [(action, sentence_of(action)) for action in rows]


def shown(entry: Entry) -> TrailLine:
    """Return an entry as the trail shows it."""
    is_open = entry.subject.startswith(OPEN_SUBJECTS)
    before, after = (entry.before, entry.after) if is_open else (None, None)
    who = str(entry.account) if entry.account is not None else str(NOBODY)
    return TrailLine(entry.at, who, sentence_of(entry.action), facts_line(before), facts_line(after))


def facts_line(facts: dict[str, Any] | None) -> str:
    """Return facts in one short line, without those that are nobody else's business."""
    if not facts:
        return ""
    parts = []
    for name, value in facts.items():
        if name in HIDDEN_FACTS or value in (None, "", [], {}):
            continue
        parts.append(f"{name.replace('_', ' ')}: {_in_short(value)}")
    line = "; ".join(parts)
    return line if len(line) <= 4 * LONGEST_FACT else line[: 4 * LONGEST_FACT] + "…"


def _in_short(value: Any) -> str:
    if isinstance(value, dict):
        texts = value.get("texts")
        if isinstance(texts, dict):
            return " / ".join(str(entry.get("text", "")) for entry in texts.values())
        return _("%(count)d entries") % {"count": len(value)}
    if isinstance(value, list):
        text = ", ".join(str(one) for one in value[:6])
        return text if len(value) <= 6 else text + _(" and %(count)d more") % {"count": len(value) - 6}
    text = str(value)
    return text if len(text) <= LONGEST_FACT else text[:LONGEST_FACT] + "…"
