"""Works have an app of their own: it takes over their lists, saved searches and printed catalogues, row by row."""

from django.db import migrations

from praya.core.migrating import clear, rename_jobs, rename_subjects, take_over

TABLES = {
    f"match.{name}": f"show.{name}"
    for name in ("Shortlist", "ShortlistItem", "ItemNote", "SavedSearch", "AlertDay", "PrintedCatalogue")
}
SUBJECTS = {old.lower(): new.lower() for old, new in TABLES.items()}
JOBS = {
    "praya.match.works.tasks.tell_of_new_works": "praya.show.searches.tasks.tell_of_new_works",
    "praya.match.works.tasks.print_works": "praya.show.printed.tasks.print_works",
    "praya.match.works.tasks.discard_printed": "praya.show.printed.tasks.discard_printed",
    "praya.match.wishes.tasks.expire_requests": "praya.match.requests.tasks.expire_requests",
}


def back(names):
    return {new: old for old, new in names.items()}


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_index"),
        ("show", "0001_lists_searches_printed"),
        ("match", "0007_suggestions"),
    ]

    operations = [
        migrations.RunPython(take_over(TABLES), clear([*TABLES.values()])),
        migrations.RunPython(rename_subjects(SUBJECTS), rename_subjects(back(SUBJECTS))),
        migrations.RunPython(rename_jobs(JOBS), rename_jobs(back(JOBS))),
        migrations.RunPython(migrations.RunPython.noop, take_over(back(TABLES), is_return=True)),
        migrations.DeleteModel("ItemNote"),
        migrations.DeleteModel("ShortlistItem"),
        migrations.DeleteModel("Shortlist"),
        migrations.DeleteModel("SavedSearch"),
        migrations.DeleteModel("AlertDay"),
        migrations.DeleteModel("PrintedCatalogue"),
    ]
