"""Say who of a company attends each meeting and at which table, once the slots are settled.

Sets of slots are whole numbers with one bit per slot. Both tasks are solvable whenever the schedule keeps its
capacities: the named staff go first, everybody else of a company is interchangeable within a slot, and so are the
tables of a pool. What is left to choose serves steadiness: staff meet without gaps, and people keep their table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


class NoPlaceError(ValueError):
    """Say which meeting found no member of staff or no table; the schedule then breaks a capacity."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """Name a scheduled meeting: its slot, its parties, the pool of its table (None: needs none), the staff asked for."""

    id: str
    slot: int
    parties: tuple[str, ...]
    pool: str | None = None
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Member:
    """Name a member of staff and the set of slots in which they are free."""

    id: str
    free: int


@dataclass(slots=True)
class _Diary:
    """Follow what one member of staff has taken."""

    member: Member
    taken: int = 0

    def can_attend(self, slot: int) -> bool:
        """Tell whether they are there; what they have taken is of other slots, because each slot of a party is seated once."""
        return bool(self.member.free >> slot & 1)

    def eagerness(self, slot: int) -> tuple[bool, int, str]:
        """Order the able: whoever was busy in the slot before, then whoever has least to do, then by name."""
        just_before = slot > 0 and bool(self.taken >> slot - 1 & 1)
        return (not just_before, self.taken.bit_count(), self.member.id)

    def take(self, slot: int) -> None:
        self.taken |= 1 << slot


def seat_staff(appointments: Iterable[Appointment], staff: Mapping[str, Sequence[Member]]) -> dict[tuple[str, str], str]:
    """Return who attends for each (appointment, party); NoPlaceError when a party has nobody free.

    Nobody attends two meetings in one slot, and whoever is asked for by name comes.

    >>> ann, bo = Member("ann", 0b11), Member("bo", 0b10)
    >>> seat_staff([Appointment("m1", 1, ("film",), named=frozenset({"bo"})), Appointment("m2", 1, ("film",))],
    ...            {"film": [ann, bo]})
    {('m1', 'film'): 'bo', ('m2', 'film'): 'ann'}
    """
    diaries = {party: [_Diary(member) for member in members] for party, members in staff.items()}
    together: dict[tuple[int, str], list[Appointment]] = defaultdict(list)
    for appointment in appointments:
        for party in appointment.parties:
            together[appointment.slot, party].append(appointment)
    found: dict[tuple[str, str], str] = {}
    for slot, party in sorted(together):
        meetings = sorted(together[slot, party], key=lambda one: (not one.named, one.id))
        for appointment, diary in zip(meetings, _attending(meetings, diaries.get(party, []), party), strict=True):
            diary.take(slot)
            found[appointment.id, party] = diary.member.id
    return found


def _attending(meetings: Sequence[Appointment], diaries: Sequence[_Diary], party: str) -> list[_Diary]:
    """Return who of one party attends each of its meetings in one slot: a bipartite matching, the eager first."""
    slot = meetings[0].slot
    free = sorted((one for one in diaries if one.can_attend(slot)), key=lambda one: one.eagerness(slot))
    own = {diary.member.id for diary in diaries}
    able = [[one for one in free if not meeting.named & own or one.member.id in meeting.named] for meeting in meetings]
    attended_by: dict[str, int] = {}

    def seat(number: int, tried: set[str]) -> bool:
        for diary in able[number]:
            name = diary.member.id
            if name not in tried:
                tried.add(name)
                if name not in attended_by or seat(attended_by[name], tried):
                    attended_by[name] = number
                    return True
        return False

    for number, meeting in enumerate(meetings):
        if not seat(number, set()):
            raise NoPlaceError(f"{meeting.id}: nobody of {party} is free in slot {slot}")
    attending = {number: name for name, number in attended_by.items()}
    by_name = {diary.member.id: diary for diary in free}
    return [by_name[attending[number]] for number in range(len(meetings))]


@dataclass(slots=True)
class _Tables:
    """Follow who sat at which table last, and when each table was last used."""

    last: dict[str, str] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    def choose(self, appointment: Appointment, free: set[str]) -> str:
        """Return a party's last table when it is free, else the one unused for longest."""
        kept = [self.last[party] for party in appointment.parties if self.last.get(party) in free]
        return kept[0] if kept else min(free, key=lambda table: (self.used.get(table, -1), table))

    def sit(self, appointment: Appointment, table: str) -> None:
        self.used[table] = appointment.slot
        for party in appointment.parties:
            self.last[party] = table


def seat_tables(
    appointments: Iterable[Appointment],
    tables: Mapping[str, Sequence[str]],
    taken: Iterable[tuple[str, int]] = (),
) -> dict[str, str]:
    """Return the table of each appointment that needs one; NoPlaceError when a pool has none left.

    `taken` lists (table, slot) already given away. People keep their table from slot to slot where they can: those
    with a table to keep choose first.
    """
    gone: dict[int, set[str]] = defaultdict(set)
    for table, slot in taken:
        gone[slot].add(table)
    by_slot: dict[int, list[Appointment]] = defaultdict(list)
    for appointment in appointments:
        if appointment.pool is not None:
            by_slot[appointment.slot].append(appointment)
    state = _Tables()
    found: dict[str, str] = {}
    for slot in sorted(by_slot):
        waiting = sorted(by_slot[slot], key=lambda one: (not any(p in state.last for p in one.parties), one.id))
        for appointment in waiting:
            free = set(tables.get(appointment.pool or "", ())) - gone[slot]
            if not free:
                raise NoPlaceError(f"{appointment.id}: no table of {appointment.pool} is left in slot {slot}")
            found[appointment.id] = table = state.choose(appointment, free)
            gone[slot].add(table)
            state.sit(appointment, table)
    return found
