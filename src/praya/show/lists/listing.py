"""Declare the lists that a delegate may read, and what stands in one of them."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from praya.core.catalogue.queries import Card
from praya.core.catalogue.vocabulary import KINDS, STAGES
from praya.core.directory.countries import country_name
from praya.core.lists.columns import word_column
from praya.core.lists.declaring import Column, Listing, declare_list
from praya.core.sheets.writing import Cell
from praya.core.texts.joining import joined, labelled
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import visit_edition
from praya.show.lists.models import Shortlist
from praya.show.lists.queries import ItemLine, item_lines, items_of, lists_of, readable_list


def name_of(shortlist: Shortlist) -> str:
    """Return the name of a list; the default one has it in every language."""
    return gettext("Saved") if shortlist.is_default else shortlist.name


LISTS = declare_list(
    Listing(
        name="lists",
        address="e/<slug:edition>/lists/",
        heading=_("Lists"),
        about="One's own lists of works, and those that colleagues share.",
        rule=is_delegate,
        visit=visit_edition,
        rows=lambda asked: lists_of(asked.visit.me),
        columns=(
            Column("name", _("Name"), name_of, type="prose"),
            Column("works", _("Works"), "count", type="whole"),
            Column("owner", _("Owner"), "owner__person__name"),
            Column("is_shared", _("Shared"), "is_shared", type="yes"),
            Column("code", _("Code")),
        ),
    )
)


def _of_card(fact: Callable[[Card], Cell], otherwise: Callable[[], str] = str) -> Callable[[ItemLine], Cell]:
    """Read a fact of a work that the reader may still see."""
    return lambda line: fact(line.card) if line.card is not None else otherwise()


def _name(card: Card) -> str:
    return card.name


def _codes(line: ItemLine) -> list[str]:
    return list(line.card.countries) if line.card is not None else []


def _other_names(card: Card) -> str:
    return " / ".join(name for name in dict.fromkeys(one["text"] for one in card.document["names"]) if name != card.name)


def _countries(card: Card) -> str:
    return joined(country_name(code, get_language() or "en") for code in card.countries)


def _shared_notes(line: ItemLine) -> str:
    return "\n".join(labelled(note.name, note.text) for note in line.notes if note.is_shared)


def _my_note(line: ItemLine) -> str:
    return next((note.text for note in line.notes if note.is_own and not note.is_shared), "")


LIST = declare_list(
    Listing(
        name="list",
        address="e/<slug:edition>/lists/<slug:code>/",
        files="e/<slug:edition>/lists/<slug:code>/export/<slug:kind>/",
        file_route="list_export",
        heading=_("Works"),
        about="The works of one list; one that its reader may not see any more says so and names nothing.",
        rule=is_delegate,
        visit=visit_edition,
        subject=lambda visit, code: readable_list(visit.me, code),
        rows=lambda asked: items_of(asked.subject, asked.visit.me),
        dress=lambda asked, rows: item_lines(rows, asked.visit.reader),
        columns=(
            Column("title", _("Title"), _of_card(_name, lambda: gettext("no longer shown")), coded=_of_card(_name)),
            Column("other_names", _("Other names"), _of_card(_other_names)),
            word_column("kind", _("Kind"), KINDS, _of_card(lambda card: card.document["kind"])),
            word_column("stage", _("Stage"), STAGES, _of_card(lambda card: card.document["stage"])),
            Column("year", _("Year"), _of_card(lambda card: card.document["year"]), type="whole"),
            Column("countries", _("Countries and regions"), _of_card(_countries), coded=_codes, coded_as="codes"),
            Column("directors", _("Directors"), _of_card(lambda card: ", ".join(card.directors))),
            Column("code", _("Code"), _of_card(lambda card: card.code)),
            Column("added_by", _("Added by")),
            Column("added_at", _("Added at (UTC)"), type="instant"),
            Column("shared_notes", _("Shared notes"), _shared_notes),
            Column("my_note", _("My note"), _my_note),
        ),
    )
)
