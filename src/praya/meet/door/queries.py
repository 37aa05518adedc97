"""Read what an edition shows at its front door, which texts are in force, and who has applied or agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable

from praya.core.access.absence import existing
from praya.core.accounts.models import Account
from praya.core.texts.reading import read, write
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.accreditation.queries import categories_of, delegates_with_account
from praya.meet.door.models import Application, Consent, DoorText, FrontPage, FrontPicture
from praya.meet.editions.models import Edition

KINDS = tuple(DoorText.Kind.values)


def front_of(edition: Edition) -> FrontPage:
    """Return what the front page of an edition says; an empty one, not saved, where nobody has written it."""
    return FrontPage.objects.filter(edition=edition).first() or FrontPage(edition=edition)


def picture_of(edition: Edition, picture: str) -> FrontPicture | None:
    """Return the picture of an edition by the name that it has in addresses."""
    return FrontPicture.objects.filter(front__edition=edition, front__picture=picture).exclude(front__picture="").first()


def picture_size(edition: Edition) -> tuple[int, int]:
    """Return the width and height of an edition's picture; nothing twice without one."""
    return FrontPicture.objects.filter(front__edition=edition).values_list("width", "height").first() or (0, 0)


def open_categories(edition: Edition) -> QuerySet[Category]:
    """Return the categories for which people may apply; without any nobody may."""
    return categories_of(edition).filter(opened__isnull=False)


def published(edition: Edition) -> QuerySet[DoorText]:
    """Return every version of an edition's texts that was ever in force, oldest first."""
    return DoorText.objects.filter(edition=edition, published_at__isnull=False).order_by("version")


def in_force(edition: Edition, kind: str = "") -> dict[tuple[str, str], DoorText]:
    """Return the text in force by its kind and language: of one kind whole, of all without what they say."""
    same = {name: OuterRef(name) for name in ("edition", "kind", "language")}
    later = DoorText.objects.filter(**same, published_at__isnull=False, version__gt=OuterRef("version"))
    rows = published(edition).filter(~Exists(later))
    return {(one.kind, one.language): one for one in (rows.filter(kind=kind) if kind else rows.defer("text"))}


def texts_for(edition: Edition, language: str) -> list[DoorText]:
    """Return of each kind the text in force that a reader of a language reads."""
    found = in_force(edition)
    kinds = [[one for (kind, _language), one in found.items() if kind == wanted] for wanted in KINDS]
    return [nearest(some, language) for some in kinds if some]


def nearest(texts: Iterable[DoorText], language: str) -> DoorText:
    """Return the text in a language, or in the one that its readers read most likely."""
    by_language = {one.language: one for one in texts}
    return by_language[read(write(dict.fromkeys(by_language, "x")), language).language]


def versions_of(edition: Edition, kind: str, language: str) -> list[DoorText]:
    """Return every version of a text in a language that was ever in force, latest first."""
    return list(published(edition).filter(kind=kind, language=language).reverse())


def version_of(edition: Edition, kind: str, language: str, version: int) -> DoorText:
    """Return a version that was ever in force; Absent for any other."""
    return existing(published(edition).filter(kind=kind, language=language, version=version).first())


def draft_of(edition: Edition, kind: str, language: str) -> DoorText | None:
    """Return the version that is being written."""
    return DoorText.objects.filter(edition=edition, kind=kind, language=language, published_at=None).first()


def drafts_of(edition: Edition) -> QuerySet[DoorText]:
    """Return all versions that are being written."""
    return DoorText.objects.filter(edition=edition, published_at=None)


def asked_again() -> Combinable:
    """Return, for every visiting delegate, the kind of a text of which a newer version is in force than they have agreed to."""
    same = Consent.objects.filter(
        account=OuterRef(OuterRef("person__account")),
        text__edition=OuterRef("edition"),
        text__kind=OuterRef("kind"),
        text__language=OuterRef("language"),
    )
    newer = DoorText.objects.filter(edition=OuterRef("edition"), published_at__isnull=False).filter(
        Exists(same.filter(text__version__lt=OuterRef("version"))),
        ~Exists(same.filter(text__version__gte=OuterRef("version"))),
    )
    return Subquery(newer.order_by("-kind", "-version").values("kind")[:1])


def to_agree_again(edition: Edition, account: Account, kind: str) -> DoorText | None:
    """Return the text in force that somebody is asked to agree to: one of which they have agreed to an older version."""
    agreed = dict(
        Consent.objects.filter(account=account, text__edition=edition, text__kind=kind)
        .order_by("text__version")
        .values_list("text__language", "text__version")
    )
    return next(
        (one for (_kind, tag), one in sorted(in_force(edition, kind).items()) if agreed.get(tag, one.version) < one.version), None
    )


def agreed_to(account: Account, texts: Iterable[DoorText]) -> set[int]:
    """Return the numbers of those very versions to which somebody has agreed."""
    rows = Consent.objects.filter(account=account, text__in=[text.pk for text in texts])
    return set(rows.values_list("text", flat=True))


def own_delegate(edition: Edition, account: Account) -> Delegate | None:
    """Return how it stands with somebody's accreditation, with what they wrote."""
    rows = delegates_with_account(account.pk, edition=edition)
    return rows.select_related("application", "category", "site", "person").first()


def applied_to(account: Account) -> QuerySet[Delegate]:
    """Return the applications of somebody that wait for a decision, at editions that everybody may see."""
    waiting = delegates_with_account(account.pk, status=Delegate.Status.APPLIED, edition__is_public=True)
    return waiting.select_related("edition__market").prefetch_related("edition__sites").order_by("edition__starts_on", "pk")


def applications_of(delegates: Iterable[int]) -> QuerySet[Application]:
    """Return what delegates, by number, wrote when they applied, with the delegates."""
    rows = Application.objects.filter(delegate__in=list(delegates)).select_related("delegate__person", "delegate__edition")
    return rows.order_by("pk")


@dataclass(frozen=True, slots=True)
class Door:
    """Say what opens to somebody at an edition that they are not accredited to."""

    own: Delegate | None
    takes: bool
    contact_name: str
    contact_email: str

    @property
    def status(self) -> str:
        """Return the state of their application, or nothing."""
        return str(self.own.status) if self.own is not None else ""


def door_for(edition: Edition, account: Account | None, front: FrontPage | None = None) -> Door:
    """Return what opens to an account at a public edition."""
    shown = front or front_of(edition)
    own = own_delegate(edition, account) if account is not None else None
    return Door(own, open_categories(edition).exists(), shown.contact_name, shown.contact_email)
