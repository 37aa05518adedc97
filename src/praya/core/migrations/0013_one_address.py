"""Leave every account the one address that its page shows: another one was a way in that nobody saw."""

from django.db import migrations
from django.db.models import F


def leave_one(apps, editor):
    apps.get_model("account", "EmailAddress").objects.exclude(email__iexact=F("user__email")).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0012_ways_in'),
        ('account', '0009_emailaddress_unique_primary_email'),
    ]

    operations = [migrations.RunPython(leave_one, migrations.RunPython.noop)]
