"""Keep what an edition shows at its front door, the texts that bind whoever takes part, and applications for accreditation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from praya.core.texts.fields import TextsField
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.editions.models import Edition


class FrontPage(models.Model):
    """Say what the public page of an edition says beside its dates; `picture` names the picture in addresses (nothing: none)."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="front")
    about = TextsField()
    joining = TextsField()
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    picture = models.CharField(max_length=64, blank=True)
    shows = TextsField()

    class Meta:
        app_label = "meet"

    def __str__(self) -> str:
        return f"front page {self.edition_id}"


class FrontPicture(models.Model):
    """Hold the bytes of a front page's picture, apart from what every reading of the page asks."""

    front = models.OneToOneField(FrontPage, on_delete=models.CASCADE, related_name="bytes")
    image = models.BinaryField()
    thumbnail = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        app_label = "meet"

    def __str__(self) -> str:
        return f"picture {self.front_id}"


class OpenCategory(models.Model):
    """Let people apply for a category themselves."""

    category = models.OneToOneField(Category, on_delete=models.CASCADE, related_name="opened")

    class Meta:
        app_label = "meet"

    def __str__(self) -> str:
        return str(self.category_id)


class DoorText(models.Model):
    """Hold one version of an edition's terms or privacy text in one language; unpublished it is a draft, of which there is one.

    In force is the latest that is published. What was published is never changed.
    """

    class Kind(models.TextChoices):
        """List the kinds of texts."""

        TERMS = "terms", _("Terms of taking part")
        PRIVACY = "privacy", _("Privacy")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="door_texts")
    kind = models.CharField(max_length=10, choices=Kind)
    language = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    text = models.TextField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "meet"
        ordering = ("kind", "language", "version")
        constraints = (
            models.UniqueConstraint(fields=["edition", "kind", "language", "version"], name="door_text_version_once"),
            models.UniqueConstraint(
                fields=["edition", "kind", "language"], condition=Q(published_at=None), name="door_text_one_draft"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.version}"


class Consent(models.Model):
    """Record that somebody has agreed to a version of a text, and when."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(DoorText, on_delete=models.CASCADE, related_name="consents")
    at = models.DateTimeField()

    class Meta:
        app_label = "meet"
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=["account", "text"], name="consent_once"),)

    def __str__(self) -> str:
        return f"{self.account_id} {self.text_id}"


class Application(models.Model):
    """Keep what an applicant wrote; the company is only a name until an organiser has said which one it is."""

    delegate = models.OneToOneField(Delegate, on_delete=models.CASCADE, related_name="application")
    company = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "meet"

    def __str__(self) -> str:
        return f"application {self.delegate_id}"
