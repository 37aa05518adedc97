"""Read an edition's own words for a letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.core.letters.declaring import Kind
from praya.core.letters.texts import mark_of_words, own_words, usual_words
from praya.core.letters.wording import fault_in
from praya.meet.accreditation.models import Delegate
from praya.meet.outbox.letters import WORD
from praya.meet.outbox.queries_inviting import answer_of, mark_of_answer

LONGEST_BODY = 4000


class WordForm(forms.Form):
    """Ask what is to be written to people who were chosen."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": LONGEST_BODY}),
        help_text=_("An empty line begins a paragraph. {name} becomes the reader's name, {market} the name of the market."),
    )

    def clean_subject(self) -> str:
        """Refuse placeholders that nobody fills."""
        return known_places(str(self.cleaned_data["subject"]), WORD)

    def clean_body(self) -> str:
        """Refuse placeholders that nobody fills."""
        return known_places(str(self.cleaned_data["body"]), WORD)


class AnswerForm(SeenForm):
    """Ask somebody who was invited whether they come; an answer given since in another tab is not overwritten unseen."""

    comes = forms.ChoiceField(label=_("Are you coming?"), choices=(("yes", _("I am coming")), ("no", _("I am not coming"))))
    words = forms.CharField(
        label=_("A line to the organisers"), max_length=300, required=False, help_text=_("When you arrive, or why not.")
    )

    def __init__(self, *args: Any, delegate: Delegate, **named: Any) -> None:
        """Show the answer that was given."""
        self.delegate = delegate
        answer = answer_of(delegate)
        given = {"comes": "yes" if answer.comes else "no", "words": answer.words} if answer is not None else {}
        super().__init__(*args, **{**named, "initial": given})
        self.remember(lambda: mark_of_answer(answer_of(delegate)), mark_of_answer(answer))

    def fresh(self) -> SeenForm:
        """Return the answer as it is now."""
        return AnswerForm(delegate=self.delegate)


class TextForm(SeenForm):
    """Ask for subject and body of a kind of letter in one language; what is in braces has to be known."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": LONGEST_BODY}),
        help_text=_("An empty line begins a paragraph. Time, place and buttons follow by themselves."),
    )

    def __init__(self, *args: Any, edition: int, kind: Kind, language: str, **named: Any) -> None:
        """Show the edition's own words, else the usual ones."""
        self.edition, self.kind, self.language = edition, kind, language
        own = own_words(edition, kind, language)
        subject, body = own or usual_words(kind, language)
        super().__init__(*args, **{**named, "initial": {"subject": subject, "body": body}})
        self.remember(lambda: mark_of_words(own_words(edition, kind, language)), mark_of_words(own))

    def fresh(self) -> SeenForm:
        """Return the words as they are now."""
        return TextForm(edition=self.edition, kind=self.kind, language=self.language)

    def clean_subject(self) -> str:
        """Refuse placeholders that nobody fills."""
        return known_places(str(self.cleaned_data["subject"]), self.kind)

    def clean_body(self) -> str:
        """Refuse placeholders that nobody fills."""
        return known_places(str(self.cleaned_data["body"]), self.kind)


def known_places(typed: str, kind: Kind) -> str:
    """Return a text with plain line ends; refuse it where something in braces is not known."""
    fault = fault_in(typed, kind)
    if fault:
        raise forms.ValidationError(fault)
    return typed.replace("\r\n", "\n")
