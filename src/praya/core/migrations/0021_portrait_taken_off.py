from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep why organisers have taken a photograph off, and for how long that can be taken back."""

    dependencies = [("core", "0020_portraits")]

    operations = [
        migrations.AddField("portrait", "removed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("portrait", "reason", models.CharField(blank=True, default="", max_length=20), preserve_default=False),
        migrations.AddField("portrait", "remark", models.TextField(blank=True, default="", max_length=300), preserve_default=False),
    ]
