"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.directory.codes import random_token
from praya.core.directory.models import Organisation, Person
from praya.core.features.menus import Link, declare_manage_links
from praya.core.features.merging import settle
from praya.core.features.waiting import declare_manage_waiting, queue
from praya.core.holding import FIGURES, Personal, before_erasing, declare_personal, deleted, kept, of_person
from praya.core.keeping import declare_people, declare_unkept
from praya.core.revocations.columns import ALLOWS, SECRET, only, referring
from praya.core.revocations.declaring import Revocable, declare_revocable
from praya.meet.accreditation.consequences import follow_all
from praya.meet.accreditation.cutting import leave_ahead
from praya.meet.accreditation.merging import settle_delegates
from praya.meet.accreditation.models import Availability, Category, Delegate, Engagement
from praya.meet.accreditation.planned import session_words

declare_deeds(
    {
        "add category": _("added a category"),
        "change category": _("changed a category"),
        "remove category": _("removed a category"),
        "decide accreditations": _("decided about accreditations"),
        "take decisions back": _("took decisions about accreditations back"),
        "add delegate": _("accredited somebody by hand"),
        "change delegate": _("changed an accreditation"),
        "cut hours": _("shortened somebody's hours"),
        "leave": _("recorded that somebody has left"),
        "say hours": _("said when they can meet"),
        "follow site hours": _("went back to the hours of the site"),
    }
)
declare_manage_links("before", Link("manage_categories", _("Categories"), "tag", 40))
declare_manage_links("people", Link("manage_delegates", _("Delegates"), "people", 30))
declare_manage_waiting(
    queue(
        "manage_delegates",
        lambda edition: Delegate.objects.filter(edition=edition, status=Delegate.Status.APPLIED),
        ngettext_lazy("%(count)d person waits for a decision.", "%(count)d people wait for a decision.", "count"),
        since="applied_at",
        leads="manage_delegate",
        word="code",
        query="?status=applied",
    )
)
settle(Delegate, settle_delegates)
declare_personal(
    _("Accreditation"),
    Personal(
        Delegate,
        _("Accreditations"),
        of_person("person"),
        "edition__slug code organisation__name category__slug job_title phone site__slug zone status applied_at decided_at",
        kept(FIGURES, job_title="", phone="", zone="", has_own_hours=False, feed_token=lambda row: random_token()),
        {
            "organisation__name": _("Company"),
            "category__slug": _("Category"),
            "phone": _("Telephone"),
            "site__slug": _("Site"),
            "applied_at": _("Applied"),
        },
        is_open=True,
    ),
    Personal(Availability, _("Hours"), of_person("delegate__person"), "delegate__edition__slug starts_at ends_at", deleted()),
    Personal(
        Engagement,
        _("Sessions in your agenda"),
        of_person("delegate__person"),
        "delegate__edition__slug facts starts_at ends_at is_busy is_gone",
        deleted(),
        {"facts": _("Session"), "is_busy": _("Takes your time"), "is_gone": _("Does not take place, or was taken out")},
        {"facts": session_words},
    ),
)
declare_revocable(
    Revocable(Category, {"may_meet": ALLOWS, "is_vip": ALLOWS, "is_buyer": ALLOWS}),
    Revocable(
        Delegate,
        {
            "status": only(Delegate.Status.APPROVED),
            "category_id": referring(Category),
            "organisation_id": referring(Organisation),
            "feed_token": SECRET,
        },
        key="code",
        after=follow_all,
    ),
)
before_erasing(leave_ahead)
declare_people(lambda company: Person.objects.filter(pk__in=Delegate.objects.filter(organisation=company).values("person")))
declare_unkept("who comes for a company, as its page says; what is theirs is their own", Delegate)
