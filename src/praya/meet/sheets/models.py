"""Keep uploaded spreadsheets until they are taken or discarded."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from praya.core.directory.codes import random_code
from praya.core.directory.models import Organisation
from praya.core.texts.fields import UnescapedJSONField
from praya.core.texts.said import retold, unpacked
from praya.meet.editions.models import Edition


class SheetImport(models.Model):
    """Hold one upload; only its author may see it, because a sheet can hold what nobody else may read.

    What is brought in for a `company` shows that company's rows, and to nobody who has left it. `file` is the upload itself
    and `fates` its dry run (gzipped JSON); both are removed once the import is applied, refused or too old. `digest` names
    the dry run that was shown: applying another one is refused. Where only the rows without faults were taken, the others are
    an import of their own, `rest_of` the first one; one that `is_shared` any organiser of the market may finish, who becomes its
    author by doing so. `mends` are what was said on a page of single cells, one saving after the other. `sheets` are what a
    page shows of its sheets, as long as the file is kept; `layouts` what somebody has said of them, by name, by which later
    files of the same headings are read. Sentences are kept so that whoever reads them has them in their own language
    (`core/texts/said.py`): those of `fates`, `remarks` and what is `ignored` as they are told, the `message` packed.

    What an import has `written` is kept for a while (gzipped JSON of `Written`), and then any organiser of the market may take
    it back, once; `writes` counts it. `hindrances` say what stood in the way the last time that somebody tried; of a dry run,
    which meetings its import would hurt.
    """

    class Status(models.TextChoices):
        """List the states of an import."""

        WAITING = "waiting", "waiting"
        UNCLEAR = "unclear", "unclear"
        CHECKED = "checked", "checked"
        APPLYING = "applying", "applying"
        APPLIED = "applied", "applied"
        UNDOING = "undoing", "undoing"
        UNDONE = "undone", "undone"
        REFUSED = "refused", "refused"

    code = models.CharField(max_length=20, unique=True, default=random_code)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="imports")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=20, default="en")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    file = models.BinaryField(null=True)
    fates = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    counts = UnescapedJSONField(default=dict)
    ignored = UnescapedJSONField(default=list)
    remarks = UnescapedJSONField(default=list)
    sheets = UnescapedJSONField(default=list)
    layouts = UnescapedJSONField(default=dict)
    mends = UnescapedJSONField(default=list)
    is_shared = models.BooleanField(default=False)
    takes_good_rows = models.BooleanField(default=False)
    rest_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="rests")
    written = models.BinaryField(null=True)
    writes = UnescapedJSONField(default=dict)
    hindrances = UnescapedJSONField(default=list)
    message = models.TextField(blank=True)
    job = models.CharField(max_length=36, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["edition", "account"]),)

    def __str__(self) -> str:
        return self.name

    @property
    def message_read(self) -> str:
        """Return the message in the language in force."""
        return unpacked(self.message)

    @property
    def remarks_read(self) -> list[str]:
        """Return the remarks in the language in force."""
        return [retold(one) for one in self.remarks]

    @property
    def ignored_read(self) -> list[str]:
        """Return what was not understood in the language in force."""
        return [retold(one) for one in self.ignored]
