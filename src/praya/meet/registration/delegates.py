"""Plan a sheet of delegates: who is new, who changes; the same address or reference is the same person, a name never is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.proving import is_private, sign_in_of
from praya.core.sheets import fields
from praya.core.sheets.kinds import Plan
from praya.core.sheets.rows import Row
from praya.core.texts.folding import folded
from praya.core.texts.likeness import likeliest
from praya.core.texts.said import gettext as _
from praya.core.texts.said import joined
from praya.core.texts.states import states
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.models import Site
from praya.meet.registration.changes import compare, finish, names_by_tag, rename, stands_for_both
from praya.meet.registration.likeness import folded_name, note_alike
from praya.meet.registration.organisations import new_organisation, organisation_named
from praya.meet.registration.registers import identifiers, known_by, take_identifiers
from praya.meet.registration.surroundings import World, world_of
from praya.meet.transfers.queries import must_wait

STATUS_WORDS = {
    "applied": Delegate.Status.APPLIED, "申請": Delegate.Status.APPLIED, "申请": Delegate.Status.APPLIED,
    "approved": Delegate.Status.APPROVED, "批准": Delegate.Status.APPROVED, "已批准": Delegate.Status.APPROVED,
    "refused": Delegate.Status.REFUSED, "拒絕": Delegate.Status.REFUSED, "拒绝": Delegate.Status.REFUSED,
    "left": Delegate.Status.LEFT, "離開": Delegate.Status.LEFT, "离开": Delegate.Status.LEFT,
}  # fmt: skip  # one status a line, with all its words


# Which row spoke of which person.
Seen = dict[str, Row]


def plan_delegates(rows: Sequence[Row], plan: Plan) -> None:
    """Plan the rows of a sheet of delegates."""
    world, seen = world_of(plan), Seen()
    for row in rows:
        _plan(row, world, seen)
    note_alike(world)


def _plan(row: Row, world: World, seen: Seen) -> None:
    name, email, reference = row["name"], row["email"], row["reference"]
    row.fate.subject = name or email or reference
    personal = {"name": name, "country": row["country"], "languages": row["languages"]}
    names, given = names_by_tag(row), identifiers(row)
    if not email and not reference and not row.fate.faults:
        row.fault("email", _("give an e-mail address or a reference; a name alone does not tell two people apart."))
    person = _person(row, world, email, reference, given)
    if row.fate.faults:
        _find_further_faults(row, world)
        return
    if person is not None and (earlier := seen.get(person.code)) is not None:
        if not stands_for_both(row, earlier, world, "email", "reference"):
            _same_person(row, earlier, person, name)
        return
    if person is None:
        person = Person(reference=world.stored_reference(reference), email=email or None)
        world.writes.add(person)
        world.add_person(person)
    seen[person.code] = row
    if person.code not in world.known_elsewhere:
        address = "" if person.email and world.is_merged(email) else email
        _take_personal(row, world, person, {**personal, "email": address}, names, reference)
        take_identifiers(row, world, person, given)
    _plan_delegate(row, world, person)


def _find_further_faults(row: Row, world: World) -> None:
    """Look at the rest of a row that cannot be taken, so that all its faults are named at once."""
    world.site_of(row)
    if not row["organisation"]:
        _organisation(row, world)  # of a reference alone none is made
    _zone, _found, _status, _phone = row["zone"], _category(row, world), row["status"], row["phone"]


def _person(row: Row, world: World, email: str, reference: str, given: Mapping[str, str]) -> Person | None:
    """Find the person by address, reference and identifier; two different people are a fault."""
    by_email = world.persons_by_email.get(email) if email else None
    by_reference = world.persons_by_reference.get(folded(reference)) if reference else None
    if by_email is not None and by_reference is not None and by_email is not by_reference:
        reason = _("another person has this address; check the address and the reference, or leave one of them empty.")
        row.fault("email", reason)
    found, registered = by_reference or by_email, known_by(row, world, given)
    if found is not None and registered is not None and found is not registered:
        reason = _("another person has this number; check it, or merge the two on the page of duplicates.")
        row.fault(next(iter(given)), reason)
    return found or (registered if isinstance(registered, Person) else None)


def _same_person(row: Row, earlier: Row, person: Person, name: str) -> None:
    """Judge a second row about one person: a repetition, another version, or somebody else's address."""
    if folded_name(name) != folded_name(person.name):
        reason = _("row %(row)d gives this address or reference to %(name)s; two people need two addresses.")
        shown = reason % {"row": earlier.number, "name": earlier.fate.subject}
        row.fault("email" if row["email"] else "reference", shown)
        return
    row.repeat(
        earlier,
        _("row %(row)d has this person already with other values; keep one of the two rows."),
        "email" if row["email"] else "reference",
    )


def _take_personal(
    row: Row, world: World, person: Person, personal: dict[str, Any], names: dict[str, str], reference: str
) -> None:
    is_listed = person.code in world.delegates
    before = (row.is_changed, list(row.fate.notes))
    _keep_sign_in(row, person, personal["email"])
    rename(row, world, person, personal.pop("name"))
    compare(row, world, person, {**personal, "names": {**person.names, **names}})
    if reference not in {"", person.code} and not person.reference:
        world.writes.change(person, "reference", world.stored_reference(reference))
        row.is_changed = True
    if not is_listed:
        # Somebody whom the installation knows, but this edition does not: the page must not tell what was known.
        row.is_changed, row.fate.notes = before
    world.add_person(person)


def _keep_sign_in(row: Row, person: Person, email: str) -> None:
    """Refuse another address for somebody who has no account yet, where whoever signs in with it would read private things."""
    is_unclaimed = person.pk is not None and person.account_id is None
    if email and is_unclaimed and email.casefold() != sign_in_of(person) and is_private(person):
        reason = _(
            "whoever signs in with this address would read what %(name)s keeps private; leave the address out, or bring in "
            "a new person with it and merge the two on the page of duplicates."
        )
        row.fault("email", reason % {"name": person.name})


def _take_phone(row: Row, world: World, delegate: Delegate, phone: str, *, is_new: bool) -> None:
    """Keep a number for this edition alone, unless somebody has one of their own, of which they say themselves who reads it."""
    if not (delegate.person.visibility or {}).get("phone"):
        compare(row, world, delegate, {"phone": phone})
    elif phone and not is_new:
        # Whatever the number: the page must not tell whether it is theirs, nor what was known of somebody new here.
        row.note(_("has a telephone number of their own, which stays"))


def _plan_delegate(row: Row, world: World, person: Person) -> None:
    delegate = world.delegates.get(person.code)
    is_new = delegate is None
    site, is_online = world.site_of(row)
    zone = row["zone"]
    category = _category(row, world)
    status = row["status"]
    organisation = _organisation(row, world)
    if delegate is None:
        delegate = Delegate(edition=world.edition, person=person)
        site = site or _only_site(row, world, zone, is_online)
        world.delegates[person.code] = delegate
        world.writes.add(delegate)
    compare(row, world, delegate, {"job_title": row["job_title"]})
    _take_phone(row, world, delegate, row["phone"], is_new=is_new)
    if organisation is not None:
        _take_company(row, world, delegate, organisation)
    if category is not None:
        compare(row, world, delegate, {"category": category})
    _take_place(row, world, delegate, site, is_online, zone)
    _take_status(row, world, delegate, status, is_new=is_new)
    world.brought.append((row, delegate))
    finish(row, is_new=is_new)


def _take_company(row: Row, world: World, delegate: Delegate, company: Organisation) -> None:
    """Let a delegate come for another company, or wait where that needs a second word, as on the page of delegates."""
    if not must_wait(delegate, company):
        compare(row, world, delegate, {"organisation": company})
        return
    world.transfers.append((delegate, company))
    row.is_changed = True
    row.note(_("that they come for “%(company)s” waits for a second word") % {"company": company.name})


def _only_site(row: Row, world: World, zone: str, is_online: bool) -> Site | None:
    if is_online or zone:
        if not zone and not row.raw("zone").strip():
            row.fault("zone", _("give the time zone from which this person takes part, such as Europe/Paris."), "")
        return None
    if len(world.sites) == 1:
        return world.sites[0]
    if not row["site"]:
        known = joined(site.short_name for site in world.sites) or "-"
        row.fault("site", _("name the site (%(known)s), or the time zone of somebody online.") % {"known": known})
    return None


def _take_place(row: Row, world: World, delegate: Delegate, site: Site | None, is_online: bool, zone: str) -> None:
    # Compared by number, because loading each delegate's site would be one query per row.
    if (site is not None and delegate.site_id != site.pk) or (is_online and delegate.site_id is not None):
        before = next((one.short_name for one in world.sites if one.pk == delegate.site_id), None)
        world.writes.change(delegate, "site", site)
        if delegate.pk is not None:
            row.change("site", before, site.short_name if site is not None else row["site"])
    if zone:
        compare(row, world, delegate, {"zone": zone})


def _category(row: Row, world: World) -> Category | None:
    slugs = list(dict.fromkeys(category.slug for category in world.categories_by_word.values()))

    def reason(text: str) -> str | tuple[str, str]:
        likely = likeliest(folded(text), world.categories_by_word, at_least=60)
        if likely:
            meant = world.categories_by_word[likely].slug
            sentence = _("this category is not known; did you mean “%(likely)s”? Write one of: %(known)s.")
            return sentence % {"likely": meant, "known": joined(slugs)}, meant
        return _("this category is not known; write one of: %(known)s.") % {"known": joined(slugs) or "-"}

    return fields.chosen(row, "category", row["category"], world.categories_by_word, reason)


def _take_status(row: Row, world: World, delegate: Delegate, status: Delegate.Status | None, *, is_new: bool) -> None:
    """Approve whom the sheet puts into a category; later changes of state belong to the page of delegates."""
    if is_new:
        listed = Delegate.Status.APPROVED if delegate.category_id else Delegate.Status.APPLIED
        delegate.status = status or listed
        return
    if status is None and row["category"] and delegate.status == Delegate.Status.APPLIED:
        status = Delegate.Status.APPROVED
    if status is None or status == delegate.status:
        return
    if delegate.status != Delegate.Status.APPLIED:
        reason = _("this person is %(status)s; change that on the page of delegates, so that their meetings are looked after.")
        row.fault("status", reason % {"status": states()[delegate.status][1]})
        return
    compare(row, world, delegate, {"status": status.value})


def _organisation(row: Row, world: World) -> Organisation | None:
    reference, name = row["organisation_reference"], row["organisation"]
    if not reference and not name:
        return None
    found = organisation_named(world, reference or name, name)
    if found is None and not reference:
        found = organisation_named(world, "", name)
    if found is not None:
        return found
    if not name:
        likely = likeliest(folded(reference), world.organisations_by_reference, at_least=60)
        hint = world.shown_reference(world.organisations_by_reference[likely]) if likely else ""
        reason = _("no organisation has this reference; add it to the sheet of organisations, or write the organisation's name.")
        if hint:
            reason = _("no organisation has this reference; did you mean “%(likely)s”? Or write the organisation's name.")
        row.fault("organisation_reference", reason % {"likely": hint}, likely=hint)
        return None
    row.note(_("new organisation “%(name)s”") % {"name": name})
    made = new_organisation(world, reference, name)
    world.brought.append((row, made))
    return made
