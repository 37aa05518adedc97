"""Keep what each version changed, what was told at once since, and when the next one is released by itself."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

import praya.core.texts.fields


def count_on(apps: Any, schema_editor: Any) -> None:
    """Let the numbers that calendar programs know go on: until now a version's number was its sequence."""
    apps.get_model("meet", "Release").objects.update(sequence=F("number"))


class Migration(migrations.Migration):
    dependencies = [
        ("meet", "0023_timetable"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("release", "revision", models.PositiveIntegerField(default=0)),
        migrations.AddField("release", "sequence", models.PositiveIntegerField(default=1)),
        migrations.AddField("release", "changed_at", models.DateTimeField(null=True)),
        migrations.RunPython(count_on, migrations.RunPython.noop, elidable=True),
        migrations.CreateModel(
            name="Changed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("session", models.CharField(max_length=20)),
                ("lines", praya.core.texts.fields.UnescapedJSONField(default=list)),
                ("told", praya.core.texts.fields.UnescapedJSONField(default=dict)),
                (
                    "release",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="changed", to="meet.release"),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("release", "session"), name="changed_once")],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("session", models.CharField(max_length=20)),
                ("before", praya.core.texts.fields.UnescapedJSONField(null=True)),
                ("told", praya.core.texts.fields.UnescapedJSONField(default=dict)),
                ("lines", praya.core.texts.fields.UnescapedJSONField(default=list)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="meet.release"),
                ),
            ],
            options={
                "ordering": ("release", "number"),
                "constraints": [models.UniqueConstraint(fields=("release", "number"), name="revision_number_once")],
            },
        ),
        migrations.CreateModel(
            name="PlannedRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("seen", models.CharField(max_length=32)),
                ("holds_if_changed", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("done", "done"), ("missed", "missed"), ("taken back", "taken back")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[("changed", "changed"), ("unchanged", "unchanged"), ("empty", "empty"), ("broken", "broken")],
                        max_length=10,
                    ),
                ),
                ("late_minutes", models.PositiveIntegerField(default=0)),
                ("looked_at", models.DateTimeField(null=True)),
                ("warned_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="planned_releases", to="meet.edition"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="meet.release"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "planned")), fields=("edition",), name="planned_release_once"
                    )
                ],
            },
        ),
    ]
