"""Let a form remember what its reader saw of a row, and show what stands there now when somebody else was quicker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from praya.core.actions.answering import done
from praya.core.actions.seeing import LONGEST_MARK, SEEN, Overtaken, mark_of_row
from praya.core.texts.days import day_text


class SeenForm(forms.Form):
    """Carry the mark of what its reader sees; a subclass says of which row by `watch`, or gives a mark of its own."""

    watched: Model | None = None
    marked: Callable[[], str] | None = None

    def watch(self, row: Model, columns: Sequence[str]) -> None:
        """Remember what the reader sees of these columns."""
        self.watched = row
        self.remember(lambda: mark_of_row(type(row)._default_manager.get(pk=row.pk), columns), mark_of_row(row, columns))

    def remember(self, mark: Callable[[], str], now: str) -> None:
        """Remember a mark; `mark` reads it anew."""
        self.marked = mark
        hidden = forms.CharField(required=False, max_length=LONGEST_MARK, widget=forms.HiddenInput({"id": False}))
        hidden.initial = now
        self.fields[SEEN] = hidden

    @property
    def seen_field(self) -> forms.BoundField:
        """Return the hidden field, for pages that lay their fields out themselves."""
        return self[SEEN]

    @property
    def seen(self) -> str:
        """Return the mark that was sent along."""
        return str(self.cleaned_data.get(SEEN, ""))

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed, without the mark."""
        return {name: value for name, value in self.cleaned_data.items() if name != SEEN}

    def saved(self, action: Callable[[], object], *, field: str | None = None) -> bool:
        """Carry an action out; overtaken, the form keeps what was typed and says what stands there now, with its mark.

        Any refusal becomes an error of the form, or of one `field` of it.
        """
        overtaken = []

        def tried() -> None:
            try:
                action()
            except Overtaken as quicker:
                overtaken.append(quicker)
                raise

        is_done = done(self, tried, field=field)
        if overtaken:
            self._show_theirs()
        return is_done

    def _show_theirs(self) -> None:
        if self.marked is None:
            return
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent[self.add_prefix(SEEN)] = self.marked()
        self.data = sent
        fresh = self.fresh()
        if fresh is None:
            return
        # What was typed is held against what stands there now: the row was read anew before this form was made of it.
        stands = {name: fresh.initial.get(name) for name in fresh.fields if name != SEEN}
        theirs = [name for name, value in stands.items() if self.fields[name].has_changed(value, self[name].data)]
        for name in theirs:
            words = {"field": self.fields[name].label or name, "value": shown_value(fresh, name)}
            self.add_error(None, _("%(field)s is now: %(value)s") % words)

    def fresh(self) -> SeenForm | None:
        """Return the same form made of what stands there now; None when the page shows it in another way."""
        if self.watched is None:
            return None
        return type(self)(**self.again(type(self.watched)._default_manager.get(pk=self.watched.pk)))

    def again(self, row: Model) -> dict[str, Any]:
        """Return the arguments with which the same form is made of the row as it is now: every form that watches a row says."""
        raise NotImplementedError(f"{type(self).__name__} watches a row, and so has to say how it is made of it again.")


def saved(request: HttpRequest, form: SeenForm, action: Callable[..., object], success: str) -> bool:
    """Carry out what a form asks for, `seen` as its reader saw the row; False while it is shown, wrong or overtaken."""
    if form.is_valid() and form.saved(lambda: action(form.values, seen=form.seen)):
        messages.success(request, success)
        return True
    return False


def shown_value(form: forms.Form, name: str) -> str:
    """Return a value of a form as people read it; a field that says its own has `said(value)`, as moments do on their clock."""
    value = form.initial.get(name)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dict):
        texts = value.get("texts", value)
        return " / ".join(str(one.get("text", "") if isinstance(one, dict) else one) for one in texts.values()) or "–"
    field: Any = form.fields[name]
    if hasattr(field, "said") and value is not None:
        return str(field.said(value))
    if isinstance(value, date):
        return day_text(value, "j M Y")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(field, forms.ModelChoiceField):
        known = field.queryset if value and field.queryset is not None else None
        found = known.filter(pk=getattr(value, "pk", value)).first() if known is not None else None
        return field.label_from_instance(found) if found is not None else "–"
    if isinstance(field, forms.ChoiceField):
        return str(_words_of(field).get(str(value), value or "–"))
    return str(value) if value not in (None, "") else "–"


def _words_of(field: forms.ChoiceField) -> dict[str, Any]:
    choices: Any = field.choices
    groups = [one[1] if isinstance(one[1], list | tuple) else [one] for one in choices]
    return {str(key): label for group in groups for key, label in group}
