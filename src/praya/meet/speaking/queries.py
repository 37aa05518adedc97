"""Read what somebody finds of the sessions into which they are invited, and of nothing else that is not released."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from praya.core.access.absence import existing
from praya.core.access.audiences import may_read
from praya.core.directory.models import Person
from praya.core.features.waiting import counted
from praya.core.texts.reading import read
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.meet.programme.models import Part, Placement, Session
from praya.meet.programme.queries_parts import parts_placed, with_company
from praya.meet.programme.queries_released import Item
from praya.meet.programme.unavailable import Unavailable
from praya.meet.programme.vocabulary import PARTS
from praya.meet.speaking.models import Impossible, Invitation, Material, MaterialFile, Need
from praya.meet.speaking.vocabulary import SHOWN

State = Invitation.State
Parts = QuerySet[Any, Any]  # parts with their place and answer beside their columns


def speaks_somewhere() -> Combinable:
    """Return, for every visiting delegate, whether the team has invited them into a session of the edition."""
    own = Invitation.objects.filter(part__person=OuterRef("person"), part__session__edition=OuterRef("edition"))
    return Exists(own.order_by())


def answers_wanted() -> Combinable:
    """Return, for every visiting delegate, how many invitations wait for their answer."""
    own = Invitation.objects.filter(part__person=OuterRef("person"), part__session__edition=OuterRef("edition"))
    return counted(own.filter(state=State.WAITING).exclude(part__session__state=Session.State.CANCELLED))


def with_answers(rows: Parts) -> Parts:
    """Return parts that are placed with the `answer` of each: one for another place or time than that of today is asked again."""
    invited = "invitation__"
    same = Q(**{f"{invited}for_begins": F("begins")}) & Q(**{f"{invited}for_ends": F("ends")})
    same |= Q(begins__isnull=True, **{f"{invited}for_begins__isnull": True})
    for column, there in (("for_site", "at_site"), ("for_room", "at_room")):
        both = Q(**{f"{invited}{column}": F(there)}) | Q(**{f"{there}__isnull": True, f"{invited}{column}__isnull": True})
        same &= both
    answer = Case(
        When(invitation__isnull=True, then=Value("uninvited")),
        When(invitation__state=State.WAITING, then=Value("waiting")),
        When(same, then=F("invitation__state")),
        default=Value("again"),
        output_field=CharField(),
    )
    found: Parts = rows.annotate(answer=answer)
    return found


def parts_answered(**found: Any) -> Parts:
    """Return parts with their place, time and answer."""
    return with_answers(parts_placed(**found))


@dataclass(frozen=True, slots=True)
class Own:
    """Hold a session as whoever is invited into it sees it: their part, their place, the others, and what is still missing."""

    part: Any
    session: Session
    place: Placement | None
    places: Sequence[Placement]
    others: Sequence[Part]
    needs: Sequence[Need] = ()
    materials: Sequence[Material] = ()
    in_the_way: Sequence[Impossible] = ()

    @property
    def invitation(self) -> Invitation:
        """Return the invitation."""
        found: Invitation = self.part.invitation
        return found

    @property
    def answer(self) -> str:
        """Return the answer by its word."""
        return str(self.part.answer)

    @property
    def shown(self) -> str:
        """Return the state that is shown."""
        return "cancelled" if self.is_cancelled else SHOWN[self.answer]

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the session does not take place."""
        return self.session.state == Session.State.CANCELLED

    @property
    def is_asked(self) -> bool:
        """Tell whether an answer is waited for."""
        return self.answer in {"waiting", "again"} and not self.is_cancelled

    @property
    def role_word(self) -> Any:
        """Return the role in words."""
        return PARTS[self.part.role]

    @property
    def hosts(self) -> Sequence[Any]:
        """Return which organisations stand behind the session."""
        return list(self.session.hosts.all())

    @property
    def facts(self) -> dict[str, Any]:
        """Return what an answer is given for; its mark keeps one from being given for another place or time."""
        return {
            "begins": self.part.begins,
            "ends": self.part.ends,
            "site": self.part.at_site,
            "room": self.part.at_room,
            "state": self.invitation.state,
        }


def own_sessions(edition: Edition, person: Person) -> list[Own]:
    """Return the sessions of an edition into which somebody is invited, the earliest first; a constant number of queries."""
    rows = with_company(parts_answered(session__edition=edition, person=person, invitation__isnull=False))
    parts = list(rows.select_related("invitation__for_site", "invitation__for_room", "session__track").order_by())
    needs, materials = _by(Need.objects.filter(part__in=parts), "part_id"), own_materials(edition, person)
    hours = list(impossible_of(edition, person))
    found = [_own(part, needs.get(part.pk, []), materials.get(part.session_id, []), hours) for part in parts]
    return sorted(found, key=lambda one: (one.part.begins is None, one.part.begins or one.invitation.invited_at, one.part.pk))


def own_session(edition: Edition, person: Person, code: str) -> Own:
    """Return one of them by its invitation; Absent for any other."""
    return existing(next((one for one in own_sessions(edition, person) if one.invitation.code == code), None))


def _own(part: Any, needs: Sequence[Need], materials: Sequence[Material], hours: Sequence[Impossible]) -> Own:
    places = list(part.session.placements.all())
    own = next((one for one in places if one.pk == part.placement_id), None) or next(iter(places), None)
    others = [one for one in part.session.parts.all() if one.person_id != part.person_id]
    hit = [one for one in hours if own is not None and one.starts_at < own.ends_at and one.ends_at > own.starts_at]
    return Own(part, part.session, own, places, others, needs, materials, hit)


def _by(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for one in rows:
        found.setdefault(getattr(one, column), []).append(one)
    return found


def own_materials(edition: Edition, person: Person) -> dict[int, list[Material]]:
    """Return what somebody has brought to sessions of an edition, by the session."""
    return _by(Material.objects.filter(session__edition=edition, person=person), "session_id")


def own_need(own: Own, code: str) -> Need:
    """Return what somebody needs in one of their sessions; Absent for any other."""
    return existing(next((one for one in own.needs if one.code == code), None))


def impossible_of(edition: Edition, person: Person) -> QuerySet[Impossible]:
    """Return the hours of an edition in which somebody cannot be in a session."""
    return Impossible.objects.filter(edition=edition, person=person).select_related("site")


def own_hours(edition: Edition, person: Person, code: str) -> Impossible:
    """Return one range of these hours; Absent for any other."""
    return existing(impossible_of(edition, person).filter(code=code).first())


def unavailable_speakers(edition: Edition) -> list[Unavailable]:
    """Return everybody's impossible hours of an edition, for the conflicts of its programme; one query."""
    rows = Impossible.objects.filter(edition=edition).order_by("person", "starts_at", "pk")
    return [Unavailable(*row) for row in rows.values_list("code", "person", "starts_at", "ends_at")]


@dataclass(frozen=True, slots=True)
class Missing:
    """Say what is still missing of somebody: a photograph, a biography, or one in more than the languages there are."""

    portrait: bool
    biography: bool
    languages: list[str] = field(default_factory=list)

    @property
    def is_thin(self) -> bool:
        """Tell whether the biography is there in a single language only."""
        return len(self.languages) == 1


def missing_of(person: Person) -> Missing:
    """Return what is missing of somebody's own record."""
    texts = (person.biography or {}).get("texts") or {}
    spoken = [tag for tag, entry in texts.items() if entry.get("text")]
    return Missing(portrait=not person.portrait, biography=not spoken, languages=spoken)


def materials_shown(visit: EditionVisit, places: Sequence[Item]) -> list[Material]:
    """Return what a visitor may read of the materials of a released session."""
    rows = Material.objects.filter(session__code=places[0].code, session__edition=visit.edition).select_related("person")
    return [one for one in rows if may_read(one.level, visit.audience)] if places else []


def material_of(visit: EditionVisit, code: str, released: Callable[[], Collection[str]]) -> Material:
    """Return a material with a file that a visitor may read; Absent for any other, as for none.

    The team reads all of them, whoever is invited into the session all of this session, others those of `released` sessions as
    their levels say.
    """
    rows = Material.objects.select_related("session").filter(session__edition=visit.edition, code=code)
    found = existing(rows.exclude(digest="").first())
    if may_organise(visit) or _is_invited(visit, found.session):
        return found
    is_open = may_read(found.level, visit.audience) and found.session.code in released()
    return existing(found if is_open else None)


def _is_invited(visit: EditionVisit, session: Session) -> bool:
    me = visit.delegate
    return me is not None and Invitation.objects.filter(part__session=session, part__person=me.person_id).exists()


def material_bytes(material: Material) -> bytes:
    """Return the bytes of a material."""
    found = existing(MaterialFile.objects.filter(material=material).values_list("content", flat=True).first())
    return bytes(found)


def invitation_told(code: str) -> Any:
    """Return the part, with its answer, that a letter is about; None where it was taken back."""
    rows = with_company(parts_answered(invitation__code=code)).select_related("invitation", "session__edition")
    return rows.first()


def title_of(session: Session, language: str) -> str:
    """Return what a session is called."""
    return read(session.title, language).text or session.code
