"""Keep who meets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from praya.core.directory.codes import random_code
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor


class Party(models.Model):
    """Be one who meets: an exhibitor (as often at once as it has staff free) or a delegate (one meeting at a time).

    A delegate of an exhibitor is a party too: it is meant when a request asks for that very person.
    Quotas left empty follow the delegate's category.
    """

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="parties")
    exhibitor = models.OneToOneField(Exhibitor, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar")
    delegate = models.OneToOneField(Delegate, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar")
    quota_total = models.PositiveSmallIntegerField(null=True, blank=True)
    quota_per_day = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        constraints = (
            models.CheckConstraint(
                condition=Q(exhibitor__isnull=True, delegate__isnull=False) | Q(exhibitor__isnull=False, delegate__isnull=True),
                name="party_is_one_owners",
            ),
        )

    def __str__(self) -> str:
        return self.code
