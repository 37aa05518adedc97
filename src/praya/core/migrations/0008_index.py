"""The room of the index has got its own name; its job waits under the new path."""

from django.db import migrations

from praya.core.migrating import rename_jobs

PATHS = {"praya.core.lookup.tasks.compact_index": "praya.core.index.tasks.compact_index"}
BACK = {new: old for old, new in PATHS.items()}


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_pictures"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunPython(rename_jobs(PATHS), rename_jobs(BACK))]
