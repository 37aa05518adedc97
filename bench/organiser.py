"""Play an organiser who brings a list into a market of its own: upload, the page of columns where it is asked, import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from tests import builders as make

from bench.layouts import Listed, Meant
from praya.core.jobs.executing import claim_next, execute
from praya.core.texts.reading import write
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.sheets.columns_forms import SheetForm, sheet_forms
from praya.meet.sheets.desks import ORGANISERS
from praya.meet.sheets.models import SheetImport


class Organiser:
    """Hold an edition at two sites with three categories, and a browser in which its organiser is signed in."""

    def __init__(self, name: str) -> None:
        self.slug = "".join(sign if sign.isalnum() else "-" for sign in name.lower())
        self.edition = make.make_edition(self.slug)
        for site, words in zip(self.edition.sites.all(), (("HK", "Hong Kong"), ("LA", "Los Angeles")), strict=True):
            site.short_name, site.name = words[0], write({"en": words[1]})
            site.save()
        for slug, names in {
            "buyer": ("Buyer", "買家", "买家"),
            "exhibitor": ("Exhibitor", "參展商", "参展商"),
            "guest": ("Guest", "嘉賓", "嘉宾"),
        }.items():
            one = make.make_category(self.edition, slug)
            one.name = write(dict(zip(("en", "zh-Hant", "zh-Hans"), names, strict=True)))
            one.save()
        self.client = Client()
        make.sign_in(self.client, make.make_team_member(self.edition))

    def bring(self, path: Path, listed: Listed) -> int:
        """Bring the file in; return how many pages asked what its columns and words are."""
        file = SimpleUploadedFile(path.name, path.read_bytes())
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            self.client.post(reverse("manage_import", args=[self.slug]), {"file": file, "kind": ""})
            _work_off()
            kept = SheetImport.objects.filter(edition=self.edition).latest("pk")
            pages = 0
            if kept.status == "unclear" or kept.counts.get("fault") or self._is_misread(kept, listed):
                pages = 1
                self._say(kept, listed)
            self.client.post(reverse("manage_import_confirm", args=[self.slug, kept.code]), {})
            _work_off()
        kept.refresh_from_db()
        if kept.status != "applied":
            print(f"    {kept.status}: {kept.message} {kept.counts}")
        return pages

    def _is_misread(self, kept: SheetImport, listed: Listed) -> bool:
        """Tell whether an organiser who looks at the page sees a column that is not read as it is meant."""
        for form in sheet_forms(ORGANISERS, self.edition, kept.sheets):
            for bound, _cells in form.columns:
                meant = listed.columns.get(str(bound.label))
                if meant is not None and (bound.initial or "") != meant:
                    return True
        return False

    def _say(self, kept: SheetImport, listed: Listed) -> None:
        """Fill the page in as an organiser would, and send it; once more where it asks what words mean."""
        address = reverse("manage_import_columns", args=[self.slug, kept.code])
        typed: dict[str, str] = {}
        for _attempt in range(2):
            for form in sheet_forms(ORGANISERS, self.edition, kept.sheets, typed or None):
                typed |= _answers(form, listed, typed)
            if self.client.post(address, typed).status_code == 302:
                break
        _work_off()
        kept.refresh_from_db()
        if kept.counts.get("fault"):
            print(f"    {kept.counts} {kept.message}")

    def compare(self, listed: Listed) -> tuple[list[str], int]:
        """Return what stands otherwise in the records than it is meant, and how many cells were compared."""
        rows = Delegate.objects.filter(edition=self.edition).select_related("person", "organisation", "category", "site")
        found = {row.person.email: row for row in rows}
        hours = {}
        for one in Availability.objects.filter(delegate__edition=self.edition).select_related(
            "delegate__person", "delegate__site"
        ):
            hours[one.delegate.person.email] = _hours(one)
        wrong, compared = [], 0
        for meant in listed.people:
            row = found.get(meant.email)
            if row is None:
                continue
            for what, (is_so, should) in _cells(row, meant, hours.get(meant.email)).items():
                compared += 1
                if is_so != should:
                    wrong.append(f"{meant.email} {what}: {is_so!r} instead of {should!r}")
        return wrong, compared

    def missing(self, listed: Listed) -> list[str]:
        """Return whose address stands in the list or in the records, but not in both."""
        stands: set[Any] = set(Delegate.objects.filter(edition=self.edition).values_list("person__email", flat=True))
        return sorted(stands ^ {meant.email for meant in listed.people})


def _answers(form: SheetForm, listed: Listed, before: dict[str, str]) -> dict[str, str]:
    """Return what the organiser chooses on the part of the page that is about one sheet; what stands there already stays."""
    typed = {}
    for name in form.fields:
        bound = form[name]
        key = form.add_prefix(name)
        value = before.get(key, "on" if bound.initial is True else str(bound.initial or ""))
        label = str(bound.label)
        if name == "kind" and not value:
            value = "delegates" if listed.columns and len(form.shown["heads"]) > 1 else ""
        elif name.startswith("column_") and label in listed.columns:
            value = listed.columns[label]
        elif name.startswith("word_"):
            value = listed.words.get(label, value)
        elif name.startswith("same_"):
            value = listed.same.get(name.removeprefix("same_"), value)
        typed[key] = value
    return typed


def _cells(row: Delegate, meant: Meant, hours: tuple[str, str, str] | None) -> dict[str, tuple[Any, Any]]:
    company = row.organisation.name if row.organisation is not None else ""
    found = {
        "name": (row.person.name, meant.name),
        "company": (company, meant.company),
        "job title": (row.job_title, meant.post),
        "category": (row.category.slug if row.category is not None else "", meant.category),
        "site": (row.site.short_name if row.site is not None else "", meant.site),
        "country": (row.person.country, meant.country),
    }
    return found | ({"hours": (hours, meant.hours)} if meant.hours is not None else {})


def _hours(one: Availability) -> tuple[str, str, str]:
    from zoneinfo import ZoneInfo

    assert one.delegate.site is not None  # everybody here comes to a site
    zone = ZoneInfo(one.delegate.site.zone)
    begins, ends = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    return f"{begins:%Y-%m-%d}", f"{begins:%H:%M}", f"{ends:%H:%M}"


def _work_off() -> None:
    while (execution := claim_next("w", ["default"])) is not None:
        execute(execution)
