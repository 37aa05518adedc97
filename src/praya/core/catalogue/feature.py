"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.catalogue.actions import write_title
from praya.core.catalogue.document import TITLE
from praya.core.catalogue.indexing import index_titles, register_kinds
from praya.core.catalogue.merging import settle_credits, settle_drafts, settle_identifiers
from praya.core.catalogue.models import Credit, Draft, Grant, Identifier, Picture
from praya.core.catalogue.profiles import ORGANISATION, PERSON, index_profile, write_profile
from praya.core.documents.declaring import declare_document
from praya.core.features.merging import settle, stay_behind

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
settle(Grant, stay_behind)
