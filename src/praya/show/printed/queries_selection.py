"""Choose which works are printed: the results of a search, ticked ones, a showcase or a list, as one reader may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from praya.core.access.absence import Absent, existing
from praya.core.catalogue.queries import Card, cards
from praya.core.directory.languages import usual_tag
from praya.core.texts.reading import write
from praya.meet.accreditation.visits import EditionVisit, Reader
from praya.meet.door.queries import front_of, picture_of
from praya.meet.works.models import Work
from praya.meet.works.queries import showcases_of
from praya.show.lists.queries import list_of, titles_of_list
from praya.show.works.markup_filters import chips_of
from praya.show.works.queries import Presenter, cards_by_code, presenters_of, search
from praya.show.works.readers import WorksReader, works_reader
from praya.show.works.wanted import is_code, wanted_of

MOST = 1000
Texts = Mapping[str, Any]


@dataclass(frozen=True)
class Selection:
    """Hold the works to be printed in their order, what they are called together, and the curator's notes by title."""

    cards: list[Card]
    name: Texts | str = ""
    introduction: Texts = field(default_factory=dict)
    notes: Mapping[int, Texts] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)
    is_cut: bool = False


def selection_of(visit: EditionVisit, words: QueryDict) -> Selection:
    """Return what an address selects; Absent for a showcase or a list that the visitor may not see."""
    reader = works_reader(visit)
    if code := words.get("showcase"):
        return _showcase(visit, reader, code)
    if code := words.get("list"):
        return _list(visit, reader, code)
    if codes := words.getlist("with"):
        return Selection(cards_by_code(reader, codes[:MOST]))
    wanted = replace(wanted_of(words).lasting, page=1)
    found = search(reader, wanted, per_page=MOST)
    chips = [chip.label for chip in chips_of(reader, wanted, get_language() or "en")]
    return Selection([one.card for one in found.works], chosen=chips, is_cut=found.found.total > MOST)


def _showcase(visit: EditionVisit, reader: WorksReader, code: str) -> Selection:
    found = existing(showcases_of(visit.edition).filter(code=code).first() if is_code(code) else None)
    items = [item for item in found.items.all() if item.work.status == Work.Status.ACCEPTED]
    notes = {item.work.title_id: item.note for item in items}
    return Selection(cards([item.work.title_id for item in items], reader.audience), found.name, found.introduction, notes)


def _list(visit: EditionVisit, reader: WorksReader, code: str) -> Selection:
    if visit.delegate is None or not is_code(code):
        raise Absent
    list_reader = Reader(visit.delegate, visit.account, reader.audience)
    shortlist, numbers = list_of(visit.delegate, code), titles_of_list(list_reader, code)
    if shortlist is None or numbers is None:
        raise Absent
    # What was granted to the reader alone is not printed: paper is handed on.
    return Selection(cards(numbers, reader.audience), _saved() if shortlist.is_default else shortlist.name)


def _saved() -> Texts:
    """Return how the list is called that everybody has, in every language."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[usual_tag(language)] = _("Saved")
    return write(found)


def cover_of(visit: EditionVisit) -> bytes:
    """Return the picture that stands on the cover: that of the market's front page, or nothing."""
    name = front_of(visit.edition).picture
    found = picture_of(visit.edition, name) if name else None
    return bytes(found.image) if found is not None else b""


def presenters(visit: EditionVisit, selection: Selection) -> dict[int, Presenter]:
    """Return who presents the selected works."""
    return presenters_of(works_reader(visit), [card.number for card in selection.cards])
