"""Let people apply for accreditation, change what they applied for, and withdraw it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import done, form_page, posted, told
from praya.meet.accreditation.applications import person_of
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.door.applying import apply_for, withdraw
from praya.meet.door.forms import ApplicationForm, agreed, ticked_in
from praya.meet.door.queries import agreed_to, door_for, own_delegate, texts_for
from praya.meet.door.rules import may_apply
from praya.meet.editions.fields import zone_options


@gate(may_apply, visit=visit_edition, methods=BOTH)
def apply(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show how it stands with the visitor's application, and take or change one."""
    account = visit.account
    if visit.delegate is not None or account is None:
        return redirect("edition_home", visit.edition.slug)
    door, sent = door_for(visit.edition, account), posted(request)
    texts = texts_for(visit.edition, get_language() or "en")
    person = person_of(account)
    form = ApplicationForm(
        sent, edition=visit.edition, own=door.own, person=person, texts=texts, zone=account.zone or str(visit.zone)
    )
    if sent is not None and form.is_valid() and agreed(form, sent):
        values = {"name": "", "country": "", **form.cleaned_data}
        if done(form, lambda: apply_for(visit.edition, account, values, texts, at=timezone.now())):
            said = (
                _("Your application is changed.") if door.own else _("You have applied. The organisers decide, and write to you.")
            )
            messages.success(request, said)
            return redirect("apply", visit.edition.slug)
    ticked = agreed_to(account, texts) if sent is None else ticked_in(sent, texts)
    facts = {"door": door, "person": person, "texts": [(text, text.pk in ticked) for text in texts]}
    return form_page(request, "meet/door/apply.html", form, **facts, zones=zone_options(visit.edition.starts_on))


@gate(may_apply, visit=visit_edition, methods=POST)
def apply_withdraw(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Withdraw the visitor's application."""
    account = visit.account
    own = own_delegate(visit.edition, account) if account is not None else None
    if own is not None and account is not None:
        told(request, lambda: withdraw(own, by=account), _("Your application is withdrawn. You can apply again."))
    return redirect("edition_home", visit.edition.slug)
