"""Show organisers one pair of look-alikes after the other, and carry out what they say."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRefresh

from praya.core.access.gate import POST, gate
from praya.core.accounts.proof import is_proved, to_proof
from praya.core.actions.answering import address_of, is_part, part_asked, told, trying, undoable
from praya.core.duplicates.models import KINDS, Resemblance
from praya.core.jobs.queries import progress_of
from praya.core.texts.joining import joined_sentences
from praya.core.texts.plain import number_in
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.duplicates import actions, queries
from praya.meet.duplicates.jobs import SEARCH
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.duplicates.wording import KIND_WORDS


def _kind(request: HttpRequest) -> str:
    kind = request.POST.get("kind", "") if request.method == "POST" else request.GET.get("kind", "")
    return kind if kind in KINDS else ""


@gate(may_organise, visit=visit_edition)
def manage_duplicates(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the pair to decide next, side by side, and how far the queue is."""
    running = queries.running_search(visit)
    if running is not None and is_part(request):
        return render(request, "meet/duplicates/busy.html", {"job": progress_of(running)})
    if part_asked(request) == "duplicates-busy":
        # The search has ended while the page was polling: load the whole page anew.
        return HttpResponseClientRefresh()
    kind, market = _kind(request), visit.edition.market_id
    counts = queries.standing(market)
    pair, following = queries.neighbours(market, kind, request.GET.get("pair", ""))
    page = {
        "kind": kind,
        "kinds": [(key, KIND_WORDS[key], counts.waiting[key]) for key in KINDS],
        "counts": counts,
        "card": queries.card_of(pair) if pair is not None else None,
        "following": following,
        "job": progress_of(running) if running else None,
        "merges": queries.merges_that_wait(market),
    }
    return render(request, "meet/duplicates/queue.html", page)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_duplicates_search(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Start a search through all records of the market."""
    SEARCH.start(visit.edition.market_id, by=visit.account, edition=visit.edition.pk)
    return redirect("manage_duplicates", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_duplicates_certain(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Merge the pairs that are certain, each into its fuller record."""
    market = visit.edition.market_id
    if not is_proved(request, at=timezone.now()):
        return to_proof(address_of("manage_duplicates", visit.edition.slug))
    done, waits, reasons = actions.same_where_certain(market, queries.keep_of, by=visit.account, edition=visit.edition.pk)
    if done:
        words = ngettext("%(count)d pair merged.", "%(count)d pairs merged.", done) % {"count": done}
        messages.success(request, words)
    if waits:
        words = ngettext("%(count)d merge waits for a second word.", "%(count)d merges wait for a second word.", waits)
        messages.warning(request, words % {"count": waits})
    if reasons:
        messages.warning(request, joined_sentences(dict.fromkeys(reasons[:3])))
    return redirect("manage_duplicates", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_duplicate_say(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take down what somebody says about a pair, and go on to the next."""
    pair = queries.pair_of(visit.edition.market_id, code)
    said = request.POST.get("say", "")
    if said == "same" and queries.joins_accounts(pair) and not is_proved(request, at=timezone.now()):
        return to_proof(address_of("manage_duplicates", visit.edition.slug, pair=pair.code))
    following = {"kind": _kind(request), "pair": request.POST.get("following", "")}
    with trying() as tried:
        text = _same(pair, request, visit) if said == "same" else _say(pair, said, visit)
        undoable(request, text, address_of("manage_duplicate_undo", visit.edition.slug, pair.code))
    if tried.refusal:
        messages.error(request, tried.sentence)
        following["pair"] = pair.code
    query = {name: value for name, value in following.items() if value}
    return redirect(address_of("manage_duplicates", visit.edition.slug, **query))


def _same(pair: Resemblance, request: HttpRequest, visit: EditionVisit) -> str:
    keep = request.POST.get("keep", "")
    came = actions.same(pair, number_in(keep) or 0, by=visit.account, edition=visit.edition.pk)
    if isinstance(came, WaitingMerge):
        return _("One of them keeps things private that the other would read. The merge waits for a second word.")
    if came is None:
        return _("They are noted as the same, but stay two records: merging these is for the operator of this installation.")
    return _("They are one record now; it is found by every spelling.")


def _say(pair: Resemblance, said: str, visit: EditionVisit) -> str:
    actions.say(pair, said, by=visit.account, edition=visit.edition.pk)
    if said == Resemblance.State.DIFFERENT:
        return _("They are noted as different, and will not be asked about again.")
    return _("Noted. They wait under “unsure” for somebody who knows.")


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_duplicate_undo(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take a decision back; merged records are two again."""
    pair = queries.pair_of(visit.edition.market_id, code)
    done = told(
        request,
        lambda: actions.take_back(pair, by=visit.account, edition=visit.edition.pk),
        _("Taken back. The pair waits again."),
    )
    if not done:
        return redirect("manage_duplicates_decided", visit.edition.slug)
    return redirect(address_of("manage_duplicates", visit.edition.slug, pair=pair.code))
