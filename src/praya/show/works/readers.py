"""Know where works are looked for: at an edition as one of its visitors, or in the public catalogue of all years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from praya.core.access.audiences import Audience
from praya.core.accounts.models import Account
from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, Site
from praya.meet.works.indexing import edition_facet

ONLINE = "online"


@dataclass(frozen=True)
class WorksReader:
    """Hold where works are looked for and by whom; without an edition everybody reads alike."""

    audience: Audience = Audience.PUBLIC
    edition: Edition | None = None
    sites: Sequence[Site] = ()
    account: Account | None = None
    can_meet: bool = False
    _routes: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def scope(self) -> tuple[str, ...]:
        """Return the facets that every record found must have."""
        return (edition_facet(self.edition.pk),) if self.edition is not None else ()

    @property
    def slug(self) -> str:
        """Return the edition's word in addresses, or nothing."""
        return self.edition.slug if self.edition is not None else ""

    def site_values(self) -> Mapping[str, str]:
        """Return the index's word for each site by its word in addresses."""
        if self.edition is None:
            return {}
        return {**{site.slug: str(site.pk) for site in self.sites}, ONLINE: f"online-{self.edition.pk}"}

    def address(self, code: str) -> str:
        """Return the address of a title's page."""
        return self._around("work" if self.edition is not None else "catalogue_title", code)

    def picture(self, digest: str) -> str:
        """Return the address of a picture."""
        return self._around("picture" if self.edition is not None else "catalogue_picture", digest)

    def person(self, code: str) -> str:
        """Return the address of a person's page at this edition."""
        return self._around("person", code)

    def organisation(self, code: str) -> str:
        """Return the address of an organisation's page at this edition."""
        return self._around("organisation", code)

    def list_address(self) -> str:
        """Return the address of the list of works."""
        return reverse("works", args=[self.slug]) if self.edition is not None else reverse("catalogue")

    def _around(self, name: str, code: str) -> str:
        """Resolve a route once and put each code between its halves."""
        if name not in self._routes:
            words = [self.slug, "CODE"] if self.edition is not None else ["CODE"]
            start, _code, end = reverse(name, args=words).rpartition("CODE")
            self._routes[name] = start, end
        start, end = self._routes[name]
        return f"{start}{code}{end}"


def works_reader(visit: EditionVisit) -> WorksReader:
    """Return the reader of a visit."""
    return WorksReader(visit.audience, visit.edition, visit.sites, visit.account, may_meet(visit))


def public_reader() -> WorksReader:
    """Return the public catalogue: whoever comes reads what everybody may read."""
    return WorksReader()
