"""Remember which slots two parties could not have."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('match', '0014_of_companies'),
        ('meet', '0009_waiting_merge'),
    ]

    operations = [
        migrations.CreateModel(
            name='LostSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pair', models.CharField(max_length=44)),
                ('starts_at', models.DateTimeField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meet.edition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'pair', 'starts_at'), name='lost_slot_once')],
            },
        ),
    ]
