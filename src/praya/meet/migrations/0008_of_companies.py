"""Say for which company delegates are told something, and for which one a sheet is brought in."""

import django.db.models.deletion
from django.db import migrations, models


def of_company():
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.organisation"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_stream"),
        ("meet", "0007_token"),
    ]

    operations = [
        migrations.AddField("notice", "company", of_company()),
        migrations.AddField("sheetimport", "company", of_company()),
    ]
