"""Keep the index: what is listed for whom, where each token occurs, and what changed since the last compaction.

A listing's key is its slot: postings are sets of slots, and a higher slot is a later change. Nothing here is the only
copy of anything; `praya index` makes all of it again.
"""

from __future__ import annotations

from django.db import models


class Listing(models.Model):
    """List one record as the audiences in `audiences` (one bit each) see it.

    `names` and `credits` hold one spelling a line, `forms` what ranking reads instead of analysing them again; `digest`
    tells whether a record put again says anything new.
    """

    slot = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=16)
    number = models.BigIntegerField()
    audiences = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=16)
    names = models.TextField()
    credits = models.TextField(blank=True)
    forms = models.TextField(blank=True)

    class Meta:
        app_label = "core"
        indexes = (models.Index(fields=["number", "kind"], name="listing_of_record"),)

    def __str__(self) -> str:
        return self.names.split("\n")[0]


class Posting(models.Model):
    """Hold the slots in which a token occurs, packed; the key is a hash of the token.

    For a group of facets the blob holds every value with its slots.
    """

    # An automatic key only in name: SQLite then keeps the rows in its order, without an index beside them.
    token = models.BigAutoField(primary_key=True)
    slots = models.BinaryField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return str(self.token)


class Recent(models.Model):
    """Hold one occurrence that no posting holds yet; `value` is the value of a facet."""

    token = models.BigIntegerField(db_index=True)
    slot = models.BigIntegerField()
    value = models.CharField(max_length=100, blank=True)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.token} in {self.slot}"


class Removal(models.Model):
    """Take a slot away from some audiences until the next compaction has done so in the postings."""

    slot = models.BigIntegerField()
    audiences = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.slot} from {self.audiences}"


class IndexState(models.Model):
    """Stand for the index as a whole: its row is locked by whatever writes postings.

    `analysis` is the version of the analysis that made it; another version in the code asks for `praya index`.
    """

    analysis = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"analysis {self.analysis}"
