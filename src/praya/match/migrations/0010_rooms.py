"""Meetings are kept by three rooms: waiting jobs and the timetable follow the modules that moved."""

from django.db import migrations

from praya.core.migrating import rename_jobs

JOBS = {
    f"praya.match.meetings.tasks.{name}": f"praya.match.scheduling.tasks.{name}" for name in ("compute_run", "publish")
}


class Migration(migrations.Migration):
    dependencies = [
        ("match", "0009_parties"),
    ]

    operations = [
        migrations.RunPython(rename_jobs(JOBS), rename_jobs({new: old for old, new in JOBS.items()})),
    ]
