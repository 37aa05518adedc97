"""Know by which words a sheet names kinds, states, sites, rooms, tracks and languages of the programme, and what each means.

Of a room or track that nobody knows, somebody says on the page of the columns which one is meant, or that it is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from praya.core.sheets.rows import Row
from praya.core.texts.editing import canonical
from praya.core.texts.folding import folded
from praya.core.texts.joining import joined
from praya.core.texts.reading import Stored, read
from praya.core.texts.states import state_word
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import Room
from praya.meet.programme.queries import rooms_of, tracks_of
from praya.meet.programme.vocabulary import KINDS

Meant = Mapping[str, tuple[str, str]]
NEW = "new"
_NO_WORD = "\uffff"  # no cell is written so: what it leads to is only chosen
_STATES = {
    "draft": "draft", "草稿": "draft", "rascunho": "draft", "مسودة": "draft", "tentative": "draft",
    "confirmed": "confirmed", "已確認": "confirmed", "已确认": "confirmed", "確認": "confirmed", "确认": "confirmed",
    "confirmado": "confirmed", "confirmada": "confirmed", "مؤكد": "confirmed", "مؤكدة": "confirmed",
    "cancelled": "cancelled", "canceled": "cancelled", "已取消": "cancelled", "取消": "cancelled", "cancelado": "cancelled",
    "cancelada": "cancelled", "ملغى": "cancelled", "ملغاة": "cancelled",
}  # fmt: skip  # several on a line
_KINDS = {
    "keynote speech": "keynote", "round table": "roundtable", "panel discussion": "panel", "pitching": "pitch",
    "award ceremony": "ceremony", "awards ceremony": "ceremony", "project presentations": "presentation",
}  # fmt: skip  # several on a line


def in_all_languages() -> Iterator[str]:
    """Write in each language of the pages, one after the other."""
    for tag, _name in settings.LANGUAGES:
        with override(tag):
            yield tag


@cache
def kinds_by_word() -> Mapping[str, str]:
    """Return every word for a kind of session, folded."""
    words = {folded(str(word)): kind for _tag in in_all_languages() for kind, word in KINDS.items()}
    return {**words, **_KINDS, **{kind: kind for kind in KINDS}}


def kinds_meant(_edition: Edition) -> Meant:
    """Return every word for a kind with the one to write and its name."""
    return {word: (kind, str(KINDS[kind])) for word, kind in kinds_by_word().items()}


def states_by_word() -> Mapping[str, str]:
    """Return every word for how sure it is that a session takes place, folded."""
    return _STATES


def states_meant(_edition: Edition) -> Meant:
    """Return every word for a state with the one to write and its name."""
    return {word: (state, state_word(state)) for word, state in _STATES.items()}


@cache
def online_words() -> frozenset[str]:
    """Return every word, folded, that says that a session is in no room."""
    return frozenset({"online", "virtual", "remote", "線上", "线上", *(folded(_("online")) for _tag in in_all_languages())})


def texts_of(stored: Stored | None) -> list[str]:
    """Return a text in every language that it has."""
    return [entry["text"] for entry in ((stored or {}).get("texts") or {}).values()]


def words_of_site(site: Site) -> set[str]:
    """Return every word for a site, folded."""
    return {folded(word) for word in (site.slug, site.short_name, *texts_of(site.name))}


def sites_meant(edition: Edition) -> Meant:
    """Return every word for a site with the one to write and its name."""
    return {word: (site.slug, site.short_name) for site in edition.sites.all() for word in words_of_site(site)}


def words_of_room(room: Room) -> set[str]:
    """Return every word for a room, folded: its name, alone or with the hall and the site, as files of ours have them."""
    site, hall = room.hall.site, room.hall.name
    found = {folded(room.name), folded(room.code)}
    for tag in in_all_languages():
        names = (room.name, hall, read(site.name, tag).text)
        found |= {folded(joined(names[:2])), folded(joined(names))}
    return found


def rooms_meant(edition: Edition) -> Meant:
    """Return every word for a room with the one to write and its name; and that it is new."""
    found = {_NO_WORD: (NEW, _("a new room of this name")), "online": ("online", _("online"))}
    found |= {word: ("online", _("online")) for word in online_words()}
    for room in rooms_of(edition):
        shown = f"{room.name} · {room.hall.name} · {room.hall.site.short_name}"
        found |= dict.fromkeys(words_of_room(room), (room.code, shown))
    return found


def tracks_meant(edition: Edition) -> Meant:
    """Return every word for a track with the one to write and its name; and that it is new."""
    found = {_NO_WORD: (NEW, _("a new track of this name"))}
    language = get_language() or "en"
    for track in tracks_of(edition):
        shown = read(track.name, language).text or track.code
        found |= dict.fromkeys({folded(word) for word in (track.code, *texts_of(track.name))}, (track.code, shown))
    return found


def is_said_to_be_new(row: Row, key: str) -> bool:
    """Tell whether somebody has said on the page of the columns that what a cell names is new."""
    return row.table.words.get(key, {}).get(folded(row.table.cell(row.cells, key))) == NEW


def texts_meant(_edition: Edition) -> Meant:
    """Return every word for a language of the pages with its tag and its own name."""
    found: dict[str, tuple[str, str]] = {}
    for tag, name in settings.LANGUAGES:
        found |= dict.fromkeys((tag, folded(str(name))), (canonical(tag), str(name)))
    return found
