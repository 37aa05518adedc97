from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0022_inbox_indexes'),
        ('meet', '0018_mends'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='delegate',
            name='meet_delega_edition_aba761_idx',
        ),
        migrations.AddIndex(
            model_name='delegate',
            index=models.Index(fields=['edition', 'status', 'applied_at'], name='delegate_standing'),
        ),
        migrations.AddIndex(
            model_name='delegate',
            index=models.Index(fields=['edition', 'status', 'site', 'has_own_hours', 'category'], name='delegate_at_site'),
        ),
    ]
