"""Declare a kind of record for these tests alone: an offer for a work, with drafts, two sections and a list of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models

from praya.core.access.audiences import Level
from praya.core.accounts.models import Account
from praya.core.documents.declaring import declare_document
from praya.core.documents.models import AbstractDraft
from praya.core.documents.schema import Deeds, Document, Fault, Schema
from praya.core.documents.sections import Field, Rows, Section

# A registry of their own: no other test, and no account that is deleted, ever looks for these tables.
_apps = Apps()
_apps.register_model("core", Account)
LEVELS = dict(Level.choices)
indexed: list[int] = []


class Offer(models.Model):
    """Offer a price for rights; the note is nobody else's business."""

    buyer = models.CharField(max_length=200)
    currency = models.CharField(max_length=3, default="USD")
    price = models.BigIntegerField(null=True)
    terms = models.JSONField(default=list)
    details = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    level = models.CharField(max_length=8, default="badge")
    visibility = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "tests"
        apps = _apps

    def __str__(self) -> str:
        return self.buyer


class OfferDraft(AbstractDraft):
    """Hold changes of an offer until somebody has looked at them."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="draft")

    class Meta:
        app_label = "tests"
        apps = _apps


def offer_document(offer: Offer) -> Document:
    """Return the document of an offer."""
    return {name: getattr(offer, name) for name in OFFER.fields}


def write_offer(offer: Offer, document: Document) -> None:
    """Write a document into an offer."""
    for name in OFFER.fields:
        if name in document:
            setattr(offer, name, document[name])
    offer.save()


def offer_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what the fields of an offer contradict each other in."""
    if document.get("price") == 0 and not document.get("note"):
        yield Fault("note", "Say why it costs nothing.")


OFFER = Schema(
    Offer,
    Deeds("revise offer", "enter offer", "undo offer", "begin offer", "submit offer", "discard offer", "return offer"),
    (
        Section(
            "deal",
            "Deal",
            "What is offered?",
            (
                Field("buyer", "Buyer", "name", is_needed=True),
                Field("currency", "Currency", "currency", is_needed=True),
                Field("price", "Price", "amount"),
                Rows(
                    "terms",
                    "Terms",
                    (
                        Field("right", "Right", "choice", {"svod": "SVOD", "theatrical": "theatrical"}),
                        Field("where", "Where", "countries"),
                        Field("on", "From", "day"),
                        Field("is_exclusive", "exclusive", "flag"),
                        Field("level", "Who sees it", "level", LEVELS, usual="public"),
                    ),
                    "Add a term",
                    says=("right", "where"),
                ),
                Field("details.language", "Language", "language"),
            ),
        ),
        Section(
            "readers",
            "Readers",
            "Who reads it?",
            (
                Field("note", "Note", "note"),
                Field("level", "Who may know of it", "level", LEVELS, usual="badge", is_needed=True),
                Field("visibility.price", "Who reads the price", "level", LEVELS, usual="buyer"),
            ),
        ),
    ),
    offer_document,
    words={
        "buyer": "Buyer",
        "currency": "Currency",
        "price": "Price",
        "terms": "Terms",
        "details": "Details",
        "note": "Note",
        "visibility": "Readers",
    },
    parts={"price": (("price",), "buyer"), "terms": (("terms",), "badge"), "note": (("note",), "private")},
    check=offer_faults,
)
declare_document(OFFER, write=write_offer, index=lambda offer: indexed.append(offer.pk))


def make_tables() -> None:
    """Make the tables within the transaction of a test, which takes them away again."""
    editor = connection.schema_editor()
    editor.deferred_sql = []
    with connection.cursor() as cursor:
        for model in (Offer, OfferDraft):
            cursor.execute(*editor.table_sql(model))


def offer(**parts: Any) -> dict[str, Any]:
    """Return the document of an offer that says something everywhere."""
    term = {"right": "svod", "where": ["HK", "MO"], "on": "2027-04-01", "is_exclusive": True, "level": "public"}
    hidden = {"right": "theatrical", "where": [], "on": "", "is_exclusive": False, "level": "buyer"}
    said = {"buyer": "Lantern", "currency": "HKD", "price": 500_00, "terms": [term, hidden], "note": "Ask Ana first"}
    return {**said, "details": {"language": "yue"}, "level": "badge", "visibility": {}, **parts}
