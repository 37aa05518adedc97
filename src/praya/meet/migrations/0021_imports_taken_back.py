"""Keep what an import has written, so that it can be taken back, and when and how it was."""

import praya.core.texts.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meet", "0020_numbers_of_sheets")]

    operations = [
        migrations.AddField("sheetimport", "written", models.BinaryField(null=True)),
        migrations.AddField("sheetimport", "writes", praya.core.texts.fields.UnescapedJSONField(default=dict)),
        migrations.AddField("sheetimport", "hindrances", praya.core.texts.fields.UnescapedJSONField(default=list)),
        migrations.AddField("sheetimport", "undone_at", models.DateTimeField(null=True, blank=True)),
        migrations.AlterField(
            "sheetimport",
            "status",
            models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("unclear", "unclear"),
                    ("checked", "checked"),
                    ("applying", "applying"),
                    ("applied", "applied"),
                    ("undoing", "undoing"),
                    ("undone", "undone"),
                    ("refused", "refused"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
