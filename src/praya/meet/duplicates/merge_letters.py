"""Write to people whose records have been made one."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.accounts.models import Account
from praya.core.directory.names import lead_name
from praya.core.letters.actions import Reader, ask_for_letters
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.meet.duplicates.queries import standing_merge
from praya.meet.notices.letters import PART

FEW = 25


def tell_of_merge(kind: str, keep: int, code: str, *, edition: int, by: Account | None) -> None:
    """Write to the person who two records were; a company's people see it on its page."""
    if kind == "person":
        facts = {"merge": code}
        ask_for_letters(
            "merged", [Reader(person=keep)], at=timezone.now(), edition=edition, about=f"merge {code}", by=by, facts=facts
        )


def of_merge(letter: Letter, at: datetime) -> Facts | None:
    """Tell of a merge as long as it has not been taken back, to the person kept."""
    merge = standing_merge(letter.facts.get("merge", ""))
    person = letter.person
    if merge is None or person is None or merge.keep != person.pk:
        return None
    account = person.account
    rows = [(_("Name"), lead_name(person)), (_("You sign in with"), account.email if account is not None else "")]
    path = reverse("own_data") if account is not None else ""
    return Facts({"name": lead_name(person)}, tuple(row for row in rows if row[1]), path, _("Your data"))


MERGED = Kind(
    "merged",
    PART,
    gettext_lazy("Two records have become one"),
    gettext_lazy("Your two records are now one: {market}"),
    gettext_lazy(
        "Dear {name},\n\nthe organisers of {market} have found two records of you and made them one. Nothing is lost. If the "
        "other one was somebody else, tell the organisers: it can be undone completely."
    ),
    of_merge,
    {"name": gettext_lazy("The reader's name")},
    held_above=FEW,
)
