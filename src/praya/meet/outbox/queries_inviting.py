"""Read who was invited, whether it arrived, who has signed in since, and what they answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When

from praya.core.actions.seeing import mark_of
from praya.core.directory.ordering import names_of
from praya.core.letters.models import Letter
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved, delegates_matching
from praya.meet.editions.models import Edition
from praya.meet.outbox.models import InvitationAnswer

INVITED = "invited"
# How far somebody has come, the farthest first: the first that holds is theirs.
STAGES = ("comes", "absent", "signed_in", "delivered", "bounced", "underway", "uninvited")


def _letters() -> QuerySet[Letter]:
    """Return the invitations of the delegate of the query around, the latest first; what was dropped was never written."""
    rows = Letter.objects.filter(kind=INVITED, way=Letter.Way.MAIL, edition=OuterRef("edition"), person=OuterRef("person"))
    return rows.exclude(state=Letter.State.DROPPED).order_by("-pk")


def staged(rows: QuerySet[Delegate]) -> Any:
    """Return a query of delegates with their `stage`, and when they were invited, signed in and answered."""
    letters = _letters()
    found = rows.annotate(
        invited_at=Subquery(letters.values("made_at")[:1]),
        letter_state=Subquery(letters.values("state")[:1]),
        letter_fault=Subquery(letters.values("fault")[:1]),
    )
    under_way = Q(letter_state__in=(Letter.State.WAITING, Letter.State.HELD))
    return found.annotate(
        stage=Case(
            When(invitation_answer__comes=True, then=Value("comes")),
            When(invitation_answer__comes=False, then=Value("absent")),
            When(person__account__last_login__isnull=False, then=Value("signed_in")),
            When(letter_state=Letter.State.SENT, then=Value("delivered")),
            When(letter_state=Letter.State.BOUNCED, then=Value("bounced")),
            When(under_way, then=Value("underway")),
            default=Value("uninvited"),
            output_field=CharField(),
        )
    )


def invited_rows(edition: Edition, *, q: str = "", stage: str = "") -> Any:
    """Return a query of the approved delegates of an edition as the list of invitations shows them."""
    rows = staged(delegates_matching(edition, q=q, status=Delegate.Status.APPROVED))
    if stage:
        rows = rows.filter(stage=stage)
    return rows.values(
        "pk",
        "code",
        "stage",
        "invited_at",
        "letter_fault",
        name=F("person__name"),
        names=F("person__names"),
        email=F("person__email"),
        company=F("organisation__name"),
        company_names=F("organisation__names"),
        opened_at=F("person__account__joined_at"),
        signed_in_at=F("person__account__last_login"),
        answered_at=F("invitation_answer__at"),
        words=F("invitation_answer__words"),
    ).order_by(names_of("person"), "pk")


def stage_counts(edition: Edition) -> dict[str, int]:
    """Return how many approved delegates stand where, stage by stage."""
    rows = staged(approved(edition=edition.pk)).order_by().values_list("stage").annotate(count=Count("pk"))
    found = dict(rows)
    return {stage: int(found.get(stage, 0)) for stage in STAGES}


def absent_delegates(edition: Any) -> QuerySet[InvitationAnswer]:
    """Return the answers of approved delegates of an edition who say that they do not come."""
    return InvitationAnswer.objects.filter(delegate__edition=edition, delegate__status=Delegate.Status.APPROVED, comes=False)


def invited_since(edition: Edition, delegates: list[int], since: Any) -> set[int]:
    """Return who of some approved delegates has been invited since a moment, or is about to be."""
    letters = _letters().filter(made_at__gte=since)
    rows = approved(edition=edition.pk, pk__in=delegates).annotate(latest=Subquery(letters.values("pk")[:1]))
    return set(rows.filter(latest__isnull=False).values_list("pk", flat=True))


def answer_of(delegate: Delegate) -> InvitationAnswer | None:
    """Return what a delegate has answered to being invited."""
    return InvitationAnswer.objects.filter(delegate=delegate).first()


def mark_of_answer(answer: InvitationAnswer | None) -> str:
    """Return a mark of what an answer says, or of its absence."""
    said = {} if answer is None else {"comes": answer.comes, "words": answer.words}
    return mark_of(said, ("comes", "words"))
