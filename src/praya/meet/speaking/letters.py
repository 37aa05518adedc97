"""Write to those who are invited into sessions: that they are asked, that an answer is waited for, and that it has arrived."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from praya.core.directory.names import lead_name
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.core.texts.joining import joined
from praya.meet.notices.letters import PART, delegate_of, moment_words
from praya.meet.programme.models import Session
from praya.meet.programme.vocabulary import PARTS
from praya.meet.speaking.actions import INVITED, REMINDER, THANKS
from praya.meet.speaking.queries import invitation_told, title_of

MANY = 25


def _facts(letter: Letter, *answers: str) -> Facts | None:
    delegate, part = delegate_of(letter), invitation_told(str(letter.facts.get("part", "")))
    if delegate is None or part is None or part.person_id != delegate.person_id or part.answer not in answers:
        return None
    if part.session.state == Session.State.CANCELLED:
        return None
    language = get_language() or "en"
    title = title_of(part.session, language)
    words = {"name": lead_name(delegate.person), "session": title}
    rows = [
        (_("Session"), title),
        (_("Role"), str(PARTS[part.role])),
        (_("When"), moment_words(part.begins, _site(part), letter.zone) if part.begins else _("not decided yet")),
        (_("Where"), _room(part)),
    ]
    path = reverse("my_session", args=[delegate.edition.slug, letter.facts["part"]])
    return Facts(words, tuple(row for row in rows if row[1]), path, _("Open the session"))


def _site(part: Any) -> Any:
    return next((one.site for one in part.session.placements.all() if one.site_id == part.at_site), None)


def _room(part: Any) -> str:
    found = next((one.room for one in part.session.placements.all() if one.room_id == part.at_room and one.room), None)
    if found is None:
        return _("online") if part.begins else ""
    return joined([found.name, found.hall.name])


def of_invited(letter: Letter, at: datetime) -> Facts | None:
    """Tell what somebody is invited into, as long as they have not answered."""
    return _facts(letter, "waiting", "again")


def of_reminder(letter: Letter, at: datetime) -> Facts | None:
    """Tell that an answer is waited for, as long as it is."""
    return _facts(letter, "waiting", "again")


def of_confirmed(letter: Letter, at: datetime) -> Facts | None:
    """Tell that an answer has arrived, as long as it stands."""
    return _facts(letter, "confirmed")


_WORDS = {"name": gettext_lazy("The reader's name"), "session": gettext_lazy("The session")}
LETTERS = (
    Kind(
        INVITED,
        PART,
        gettext_lazy("You are invited into a session"),
        gettext_lazy("You are invited: {session}"),
        gettext_lazy(
            "Dear {name},\n\nthe organisers of {market} would like to have you in a session of the programme. Open it to confirm "
            "or to decline, to say what you need and when you cannot come, and to bring your materials."
        ),
        of_invited,
        _WORDS,
        held_above=MANY,
        is_owed=True,
    ),
    Kind(
        REMINDER,
        PART,
        gettext_lazy("A session waits for your answer"),
        gettext_lazy("Will you be there? {session}"),
        gettext_lazy(
            "Dear {name},\n\nthe organisers of {market} wait for your answer about a session. Where its time or its room has "
            "changed since you answered, please answer again."
        ),
        of_reminder,
        _WORDS,
        held_above=MANY,
        is_owed=True,
    ),
    Kind(
        THANKS,
        PART,
        gettext_lazy("Your confirmation has arrived"),
        gettext_lazy("Thank you: {session}"),
        gettext_lazy(
            "Dear {name},\n\nthank you for confirming. The organisers of {market} have your answer. On the page of the session "
            "you can still say what you need and add your materials, and change your answer."
        ),
        of_confirmed,
        _WORDS,
    ),
)
