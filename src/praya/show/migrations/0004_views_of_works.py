"""Count who has looked at a work, by a mark that names nobody."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meet", "0016_layouts"),
        ("show", "0003_audience_of_printed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Viewing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=32)),
                (
                    "work",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="meet.work"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("work", "mark"), name="viewed_once")],
            },
        ),
    ]
