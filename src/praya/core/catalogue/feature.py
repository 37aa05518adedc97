"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from praya.core.access.audiences import Level
from praya.core.audit.deeds import declare_deeds
from praya.core.catalogue.actions import write_title
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.indexing import index_organisations, index_people, index_titles, register_kinds
from praya.core.catalogue.merging import settle_credits, settle_drafts, settle_identifiers, settle_portraits
from praya.core.catalogue.models import Credit, Draft, Grant, Identifier, Picture, Portrait, Title
from praya.core.catalogue.portraits import REASONS, forget_replayed
from praya.core.catalogue.profiles import ORGANISATION, PERSON, index_profile, write_profile
from praya.core.directory.models import Organisation, Person
from praya.core.directory.queries import people_numbered
from praya.core.documents.declaring import declare_document
from praya.core.documents.schema import Schema
from praya.core.features.merging import settle, stay_behind
from praya.core.holding import OTHERS, Personal, Subject, after_erasing, declare_personal, deleted, kept, of_account, of_person
from praya.core.keeping import Kept, declare_kept, declare_unkept
from praya.core.revocations.columns import ALLOWS, ENDS, LEVEL, OWN_ADDRESS, Column, only, rows_of, visibility
from praya.core.revocations.declaring import Revocable, declare_lasting, declare_revocable

declare_deeds(
    {
        "enter title": _("entered a work"),
        "revise title": _("changed a work"),
        "publish title": _("published a work"),
        "withdraw title": _("took a work out of the catalogue"),
        "undo title": _("undid a change of a work"),
        "begin draft": _("began changes of a work"),
        "submit draft": _("submitted changes of a work"),
        "discard draft": _("threw changes of a work away"),
        "return draft": _("gave changes of a work back"),
        "ask to read": _("asked to read what a work shows on request"),
        "answer who asks to read": _("answered who asked to read"),
        "add picture": _("added a picture"),
        "change picture": _("changed a picture"),
        "remove picture": _("removed a picture"),
        "approve pictures": _("approved pictures"),
        "change portrait": _("changed their photograph"),
        "remove portrait": _("removed their photograph"),
        "take portrait off": _("took a photograph of somebody off"),
        "put portrait back": _("put a photograph of somebody back"),
        "change organisation": _("changed their organisation's record"),
        "change person": _("changed their own record"),
    },
    private=("ask to read", "answer who asks to read"),
)
register_kinds()
declare_document(TITLE, write=write_title, index=lambda title: index_titles([title.pk]))
declare_document(ORGANISATION, write=write_profile, index=index_profile)
declare_document(PERSON, write=write_profile, index=index_profile)
settle(Credit, settle_credits)
settle(Identifier, settle_identifiers)
settle(Draft, settle_drafts)
settle(Picture, stay_behind)
settle(Portrait, settle_portraits)
settle(Grant, stay_behind)


def _credits(who: Subject) -> Q:
    """Find the credits that everybody reads: another may be part of what its owner keeps to themselves."""
    is_open = Q(title__status=Title.Status.PUBLISHED, title__level=Level.PUBLIC, title__merged_into=None)
    return of_person("person")(who) & is_open & ~Q(title__visibility__has_key="credits")


def _index_erased(who: Subject, _at: object) -> None:
    for person in people_numbered(who.people):
        index_profile(person)


declare_personal(
    _("Catalogue"),
    Personal(
        Credit,
        _("Credits"),
        _credits,
        "title__code role name note",
        kept(_("A work keeps its credits as they were published.")),
        {"title__code": _("Work"), "role": _("Role")},
        is_open=True,
    ),
    Personal(
        Draft,
        _("Changes of works"),
        of_account("by"),
        "title__code status changed_at",
        kept(OTHERS),
        {"title__code": _("Work")},
    ),
    Personal(
        Grant,
        _("Asked to read"),
        of_account("account"),
        "title__code status message asked_at decided_at",
        deleted(),
        {"title__code": _("Work"), "asked_at": _("Sent")},
    ),
    Personal(
        Portrait,
        _("Your photograph"),
        of_person("person"),
        "image removed_at reason remark",
        deleted(),
        {"image": _("Photograph"), "removed_at": _("Taken off at"), "reason": _("Reason"), "remark": _("Remark")},
        {"reason": lambda reason: str(REASONS.get(reason, reason))},
    ),
)
after_erasing(_index_erased)


def _shown(schema: Schema) -> dict[str, Column]:
    return {"level": LEVEL, "visibility": visibility({part: level for part, (_fields, level) in schema.parts.items()})}


_LISTED = {
    "names": rows_of("text", "tag", level=(LEVEL, Level.PUBLIC)),
    "materials": rows_of("address", level=(LEVEL, Level.PUBLIC)),
    "showings": rows_of("event", "place", "country", "on", is_public=(ALLOWS, True)),
}
declare_revocable(
    Revocable(
        Title,
        _shown(TITLE) | _LISTED | {"status": only(Title.Status.PUBLISHED)},
        key="code",
        after=lambda rows: index_titles([row.pk for row in rows]),
    ),
    Revocable(Organisation, _shown(ORGANISATION), key="code", after=lambda rows: index_organisations([row.pk for row in rows])),
    Revocable(
        Person,
        _shown(PERSON) | {"email": OWN_ADDRESS, "portrait_level": LEVEL},
        key="code",
        after=lambda rows: index_people([row.pk for row in rows]),
    ),
    Revocable(Grant, {"status": only(Grant.Status.GRANTED)}),
    Revocable(Picture, {"level": LEVEL, "is_approved": ALLOWS}, is_lost=True),
    Revocable(Portrait, {"removed_at": ENDS}, is_lost=True, after=forget_replayed),
)
declare_lasting("it says what somebody did or names a file, and lets nobody in", "core.credit.role", "core.picture.digest")
declare_lasting("a draft is read by its owners and reviewers alone, and opens nothing", "core.draft.status")
declare_kept(
    Kept(Title, "owner", Q(status=Title.Status.DRAFT)),
    Kept(Draft, "title__owner"),
    Kept(Grant, "title__owner"),
)
declare_unkept("it is read with its work", Credit)
