"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.audit.telling import Fact, declare_facts, declare_subjects
from praya.core.features.menus import Link, declare_links, declare_manage_links
from praya.core.holding import FIGURES, OFFICE, Personal, before_erasing, declare_personal, kept, of_account, of_person
from praya.core.keeping import declare_unkept
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.declaring import declare_lasting
from praya.core.texts.states import declare_states, state_word
from praya.meet.accreditation.consequences import declare_follower
from praya.meet.planner.planning import declare_plans
from praya.meet.programme.asking import declare_registered
from praya.meet.programme.concerning import declare_told_elsewhere
from praya.meet.programme.following import declare_release_follower
from praya.meet.programme.parts_of_pages import declare_session_part
from praya.meet.seats.actions import end_seats, end_seats_of_ended
from praya.meet.seats.jobs import follow_release
from praya.meet.seats.models import Admission, Seat, SeatDeed
from praya.meet.seats.parts import seats_part
from praya.meet.seats.plans import holders_in, seats_in
from praya.meet.seats.queries import registered_in
from praya.meet.seats.telling import LETTERS, declare_news
from praya.meet.seats.trail import FACTS, SUBJECTS
from praya.meet.seats.wording import STATES

declare_deeds(
    {
        "write seat rules": _("wrote the rules of a session's seats"),
        "promise seat rules": _("promised the rules of a session's seats"),
        "take back seat rules": _("took the promise of a session's seats back"),
        "remove seat rules": _("removed the rules of a session's seats"),
        "ease seat rules": _("put an hour off in the rules of a session's seats"),
        "enter public value": _("entered the public value of a draw"),
        "draw seats": _("drew the seats of a session"),
        "release seats": _("let kept seats of a session fall open"),
        "end claims": _("let seats that nobody had come to fall free"),
        "ask for seat": _("asked for a seat"),
        "ask for seats": _("took requests for seats of many people at once"),
        "give seat back": _("gave a seat back"),
        "let in": _("noted at the door that somebody has come"),
        "take back let in": _("took back that somebody has come"),
        "excuse no-show": _("excused somebody who left a seat empty"),
        "count no-show": _("let a seat left empty count again"),
        "close door": _("closed the door of a session"),
        "move seats": _("told those with seats that a session is moved"),
        "end seats": _("ended the seats of a session that does not take place"),
        "write ladder": _("wrote what seats left empty cost"),
    }
)
declare_subjects(SUBJECTS)
declare_facts(FACTS, of="meet.admission")
declare_facts({"rungs": Fact(pgettext_lazy("a fact", "rungs"), is_counted=True)}, of="meet.edition")
declare_states({**STATES, "promised": ("done", pgettext_lazy("status", "promised"))})
declare_links(Link("my_seats", _("My seats"), "flag", 66, is_wide_only=True))
declare_manage_links(
    "before",
    Link("manage_admissions", _("Rules of seats"), "flag", 57),
    Link("manage_seats", _("Who has which seat"), "list", 58),
)
declare_manage_links("day", Link("manage_doors", _("Doors"), "check", 35))
declare_letters(*LETTERS)
declare_news()
declare_session_part(seats_part, order=5)
declare_plans(seats_in)
declare_registered(registered_in)
declare_told_elsewhere(holders_in)
declare_follower(end_seats_of_ended)
declare_release_follower(follow_release)
_WORDS = {"admission__session__code": _("Session"), "kind": _("What"), "number": _("Arrival number")}
declare_personal(
    _("Seats"),
    Personal(
        Seat,
        _("Seats you asked for"),
        of_person("delegate__person"),
        "admission__edition__slug admission__session__code state category number asked_at came_at is_excused reference",
        kept(FIGURES),
        _WORDS
        | {"state": _("State"), "asked_at": _("Asked"), "came_at": _("Came"), "is_excused": _("Does not count as left empty")}
        | {"reference": _("Reference in the published file"), "category": _("Category")},
        {"state": state_word},
    ),
    Personal(
        SeatDeed,
        _("What you did about seats"),
        of_person("seat__delegate__person"),
        "admission__edition__slug admission__session__code kind number at",
        kept(FIGURES),
        _WORDS,
    ),
    Personal(
        SeatDeed,
        _("What you noted at the door"),
        of_account("by"),
        "admission__edition__slug admission__session__code kind number at",
        kept(OFFICE, by=None),
        _WORDS,
    ),
)
declare_unkept("who sits where is between the person and the market, whatever company they come for", Seat, SeatDeed, Admission)
declare_lasting("who has a seat follows from the deeds that are there, and opens nothing by itself", "meet.seat.state")
before_erasing(end_seats)
