"""Declare the list of what changed between two versions of the released programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.lists.columns import text_column, word_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.news import WORDS, sentence_of
from praya.meet.programme.queries_versions import EARLIER, RELEASED, SINCE, History, Told, Versions, history_of
from praya.meet.programme.release_forms import ChangeFilters

HOW = {
    RELEASED: pgettext_lazy("a change", "with the version"),
    EARLIER: pgettext_lazy("a change", "told at once before it"),
    SINCE: pgettext_lazy("a change", "told at once since"),
}


def _subject(visit: EditionVisit) -> History:
    return history_of(visit.edition, visit.sites)


def _versions(asked: Asked) -> Versions:
    form: Any = asked.form
    found: Versions = asked.subject.between(form.number("version"), form.number("since"))
    return found


def _rows(asked: Asked) -> list[Told]:
    wanted = asked.wanted

    def fits(one: Told) -> bool:
        facts = {"site": one.site.slug if one.site is not None else "", "day": one.day.isoformat() if one.day else ""}
        return all(facts[name] == wanted[name] for name in facts if wanted[name])

    return [one for one in _versions(asked).changes if fits(one)]


def _dress(asked: Asked, rows: list[Told]) -> list[dict[str, Any]]:
    return [_dressed(one, asked.visit.sites) for one in rows]


def _dressed(one: Told, sites: Sequence[Any]) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "code": one.session,
        "kind": one.line.kind,
        "title": one.line.title,
        "sentence": sentence_of(one.line, sites),
        "begins": one.begins_at,
        "day": one.day,
        "site": one.site,
        "site_name": one.site_name,
        "how": one.how,
        "at": one.at,
        "word": WORDS[one.line.kind],
    }


def _around(asked: Asked) -> Mapping[str, Any]:
    versions = _versions(asked)
    return {"versions": versions, "releases": asked.subject.releases, "newest": next(iter(asked.subject.releases), None)}


CHANGES = declare_list(
    Listing(
        name="programme_changes",
        address="e/<slug:edition>/programme/changes/",
        heading=_("What has changed in the programme"),
        about="What differs between two versions of the released programme, change by change, and what was told at once.",
        rule=may_see_edition,
        visit=visit_edition,
        subject=_subject,
        filters=ChangeFilters,
        rows=_rows,
        dress=_dress,
        columns=(
            text_column("title", pgettext_lazy("a session", "Title")),
            word_column("kind", pgettext_lazy("a change", "Change"), WORDS),
            Column("sentence", _("In words"), type="prose"),
            Column("begins", _("Begins"), type="instant"),
            Column("site", _("Site"), "site_name"),
            word_column("how", _("Told"), HOW),
            Column("at", _("Since"), type="instant"),
            Column("code", _("Code")),
        ),
        per_page=100,
        template="meet/programme/changes.html",
        context=_around,
    )
)
