from django.db import migrations, models

BATCH = 1000


def move(apps, schema_editor):
    """Give each market the numbers that it has brought in itself; whose it was is not known where somebody comes to several."""
    delegates = apps.get_model("meet", "Delegate").objects
    person = apps.get_model("core", "Person")
    brought = {
        number: phone
        for number, phone, visibility in person.objects.exclude(phone="").values_list("pk", "phone", "visibility")
        if not (visibility or {}).get("phone")
    }
    markets, own = {}, {}
    rows = delegates.order_by("pk").values_list("pk", "person", "edition__market")
    for number, one, market in rows.iterator(BATCH):
        if one in brought:
            markets.setdefault(one, set()).add(market)
            own.setdefault(one, []).append(number)
    for one, found in markets.items():
        if len(found) == 1:
            delegates.filter(pk__in=own[one]).update(phone=brought[one])
            person.objects.filter(pk=one).update(phone="")


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0022_inbox_indexes'),
        ('meet', '0019_standing_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='delegate',
            name='phone',
            field=models.CharField(blank=True, default='', max_length=40),
            preserve_default=False,
        ),
        migrations.RunPython(move, migrations.RunPython.noop, elidable=True),
    ]
