"""Keep invitations into sessions with their answers, needs, impossible hours and materials."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import praya.core.directory.codes

_CODE = {"default": praya.core.directory.codes.random_code, "max_length": 20, "unique": True}
_KEY = {"auto_created": True, "primary_key": True, "serialize": False, "verbose_name": "ID"}
_CASCADE, _SET_NULL = django.db.models.deletion.CASCADE, django.db.models.deletion.SET_NULL


class Migration(migrations.Migration):
    """Add the five tables of the room."""

    dependencies = (
        ("core", "0022_inbox_indexes"),
        ("meet", "0025_seats"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )
    operations = (
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(**_KEY)),
                ("code", models.CharField(**_CODE)),
                ("invited_at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("confirmed", "confirmed"), ("declined", "declined")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("for_begins", models.DateTimeField(blank=True, null=True)),
                ("for_ends", models.DateTimeField(blank=True, null=True)),
                ("noted_at", models.DateTimeField(blank=True, null=True)),
                ("by", models.ForeignKey(null=True, on_delete=_SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "for_room",
                    models.ForeignKey(blank=True, null=True, on_delete=_SET_NULL, related_name="+", to="meet.room"),
                ),
                (
                    "for_site",
                    models.ForeignKey(blank=True, null=True, on_delete=_SET_NULL, related_name="+", to="meet.site"),
                ),
                ("part", models.OneToOneField(on_delete=_CASCADE, related_name="invitation", to="meet.part")),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["state", "noted_at"], name="invitation_state")],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(**_KEY)),
                ("code", models.CharField(**_CODE)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interpreter", "interpreter"),
                            ("format", "format"),
                            ("access", "access"),
                            ("travel", "travel"),
                            ("visa", "visa"),
                            ("food", "food"),
                            ("other", "other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("line", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                ("part", models.ForeignKey(on_delete=_CASCADE, related_name="needs", to="meet.part")),
            ],
            options={"ordering": ("pk",), "indexes": [models.Index(fields=["met_at"], name="need_met")]},
        ),
        migrations.CreateModel(
            name="Impossible",
            fields=[
                ("id", models.BigAutoField(**_KEY)),
                ("code", models.CharField(**_CODE)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("line", models.CharField(blank=True, max_length=200)),
                ("edition", models.ForeignKey(on_delete=_CASCADE, related_name="impossible_hours", to="meet.edition")),
                ("person", models.ForeignKey(on_delete=_CASCADE, related_name="impossible_hours", to="core.person")),
                ("site", models.ForeignKey(on_delete=_CASCADE, related_name="+", to="meet.site")),
            ],
            options={
                "ordering": ("starts_at", "pk"),
                "constraints": [
                    models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="impossible_ends_after_start")
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(**_KEY)),
                ("code", models.CharField(**_CODE)),
                (
                    "kind",
                    models.CharField(
                        choices=[("slides", "slides"), ("handout", "handout"), ("paper", "paper"), ("other", "other")],
                        default="slides",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("public", "everybody"),
                            ("badge", "badge holders"),
                            ("buyer", "buyers"),
                            ("request", "on request"),
                            ("private", "private"),
                        ],
                        default="badge",
                        max_length=8,
                    ),
                ),
                ("link", models.CharField(blank=True, max_length=500)),
                ("form", models.CharField(blank=True, max_length=5)),
                ("size", models.PositiveIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("added_at", models.DateTimeField()),
                ("person", models.ForeignKey(on_delete=_CASCADE, related_name="materials", to="core.person")),
                ("session", models.ForeignKey(on_delete=_CASCADE, related_name="materials", to="meet.session")),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=~Q(digest=""), fields=("session", "person", "digest"), name="material_file_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialFile",
            fields=[
                ("id", models.BigAutoField(**_KEY)),
                ("content", models.BinaryField()),
                ("material", models.OneToOneField(on_delete=_CASCADE, related_name="file", to="meet.material")),
            ],
        ),
    )
