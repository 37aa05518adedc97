"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.features.menus import Link, declare_links
from praya.core.holding import OTHERS, Personal, Subject, declare_personal, deleted, kept, of_person
from praya.core.keeping import Kept, declare_kept
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.columns import ALLOWS, FORBIDS, SAME
from praya.core.revocations.declaring import Revocable, declare_revocable
from praya.meet.notices.declaring import declare_notice
from praya.show.lists.letters import LIST_SHARED
from praya.show.lists.models import ItemNote, Shortlist, ShortlistItem

declare_notice("list_shared", _("%(who)s has shared a list with you."), order=120)
declare_letters(LIST_SHARED)
declare_deeds({"change list": _("changed their lists")})
declare_links(Link("lists", _("Lists"), "list", 90, is_wide_only=True))
_WORK = {"work__title__code": _("Work"), "item__work__title__code": _("Work"), "shortlist__name": _("List")}
declare_revocable(
    Revocable(Shortlist, {"shared_with_id": SAME, "is_removed": FORBIDS}, key="code"),
    Revocable(ItemNote, {"is_shared": ALLOWS}, is_lost=True),
)
_own = of_person("shortlist__owner__person")


def _in_lists_of_others(who: Subject) -> Q:
    return of_person("added_by__person")(who) & ~_own(who)


def _own_today(who: Subject) -> Q:
    told = Q(company__isnull=True) | Q(company=F("shortlist__owner__organisation")) | of_person("added_by__person")(who)
    return _own(who) & told


declare_personal(
    _("Lists"),
    Personal(
        Shortlist,
        _("Lists"),
        of_person("owner__person"),
        "edition__slug name is_default is_removed created_at",
        deleted(unless="items", name="…", is_default=False),
    ),
    # What colleagues of a former company put into the person's lists is not told, and goes with them.
    Personal(ShortlistItem, "", _own, "", deleted(unless="notes")),
    Personal(
        ShortlistItem,
        _("Works in your lists"),
        _own_today,
        "shortlist__name work__title__code added_at is_removed",
        deleted(unless="notes"),
        _WORK,
    ),
    Personal(
        ShortlistItem,
        _("Works you put into lists of colleagues"),
        _in_lists_of_others,
        "work__title__code added_at is_removed",
        kept(OTHERS),
        _WORK,
    ),
    Personal(
        ItemNote,
        _("Notes on works"),
        of_person("by__person"),
        "item__work__title__code text is_shared changed_at",
        deleted(),
        _WORK | {"is_shared": _("Shared")},
    ),
)
declare_kept(Kept(Shortlist, "shared_with"), Kept(ShortlistItem, "company"), Kept(ItemNote, "company"))
