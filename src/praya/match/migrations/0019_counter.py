"""Let the side that is asked for a meeting propose other slots, with a line."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('match', '0018_hall'),
    ]

    operations = [
        migrations.AddField(
            model_name='request',
            name='is_countered',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='request',
            name='reply',
            field=models.TextField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='request',
            name='replied_by',
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meet.delegate'
            ),
        ),
    ]
