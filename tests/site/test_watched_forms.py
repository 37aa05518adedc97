"""Every form, and every page that takes one, watches what it changes, or is granted with its reason."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from django import forms
from django.urls import URLPattern, URLResolver, get_resolver

from praya.core.actions.watching import SeenForm
from praya.core.lists.filters import Filters

_NEW = "it adds a row, and changes none"
# No form that is filled with what stands is granted because one's own: one has two tabs, two devices, and colleagues.
_KEY = "it takes a secret or an address once, and shows nothing that stands"
# Forms that watch nothing, and why nothing that somebody else typed is lost by them.
FORMS: Mapping[str, tuple[str, ...]] = {
    _NEW: (
        "NewDelegateForm NewExhibitorForm NewSiteForm BreakForm HallForm StandsForm MarketForm TeamForm TokenForm UploadForm",
        "RoundForm RunForm MessageForm WordForm ReportForm NewWorkForm SightForm PlacementForm PartForm HostForm",
        "LandingForm ReasonForm NeedForm",
    ),
    _KEY: ("NewAddressForm NewCodeForm AddressForm CodeForm ErasureForm DeviceForm",),
    "it asks, or answers, once: the request is read anew and locked, and refused when it is not open any more": (
        "AskForm AcceptForm CounterForm BeaconForm",
    ),
    "it makes a proposal; applying one that is out of date is refused": ("AbsenceForm NewStandForm HandForm",),
    "the forms of a round build on it, and no page shows it": ("MomentForm",),
    "it is kept by one browser and in no row": ("ClockForm",),
    "its action refuses where the dry run is not the one that its author saw": ("RowForm",),
    "what somebody says of themselves, and may say anew until it is decided": ("ApplicationForm",),
    "it takes a file in place of the picture beside it, and nothing that was typed": ("PictureForm",),
    "a day to come back on, of which the page shows the one that stands": ("FollowUpForm",),
    "its author alone may say it, of their own file, and everything is checked anew before anything is written": ("SheetForm",),
    "a button with an undo that takes only the own decision back": ("DecisionForm",),
    "it only adds: whoever is invited or written to already is left out by its action": ("BulkForm",),
    "it changes nothing: the page of styles": ("SampleForm SampleFilters",),
}


def forms_of(start: type[forms.BaseForm] = forms.Form) -> Iterator[type[forms.BaseForm]]:
    """Yield every form of ours that is not a filter."""
    for form in start.__subclasses__():
        if form.__module__.startswith("praya.") and not issubclass(form, Filters):
            yield form
        yield from forms_of(form)


def watches(form: type[forms.BaseForm]) -> bool:
    """Tell whether a form is made to remember what its reader sees."""
    made = inspect.getsource(form.__init__) if "__init__" in vars(form) else ""
    return issubclass(form, SeenForm) and any(word in made for word in ("self.watch(", "self.remember("))


def views() -> dict[str, Any]:
    """Return every named page of ours."""
    found: dict[str, Any] = {}

    def walk(patterns: list[Any]) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns)
            elif isinstance(one, URLPattern) and one.name:
                found[one.name] = one.callback

    walk(get_resolver().url_patterns)
    return found


def granted() -> set[str]:
    """Return the names of the forms that are granted."""
    return {name for lines in FORMS.values() for line in lines for name in line.split()}


def test_every_form_watches_what_it_changes_or_is_granted() -> None:
    assert len(views()) > 100
    seen = {form for form in {*forms_of(), SeenForm} if form is not SeenForm}
    unwatched = {form.__name__ for form in seen if not watches(form)}
    assert (sorted(unwatched - granted()), sorted(granted() - unwatched)) == ([], [])


# Granted forms that are filled with something, and why what somebody typed since is not lost by them.
FILLED: Mapping[str, str] = {
    "AddressForm": "with the address that a link names",
    "ApplicationForm": "with what is known of who applies, once",
    "ClockForm": "with the clock that the same browser remembers",
    "LandingForm": "with the day that the timetable shows",
    "MessageForm": "with the key by which a message is sent once",
    "ReportForm": "with the message that is reported",
    "RowForm": "with a row of the file that its action checks anew",
    "TokenForm": "with a day on which a new token ends",
}


def fills(form: str, texts: Iterable[str]) -> bool:
    """Tell whether a granted form is filled with what stands: by itself, or by a page that makes it."""
    made = (inspect.getsource(one.__init__) for one in forms_of() if one.__name__ == form and "__init__" in vars(one))
    by_itself, by_page = r"super\(\)\.__init__\([^\n]*initial=|options\[\"initial\"\]", rf"\b{form}\([^\n]*initial="
    return any(re.search(by_itself, text) for text in made) or any(re.search(by_page, text) for text in texts)


def test_no_form_that_is_filled_with_what_stands_is_granted_without_saying_how_it_is_guarded() -> None:
    texts = [_source(view) for view in views().values()]
    assert {name for name in granted() if fills(name, texts)} == set(FILLED)


def test_a_name_is_that_of_one_granted_form() -> None:
    names = [form.__name__ for form in set(forms_of())]
    assert sorted(name for name in granted() if names.count(name) > 1) == []


def test_a_form_that_watches_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    made = type("PriceForm", (forms.Form,), {"__module__": "praya.move.prices.forms", "price": forms.IntegerField()})
    late = type("LateForm", (SeenForm,), {"__module__": "praya.move.prices.forms"})
    assert {made, late} <= set(forms_of())
    assert (watches(made), watches(late)) == (False, False)
    for one in (made, late):
        one.__module__ = "elsewhere"


# Texts that a view reads by itself, without a form: it says `seen`, or why nothing is lost.
_TEXTS = ("typed_texts(", 'POST.get("name"', 'POST.get("note"', 'POST.get("remark"', 'POST.get("message"', "POST.getlist(")
PAGES: Mapping[str, str] = {
    "list_new": _NEW,
    "showcase_new": _NEW,
    "list_act": "the owner alone names a list",
    "list_item": "one's own note",
    "work_ask_access": _NEW,
    "manage_letter_new": _NEW,
}


def test_every_page_that_reads_texts_by_itself_says_what_was_seen() -> None:
    texts = {name: _source(view) for name, view in views().items()}
    found = [name for name, text in texts.items() if any(word in text for word in _TEXTS) and "seen" not in text.casefold()]
    assert sorted(found) == sorted(PAGES)
    assert all(PAGES.values())


def _source(view: Any) -> str:
    inner = inspect.unwrap(view)
    module = inspect.getmodule(inner)
    text = inspect.getsource(inner) if inspect.isfunction(inner) else ""
    own = {name: one for name, one in vars(module).items() if inspect.isfunction(one) and one.__module__ == module.__name__}
    for name, one in own.items():
        if name.startswith("_") and f"{name}(" in text:
            text += inspect.getsource(one)
    return text
