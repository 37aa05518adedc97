"""Keep the pattern from which an edition's online meetings get their addresses."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meet', '0010_reply_and_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='online_link',
            field=models.CharField(blank=True, max_length=500),
        ),
    ]
