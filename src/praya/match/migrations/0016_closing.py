"""Keep when a round closes, and when those with something left to do were told of it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('match', '0015_lost_slots'),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='closes_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
