"""Tell the index what may be found of titles, people and organisations, audience by audience.

What an audience finds is computed from what it may read (`visible_document`), so that the index can never know more.
Features of other apps add facets of their own, such as the editions a title is shown at, through `add_source`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Prefetch

from praya.core.access.audiences import Audience, may_read
from praya.core.catalogue.document import TITLE, document_of
from praya.core.catalogue.models import Credit, Title
from praya.core.catalogue.money import budget_band
from praya.core.directory.models import Organisation, Person
from praya.core.documents.audiences import visible_document
from praya.core.documents.schema import Document
from praya.core.index import sources
from praya.core.index.actions import put_many
from praya.core.index.indexing import Listed, View

# Given the kind and numbers of records, a source returns further facets by number, each with the widest audience that may
# find the record by it.
Facet = tuple[str, Audience]
Further = defaultdict[int, list[Facet]]
Source = Callable[[str, Sequence[int]], Mapping[int, Sequence[Facet]]]
_sources: list[Source] = []
CHUNK = 500


def add_source(source: Source) -> None:
    """Add a source of facets; an app does so when it is ready."""
    if source not in _sources:
        _sources.append(source)


def index_titles(numbers: Sequence[int]) -> None:
    """Bring what the index knows of titles up to date, in the transaction of their change."""
    index_records("title", numbers)


def index_titles_naming(kind: str, numbers: Sequence[int]) -> None:
    """Bring the index up to date for the titles in whose credits people or organisations are named."""
    named = Credit.objects.filter(**{f"{kind}__in": numbers})
    index_titles(sorted(set(named.values_list("title", flat=True))))


def index_people(numbers: Sequence[int]) -> None:
    """Bring the index up to date for people."""
    index_records("person", numbers)


def index_organisations(numbers: Sequence[int]) -> None:
    """Bring the index up to date for organisations."""
    index_records("organisation", numbers)


def index_records(kind: str, numbers: Sequence[int]) -> None:
    """Bring the index up to date for records of a kind."""
    index_many({kind: numbers})


def index_many(wanted: Mapping[str, Iterable[int]]) -> None:
    """Bring the index up to date for records of several kinds, however many: their postings are written once."""
    put_many(_listed([(kind, number) for kind, numbers in wanted.items() for number in numbers]))


def _listed(wanted: Sequence[tuple[str, int]]) -> Iterator[Listed]:
    """Yield records as they are listed, a few hundred at a time."""
    for start in range(0, len(wanted), CHUNK):
        chunk: dict[str, list[int]] = defaultdict(list)
        for kind, number in wanted[start : start + CHUNK]:
            chunk[kind].append(number)
        further = {kind: _further(kind, numbers) for kind, numbers in chunk.items()}
        for kind, numbers in chunk.items():
            views = views_of(kind, numbers, further[kind])
            yield from (Listed(kind, number, tuple(views.get(number, ()))) for number in numbers)


def views_of(kind: str, numbers: Sequence[int], further: Further | None = None) -> dict[int, list[View]]:
    """Return what each audience finds of records of a kind, by number; `further` are their facets of other apps, if known."""
    further = _further(kind, numbers) if further is None else further
    return dict(_title_rows(numbers, further) if kind == "title" else _profile_rows(kind, numbers, further))


def _title_rows(numbers: Sequence[int], further: Further) -> Iterator[tuple[int, list[View]]]:
    """Yield what each audience finds of titles; nothing for drafts, withdrawn and merged ones."""
    credits = Prefetch("credits", queryset=Credit.objects.select_related("person", "organisation"))
    rows = Title.objects.filter(pk__in=numbers, status=Title.Status.PUBLISHED, merged_into=None)
    for title in rows.prefetch_related(credits, "identifiers"):
        document = document_of(title, title.credits.all(), title.identifiers.all())
        yield title.pk, _title_views(document, list(title.credits.all()), further[title.pk])


def _title_views(document: Document, credits: Sequence[Credit], further: Sequence[Facet]) -> list[View]:
    def content(audience: Audience) -> dict[str, Any] | None:
        return _title_content(visible_document(TITLE, document, audience), _known_as(credits, audience), _open(further, audience))

    return _grouped(content)


def _known_as(credits: Sequence[Credit], audience: Audience) -> dict[str, list[str]]:
    """Return the other spellings of whoever is credited, of those whose record the audience may read."""
    found = {}
    for credit in credits:
        record = credit.person or credit.organisation
        if record is not None and may_read(record.level, audience):
            found[credit.name] = spellings_of(record)
    return found


def _title_content(
    document: Document | None, spellings: Mapping[str, list[str]], further: Sequence[str]
) -> dict[str, Any] | None:
    if document is None:
        return None
    credits = [text for row in document["credits"] for text in (row["name"], *spellings.get(row["name"], ()))]
    return {
        "names": tuple(dict.fromkeys(one["text"] for one in document["names"])),
        "credits": tuple(dict.fromkeys(credits)),
        "words": " ".join([*_indexed_texts(document["logline"]), *document["themes"]]),
        "facets": tuple(sorted({*title_facets(document), *further})),
    }


def title_facets(document: Document) -> Iterator[str]:
    """Yield the facets of what an audience may read of a title."""
    yield f"kind:{document['kind']}"
    yield f"stage:{document['stage']}"
    for name, values in (
        ("genre", document["genres"]),
        ("country", [row["code"] for row in document["countries"]]),
        ("language", document["languages"]),
        ("version", [row["tag"] for row in document["versions"]]),
        ("seeking", [row["what"] for row in document["seeking"]]),
    ):
        yield from (f"{name}:{value}" for value in values if value)
    for row in document["seeking"]:
        yield from (f"seeking_in:{code}" for code in row.get("where") or [])
    band = budget_band(document["budget_high"], document["currency"])
    if band:
        yield f"budget:{band}"


def _profile_rows(kind: str, numbers: Sequence[int], further: Further) -> Iterator[tuple[int, list[View]]]:
    """Yield what each audience finds of people or organisations."""
    for record in _MODELS[kind].objects.filter(pk__in=numbers, merged_into=None):
        yield record.pk, _directory_views(record, further[record.pk])


def _directory_views(record: Person | Organisation, further: Sequence[Facet]) -> list[View]:
    names = tuple(spellings_of(record))

    def content(audience: Audience) -> dict[str, Any] | None:
        if not may_read(record.level, audience):
            return None
        return {"names": names, "facets": tuple(sorted({*_directory_facets(record, audience), *_open(further, audience)}))}

    return _grouped(content)


def _directory_facets(record: Person | Organisation, audience: Audience) -> Iterator[str]:
    """Yield the facets of a person or organisation, of the parts that an audience may read."""
    chosen = record.visibility or {}
    for part, name in (("country", "country"), ("languages", "language"), ("activities", "activity")):
        if may_read(str(chosen.get(part) or "public"), audience):
            values = getattr(record, part) or []
            yield from (f"{name}:{value}" for value in ([values] if isinstance(values, str) else values))


def _open(further: Sequence[Facet], audience: Audience) -> list[str]:
    return [facet for facet, widest in further if audience >= widest]


def spellings_of(record: Person | Organisation) -> list[str]:
    """Return every spelling of a person's or organisation's name, as written first."""
    aliases = [str(one.get("text", "")) for one in record.aliases or []]
    return list(dict.fromkeys(text for text in (record.name, *(record.names or {}).values(), *aliases) if text))


def _indexed_texts(stored: Mapping[str, Any]) -> list[str]:
    return [entry["text"] for entry in (stored or {}).get("texts", {}).values()]


def _further(kind: str, numbers: Sequence[int]) -> Further:
    found: Further = defaultdict(list)
    for source in _sources:
        for number, facets in source(kind, numbers).items():
            found[number].extend(facets)
    return found


def _grouped(content_for: Callable[[Audience], dict[str, Any] | None]) -> list[View]:
    """Return one view for all audiences that find exactly the same."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for audience in Audience:
        content = content_for(audience)
        if content is not None:
            found.setdefault(tuple(content.items()), []).append(int(audience))
    return [View(audiences=tuple(audiences), **dict(content)) for content, audiences in found.items()]


_MODELS: Mapping[str, Any] = {"title": Title, "person": Person, "organisation": Organisation}


def everything(kind: str) -> Iterator[Listed]:
    """Yield every record of a kind as it is listed, for a rebuilt index, those changed longest ago first."""
    order = ("changed_at", "pk") if kind == "title" else ("pk",)
    numbers = list(_MODELS[kind].objects.order_by(*order).values_list("pk", flat=True))
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        found = views_of(kind, chunk)
        yield from (Listed(kind, number, tuple(found[number])) for number in chunk if number in found)


def register_kinds() -> None:
    """Tell the index how all records of each kind are read."""
    for kind, model in _MODELS.items():
        sources.register(kind, partial(everything, kind), model.objects.count)
