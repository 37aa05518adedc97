"""Say what this room adds to the house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from praya.core.holding import Personal, Subject, declare_personal, deleted, of_account
from praya.meet.accreditation.visits import EditionVisit
from praya.show.printed.models import PrintedCatalogue
from praya.show.printed.queries import is_still_theirs


def _told_today(who: Subject) -> Q:
    """Leave out what was printed from lists, or as an audience, that the person no longer reads."""
    kept = PrintedCatalogue.objects.filter(of_account("account")(who)).select_related("edition", "account")
    gone = [one.pk for one in kept.defer("file") if not is_still_theirs(one, EditionVisit(one.edition, [], one.account))]
    return of_account("account")(who) & ~Q(pk__in=gone)


declare_personal(
    _("Printed catalogues"),
    Personal(
        PrintedCatalogue,
        _("Printed catalogues"),
        _told_today,
        "edition__slug words created_at file",
        deleted(),
    ),
    Personal(PrintedCatalogue, "", of_account("account"), "", deleted()),
)
