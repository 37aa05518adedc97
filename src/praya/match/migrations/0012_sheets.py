"""Uploaded spreadsheets lie below whoever adds a kind of sheet: meet takes them over, row by row."""

from django.db import migrations

from praya.core.migrating import clear, rename_jobs, take_over

TABLES = {"match.SheetImport": "meet.SheetImport"}
JOBS = {
    f"praya.match.imports.tasks.{name}": f"praya.meet.sheets.tasks.{name}"
    for name in ("check_import", "apply_import", "discard_old_imports")
}


def back(names):
    return {new: old for old, new in names.items()}


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_index"),
        ("meet", "0006_sheets"),
        ("match", "0011_notices"),
    ]

    operations = [
        migrations.RunPython(take_over(TABLES), clear([*TABLES.values()])),
        migrations.RunPython(rename_jobs(JOBS), rename_jobs(back(JOBS))),
        migrations.RunPython(migrations.RunPython.noop, take_over(back(TABLES), is_return=True)),
        migrations.DeleteModel("SheetImport"),
    ]
