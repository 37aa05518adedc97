"""Keep series, travel times, what a place of its own has (seats, people), and which conflicts were accepted."""

import django.db.models.deletion
import praya.core.directory.codes
import praya.core.texts.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meet", "0022_programme"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AcceptedConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("conflict", models.CharField(max_length=32)),
                ("mark", models.CharField(max_length=32)),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="HallTravel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ("one", "other"),
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=praya.core.directory.codes.random_code, max_length=20, unique=True)),
                ("name", praya.core.texts.fields.TextsField(blank=True, default=dict)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="SiteTravel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ("one", "other"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="part",
            name="part_once",
        ),
        migrations.AddField(
            model_name="part",
            name="is_online",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="part",
            name="placement",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="meet.placement"
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="capacity",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["starts_at", "ends_at"], name="placement_times"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(
                condition=models.Q(("placement__isnull", True)), fields=("session", "person", "role"), name="part_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("placement", "person", "role"), name="part_once_there"),
        ),
        migrations.AddField(
            model_name="acceptedconflict",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="acceptedconflict",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="accepted_conflicts", to="meet.edition"
            ),
        ),
        migrations.AddField(
            model_name="halltravel",
            name="one",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meet.hall"),
        ),
        migrations.AddField(
            model_name="halltravel",
            name="other",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meet.hall"),
        ),
        migrations.AddField(
            model_name="series",
            name="market",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="series", to="meet.market"),
        ),
        migrations.AddField(
            model_name="session",
            name="series",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="sessions", to="meet.series"
            ),
        ),
        migrations.AddField(
            model_name="sitetravel",
            name="one",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meet.site"),
        ),
        migrations.AddField(
            model_name="sitetravel",
            name="other",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meet.site"),
        ),
        migrations.AddConstraint(
            model_name="acceptedconflict",
            constraint=models.UniqueConstraint(fields=("edition", "mark"), name="conflict_accepted_once"),
        ),
        migrations.AddConstraint(
            model_name="halltravel",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="hall_travel_once"),
        ),
        migrations.AddConstraint(
            model_name="halltravel",
            constraint=models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="hall_travel_in_order"),
        ),
        migrations.AddConstraint(
            model_name="sitetravel",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="site_travel_once"),
        ),
        migrations.AddConstraint(
            model_name="sitetravel",
            constraint=models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="site_travel_in_order"),
        ),
    ]
