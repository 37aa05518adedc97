"""Keep how the seats of sessions are given away, and who has one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import praya.core.directory.codes
import praya.core.texts.fields
import praya.meet.seats.models


class Migration(migrations.Migration):
    """Add the four tables of the room."""

    dependencies = [
        ("meet", "0024_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Admission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=praya.core.directory.codes.random_code, max_length=20, unique=True)),
                ("place", models.CharField(max_length=20, unique=True)),
                (
                    "method",
                    models.CharField(
                        choices=[("first_come", "first come"), ("draw", "draw")], default="first_come", max_length=10
                    ),
                ),
                ("seats", models.PositiveIntegerField(blank=True, null=True)),
                ("walk_ups", models.PositiveIntegerField(default=0)),
                ("quotas", praya.core.texts.fields.UnescapedJSONField(blank=True, default=dict)),
                ("categories", praya.core.texts.fields.UnescapedJSONField(blank=True, default=list)),
                ("opens_at", models.DateTimeField(blank=True, null=True)),
                ("draws_at", models.DateTimeField(blank=True, null=True)),
                ("releases_at", models.DateTimeField(blank=True, null=True)),
                ("claims_until", models.DateTimeField(blank=True, null=True)),
                ("withdraw_until", models.DateTimeField(blank=True, null=True)),
                ("beacon_source", models.CharField(blank=True, max_length=200)),
                ("beacon_form", models.CharField(blank=True, max_length=20)),
                ("beacon", models.CharField(blank=True, max_length=200)),
                ("seed", models.CharField(default=praya.meet.seats.models.random_seed, max_length=64)),
                ("promise", praya.core.texts.fields.UnescapedJSONField(blank=True, default=dict)),
                ("commitment", models.CharField(blank=True, max_length=64)),
                ("promised_at", models.DateTimeField(blank=True, null=True)),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("reached_at", models.DateTimeField(blank=True, null=True)),
                ("drawn_at", models.DateTimeField(blank=True, null=True)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("bundle", models.TextField(blank=True)),
                ("told", praya.core.texts.fields.UnescapedJSONField(blank=True, default=dict)),
                (
                    "edition",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="admissions", to="meet.edition"),
                ),
                (
                    "placement",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="admission", to="meet.placement"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="admissions", to="meet.session"),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="LadderRung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no_shows", models.PositiveSmallIntegerField()),
                ("wait_minutes", models.PositiveIntegerField(default=0)),
                ("is_barred", models.BooleanField(default=False)),
                (
                    "edition",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rungs", to="meet.edition"),
                ),
            ],
            options={
                "ordering": ("no_shows",),
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(default=praya.core.directory.codes.random_code, max_length=20)),
                ("category", models.CharField(blank=True, max_length=40)),
                ("rung", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pooled", "in the draw"),
                            ("seated", "has a seat"),
                            ("queued", "on the waiting list"),
                            ("admitted", "let in at the door"),
                            ("lined", "in the line at the door"),
                            ("given_back", "given back"),
                            ("left_empty", "did not come"),
                            ("unaware", "did not come, without notice of the seat"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("rank", models.PositiveIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("came_at", models.DateTimeField(blank=True, null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("is_excused", models.BooleanField(default=False)),
                ("is_planned", models.BooleanField(default=False)),
                (
                    "admission",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="held", to="meet.admission"),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="seats", to="meet.delegate"
                    ),
                ),
            ],
            options={
                "ordering": ("rank", "pk"),
            },
        ),
        migrations.CreateModel(
            name="SeatDeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("asked", "asked"), ("gave_back", "gave back"), ("came", "came"), ("walked_up", "walked up")],
                        max_length=10,
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=40)),
                ("rung", models.PositiveSmallIntegerField(default=0)),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "admission",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deeds", to="meet.admission"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("seat", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deeds", to="meet.seat")),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.AddIndex(
            model_name="admission",
            index=models.Index(fields=["edition", "session"], name="admission_of_session"),
        ),
        migrations.AddConstraint(
            model_name="ladderrung",
            constraint=models.UniqueConstraint(fields=("edition", "no_shows"), name="rung_once"),
        ),
        migrations.AddConstraint(
            model_name="ladderrung",
            constraint=models.CheckConstraint(condition=models.Q(("no_shows__gt", 0)), name="rung_after_a_no_show"),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(fields=["admission", "state", "rank"], name="seat_standing"),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(fields=["delegate", "state"], name="seat_of_delegate"),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(condition=models.Q(("is_planned", False)), fields=["admission"], name="seat_not_planned"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("admission", "delegate"), name="seat_once"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("admission", "reference"), name="seat_reference_once"),
        ),
        migrations.AddConstraint(
            model_name="seatdeed",
            constraint=models.UniqueConstraint(fields=("admission", "number"), name="seat_deed_number_once"),
        ),
        migrations.AddConstraint(
            model_name="seatdeed",
            constraint=models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="seat_deed_is_counted"),
        ),
    ]
