"""Keep of a request what stood before new times were proposed in place of the other side's, until they are answered."""

from django.db import migrations

import praya.core.texts.fields


class Migration(migrations.Migration):

    dependencies = [("match", "0023_rounds_wait")]

    operations = [
        migrations.AddField("request", "stood", praya.core.texts.fields.UnescapedJSONField(blank=True, default=dict)),
    ]
