"""Know an edition's records in memory, in a fixed number of queries, and gather what an import would write.

Organisations and people belong to a whole installation, references to one organiser: a stored reference therefore
begins with the number of its market, and records that belong to other markets only are never found by reference or
name. A person of another market who is named by e-mail address is accredited, but their own details stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q
from django.db.models.functions import Lower
from django.utils.translation import get_language

from praya.core.directory.models import Organisation, Person
from praya.core.portions import portions
from praya.core.sheets import fields
from praya.core.sheets.columns import Table
from praya.core.sheets.kinds import Plan
from praya.core.sheets.rows import Row
from praya.core.texts.folding import folded
from praya.core.texts.reading import Stored, read
from praya.core.texts.said import gettext as _
from praya.core.texts.said import joined
from praya.engines.duplicates import Judgement
from praya.engines.zones import CivilHours, Interval, SiteHours, open_intervals
from praya.meet.accreditation.engaged import Engagement, engagements_of
from praya.meet.accreditation.models import Availability, Category, Delegate
from praya.meet.accreditation.queries import categories_of, delegates_matching
from praya.meet.duplicates.belonging import records_of
from praya.meet.editions.models import Edition, Hall, Site, Stand
from praya.meet.editions.queries import halls_in, opening_days, stands_in
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.exhibitors.queries import exhibitors_matching

REMOTE_WORDS = frozenset({"remote", "online", "線上", "线上", "遠程", "远程", "網上", "网上"})
# The kinds of sheets that bring new people and organisations.
BRINGING = ("organisations", "delegates")
REGISTERS = ("imdb", "wikidata", "registration")


@dataclass
class Writes:
    """Gather what is to be written: new records by their table, and changed ones with the names of their changed fields."""

    new: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[int, tuple[Organisation | Person | Exhibitor | Delegate, set[str]]] = field(default_factory=dict)
    removed_availability: list[int] = field(default_factory=list)

    def add(self, record: Model) -> None:
        """Let a new record be written."""
        self.new[type(record)].append(record)

    def change(self, record: Organisation | Person | Exhibitor | Delegate, name: str, value: object) -> None:
        """Set a field; a record that exists already is remembered as changed."""
        setattr(record, name, value)
        if record.pk is not None:
            self.changed.setdefault(id(record), (record, set()))[1].add(name)


@dataclass(frozen=True, slots=True)
class Alike:
    """Note two records of a kind that look alike, one of them or both still to be written."""

    kind: str
    one: Organisation | Person | int
    other: Organisation | Person | int
    judgement: Judgement


@dataclass
class World:
    """Hold an edition's records by every key under which a sheet can name them.

    `brought` pairs rows with new organisations, and with delegates, in their order; `sheets_left` counts the sheets that may
    still bring some. `transfers` are the changes of company that wait for a second word.
    """

    edition: Edition
    sites: list[Site] = field(default_factory=list)
    sites_by_word: dict[str, Site] = field(default_factory=dict)
    categories_by_word: dict[str, Category] = field(default_factory=dict)
    halls: dict[tuple[int, str], Hall] = field(default_factory=dict)
    stands: dict[tuple[int, str], Stand] = field(default_factory=dict)
    hours: dict[int, tuple[Interval, ...]] = field(default_factory=dict)
    organisations_by_reference: dict[str, Organisation] = field(default_factory=dict)
    organisations_by_name: dict[str, Organisation] = field(default_factory=dict)
    exhibitors: dict[str, Exhibitor] = field(default_factory=dict)
    persons_by_email: dict[str, Person] = field(default_factory=dict)
    persons_by_reference: dict[str, Person] = field(default_factory=dict)
    delegates: dict[str, Delegate] = field(default_factory=dict)
    known_elsewhere: set[str] = field(default_factory=set)
    availability: dict[int, list[Availability]] = field(default_factory=lambda: defaultdict(list))
    engaged: dict[int, list[Engagement]] = field(default_factory=dict)
    rehoured: set[int] = field(default_factory=set)
    by_identifier: dict[tuple[str, str, str], Organisation | Person] = field(default_factory=dict)
    merged_keys: set[str] = field(default_factory=set)
    brought: list[tuple[Row, Organisation | Delegate]] = field(default_factory=list)
    sheets_left: int = 0
    alike: list[Alike] = field(default_factory=list)
    transfers: list[tuple[Delegate, Organisation]] = field(default_factory=list)
    writes: Writes = field(default_factory=Writes)

    def stored_reference(self, reference: str) -> str:
        """Return a reference as the database keeps it."""
        return f"{self.edition.market_id}/{reference}" if reference else ""

    def shown_reference(self, record: Organisation | Person) -> str:
        """Return the organiser's own reference of a record, or its code when it has none."""
        return reference_in(record, self.edition.market_id)

    def add_organisation(self, organisation: Organisation) -> None:
        """Make an organisation findable by reference, code and name."""
        for key in {self.shown_reference(organisation), organisation.code}:
            self.organisations_by_reference[folded(key)] = organisation
        for name in {organisation.name, *organisation.names.values(), *spellings_merged(organisation)}:
            self.organisations_by_name.setdefault(folded(name), organisation)

    def add_person(self, person: Person) -> None:
        """Make a person findable by address, reference and code."""
        if person.email:
            self.persons_by_email[person.email.casefold()] = person
        for key in {self.shown_reference(person), person.code}:
            self.persons_by_reference[folded(key)] = person

    def add_merged(self, gone: Organisation | Person, kept: Organisation | Person) -> None:
        """Let whatever named a record that was merged name the one that stands for both."""
        keys = {folded(self.shown_reference(gone)), folded(gone.code)}
        if isinstance(gone, Person) and isinstance(kept, Person):
            self.persons_by_reference.update(dict.fromkeys(keys, kept))
            if gone.email:
                keys.add(gone.email.casefold())
                self.persons_by_email[gone.email.casefold()] = kept
        elif isinstance(kept, Organisation):
            self.organisations_by_reference.update(dict.fromkeys(keys, kept))
        self.merged_keys |= keys

    def is_merged(self, *keys: str) -> bool:
        """Tell whether one of these references or addresses named a record that was merged into another."""
        return not self.merged_keys.isdisjoint({folded(key) for key in keys if key})

    def site_of(self, row: Row) -> tuple[Site | None, bool]:
        """Return the site that a row names, and whether the row says that there is none because it is online."""
        if folded(row["site"]) in REMOTE_WORDS:
            return None, True
        known = joined(site.short_name for site in self.sites) or "-"
        reason = _("this site is not known; write one of: %(known)s, or online.") % {"known": known}
        return fields.chosen(row, "site", row["site"], self.sites_by_word, lambda _text: reason), False

    def delegate_named(self, word: str) -> Delegate | None:
        """Return the delegate with this address, reference or code."""
        person = self.persons_by_email.get(word.casefold()) or self.persons_by_reference.get(folded(word))
        return self.delegates.get(person.code) if person is not None else None


def spellings_merged(record: Organisation | Person) -> list[str]:
    """Return the spellings that a record has from others merged into it: a sheet that still uses one renames nobody."""
    return [str(one["text"]) for one in record.aliases or [] if one.get("kind") == "merged"]


def shown_reference(stored: str, market: int) -> str:
    """Return a stored reference without the number of its market.

    >>> shown_reference("7/ORG-001", 7)
    'ORG-001'
    """
    return stored.removeprefix(f"{market}/")


def reference_in(record: Organisation | Person, market: int) -> str:
    """Return a market's own reference of a record, or its code when it has none."""
    return shown_reference(record.reference, market) or record.code


def world_of(plan: Plan) -> World:
    """Return the records of a plan's edition and what the sheets of the file name beside them: read once for all of them."""
    if World not in plan.known:
        plan.known[World] = _planned_world(plan)
    found: World = plan.known[World]
    return found


def _planned_world(plan: Plan) -> World:
    people = [table for table in plan.tables if table.kind.key == "delegates"]
    emails = {word.casefold() for table in people for word in _cells(table, "email")}
    references = {word for table in people for word in _cells(table, "reference")}
    world = load_world(plan.edition, emails=emails, references=references)
    if any(scheme in table.places for table in plan.tables for scheme in REGISTERS):
        _load_identifiers(world)
    world.sheets_left = sum(table.kind.key in BRINGING for table in plan.tables)
    return world


def _cells(table: Table, key: str) -> list[str]:
    """Return the texts of a column, none when the sheet lacks it."""
    place = table.places.get(key)
    return [] if place is None else [cells[place].strip() for _number, cells in table.rows if place < len(cells)]


def load_world(edition: Edition, *, emails: Iterable[str] = (), references: Iterable[str] = ()) -> World:
    """Return the edition's records, and the people whom the sheets name by address or reference."""
    world = World(edition)
    _load_places(world)
    _load_organisations(world)
    _load_people(world, emails, references)
    return world


def _stored_words(stored: Stored) -> list[str]:
    return [entry["text"] for entry in (stored or {}).get("texts", {}).values()]


def _words_of_site(site: Site) -> list[str]:
    return [site.slug, site.short_name, *_stored_words(site.name)]


def _words_of_category(category: Category) -> list[str]:
    return [category.slug, *_stored_words(category.name)]


def sites_meant(edition: Edition) -> dict[str, tuple[str, str]]:
    """Return every word for a site, folded as cells are, with the one to write and the site's name; so for people online."""
    meant: dict[str, tuple[str, str]] = {word: ("online", _("online")) for word in REMOTE_WORDS}
    for site in edition.sites.all():
        meant |= {folded(word): (site.short_name, site.short_name) for word in _words_of_site(site)}
    return meant


def categories_meant(edition: Edition) -> dict[str, tuple[str, str]]:
    """Return every word for a category, folded as cells are, with the one to write and the category's name."""
    language = get_language() or "en"
    named = [(one, (one.slug, read(one.name, language).text or one.slug)) for one in categories_of(edition)]
    return {folded(word): meant for one, meant in named for word in _words_of_category(one)}


def _load_places(world: World) -> None:
    world.sites = list(world.edition.sites.all())
    for site in world.sites:
        world.sites_by_word.update({folded(word): site for word in _words_of_site(site)})
    for category in categories_of(world.edition):
        world.categories_by_word.update({folded(word): category for word in _words_of_category(category)})
    for hall in halls_in(world.edition):
        world.halls[hall.site_id, folded(hall.name)] = hall
    for stand in stands_in(world.edition).select_related("hall"):
        world.stands[stand.hall_id, folded(stand.number)] = stand
    opening: dict[int, dict[object, list[CivilHours]]] = defaultdict(lambda: defaultdict(list))
    for row in opening_days(world.edition):
        opening[row.site_id][row.on].append(CivilHours(row.opens, row.closes))
    for site in world.sites:
        civil = {on: tuple(spans) for on, spans in opening[site.pk].items()}
        world.hours[site.pk] = open_intervals(SiteHours(site.short_name, site.zone, civil))  # type: ignore[arg-type]


def _load_organisations(world: World) -> None:
    market = world.edition.market_id
    exhibitors = Exhibitor.objects.filter(edition__market=market).values("organisation")
    delegates = Delegate.objects.filter(edition__market=market, organisation__isnull=False).values("organisation")
    ours = Q(pk__in=exhibitors) | Q(pk__in=delegates) | Q(reference__startswith=f"{market}/")
    by_pk: dict[int, Organisation] = {}
    gone: list[Organisation] = []
    for organisation in Organisation.objects.filter(ours).order_by("pk"):
        by_pk[organisation.pk] = organisation
        if organisation.merged_into_id is None:
            world.add_organisation(organisation)
        else:
            gone.append(organisation)
    for organisation in gone:
        kept = by_pk.get(organisation.merged_into_id or 0)
        if kept is not None:
            world.add_merged(organisation, kept)
    sites = {site.pk: site for site in world.sites}
    for exhibitor in exhibitors_matching(world.edition).order_by().select_related("stand"):
        exhibitor.organisation = by_pk[exhibitor.organisation_id]
        exhibitor.site = sites.get(exhibitor.site_id or 0)
        world.exhibitors[exhibitor.organisation.code] = exhibitor
    elsewhere = [Q(exhibits__isnull=False) & ~Q(exhibits__edition__market=market)]
    elsewhere.append(Q(delegates__isnull=False) & ~Q(delegates__edition__market=market))
    for condition in elsewhere:
        world.known_elsewhere.update(
            Organisation.objects.filter(ours).filter(condition).order_by().values_list("code", flat=True)
        )


def _load_people(world: World, emails: Iterable[str], references: Iterable[str]) -> None:
    people = _load_delegates(world)
    for found in _people_called(emails, [world.stored_reference(reference) for reference in references if reference]):
        people.setdefault(found.pk, found)
    merged = {person.merged_into_id for person in people.values() if person.merged_into_id is not None}
    for some in portions(merged - people.keys()):
        people.update({person.pk: person for person in Person.objects.filter(pk__in=some)})
    for person in people.values():
        if person.merged_into_id is None:
            world.add_person(person)
    for person in people.values():
        if person.merged_into_id is not None:
            world.add_merged(person, people[person.merged_into_id])
    for some in portions(people):
        others = Delegate.objects.filter(person__in=some).exclude(edition__market=world.edition.market_id)
        world.known_elsewhere.update(others.order_by().values_list("person__code", flat=True))


def _load_delegates(world: World) -> dict[int, Person]:
    """Add the edition's delegates, and return their people."""
    people: dict[int, Person] = {}
    organisations = {one.pk: one for one in world.organisations_by_reference.values()}
    categories = {one.pk: one for one in world.categories_by_word.values()}
    sites = {site.pk: site for site in world.sites}
    for delegate in delegates_matching(world.edition).order_by().select_related("person"):
        people[delegate.person_id] = delegate.person
        world.delegates[delegate.person.code] = delegate
        # Set from what is loaded already: asking each delegate for these would be three queries per row.
        delegate.organisation = organisations.get(delegate.organisation_id or 0)
        delegate.category = categories.get(delegate.category_id or 0)
        delegate.site = sites.get(delegate.site_id or 0)
    return people


def _people_called(emails: Iterable[str], references: Iterable[str]) -> Iterator[Person]:
    """Give the people who have one of these addresses or references."""
    everybody = Person.objects.annotate(address=Lower("email")).order_by()
    for words, name in ((emails, "address"), (references, "reference")):
        for part in portions(sorted(set(words) - {""})):
            yield from everybody.filter(**{f"{name}__in": part})


def load_availability(world: World) -> None:
    """Add the hours that the edition's delegates have stated; only a sheet of availability needs them."""
    rows: Sequence[Availability] = list(Availability.objects.filter(delegate__edition=world.edition))
    for row in rows:
        world.availability[row.delegate_id].append(row)
    world.engaged = engagements_of(world.edition)


def _load_identifiers(world: World) -> None:
    """Add the market's records that have identifiers; only a sheet with such columns needs them."""
    for one in records_of(world.edition.market_id, "organisation").exclude(identifiers={}):
        if isinstance(one, Organisation):
            held = world.organisations_by_reference.get(one.code, one)
            world.by_identifier.update({("organisations", *pair): held for pair in one.identifiers.items()})
    for person in records_of(world.edition.market_id, "person").exclude(identifiers={}):
        if isinstance(person, Person):
            held_person = world.persons_by_reference.get(person.code, person)
            world.add_person(held_person)
            world.by_identifier.update({("delegates", *pair): held_person for pair in person.identifiers.items()})
