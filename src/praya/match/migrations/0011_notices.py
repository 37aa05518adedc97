"""Notices belong to delegates, whoever tells them: meet takes them over, row by row."""

from django.db import migrations

from praya.core.migrating import clear, rename_subjects, take_over

TABLES = {"match.Notice": "meet.Notice"}
BACK = {new: old for old, new in TABLES.items()}


class Migration(migrations.Migration):
    dependencies = [
        ("match", "0010_rooms"),
        ("meet", "0005_notices"),
    ]

    operations = [
        migrations.RunPython(take_over(TABLES), clear([*BACK])),
        # Changes of lists went on being written down under the name that the table had before it moved.
        migrations.RunPython(rename_subjects({"match.shortlist": "show.shortlist"}), migrations.RunPython.noop),
        migrations.RunPython(migrations.RunPython.noop, take_over(BACK, is_return=True)),
        migrations.DeleteModel("Notice"),
    ]
