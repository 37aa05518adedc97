"""Plant one fault per oracle beside the real routes, to prove that each oracle catches it."""

from __future__ import annotations

from pathlib import Path

from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.urls import include, path
from django.utils import timezone

from praya.core.access.gate import gate
from praya.core.jobs.context import JobContext
from praya.core.live.events import Batch, Event
from praya.core.live.tokens import live_address
from praya.core.printing.press import Press
from praya.match.diary.models import Attendance
from praya.match.requests.models import Request, Wish
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.rules import is_delegate, may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.models import Edition, Market


def without_rule(request: HttpRequest) -> HttpResponse:
    """Forget the gate."""
    return HttpResponse("open")


@gate(is_delegate, visit=visit_edition)
def wrong_rule(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Let delegates in where the policy says organisers."""
    return HttpResponse("open")


@gate(is_delegate, visit=visit_edition)
def any_request(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Find a record by its code alone, whoever asks and in whichever edition."""
    found = Request.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return HttpResponse(found.message)


@gate(is_delegate, visit=visit_edition)
def wide_list(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List everybody's notes."""
    return HttpResponse("\n".join(Attendance.objects.filter(meeting__edition=visit.edition).values_list("note", flat=True)))


@gate(is_delegate, visit=visit_edition)
def printed_list(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Print everybody's notes."""
    notes = list(Attendance.objects.filter(meeting__edition=visit.edition).values_list("note", flat=True))
    with Press({"notes": notes}, at=timezone.now()) as press:
        return HttpResponse(press.pdf(Path(__file__).with_suffix(".typ")))


@gate(is_delegate, visit=visit_edition)
def telling_refusal(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Answer 403 for what exists and 404 for what does not."""
    if not Request.objects.filter(code=code).exists():
        raise Http404
    return HttpResponseForbidden("not yours")


@gate(is_delegate, visit=visit_edition)
def telling_absence(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Refuse with one status, and yet differently for what exists."""
    found = Request.objects.filter(code=code).exists()
    return HttpResponse("Not yours" if found else "Not here", status=404)


@gate(is_delegate, visit=visit_edition)
def hidden_count(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Count vetoes without naming one."""
    return HttpResponse(str(Wish.objects.filter(calendar__edition=visit.edition, level="no").count()))


@gate(is_delegate, visit=visit_edition)
def slow_branch(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Ask the database once more when there is a veto against the visitor."""
    against = Wish.objects.filter(other__delegate=visit.delegate, level="no")
    if against.exists():
        against.count()
    return HttpResponse("the same")


@gate(may_organise, visit=visit_edition)
def writing_page(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Write while being read."""
    Edition.objects.filter(pk=visit.edition.pk).update(is_public=True)
    return HttpResponse("written")


@gate(is_delegate, visit=visit_edition)
def hidden_name(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Name what the public edition is called."""
    return HttpResponse("\n".join(Edition.objects.order_by("pk").values_list("slug", flat=True)))


@gate(is_delegate, visit=visit_edition)
def both_halves(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Say something only when two facts meet."""
    return HttpResponse(str(Market.objects.filter(slug__startswith="half-").count() == 2))


@gate(is_delegate, visit=visit_edition)
def telling_stream(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Lead to a stream that tells everybody's notes."""
    words = {"edition": visit.edition.slug}
    return HttpResponse(
        live_address(request.user.pk, edition=visit.edition.pk, channel="planted", subject=0, words=words)  # type: ignore[arg-type]
    )


def all_notes(edition: int, subject: int, after: int) -> Batch:
    """Read everybody's notes."""
    notes = Attendance.objects.filter(meeting__edition=edition).order_by("pk").values_list("pk", "note")
    return Batch([Event(number, {"note": note}) for number, note in notes], is_over=True)


@gate(is_delegate, visit=visit_edition)
def dead_end(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show a link to an organiser's page, one to nowhere, buttons on a record that is not there, and some that lead somewhere."""
    page = """<a href="../../manage/">a</a> <a href="gone/">b</a> <a href="https://example.org/gone/">c</a> <a href="#here">d</a>
        <form method="post" action="../../requests/absent/accept/"><button name="do" value="x">e</button></form>
        <form method="post" action="/language/"><button formaction="../../requests/absent/decline/">f</button></form>
        <form method="get" action="/language/"><input name="q"></form><button disabled formaction="gone/">g</button>
        <a href="../../me/">h</a>"""
    return HttpResponse(page)


def letter_of_noes(context: JobContext) -> None:
    """Write to the buyer how many noes there are."""
    _write(str(Wish.objects.filter(level="no").count()))


def letter_of_notes(context: JobContext) -> None:
    """Write to the buyer what everybody has noted."""
    _write("\n".join(Attendance.objects.values_list("note", flat=True)))


def letter_that_fails(context: JobContext) -> None:
    """Write to nobody."""
    raise ValueError("no letter")


def _write(text: str) -> None:
    buyer = Delegate.objects.get(organisation__name="Lantern Buyers")
    send_mail("News", text, None, [buyer.person.account.email])


def painted_gate(request: HttpRequest, edition: str) -> HttpResponse:
    """Carry a rule that nobody asks."""
    return HttpResponse("open")


painted_gate.rule, painted_gate.visit, painted_gate.methods = may_organise, visit_edition, ("GET", "HEAD")  # type: ignore[attr-defined]

urlpatterns = [
    path("e/<slug:edition>/planted/dead/", dead_end, name="dead_end"),
    path("e/<slug:edition>/planted/name/", hidden_name, name="hidden_name"),
    path("e/<slug:edition>/planted/halves/", both_halves, name="both_halves"),
    path("e/<slug:edition>/planted/painted/", painted_gate, name="painted_gate"),
    path("e/<slug:edition>/planted/stream/", telling_stream, name="telling_stream"),
    path("planted/open/", without_rule, name="without_rule"),
    path("e/<slug:edition>/planted/rule/", wrong_rule, name="wrong_rule"),
    path("e/<slug:edition>/planted/any/<slug:code>/", any_request, name="any_request"),
    path("e/<slug:edition>/planted/wide/", wide_list, name="wide_list"),
    path("e/<slug:edition>/planted/printed/", printed_list, name="printed_list"),
    path("e/<slug:edition>/planted/telling/<slug:code>/", telling_refusal, name="telling_refusal"),
    path("e/<slug:edition>/planted/absence/<slug:code>/", telling_absence, name="telling_absence"),
    path("e/<slug:edition>/planted/count/", hidden_count, name="hidden_count"),
    path("e/<slug:edition>/planted/slow/", slow_branch, name="slow_branch"),
    path("e/<slug:edition>/planted/writing/", writing_page, name="writing_page"),
    path("", include("praya.site.urls")),
]
