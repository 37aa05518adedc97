"""Keep where online meetings take place, who comes late, and when to follow up."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('match', '0016_closing'),
        ('meet', '0009_waiting_merge'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='link',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='attendance',
            name='follow_up_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='attendance',
            name='late_minutes',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='OwnRoom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.CharField(max_length=500)),
                ('delegate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='own_room', to='meet.delegate')),
            ],
        ),
    ]
