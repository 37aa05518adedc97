"""Read titles as an audience may: cards for lists, whole records for pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, OuterRef, QuerySet, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.access.audiences import Audience, Level, may_read
from praya.core.accounts.models import Account
from praya.core.catalogue.document import TITLE, display_name, document_of, name_map
from praya.core.catalogue.models import Credit, Grant, Identifier, Picture, Title
from praya.core.catalogue.vocabulary import KINDS, STAGES, word_of
from praya.core.directory.countries import country_name
from praya.core.documents.audiences import hidden_on_request, visible_document
from praya.core.documents.schema import Document
from praya.core.gathering import Gathered
from praya.core.texts.joining import joined

# Pictures without their bytes.
PICTURES = Picture.objects.defer("image", "thumbnail")
# The first one that may be read. As SQL because every list of works has it.
_POSTER = """(SELECT p.digest FROM core_picture p WHERE p.title_id = core_title.id AND p.kind = 'poster' AND p.is_approved
AND p.level IN ({}) ORDER BY p.position, p.id LIMIT 1)"""
_CREDIT = ("position", "pk", "role", "name", "note", "person__code", "organisation__code")


@dataclass(frozen=True, slots=True)
class Card:
    """Hold a title as one audience reads it; `document` has only what they may read."""

    number: int
    code: str
    document: Document
    owner: int | None = None
    poster: str = ""
    on_request: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the name it is listed under."""
        return display_name(self.document["names"])

    @property
    def names(self) -> Mapping[str, str]:
        """Return its names by language, for `name_pair`."""
        return name_map(self.document["names"])

    @property
    def directors(self) -> list[str]:
        """Return the names of its directors, or of its creators."""
        credits = self.document["credits"]
        found = [row["name"] for row in credits if row["role"] in {"director", "animation_director"}]
        return found or [row["name"] for row in credits if row["role"] == "creator"]

    @property
    def countries(self) -> list[str]:
        """Return its countries' codes in order of share."""
        return [row["code"] for row in self.document["countries"]]

    def in_words(self, language: str) -> str:
        """Return kind, year, stage, length, countries and directors in one line, as far as they are known."""
        document = self.document
        length = _("%(count)s min") % {"count": document["minutes"]} if document["minutes"] else ""
        count = document["episodes"]
        episodes = ngettext("%(count)d episode", "%(count)d episodes", count) % {"count": count} if count else ""
        countries = joined((country_name(code, language) for code in self.countries), language)
        year = str(document["year"]) if document["year"] else ""
        words = (word_of(KINDS, document["kind"]), year, word_of(STAGES, document["stage"]), length, episodes, countries)
        return " · ".join(word for word in (*words, joined(self.directors[:3], language)) if word)


def cards(numbers: Sequence[int], audience: Audience, *, account: Account | None = None) -> list[Card]:
    """Return titles in the order of their numbers, as an audience reads them; whoever is hidden from it is left out.

    One query; a second for what `account` was granted on request.
    """
    # By number alone: asked for the status too, SQLite would read every published title instead of these.
    rows = Title.objects.filter(pk__in=numbers).order_by()
    found = {title.pk: card for title, card in cards_read(with_cards(rows, audience), audience, account=account)}
    return [found[number] for number in numbers if number in found]


def with_cards(rows: QuerySet[Title], audience: Audience) -> QuerySet[Any, Any]:
    """Return titles with what an audience's cards need to be read of them."""
    readable = [level for level in Level.values if may_read(level, audience)]
    poster = RawSQL(_POSTER.format(", ".join(["%s"] * len(readable))), readable, output_field=CharField())  # noqa: S611 - ours
    return rows.annotate(poster=poster, credit_rows=Gathered(Credit.objects.filter(title=OuterRef("pk")), *_CREDIT))


def cards_read(rows: Iterable[Any], audience: Audience, *, account: Account | None = None) -> list[tuple[Any, Card]]:
    """Return titles in their order, each as it was read and as an audience reads it; whoever is hidden from it is left out."""
    titles = [title for title in rows if title.status == Title.Status.PUBLISHED and title.merged_into_id is None]
    granted = granted_titles(account, [title.pk for title in titles])
    shown = ((title, _card(title, audience, is_granted=title.pk in granted)) for title in titles)
    return [(title, card) for title, card in shown if card is not None]


def _card(title: Any, audience: Audience, *, is_granted: bool) -> Card | None:
    whole = document_of(title, (), ()) | {"credits": [_credit(*row) for row in sorted(title.credit_rows)]}
    shown = visible_document(TITLE, whole, audience, is_granted=is_granted)
    if shown is None:
        return None
    return Card(title.pk, title.code, shown, title.owner_id, title.poster or "", hidden_on_request(TITLE, whole))


def _credit(
    _position: int, _number: int, role: str, name: str, note: str, person: str | None, organisation: str | None
) -> dict[str, str]:
    return {"role": role, "name": name, "note": note, "person": person or "", "organisation": organisation or ""}


def names_read(title: Title, audience: Audience) -> list[dict[str, Any]] | None:
    """Return a title's names as an audience reads them, or None when it may not know of it; no query."""
    if title.status != Title.Status.PUBLISHED or title.merged_into_id is not None:
        return None
    shown = visible_document(TITLE, document_of(title, (), ()), audience)
    return shown["names"] if shown is not None else None


def granted_titles(account: Account | None, numbers: Iterable[int]) -> set[int]:
    """Return which of some titles an account was granted to read on request."""
    if account is None:
        return set()
    found = Grant.objects.filter(account=account.pk, status=Grant.Status.GRANTED, title__in=list(numbers))
    return set(found.values_list("title", flat=True))


def title_card(title: Title, audience: Audience, *, account: Account | None = None) -> Card | None:
    """Return one title with its identifiers as an audience reads it, or None when it may not know of it."""
    found = cards([title.pk], audience, account=account)
    if not found:
        return None
    found[0].document["identifiers"] = {one.scheme: one.value for one in title.identifiers.all()}
    return found[0]


def titles_of(owner: int) -> QuerySet[Title]:
    """Return an organisation's own titles, whatever their state."""
    return Title.objects.filter(owner=owner, merged_into=None).select_related("draft").order_by("name", "pk")


def own_pictures(title: Title) -> QuerySet[Picture]:
    """Return every picture of a title for its owners, without their bytes."""
    return title.pictures.defer("image", "thumbnail")


def picture_kinds(titles: Iterable[Title]) -> dict[int, set[str]]:
    """Return of which kinds the pictures of some titles are, those that wait for approval too, in one query."""
    found: dict[int, set[str]] = {title.pk: set() for title in titles}
    for title, kind in Picture.objects.filter(title__in=list(found)).order_by().values_list("title", "kind").distinct():
        found[title].add(kind)
    return found


def pictures_seen(title: Title) -> list[tuple[Any, ...]]:
    """Return what a reviewer sees of a title's pictures; no query when they are loaded already."""
    cached = getattr(title, "_prefetched_objects_cache", {})
    rows = title.pictures.all() if "pictures" in cached else own_pictures(title)
    return sorted((one.pk, one.digest, one.kind, one.level, one.alternative, one.is_approved) for one in rows)


def picture_shown(digest: str, titles: Iterable[int] | None = None) -> QuerySet[Picture]:
    """Return the pictures of this digest, of some titles or of any, without their bytes; several may have the same one."""
    found = Picture.objects.filter(digest=digest).select_related("title").defer("image", "thumbnail").order_by("pk")
    return found if titles is None else found.filter(title__in=list(titles))


def grants_of(titles: Iterable[int]) -> QuerySet[Grant]:
    """Return who asks to read what some titles show on request, those that wait first."""
    rows = Grant.objects.filter(title__in=list(titles)).select_related("account__person", "title")
    return rows.order_by(Case(When(status=Grant.Status.ASKED, then=0), default=1), "-asked_at", "-pk")


def pictures_of(title: Title, audience: Audience) -> list[dict[str, Any]]:
    """Return what pictures of a title an audience may see, without their bytes."""
    rows = title.pictures.filter(is_approved=True).values("digest", "kind", "width", "height", "alternative", "level")
    return [dict(row) for row in rows if may_read(row["level"], audience)]


def published_title(code: str) -> Title | None:
    """Return a title of the public catalogue by its code."""
    return Title.objects.filter(code=code, status=Title.Status.PUBLISHED, merged_into=None).first()


def grant_on(title: Title, number: int) -> Grant | None:
    """Return who asks to read what a title shows on request, by number."""
    return Grant.objects.filter(pk=number, title=title).first()


def own_picture(title: Title, number: int) -> Picture | None:
    """Return one picture of a title for its owners, without its bytes."""
    return own_pictures(title).filter(pk=number).first()


def picture_bytes(picture: Picture, *, is_small: bool) -> bytes:
    """Return a picture as JPEG, at its full size or for lists."""
    return bytes(Picture.objects.values_list("thumbnail" if is_small else "image", flat=True).get(pk=picture.pk))


def identifiers_of(titles: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return the identifiers of titles by scheme, in one query."""
    found: dict[int, dict[str, str]] = {}
    rows: Iterable[tuple[int, str, str]] = Identifier.objects.filter(title__in=titles).values_list("title", "scheme", "value")
    for title, scheme, value in rows:
        found.setdefault(title, {})[scheme] = value
    return found
