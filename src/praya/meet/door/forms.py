"""Read what organisers write at the front door, and what applicants say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.core.catalogue.photographs import MOST_BYTES
from praya.core.directory.countries import country_names
from praya.core.directory.models import Person
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.core.texts.reading import read
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.accreditation.queries import categories_of
from praya.meet.door.actions import LONGEST_TEXT, facts_of_front, mark_of_draft, mark_of_front
from praya.meet.door.models import DoorText
from praya.meet.door.queries import draft_of, in_force, open_categories
from praya.meet.editions.fields import Wording, ZoneField
from praya.meet.editions.models import Edition, Site


def category_name(category: Category) -> str:
    """Return the name of a category in the reader's language."""
    return read(category.name, get_language() or "en").text or category.slug


class FrontForm(SeenForm):
    """Read what the public page of an edition says, and for which categories people may apply."""

    about = Wording(label=_("What it is"), max_length=3000, rows=6, required=False)
    joining = Wording(
        label=_("How to take part"),
        max_length=3000,
        rows=6,
        required=False,
        help_text=_("What it costs, until when, what an exhibitor books."),
    )
    contact_name = forms.CharField(label=_("Whom to ask"), max_length=120, required=False)
    contact_email = forms.EmailField(
        label=_("Address for questions"),
        required=False,
        help_text=_("Everybody reads it. Without one, nobody knows whom to ask."),
    )
    categories: forms.ModelMultipleChoiceField[Category] = forms.ModelMultipleChoiceField(
        None,
        label=_("People may apply as"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any tick nobody can apply; you accredit by hand or by a spreadsheet."),
    )
    shows = Wording(
        label=_("What the picture shows"), required=False, help_text=_("For readers who cannot see it, in a few words.")
    )

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        options["initial"] = facts_of_front(edition)
        super().__init__(*args, **options)
        self.edition = edition
        self.fields["categories"].queryset = categories_of(edition)  # type: ignore[attr-defined]
        self.fields["categories"].label_from_instance = category_name  # type: ignore[attr-defined]
        self.remember(partial(mark_of_front, edition), mark_of_front(edition))

    def clean(self) -> dict[str, Any]:
        """Empty a text of which every language was emptied, and refuse what cannot be shown."""
        values: dict[str, Any] = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field, Wording) and name in values:
                values[name] = values[name] or dict.fromkeys(field.tags, "")
                if not all(is_plain(text) for text in values[name].values()):
                    self.add_error(name, UNSHOWN)
        return values


class PictureForm(forms.Form):
    """Read a picture."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 5 MB and 40 million pixels. Wide ones fit best."),
        widget=forms.FileInput(
            {
                "accept": "image/jpeg,image/png,image/webp",
                "data-most": MOST_BYTES,
                "data-too-large": _("This file is larger than 5 MB. Save it smaller and try again."),
            }
        ),
    )


class DoorTextForm(SeenForm):
    """Read the next version of a text in one language."""

    text = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea({"rows": 20}), max_length=LONGEST_TEXT)

    def __init__(self, *args: Any, edition: Edition, kind: str, language: str, **options: Any) -> None:
        draft, last = draft_of(edition, kind, language), in_force(edition, kind).get((kind, language))
        shown = draft or last
        options["initial"] = {"text": shown.text if shown else ""}
        super().__init__(*args, **options)
        self.fields["text"].widget.attrs["lang"] = language
        mark = partial(mark_of_draft, edition, kind, language)
        self.remember(mark, mark())


class ApplicationForm(forms.Form):
    """Read who applies, for what, and why; the name of whoever is known already is not asked."""

    name = forms.CharField(label=_("Name"), max_length=200)
    country = forms.ChoiceField(label=_("Country or region"), required=False)
    company = forms.CharField(
        label=_("Company"),
        max_length=200,
        required=False,
        help_text=_("As it is written. Whoever comes for themselves leaves it empty."),
    )
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    category: forms.ModelChoiceField[Category] = forms.ModelChoiceField(
        None, label=_("Apply as"), widget=forms.RadioSelect, empty_label=None
    )
    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(None, label=_("Where"), required=False, empty_label=_("online"))
    zone = ZoneField(required=False, label=_("Your time zone, if you take part online"))
    reason = forms.CharField(
        label=_("Why you come"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("What you bring or look for. The organisers read it, nobody else."),
    )

    def __init__(
        self,
        *args: Any,
        edition: Edition,
        own: Delegate | None,
        person: Person | None,
        texts: Sequence[DoorText],
        zone: str = "",
        **options: Any,
    ) -> None:
        options["initial"] = _said(own) if own is not None else {"zone": zone, "site": edition.sites.first()}
        super().__init__(*args, **options)
        self.texts = list(texts)
        if person is not None:
            del self.fields["name"], self.fields["country"]
        else:
            known = sorted(country_names(get_language() or "en").items(), key=lambda pair: pair[1])
            self.fields["country"].choices = [("", "–"), *known]  # type: ignore[attr-defined]
        self.fields["category"].queryset = open_categories(edition)  # type: ignore[attr-defined]
        self.fields["category"].label_from_instance = category_name  # type: ignore[attr-defined]
        self.fields["site"].queryset = edition.sites.all()  # type: ignore[attr-defined]
        self.fields["site"].label_from_instance = _site_name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the zone of whoever takes part online, and refuse what cannot be shown."""
        values: dict[str, Any] = super().clean() or {}
        for name, value in list(values.items()):
            if isinstance(value, str) and not is_plain(value):
                self.add_error(name, UNSHOWN)
        if values.get("site"):
            values["zone"] = ""
        elif not values.get("zone") and not {"zone", "site"} & set(self.errors):
            self.add_error("zone", _("Choose where you take part, or write your time zone."))
        return values


def _said(own: Delegate) -> dict[str, Any]:
    written = getattr(own, "application", None)
    return {
        "company": written.company if written else "",
        "reason": written.reason if written else "",
        "job_title": own.job_title,
        "category": own.category_id,
        "site": own.site_id,
        "zone": own.zone,
    }


def _site_name(site: Site) -> str:
    return read(site.name, get_language() or "en").text or site.short_name


def ticked_in(posted: Any, texts: Iterable[DoorText]) -> set[int]:
    """Return the numbers of the texts whose boxes were ticked, each for its very version."""
    return {text.pk for text in texts if posted.get(f"agree-{text.kind}") == str(text.pk)}


def agreed(form: ApplicationForm, posted: Any) -> bool:
    """Tell whether whoever applies agrees to the very versions that are in force; else the form says what is missing."""
    ticked = ticked_in(posted, form.texts)
    missing = [text for text in form.texts if text.pk not in ticked]
    for text in missing:
        form.add_error(None, _("Agree to this text to apply: %(text)s") % {"text": text.get_kind_display()})
    return not missing
