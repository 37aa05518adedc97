"""Let meetings be arranged by hand and undone; keep notes of organisers, and when they look at what a delegate sees."""

import django.db.models.deletion
import praya.core.directory.codes
import praya.core.texts.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('match', '0020_round_dates'),
        ('meet', '0018_mends'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='repair',
            name='undone_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='repair',
            name='kind',
            field=models.CharField(choices=[('late', 'late'), ('gone', 'gone for the day'), ('left', 'left'), ('stand', 'stand moved'), ('cancelled', 'meeting cancelled'), ('moved', 'meeting moved'), ('swapped', 'meetings swapped'), ('booked', 'meeting booked')], max_length=10),
        ),
        migrations.AlterField(
            model_name='repair',
            name='status',
            field=models.CharField(choices=[('proposed', 'proposed'), ('applied', 'applied'), ('discarded', 'discarded'), ('undone', 'undone')], default='proposed', max_length=10),
        ),
        migrations.CreateModel(
            name='OrganiserNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=praya.core.directory.codes.random_code, max_length=20, unique=True)),
                ('text', models.TextField(max_length=2000)),
                ('at', models.DateTimeField()),
                ('changed_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='organiser_notes', to='meet.delegate')),
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Sight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=praya.core.directory.codes.random_code, max_length=20, unique=True)),
                ('reason', models.CharField(max_length=300)),
                ('pages', praya.core.texts.fields.UnescapedJSONField(default=list)),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sights', to='meet.delegate')),
            ],
            options={
                'ordering': ('-pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('begins_at'))), name='sight_ends_after_start')],
            },
        ),
    ]
