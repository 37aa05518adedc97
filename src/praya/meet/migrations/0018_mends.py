"""Keep what is mended of an upload on a page, and let organisers share what is left of one."""

import praya.core.texts.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meet", "0017_front_door")]

    operations = [
        migrations.AddField("sheetimport", "mends", praya.core.texts.fields.UnescapedJSONField(default=list)),
        migrations.AddField("sheetimport", "is_shared", models.BooleanField(default=False)),
    ]
