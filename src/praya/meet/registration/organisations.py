"""Plan a sheet of organisations: who is new, who changes, who exhibits where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from praya.core.directory.models import Organisation
from praya.core.sheets.kinds import Plan
from praya.core.sheets.rows import Row
from praya.core.texts.folding import folded
from praya.core.texts.said import gettext as _
from praya.core.texts.said import joined
from praya.meet.editions.models import Hall, Site, Stand
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.registration.changes import compare, finish, names_by_tag, rename, stands_for_both
from praya.meet.registration.likeness import note_alike
from praya.meet.registration.registers import identifiers, known_by, take_identifiers
from praya.meet.registration.surroundings import World, world_of


@dataclass(slots=True)
class Taken:
    """Remember which row spoke of which organisation and which stand."""

    rows: dict[str, Row] = field(default_factory=dict)
    stands: dict[str, list[tuple[Row, Exhibitor]]] = field(default_factory=dict)


def plan_organisations(rows: Sequence[Row], plan: Plan) -> None:
    """Plan the rows of a sheet of organisations."""
    world, taken = world_of(plan), Taken()
    for row in rows:
        _plan(row, world, taken)
    _check_stands(world, taken)
    new = {one.code: one for one in world.writes.new[Organisation]}
    world.brought += [(row, new[code]) for code, row in taken.rows.items() if code in new]
    note_alike(world)


def _plan(row: Row, world: World, taken: Taken) -> None:
    reference, name = row["reference"], row["name"]
    row.fate.subject = name or reference
    values = {key: row[key] for key in ("country", "activity", "website")}
    names, given = names_by_tag(row), identifiers(row)
    if not name:
        world.site_of(row)  # so that all faults of the row are named at once
        return
    registered = known_by(row, world, given)
    found = registered if isinstance(registered, Organisation) else organisation_named(world, reference, name)
    if found is not None and (earlier := taken.rows.get(found.code)) is not None:
        if stands_for_both(row, earlier, world, "reference"):
            return
        row.repeat(earlier, _("row %(row)d has this organisation already with other values; keep one of the two rows."))
        return
    organisation = found or new_organisation(world, reference, name)
    is_new = organisation.pk is None and found is None
    taken.rows[organisation.code] = row
    if organisation.code not in world.known_elsewhere:
        if reference not in {"", organisation.code} and not organisation.reference:
            world.writes.change(organisation, "reference", world.stored_reference(reference))
            world.add_organisation(organisation)
        rename(row, world, organisation, name)
        compare(row, world, organisation, values)
        compare(row, world, organisation, {"names": {**organisation.names, **names}})
        take_identifiers(row, world, organisation, given)
    is_new = _plan_exhibitor(row, world, organisation, taken) or is_new
    finish(row, is_new=is_new)


def organisation_named(world: World, reference: str, name: str) -> Organisation | None:
    """Return the organisation with this reference, else the one of exactly this name unless their references differ."""
    if reference:
        found = world.organisations_by_reference.get(folded(reference))
        if found is not None:
            return found
    found = world.organisations_by_name.get(folded(name)) if name else None
    if found is not None and reference and not _is_without_reference(found):
        return None
    return found


def _is_without_reference(organisation: Organisation) -> bool:
    return not organisation.reference or organisation.reference.endswith(f"/{organisation.code}")


def new_organisation(world: World, reference: str, name: str) -> Organisation:
    """Add an organisation; without a reference its code becomes one, by which the market finds it again."""
    organisation = Organisation(name=name)
    organisation.reference = world.stored_reference(reference or organisation.code)
    world.writes.add(organisation)
    world.add_organisation(organisation)
    return organisation


def _plan_exhibitor(row: Row, world: World, organisation: Organisation, taken: Taken) -> bool:
    """Plan the exhibitor of a row; return whether it is new."""
    exhibits = row["exhibitor"]
    site, is_online = world.site_of(row)
    exhibitor = world.exhibitors.get(organisation.code)
    if not exhibits and exhibitor is None:
        for key in ("hall", "stand"):
            if row[key]:
                row.fault(key, _("only exhibitors have a place; write yes in the column of exhibitors."))
        return False
    is_new = exhibitor is None
    if exhibitor is None:
        exhibitor = Exhibitor(edition=world.edition, organisation=organisation)
        world.exhibitors[organisation.code] = exhibitor
        world.writes.add(exhibitor)
    if site is None and not is_online:
        site = (exhibitor.site_id and next(one for one in world.sites if one.pk == exhibitor.site_id)) or None
    stand = _stand(row, world, site)
    if site is not None or is_online:
        compare(row, world, exhibitor, {"site": site})
    if stand is not None:
        taken.stands.setdefault(f"{stand.hall_id} {folded(stand.number)}", []).append((row, exhibitor))
        compare(row, world, exhibitor, {"stand": stand})
    return is_new


def _stand(row: Row, world: World, site: Site | None) -> Stand | None:
    number, hall_name = row["stand"], row["hall"]
    if not number and not hall_name:
        return None
    if site is None:
        row.fault("stand" if number else "hall", _("name the site too; a stand belongs to a hall of a site."))
        return None
    halls = [hall for (pk, _name), hall in world.halls.items() if pk == site.pk]
    hall = world.halls.get((site.pk, folded(hall_name))) if hall_name else None
    if hall_name and hall is None:
        known = joined(hall.name for hall in halls) or "-"
        row.fault("hall", _("this hall is not known at %(site)s; write one of: %(known)s.") % {"site": site, "known": known})
        return None
    if not number:
        return None
    if hall is None:
        candidates = [hall for hall in halls if (hall.pk, folded(number)) in world.stands] or halls
        if len(candidates) != 1:
            row.fault("stand", _("this number does not tell the hall; fill in the column of halls too."))
            return None
        hall = candidates[0]
    return world.stands.get((hall.pk, folded(number))) or _new_stand(row, world, hall, number)


def _new_stand(row: Row, world: World, hall: Hall, number: str) -> Stand:
    stand = Stand(hall=hall, number=number)
    world.stands[hall.pk, folded(number)] = stand
    world.writes.add(stand)
    row.note(_("stand %(number)s is new in %(hall)s") % {"number": number, "hall": hall.name})
    return stand


def _check_stands(world: World, taken: Taken) -> None:
    """Refuse stands that two exhibitors would have in the end."""
    holders: dict[str, list[Exhibitor]] = {}
    for exhibitor in world.exhibitors.values():
        if exhibitor.stand is not None:
            holders.setdefault(f"{exhibitor.stand.hall_id} {folded(exhibitor.stand.number)}", []).append(exhibitor)
    for key, claims in taken.stands.items():
        for row, own in claims:
            others = [one.organisation.name for one in holders[key] if one is not own]
            if others:
                reason = _("this stand belongs to %(name)s; give one of the two another stand.")
                row.fault("stand", reason % {"name": others[0]})
