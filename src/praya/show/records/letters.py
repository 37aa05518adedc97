"""Write to the people whose works organisers have looked at."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from praya.core.catalogue.portraits import REASONS, taken_off
from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.core.letters.queries import has_left_before
from praya.meet.notices.letters import PART, WORKS, delegate_of
from praya.meet.works.queries import work_at
from praya.show.records.queries import own_work
from praya.show.works.headings import heading


def of_review(letter: Letter, at: datetime) -> Facts | None:
    """Tell what became of a work that is the reader's company's, while it stands so."""
    delegate = delegate_of(letter)
    work = work_at(delegate.edition_id, letter.facts.get("work", "")) if delegate is not None else None
    if delegate is None or work is None or work.title.owner_id != delegate.organisation_id:
        return None
    own = own_work(work.title, work)
    if letter.kind == "work_approved" and not own.is_shown:
        return None
    if letter.kind == "work_returned" and own.status != "returned":
        return None
    words = {"work": heading(own.document["names"], get_language() or "en").name}
    rows = ((_("Remark"), own.remark),) if letter.kind == "work_returned" and own.remark else ()
    path = reverse("my_work", args=[delegate.edition.slug, work.title.code])
    return Facts(words, rows, path=path, button=_("Open the work"))


def of_portrait(letter: Letter, at: datetime) -> Facts | None:
    """Tell whose photograph was taken off why, while there is no other; that it is back only to whoever has read that."""
    delegate = delegate_of(letter)
    if delegate is None:
        return None
    path = reverse("my_portrait", args=[delegate.edition.slug])
    if letter.kind == "portrait_restored":
        is_news = bool(delegate.person.portrait) and has_left_before(letter, "portrait_removed")
        return Facts(path=path, button=_("My photograph")) if is_news else None
    found = taken_off(delegate.person)
    if found is None:
        return None
    rows = [(_("Why"), str(REASONS[found.reason]))] if found.reason in REASONS else []
    rows += [(_("They write"), found.remark)] if found.remark else []
    return Facts({}, tuple(rows), path, _("Choose another"))


_WORDS = {"work": gettext_lazy("The title of the work")}
LETTERS = (
    Kind(
        "work_approved",
        WORKS,
        gettext_lazy("A work is approved"),
        gettext_lazy("Approved: {work}"),
        gettext_lazy("The organisers of {market} have approved “{work}”. What you submitted is shown now."),
        of_review,
        _WORDS,
    ),
    Kind(
        "work_returned",
        WORKS,
        gettext_lazy("A work is given back"),
        gettext_lazy("To be changed: {work}"),
        gettext_lazy("The organisers of {market} ask you to change something of “{work}” and to submit it again."),
        of_review,
        _WORDS,
    ),
    Kind(
        "portrait_removed",
        PART,
        gettext_lazy("Your photograph is taken off"),
        gettext_lazy("Your photograph is taken off"),
        gettext_lazy(
            "The organisers of {market} have taken your photograph off. Nobody sees it any more. You can upload another."
        ),
        of_portrait,
        is_owed=True,
    ),
    Kind(
        "portrait_restored",
        PART,
        gettext_lazy("Your photograph is back"),
        gettext_lazy("Your photograph is back"),
        gettext_lazy("The organisers of {market} have put your photograph back. Whom you chose sees it again."),
        of_portrait,
        is_owed=True,
    ),
)
