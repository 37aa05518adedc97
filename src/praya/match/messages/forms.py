"""Write a message, choose about messages, report one, and answer a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.actions.watching import SeenForm
from praya.core.catalogue.queries import Card
from praya.match.messages.actions import mark_of_choices
from praya.match.messages.models import LONGEST, AbuseReport
from praya.match.messages.queries import mailbox_row
from praya.match.messages.reports import LONGEST_WORDS, mark_of_limit, mark_of_report
from praya.match.messages.rules import MOST_FIRST_CONTACTS, first_contacts_per_day
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition

REASONS = (
    (AbuseReport.Reason.SPAM, pgettext_lazy("why a message is reported", "advertising to everybody")),
    (AbuseReport.Reason.HARASSMENT, pgettext_lazy("why a message is reported", "insult or harassment")),
    (AbuseReport.Reason.FRAUD, pgettext_lazy("why a message is reported", "fraud or a false identity")),
    (AbuseReport.Reason.OTHER, pgettext_lazy("why a message is reported", "something else")),
)


class MessageForm(forms.Form):
    """Write one message, with a work attached or not; the words themselves are checked where they are sent."""

    key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Message"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
    )
    work = forms.ChoiceField(
        label=_("Attach a work"),
        required=False,
        error_messages={"invalid_choice": _("This work cannot be attached: it is not shown to both of you.")},
    )

    def __init__(self, *args: Any, works: Sequence[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work"].choices = [("", _("No work")), *((card.code, card.name) for card in works)]  # type: ignore[attr-defined]
        if not works:
            del self.fields["work"]


class ChoicesForm(SeenForm):
    """Say whether one takes messages, and whether letters tell of unread ones."""

    is_open = forms.BooleanField(
        label=_("Take messages at this market"),
        required=False,
        help_text=_("Switched off, nobody can write to you and you can write to nobody. Nobody is told why."),
    )
    wants_mail = forms.BooleanField(
        label=_("Write to me when messages are unread"),
        required=False,
        help_text=_("One letter a day at most, with their number; what they say stays here."),
    )

    def __init__(self, *args: Any, delegate: Delegate, **options: Any) -> None:
        self.delegate, mailbox = delegate, mailbox_row(delegate)
        options["initial"] = {"is_open": mailbox.is_open, "wants_mail": mailbox.wants_mail}
        super().__init__(*args, **options)
        self.remember(lambda: mark_of_choices(mailbox_row(delegate)), mark_of_choices(mailbox))

    def fresh(self) -> ChoicesForm:
        """Return the form made of what stands there now."""
        return ChoicesForm(delegate=self.delegate)


class ReportForm(forms.Form):
    """Say what is wrong with a message."""

    message = forms.CharField(max_length=20, widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("What is wrong?"), choices=REASONS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What should the organisers know?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_WORDS}),
    )


class VerdictForm(SeenForm):
    """Answer a report, as it was seen: answered or not."""

    words = forms.CharField(
        label=_("Words to whoever wrote the message"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_WORDS}),
        help_text=_("Required for a warning. They read it with their messages; who reported them is not said."),
    )

    def __init__(self, *args: Any, report: AbuseReport, **named: Any) -> None:
        """Remember what has become of the report; the page says it beside the form."""
        super().__init__(*args, **named)
        self.remember(lambda: mark_of_report(AbuseReport.objects.get(pk=report.pk)), mark_of_report(report))


class LimitForm(SeenForm):
    """Say how many first contacts a delegate has a day."""

    limit = forms.IntegerField(
        label=_("First messages per delegate and day"),
        min_value=0,
        max_value=MOST_FIRST_CONTACTS,
        help_text=_("To people they have not exchanged messages with. Days begin at midnight of the delegate's site."),
    )

    def __init__(self, *args: Any, edition: Edition, **named: Any) -> None:
        """Show and remember the limit of an edition."""
        self.edition, limit = edition, first_contacts_per_day(edition.pk)
        super().__init__(*args, **{**named, "initial": {"limit": limit}})
        self.remember(lambda: mark_of_limit(first_contacts_per_day(edition.pk)), mark_of_limit(limit))

    def fresh(self) -> SeenForm:
        """Return the limit as it is now."""
        return LimitForm(edition=self.edition)
