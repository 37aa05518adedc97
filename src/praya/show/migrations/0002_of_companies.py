"""Say to which company belongs what its people put into each other's lists, and what they say there."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def of_company():
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.organisation"
    )


def say_companies(apps, _editor):
    """What others put and said into a list is the company's with which it is shared, else that of who did so."""
    delegates = apps.get_model("meet", "Delegate")
    lists, items = apps.get_model("show", "Shortlist"), apps.get_model("show", "ShortlistItem")
    shared = lists.objects.filter(pk=OuterRef("shortlist")).values("shared_with")
    adder = delegates.objects.filter(pk=OuterRef("added_by")).values("organisation")
    others = items.objects.exclude(added_by=F("shortlist__owner"))
    others.update(company=Coalesce(Subquery(shared), Subquery(adder)))
    notes = apps.get_model("show", "ItemNote").objects.filter(is_shared=True)
    meant = items.objects.filter(pk=OuterRef("item")).values("shortlist__shared_with")
    writer = delegates.objects.filter(pk=OuterRef("by")).values("organisation")
    notes.filter(by=F("item__shortlist__owner")).update(company=Subquery(meant))
    notes.exclude(by=F("item__shortlist__owner")).update(company=Coalesce(Subquery(meant), Subquery(writer)))


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_stream"),
        ("show", "0001_lists_searches_printed"),
    ]

    operations = [
        migrations.AddField("itemnote", "company", of_company()),
        migrations.AddField("shortlistitem", "company", of_company()),
        migrations.RunPython(say_companies, migrations.RunPython.noop),
    ]
