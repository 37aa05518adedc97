"""Write to organisers what the publication of a schedule at its moment lacks, or that it could not be."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.match.requests.models import Round
from praya.match.requests.rounds import every_round
from praya.match.scheduling.appointed import lacking
from praya.match.scheduling.words import REASONS, REMEDIES
from praya.meet.editions.queries import organisers_of, sites_of
from praya.meet.notices.letters import ORGANISING, moment_words


def of_lacking(letter: Letter, at: datetime) -> Facts | None:
    """Tell what is missing now, as long as something is and the moment lies ahead."""
    current = _round(letter)
    reason = lacking(current) if current is not None and current.status != Round.Status.PUBLISHED else ""
    if current is None or not reason or current.publishes_at is None or current.publishes_at <= at:
        return None
    return _facts(letter, current, current.publishes_at, reason)


def of_missed(letter: Letter, at: datetime) -> Facts | None:
    """Tell why nothing was published, as long as nothing is."""
    current, planned_at = _round(letter), parse_datetime(letter.facts["planned_at"])
    if current is None or planned_at is None or current.status == Round.Status.PUBLISHED:
        return None
    return _facts(letter, current, planned_at, letter.facts["reason"])


def _round(letter: Letter) -> Round | None:
    """Return the round of a letter, to whoever still organises its edition."""
    current = every_round().select_related("edition").filter(code=letter.facts["round"]).first()
    is_organiser = current is not None and letter.account_id in {one.pk for one in organisers_of(current.edition_id)}
    return current if is_organiser else None


def _facts(letter: Letter, current: Round, moment: datetime, reason: str) -> Facts:
    when = moment_words(moment, next(iter(sites_of(current.edition)), None), letter.zone)
    rows = ((_("Planned for"), when), (_("Why"), str(REASONS[reason])), (_("What to do"), str(REMEDIES[reason])))
    path = reverse("manage_round", args=[current.edition.slug, current.number])
    return Facts({"when": when}, rows, path, _("Open the round"))


_WHEN = {"when": gettext_lazy("When the schedule is to be published")}
LETTERS = (
    Kind(
        "publication_lacks",
        ORGANISING,
        gettext_lazy("What the publication of a schedule lacks"),
        gettext_lazy("The schedule of {market} cannot be published yet"),
        gettext_lazy("The schedule of {market} is to be published {when}. As it stands, it could not be."),
        of_lacking,
        _WHEN,
    ),
    Kind(
        "publication_missed",
        ORGANISING,
        gettext_lazy("A schedule was not published at its moment"),
        gettext_lazy("The schedule of {market} was not published"),
        gettext_lazy("The schedule of {market} was to be published {when}. It was not, and nothing has been written."),
        of_missed,
        _WHEN,
    ),
)
