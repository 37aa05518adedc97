"""Keep the programme of an edition: rooms, tracks, sessions, and what was released of them."""

import django.db.models.deletion
import praya.core.directory.codes
import praya.core.texts.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0022_inbox_indexes"),
        ("meet", "0021_imports_taken_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=praya.core.directory.codes.random_code, max_length=20, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                ("formats", praya.core.texts.fields.UnescapedJSONField(blank=True, default=list)),
                ("turnaround_minutes", models.PositiveSmallIntegerField(default=0)),
                ("access", praya.core.texts.fields.TextsField(blank=True, default=dict)),
                ("hall", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="meet.hall")),
            ],
            options={
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=praya.core.directory.codes.random_code, max_length=20, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("forum", "forum"),
                            ("summit", "summit"),
                            ("keynote", "keynote"),
                            ("roundtable", "roundtable"),
                            ("panel", "panel"),
                            ("pitch", "pitch"),
                            ("presentation", "project presentation"),
                            ("promotion", "promotion"),
                            ("showcase", "showcase"),
                            ("screening", "screening"),
                            ("ceremony", "ceremony"),
                            ("selection", "selection"),
                            ("reception", "reception"),
                            ("press", "press conference"),
                            ("workshop", "workshop"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", praya.core.texts.fields.TextsField(blank=True, default=dict)),
                ("abstract", praya.core.texts.fields.TextsField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("confirmed", "confirmed"), ("cancelled", "cancelled")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("languages", praya.core.texts.fields.UnescapedJSONField(blank=True, default=list)),
                ("channels", praya.core.texts.fields.UnescapedJSONField(blank=True, default=list)),
                ("stream", models.CharField(blank=True, max_length=500)),
                (
                    "edition",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to="meet.edition"),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Presented",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "title",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="presented", to="core.title"),
                ),
                (
                    "session",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="presented", to="meet.session"),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=praya.core.directory.codes.random_code, max_length=20, unique=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("is_origin", models.BooleanField(default=False)),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="meet.site"),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="meet.room",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="placements", to="meet.session"),
                ),
            ],
            options={
                "ordering": ("-is_origin", "starts_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("speaker", "speaker"),
                            ("moderator", "moderator"),
                            ("host", "host"),
                            ("guest", "guest of honour"),
                            ("interpreter", "interpreter"),
                            ("juror", "juror"),
                        ],
                        default="speaker",
                        max_length=12,
                    ),
                ),
                ("job_title", models.CharField(blank=True, max_length=120)),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="core.person"),
                ),
                (
                    "session",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="meet.session"),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "host"),
                            ("cohost", "co-host"),
                            ("organiser", "organiser"),
                            ("supporter", "supporter"),
                            ("media", "media partner"),
                        ],
                        default="host",
                        max_length=12,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="hosted", to="core.organisation"),
                ),
                (
                    "session",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="hosts", to="meet.session"),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Track",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=praya.core.directory.codes.random_code, max_length=20, unique=True)),
                ("name", praya.core.texts.fields.TextsField(blank=True, default=dict)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "edition",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tracks", to="meet.edition"),
                ),
            ],
            options={
                "ordering": ("position", "pk"),
            },
        ),
        migrations.AddField(
            model_name="session",
            name="track",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="sessions", to="meet.track"
            ),
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("told", praya.core.texts.fields.UnescapedJSONField(default=list)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="releases", to="meet.edition"),
                ),
            ],
            options={
                "ordering": ("-number",),
                "constraints": [models.UniqueConstraint(fields=("edition", "number"), name="release_number_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("hall", "name"), name="room_name_once"),
        ),
        migrations.AddConstraint(
            model_name="presented",
            constraint=models.UniqueConstraint(fields=("session", "title"), name="presented_once"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="placement_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_origin", True)), fields=("session",), name="session_one_origin"
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("session", "person", "role"), name="part_once"),
        ),
        migrations.AddConstraint(
            model_name="host",
            constraint=models.UniqueConstraint(fields=("session", "organisation", "role"), name="host_once"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["edition", "state"], name="meet_sessio_edition_be0a96_idx"),
        ),
    ]
