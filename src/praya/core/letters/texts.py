"""Keep an edition's own words for a kind of letter, language by language; without them the usual ones are sent."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import override

from praya.core.accounts.models import Account
from praya.core.actions.seeing import mark_of, require_mark
from praya.core.audit.actions import record
from praya.core.letters.declaring import Kind
from praya.core.letters.models import LetterText

Words = tuple[str, str]


def own_words(edition: int, kind: Kind, language: str) -> Words | None:
    """Return subject and body that an edition wrote itself; None where the usual ones are sent."""
    row = LetterText.objects.filter(edition=edition, kind=kind.name, language=language).first()
    return (row.subject, row.body) if row is not None else None


def usual_words(kind: Kind, language: str) -> Words:
    """Return the usual subject and body in a language."""
    with override(language):
        return str(kind.subject), str(kind.body)


def languages_with_own_words(edition: int) -> set[tuple[str, str]]:
    """Return for which kinds, in which languages, an edition has words of its own."""
    return set(LetterText.objects.filter(edition=edition).values_list("kind", "language"))


def mark_of_words(words: Words | None) -> str:
    """Return a mark of an edition's own words, or of their absence, as somebody read them."""
    subject, body = words or ("", "")
    return mark_of({"subject": subject, "body": body}, ("subject", "body"))


def keep_words(
    edition: int, kind: Kind, language: str, words: Words | None, *, by: Account | None, seen: str = ""
) -> LetterText | None:
    """Keep an edition's own words, or (None) send the usual ones again; Overtaken when they are not as they were `seen`."""
    with transaction.atomic():
        rows = LetterText.objects.select_for_update().filter(edition=edition, kind=kind.name, language=language)
        row = rows.first()
        before = (row.subject, row.body) if row is not None else None
        require_mark(mark_of_words(before), seen)
        if words == before:
            return row
        facts = {"kind": kind.name, "language": language}
        told = {"before": _told(before) | facts, "after": _told(words) | facts}
        if words is None:
            record("change letter text", row or "core.lettertext", by=by, edition=edition, **told)
            rows.delete()
            return None
        row = row or LetterText(edition=edition, kind=kind.name, language=language)
        row.subject, row.body = words
        row.save()
        record("change letter text", row, by=by, edition=edition, **told)
        return row


def _told(words: Words | None) -> dict[str, str]:
    return {"subject": words[0], "body": words[1]} if words is not None else {}
