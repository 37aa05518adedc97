"""Say what the trail calls the records of an edition and of the catalogue, and their facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from praya.core.audit.telling import Clock, Fact, Facts, Reshaped, Row, Told
from praya.core.catalogue.document import name_map
from praya.core.catalogue.portraits import REASONS
from praya.core.directory.names import names_read
from praya.core.letters.declaring import kind_of
from praya.core.texts.joining import joined, with_note
from praya.core.texts.reading import read

Words = Callable[[Sequence[Row], Clock], str]


def name_at(path: str = "") -> Words:
    """Return the words of a record by its name, in its reader's script."""
    return lambda rows, _clock: named(rows[0], path)


def named(row: Row, path: str = "") -> str:
    """Return a name of a row as its reader reads it."""
    return names_read(row[f"{path}name"] or "", row[f"{path}names"], get_language() or "en").name


def _title(rows: Sequence[Row], _clock: Clock) -> str:
    row = rows[0]
    return names_read(row["title__name"], name_map(row["title__names"]), get_language() or "en").name


def _text(rows: Sequence[Row], _clock: Clock) -> str:
    return read(rows[0]["name"] or {}, get_language() or "en").text


def _plain(column: str) -> Words:
    return lambda rows, _clock: str(rows[0][column])


def _account(rows: Sequence[Row], _clock: Clock) -> str:
    row = rows[0]
    return named(row, "person__") if row["person__name"] else str(row["name"] or row["email"])


def _member(rows: Sequence[Row], _clock: Clock) -> str:
    row = rows[0]
    return named(row, "account__person__") if row["account__person__name"] else row["account__name"] or row["account__email"]


def _stand(rows: Sequence[Row], _clock: Clock) -> str:
    return with_note(str(rows[0]["number"]), str(rows[0]["hall__name"]))


def _pause(rows: Sequence[Row], _clock: Clock) -> str:
    row = rows[0]
    span = f"{row['begins']:%H:%M}–{row['ends']:%H:%M}"
    return joined([read(row["name"] or {}, get_language() or "en").text, span])


def _pair(rows: Sequence[Row], _clock: Clock) -> str:
    row = rows[0]
    return with_note(named(row, "delegate__person__"), named(row, "company__"))


def _letters(rows: Sequence[Row], _clock: Clock) -> str:
    kind = kind_of(rows[0]["kind"])
    return str(kind.label) if kind is not None else _("Letters")


_PERSON = ("person__name", "person__names")
_TITLE = ("title__name", "title__names", "title__code")
SUBJECTS = {
    "meet.edition": Told(("name",), _text, "manage_edition"),
    "meet.teammember": Told(
        ("account__name", "account__email", "account__person__name", "account__person__names"), _member, "manage_team"
    ),
    "meet.site": Told(("name", "slug"), _text, "manage_site", ("slug",)),
    "meet.break": Told(("name", "begins", "ends", "site__slug"), _pause, "manage_site", ("site__slug",)),
    "meet.hall": Told(("name", "site__slug"), _plain("name"), "manage_site", ("site__slug",)),
    "meet.stand": Told(("number", "hall__name", "hall__site__slug"), _stand, "manage_site", ("hall__site__slug",)),
    "meet.table": Told(("number", "hall__name", "hall__site__slug"), _stand, "manage_site", ("hall__site__slug",)),
    "meet.category": Told(("name", "slug"), _text, "manage_category", ("slug",)),
    "meet.delegate": Told((*_PERSON, "code"), name_at("person__"), "manage_delegate", ("code",)),
    "meet.exhibitor": Told(
        ("organisation__name", "organisation__names", "code"), name_at("organisation__"), "manage_exhibitor", ("code",)
    ),
    # What nobody has submitted is its owner's own.
    "meet.work": Told(_TITLE, _title, "manage_work", ("title__code",), only=~Q(status="prepared")),
    "core.title": Told(_TITLE, _title, "manage_work", ("title__code",), "meet.work", "title_id", only=~Q(status="prepared")),
    "meet.showcase": Told(("name", "code"), _text, "showcase", ("code",)),
    "meet.token": Told(("name",), _plain("name"), "manage_tokens"),
    "meet.transfer": Told(
        ("delegate__person__name", "delegate__person__names", "company__name", "company__names", "code"),
        _pair,
        "manage_transfer",
        ("code",),
    ),
    "core.mailing": Told(("kind", "code"), _letters, "manage_mailing", ("code",)),
    "core.lettertext": Told(("kind",), _letters, "manage_letter_texts"),
    "core.person": Told(("name", "names"), name_at()),
    "core.organisation": Told(("name", "names", "code"), name_at(), "organisation", ("code",)),
    "core.account": Told(("name", "email", *_PERSON), _account),
    "core.job": Told(("label",), _plain("label"), key="result_id"),
}


FACTS: dict[str, Any] = {
    "name": pgettext_lazy("a fact", "name"),
    "starts_on": pgettext_lazy("a fact", "first day"),
    "ends_on": pgettext_lazy("a fact", "last day"),
    "slot_minutes": pgettext_lazy("a fact", "minutes of a slot"),
    "is_public": pgettext_lazy("a fact", "open to the public"),
    "reviews_changes": pgettext_lazy("a fact", "changes of works are reviewed"),
    "reply_to": pgettext_lazy("a fact", "answers to letters go to"),
    "short_name": pgettext_lazy("a fact", "short name"),
    "role": pgettext_lazy("a fact", "part in the team"),
    "site": Fact(pgettext_lazy("a fact", "site"), refers="meet.site"),
    "hall": Fact(pgettext_lazy("a fact", "hall"), refers="meet.hall"),
    "stand": Fact(pgettext_lazy("a fact", "stand"), refers="meet.stand"),
    "table": Fact(pgettext_lazy("a fact", "table"), refers="meet.table"),
    "stands": pgettext_lazy("a fact", "stands"),
    "tables": pgettext_lazy("a fact", "tables"),
    "halls": pgettext_lazy("a fact", "halls"),
    "hours": pgettext_lazy("a fact", "hours"),
    "lost": pgettext_lazy("a fact", "no longer there"),
    "on": pgettext_lazy("a fact", "day"),
    "begins": pgettext_lazy("a fact", "from"),
    "ends": pgettext_lazy("a fact", "until"),
    "number": pgettext_lazy("a fact", "number"),
    "may_meet": pgettext_lazy("a fact", "may request"),
    "is_vip": pgettext_lazy("a fact", "very important"),
    "is_buyer": pgettext_lazy("a fact", "reads what buyers read"),
    "quota_total": pgettext_lazy("a fact", "meetings at most"),
    "quota_per_day": pgettext_lazy("a fact", "meetings a day at most"),
    "person": Fact(pgettext_lazy("a fact", "person"), refers="core.person"),
    "organisation": Fact(pgettext_lazy("a fact", "company"), refers="core.organisation"),
    "category": Fact(pgettext_lazy("a fact", "category"), refers="meet.category"),
    "job_title": pgettext_lazy("a fact", "job title"),
    "has_own_hours": pgettext_lazy("a fact", "hours of their own"),
    "status": pgettext_lazy("a fact", "state"),
    "state": pgettext_lazy("a fact", "state"),
    "decided_at": pgettext_lazy("a fact", "decided"),
    "ends_at": pgettext_lazy("a fact", "valid until"),
    "operations": Fact(pgettext_lazy("a fact", "lists it may read"), is_counted=True),
    "is_published": pgettext_lazy("a fact", "shown"),
    "remark": pgettext_lazy("a fact", "remark"),
    "comes": pgettext_lazy("a fact", "comes"),
    "count": pgettext_lazy("a fact", "how many"),
    "people": pgettext_lazy("a fact", "people"),
    "delegates": pgettext_lazy("a fact", "delegates"),
    "exhibitors": pgettext_lazy("a fact", "exhibitors"),
    "requests": pgettext_lazy("a fact", "requests"),
    "works": pgettext_lazy("a fact", "works"),
    "subject": pgettext_lazy("a fact", "subject"),
    "file": pgettext_lazy("a fact", "file"),
    "new": pgettext_lazy("a fact", "new rows"),
    "changed": pgettext_lazy("a fact", "changed rows"),
    "unchanged": pgettext_lazy("a fact", "unchanged rows"),
    "left": pgettext_lazy("a fact", "rows kept for later"),
    "agreed_by": Fact(pgettext_lazy("a fact", "agreed by"), refers="core.account"),
    "label": pgettext_lazy("a fact", "work"),
}
OF_TABLES: dict[str, dict[str, Any]] = {
    "meet.teammember": {"account": Fact(pgettext_lazy("a fact", "who"), refers="core.account")},
    "core.mailing": {"left_out": pgettext_lazy("a fact", "not written to")},
    "core.person": {"reason": Fact(pgettext_lazy("a fact", "reason"), words=REASONS)},
    "core.job": {"account": Fact(pgettext_lazy("a fact", "asked for by"), refers="core.account")},
    "core.title": {"pictures": Fact(pgettext_lazy("a fact", "pictures"), is_counted=True)},
    "meet.work": {"pictures": Fact(pgettext_lazy("a fact", "pictures"), is_counted=True)},
    "meet.edition": {"category": Fact(pgettext_lazy("a fact", "category"), refers="meet.category", by="slug")},
}


def decided(before: Facts, after: Facts) -> Reshaped:
    """Return of a decision about many how many they were, and what it is."""
    return None, {"people": len(before), "status": after.get("status"), "category": after.get("category")}


def taken_back(before: Facts, after: Facts) -> Reshaped:
    """Return of decisions that were taken back how many they were."""
    return None, {"people": len(after.get("delegates") or [])}


def _only_who(before: Facts, after: Facts) -> Reshaped:
    """Return of a merge who agreed: what the records were is theirs."""
    return None, {name: after[name] for name in ("agreed_by",) if name in after}


RESHAPED = {"decide accreditations": decided, "take decisions back": taken_back, "merge records": _only_who}
