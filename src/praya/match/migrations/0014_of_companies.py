"""Know who wrote about a meeting, and for which company suggestions, notices and sheets were made."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def say_companies(apps, _editor):
    """Lists of suggestions were made for the company of their reader, answers to requests told to the sender's people."""
    lists, notices = apps.get_model("match", "SuggestionList"), apps.get_model("meet", "Notice")
    delegates, requests = apps.get_model("meet", "Delegate"), apps.get_model("match", "Request")
    own = delegates.objects.filter(pk=OuterRef("delegate")).values("organisation")
    lists.objects.filter(delegate__isnull=False).update(company=Subquery(own))
    senders = dict(
        requests.objects.filter(sender__exhibitor__isnull=False).values_list("code", "sender__exhibitor__organisation").iterator()
    )
    told = notices.objects.filter(kind__in=["accepted", "declined"])
    changed = []
    for notice in told.only("pk", "facts").iterator(chunk_size=1000):
        if company := senders.get(notice.facts.get("request")):
            notice.company_id = company
            changed.append(notice)
    notices.objects.bulk_update(changed, ["company"], batch_size=500)


def say_importers(apps, _editor):
    """A company's own sheet was brought in for the company for which its account comes."""
    delegates = apps.get_model("meet", "Delegate")
    own = delegates.objects.filter(person__account=OuterRef("account"), edition=OuterRef("edition")).values("organisation")
    apps.get_model("meet", "SheetImport").objects.filter(kind="titles").update(company=Subquery(own[:1]))


def say_sole_authors(apps, _editor):
    """What was said for somebody who comes for no company can only be their own."""
    rows = apps.get_model("match", "Attendance").objects.filter(calendar__delegate=F("delegate"))
    rows.exclude(note="").update(note_by=F("delegate"))
    rows.exclude(outcome="").update(outcome_by=F("delegate"))


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_stream"),
        ("match", "0013_looks"),
        ("meet", "0008_of_companies"),
    ]

    operations = [
        migrations.AddField(
            "attendance",
            "note_by",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="meet.delegate"
            ),
        ),
        migrations.AddField(
            "attendance",
            "outcome_by",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="meet.delegate"
            ),
        ),
        migrations.AddField(
            "suggestionlist",
            "company",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.organisation"
            ),
        ),
        migrations.RunPython(say_companies, migrations.RunPython.noop),
        migrations.RunPython(say_importers, migrations.RunPython.noop),
        migrations.RunPython(say_sole_authors, migrations.RunPython.noop),
    ]
