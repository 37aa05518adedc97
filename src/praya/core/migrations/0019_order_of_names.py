from django.db import migrations, models

import praya.core.directory.ordering
from praya.core.directory.ordering import name_listed
from praya.engines.search import order_key

COLLATIONS = ("latin", "pinyin", "strokes")


def write_keys(apps, schema_editor):
    """Make the keys of all names there are."""
    for name in ("Organisation", "Person"):
        model = apps.get_model("core", name)
        rows = []
        for row in model._base_manager.order_by("pk").only("pk", "name", "names").iterator(chunk_size=1000):
            for collation in COLLATIONS:
                setattr(row, f"order_{collation}", order_key(name_listed(row.name, row.names or {}, collation), collation))
            rows.append(row)
            if len(rows) == 1000:
                model._base_manager.bulk_update(rows, [f"order_{one}" for one in COLLATIONS], batch_size=200)
                rows = []
        model._base_manager.bulk_update(rows, [f"order_{one}" for one in COLLATIONS], batch_size=200)


class Migration(migrations.Migration):
    """List people and companies as readers look names up."""

    dependencies = [("core", "0018_push")]

    operations = [
        *(
            migrations.AddField(model, f"order_{collation}", praya.core.directory.ordering.OrderField(collation))
            for model in ("organisation", "person")
            for collation in COLLATIONS
        ),
        migrations.AddField("person", "phone", models.CharField(blank=True, default="", max_length=40), preserve_default=False),
        migrations.AddField("person", "messenger", models.CharField(blank=True, default="", max_length=100), preserve_default=False),
        *(
            migrations.AlterModelOptions(model, {"ordering": ("order_latin", "pk")})
            for model in ("organisation", "person")
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
    ]
