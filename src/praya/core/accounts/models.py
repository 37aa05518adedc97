"""Keep the accounts with which people sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class AccountQuerySet(BaseUserManager["Account"]):
    """Create accounts; an account without a password signs in by e-mail code or passkey."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Account:
        """Create an account for an address, stored in lower case."""
        account = self.model(email=email.strip().lower(), **fields)
        if password:
            account.set_password(password)
        else:
            account.set_unusable_password()
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> Account:
        """Create the account of a system operator."""
        return self.create_user(email, password, is_operator=True, is_superuser=True, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """Let one person sign in by an address; what they may do follows from their accreditations and teams."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=20, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AccountQuerySet] = AccountQuerySet()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        app_label = "core"
        constraints = (models.UniqueConstraint(Lower("email"), name="account_email_once"),)

    def __str__(self) -> str:
        return self.name or self.email


class AccountChange(models.Model):
    """Remember a change of what an account is entered by, so that its owner can take it back for some days.

    `after` is the address that signed in when it was done: of a passkey, the one that is written to.
    """

    class Kind(models.TextChoices):
        """Name what changed."""

        ADDRESS = "address"
        PASSKEY = "passkey"
        REMOVAL = "removal"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    before = models.EmailField(blank=True, db_index=True)
    after = models.EmailField(blank=True)
    passkey = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
