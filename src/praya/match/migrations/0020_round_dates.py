"""Let a round be planned: when it opens, reminds, closes and publishes, what it did then, and which run it publishes."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('match', '0019_counter'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoundStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('open', 'open'), ('remind', 'remind'), ('close', 'close'), ('warn', 'warn'), ('publish', 'publish')], max_length=10)),
                ('planned_at', models.DateTimeField()),
                ('began_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, choices=[('not closed', 'not closed'), ('no run', 'no run'), ('not chosen', 'not chosen'), ('still computing', 'still computing'), ('refused', 'refused')], max_length=20)),
            ],
            options={
                'ordering': ('planned_at', 'pk'),
            },
        ),
        migrations.RemoveConstraint(
            model_name='round',
            name='one_round_in_preparation',
        ),
        migrations.AddField(
            model_name='round',
            name='opens_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='publishes_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='reminds_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='run',
            name='is_chosen',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='round',
            name='opened_at',
            field=models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True),
        ),
        migrations.AlterField(
            model_name='round',
            name='status',
            field=models.CharField(choices=[('planned', 'planned'), ('open', 'open'), ('frozen', 'frozen'), ('published', 'published')], default='open', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['planned', 'open', 'frozen'])), fields=('edition',), name='one_round_in_preparation'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'planned'), _negated=True), ('opens_at__isnull', False), _connector='OR'), name='planned_round_opens'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.UniqueConstraint(condition=models.Q(('is_chosen', True)), fields=('round',), name='one_run_chosen'),
        ),
        migrations.AddField(
            model_name='roundstep',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='match.round'),
        ),
        migrations.AddConstraint(
            model_name='roundstep',
            constraint=models.UniqueConstraint(fields=('round', 'kind', 'planned_at'), name='round_step_once'),
        ),
    ]
