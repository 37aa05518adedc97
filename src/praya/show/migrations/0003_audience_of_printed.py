"""Remember as which audience a catalogue was printed; of those printed before it is not known, and taken to be the buyers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("show", "0002_of_companies"),
    ]

    operations = [
        migrations.AddField("printedcatalogue", "audience", models.PositiveSmallIntegerField(default=2)),
        migrations.AlterField("printedcatalogue", "audience", models.PositiveSmallIntegerField(default=0)),
    ]
