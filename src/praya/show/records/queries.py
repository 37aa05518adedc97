"""Read a company's own works, who may be linked with a credit, and what waits for the organisers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from praya.core.access.absence import Absent, existing
from praya.core.catalogue.completeness import Completeness, completeness
from praya.core.catalogue.document import TITLE, display_name, name_map
from praya.core.catalogue.models import Draft, Grant, Picture, Title
from praya.core.catalogue.queries import PICTURES, picture_kinds, titles_of
from praya.core.directory.models import Organisation, Person
from praya.core.documents.checking import faults_of
from praya.core.documents.drafting import draft_of, working_document
from praya.core.documents.models import AbstractDraft
from praya.core.documents.schema import Document, Fault
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Work
from praya.meet.works.queries import works_of
from praya.meet.works.rules import may_edit_title

MOST_FOUND = 6
_MODELS: Mapping[str, Any] = {"person": Person, "organisation": Organisation}


@dataclass(frozen=True, slots=True)
class OwnWork:
    """Hold a title as its owners see it: what they work on, how complete it is, and where it stands at the edition."""

    title: Title
    work: Work | None
    draft: AbstractDraft | None
    document: Document
    done: Completeness
    waits: int = 0

    @property
    def name(self) -> str:
        """Return the name it is listed under."""
        return display_name(self.document["names"]) or self.title.name

    @property
    def names(self) -> Mapping[str, str]:
        """Return its names by language."""
        return name_map(self.document["names"])

    @property
    def status(self) -> str:
        """Return its state here, as the pill names it; changes of a shown work count first."""
        if self.work is None:
            return "prepared"
        if self.draft is not None and self.work.status == Work.Status.ACCEPTED:
            return str(self.draft.status)
        return str(self.work.status)

    @property
    def is_shown(self) -> bool:
        """Tell whether readers of the edition see it."""
        return self.work is not None and self.work.status == Work.Status.ACCEPTED

    @property
    def remark(self) -> str:
        """Return what the organisers said when they gave it back."""
        if self.draft is not None and self.draft.status == Draft.Status.RETURNED:
            return self.draft.remark
        return self.work.remark if self.work is not None and self.work.status == Work.Status.RETURNED else ""

    @property
    def can_submit(self) -> bool:
        """Tell whether there is something to submit."""
        if self.is_shown:
            return self.draft is not None and self.draft.status != Draft.Status.SUBMITTED
        return self.work is None or self.work.status != Work.Status.SUBMITTED or self.draft is not None

    @property
    def faults(self) -> list[Fault]:
        """Return what has to be mended before it can be submitted."""
        return faults_of(TITLE, self.document)

    @property
    def next_step(self) -> str:
        """Say what its owners should do next."""
        if self.remark:
            return _("The organisers ask for a change: mend it and submit it again.")
        if self.status in {"submitted", "accepted"}:
            return self.done.missing[0][1] if self.done.missing else ""
        if self.done.percent < 50 and self.done.missing:
            return self.done.missing[0][1]
        return _("Submit your changes when they are complete.") if self.is_shown else _("Submit it when it is complete.")


def own_work(title: Title, work: Work | None, waits: int = 0, *, kinds: Collection[str] | None = None) -> OwnWork:
    """Return a title as its owners see it; `kinds` are those of its pictures, where they are known already."""
    document = working_document(title)
    pictures = kinds if kinds is not None else picture_kinds([title])[title.pk]
    return OwnWork(title, work, draft_of(title), document, completeness(document, pictures), waits)


def own_works(visit: EditionVisit) -> list[OwnWork]:
    """Return the titles of the visitor's organisation in seven queries, those that need something first."""
    delegate = visit.delegate
    if delegate is None or delegate.organisation_id is None:
        return []
    titles = whole_titles_of(delegate.organisation_id)
    works = {work.title_id: work for work in Work.objects.filter(edition=visit.edition, title__in=titles)}
    asked = Grant.objects.filter(title__in=titles, status=Grant.Status.ASKED).values_list("title", flat=True)
    waits = list(asked)
    kinds = picture_kinds(titles)
    rows = [own_work(title, works.get(title.pk), waits.count(title.pk), kinds=kinds[title.pk]) for title in titles]
    ranks = {"returned": 0, "editing": 1, "prepared": 2, "submitted": 3}
    return sorted(rows, key=lambda row: (ranks.get(row.status, 4), row.name.casefold()))


def whole_titles_of(owner: int) -> list[Title]:
    """Return an organisation's own titles with all that their documents are made of, in four queries."""
    return list(titles_of(owner).prefetch_related("credits__person", "credits__organisation", "identifiers"))


def title_to_edit(visit: EditionVisit, code: str) -> tuple[Title, Work | None]:
    """Return a title that the visitor may edit, with its work at the edition; Absent for any other."""
    rows = Title.objects.filter(code=code, merged_into=None).select_related("draft", "owner")
    title = existing(rows.prefetch_related("credits__person", "credits__organisation", "identifiers").first())
    work = works_of(visit.edition).filter(title=title).first()
    asks = work is not None and work.status not in {Work.Status.PREPARED, Work.Status.WITHDRAWN}
    if not may_edit_title(visit, title, is_shown_here=asks):
        raise Absent
    return title, work


def presenter(visit: EditionVisit, title: Title) -> dict[str, Any]:
    """Return who presents a title of an organisation at the edition: its stand, else the delegate who brings it."""
    exhibitor = Exhibitor.objects.filter(edition=visit.edition, organisation=title.owner_id).first() if title.owner_id else None
    return {"exhibitor": exhibitor, "contact": None if exhibitor else visit.delegate}


@dataclass(frozen=True, slots=True)
class DirectoryRecord:
    """Hold a person or organisation that a credit can be linked with."""

    word: str
    code: str
    name: str
    names: Mapping[str, str]
    country: str


def person_coming(edition: Edition, code: str) -> Person | None:
    """Return somebody who comes to an edition, by the code of their record."""
    found = approved(edition=edition.pk, person__code=code, person__merged_into=None).select_related("person").first()
    return found.person if found is not None else None


def directory_found(query: str, visit: EditionVisit) -> list[DirectoryRecord]:
    """Return people and organisations of the edition that are called like a text, those the visitor may know of."""
    # The engine is loaded when somebody searches, not when the server starts.
    from praya.core.index.queries import find

    if not query.strip():
        return []
    audience = visit.audience
    scope = (f"edition:{visit.edition.pk}",)
    found = find(query, audience=audience, kinds=tuple(_MODELS), scope=scope, per_page=MOST_FOUND)
    records = {
        (kind, one.pk): one
        for kind, model in _MODELS.items()
        for one in model.objects.filter(pk__in=[hit.number for hit in found.hits if hit.kind == kind])
    }
    places = [(hit.kind, hit.number) for hit in found.hits]
    return [_chosen(kind, records[kind, number]) for kind, number in places if (kind, number) in records]


def _chosen(word: str, one: Person | Organisation) -> DirectoryRecord:
    return DirectoryRecord(word, one.code, one.name, one.names or {}, one.country)


def linked_records(document: Mapping[str, Any]) -> dict[str, DirectoryRecord]:
    """Return the records behind a document's credits by code, in two queries at most."""
    codes = {kind: {row[kind] for row in document.get("credits") or [] if row.get(kind)} for kind in _MODELS}
    found = [_chosen(kind, one) for kind in _MODELS if codes[kind] for one in _MODELS[kind].objects.filter(code__in=codes[kind])]
    return {one.code: one for one in found}


def without_foreign_links(
    rows: Sequence[dict[str, Any]], document: Mapping[str, Any], visit: EditionVisit
) -> list[dict[str, Any]]:
    """Return credits without links that the visitor cannot have chosen: records they may not know of."""
    known = {row.get(word) for row in document.get("credits") or [] for word in _MODELS}
    new = {row[word] for row in rows for word in _MODELS if row.get(word)} - known
    allowed = known | (_choosable(new, visit.edition) if new else set())
    return [{**row, **{word: row[word] if row.get(word) in allowed else "" for word in _MODELS}} for row in rows]


def _choosable(codes: Iterable[str], edition: Edition) -> set[str]:
    hidden = Q(level__in=["private", "request"])
    here = Delegate.objects.filter(edition=edition, status=Delegate.Status.APPROVED)
    people = Person.objects.filter(code__in=codes, merged_into=None).exclude(hidden)
    people = people.filter(Q(level="public") | Exists(here.filter(person=OuterRef("pk"))))
    companies = Organisation.objects.filter(code__in=codes, merged_into=None).exclude(hidden)
    shown = Exhibitor.objects.filter(edition=edition, organisation=OuterRef("pk"))
    companies = companies.filter(Q(level="public") | Exists(shown) | Exists(here.filter(organisation=OuterRef("pk"))))
    return {*people.values_list("code", flat=True), *companies.values_list("code", flat=True)}


# All that the mark of a work to be reviewed is made of.
_WHOLE = (
    "title__credits__person",
    "title__credits__organisation",
    "title__identifiers",
    Prefetch("title__pictures", queryset=PICTURES),
)
WAITS, SHOWN, RETURNED = "waiting", "accepted", "returned"


def works_to_review(edition: Edition | OuterRef, state: str) -> QuerySet[Work]:
    """Return the works of an edition in one state; those that wait are submitted, or shown with something submitted."""
    rows = works_of(edition).exclude(title__merged_into__isnull=False).order_by("title__name", "pk")
    if state == WAITS:
        return rows.filter(_waits()).prefetch_related(*_WHOLE)
    if state == RETURNED:
        return rows.filter(Q(status=Work.Status.RETURNED) | Q(status=Work.Status.ACCEPTED, title__draft__status="returned"))
    return rows.filter(status=Work.Status.ACCEPTED)


def waiting_works(edition: Edition | OuterRef) -> QuerySet[Work]:
    """Return the works of an edition that wait, each with since when its owners have said no more (`waits_since`)."""
    return works_to_review(edition, WAITS).annotate(waits_since=Coalesce("title__draft__changed_at", "created_at"))


def _waits() -> Q:
    pictures = Picture.objects.filter(title=OuterRef("title"), is_approved=False)
    shown = Q(status=Work.Status.ACCEPTED) & (Q(title__draft__status=Draft.Status.SUBMITTED) | Q(Exists(pictures)))
    return Q(status=Work.Status.SUBMITTED) | shown


def review_counts(edition: Edition) -> dict[str, int]:
    """Return how many works are in each state of the review."""
    return {state: works_to_review(edition, state).count() for state in (WAITS, SHOWN, RETURNED)}


def work_to_review(edition: Edition, code: str) -> Work:
    """Return a work that its owners have submitted at some time, with its title loaded; Absent for any other."""
    return existing(works_to_decide(edition, [code]).prefetch_related(*_WHOLE).first())


def works_to_decide(edition: Edition, codes: Iterable[str]) -> QuerySet[Work]:
    """Return the works of some titles' codes that their owners have submitted at some time, whatever became of them since."""
    rows = works_of(edition).exclude(status=Work.Status.PREPARED)
    return rows.filter(title__code__in=list(codes), title__merged_into=None)


def is_waiting(edition: Edition, work: Work) -> bool:
    """Tell whether a work of the edition waits for its organisers."""
    return works_to_review(edition, WAITS).filter(pk=work.pk).exists()
