import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import praya.core.directory.codes
import praya.core.texts.fields


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('meet', '0005_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='SheetImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=praya.core.directory.codes.random_code, max_length=20, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('language', models.CharField(default='en', max_length=20)),
                ('status', models.CharField(choices=[('waiting', 'waiting'), ('checked', 'checked'), ('applying', 'applying'), ('applied', 'applied'), ('refused', 'refused')], default='waiting', max_length=10)),
                ('file', models.BinaryField(null=True)),
                ('fates', models.BinaryField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('counts', praya.core.texts.fields.UnescapedJSONField(default=dict)),
                ('ignored', praya.core.texts.fields.UnescapedJSONField(default=list)),
                ('message', models.TextField(blank=True)),
                ('job', models.CharField(blank=True, max_length=36)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='meet.edition')),
            ],
            options={
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['edition', 'account'], name='meet_sheeti_edition_10beee_idx')],
            },
        ),
    ]
