import django.db.models.deletion
from django.db import migrations, models

LEVELS = [
    ("public", "everybody"),
    ("badge", "badge holders"),
    ("buyer", "buyers"),
    ("request", "on request"),
    ("private", "private"),
]


class Migration(migrations.Migration):
    """Keep photographs of people."""

    dependencies = [("core", "0019_order_of_names")]

    operations = [
        migrations.AddField("person", "portrait", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AddField(
            "person", "portrait_level", models.CharField(choices=LEVELS, default="badge", max_length=8)
        ),
        migrations.CreateModel(
            name="Portrait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("image", models.BinaryField()),
                ("thumbnail", models.BinaryField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photograph", to="core.person"
                    ),
                ),
            ],
        ),
    ]
