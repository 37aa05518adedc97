"""Keep what delegates plan to attend beside their meetings, and which sessions they have put into their agenda."""

import django.db.models.deletion
from django.db import migrations, models

import praya.core.texts.fields


class Migration(migrations.Migration):
    dependencies = [("meet", "0026_speaking")]

    operations = [
        migrations.AddField(
            model_name="delegate",
            name="bookmarks_are_busy",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("session", models.CharField(max_length=20)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("is_busy", models.BooleanField(default=False)),
                ("is_gone", models.BooleanField(default=False)),
                ("facts", praya.core.texts.fields.UnescapedJSONField(default=dict)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="engagements", to="meet.delegate"
                    ),
                ),
            ],
            options={
                "ordering": ("starts_at", "pk"),
                "indexes": [models.Index(fields=["session"], name="engagement_of_session")],
                "constraints": [
                    models.UniqueConstraint(fields=("delegate", "source"), name="engagement_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="engagement_ends_after_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bookmarks", to="meet.delegate"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bookmarks", to="meet.session"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("delegate", "session"), name="bookmark_once")],
            },
        ),
    ]
