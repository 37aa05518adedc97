"""Say which steps lead from an empty edition to the market's days, which is next, and what each still lacks."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.texts.joining import joined_sentences
from praya.match.requests.models import Round
from praya.match.requests.rules import is_live
from praya.match.scheduling.models import Run
from praya.match.scheduling.queries_overview import Overview, overview_of
from praya.meet.accreditation.leading import NextStep
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition


@dataclass(frozen=True, slots=True)
class Block:
    """Say in words what a step lacks, and where that is mended."""

    said: str
    address: str


@dataclass(frozen=True, slots=True)
class Step:
    """Name one step on the way to a published schedule, whether it is done, where it is taken and what keeps it from it."""

    label: str
    text: str
    address: str
    action: str
    is_done: bool
    blocks: tuple[Block, ...] = ()


def steps_of(edition: Edition, seen: Overview) -> list[Step]:
    """Return the steps from an empty edition to the market's days; the first that is not done is the next action."""
    return [*_places(edition, seen), *_people(edition, seen), *_asking(edition, seen), *_meeting(edition, seen)]


def next_step(steps: list[Step]) -> Step:
    """Return the step to take now: the first that is not done, else the last."""
    return next((step for step in steps if not step.is_done), steps[-1])


def find_next_step(visit: EditionVisit) -> NextStep | None:
    """Return the step that the visited edition takes now; None once its schedule is published, at the cost of one query."""
    if is_live(visit.edition.pk):
        return None
    step = next_step(steps_of(visit.edition, overview_of(visit, timezone.now())))
    return NextStep(step.label, step.address, step.action)


def _address(name: str, edition: Edition, *words: object) -> str:
    return reverse(name, args=[edition.slug, *words])


def _lacks(*lacking: tuple[bool, str, str]) -> tuple[Block, ...]:
    return tuple(Block(said, address) for lacks, said, address in lacking if lacks)


def _places(edition: Edition, seen: Overview) -> list[Step]:
    sites = _address("manage_sites", edition)
    return [
        Step(
            _("Sites and opening hours"),
            _("Say in which cities the edition takes place and when each is open."),
            sites,
            _("Set up the sites"),
            seen.open_days > 0,
            _lacks((seen.sites > 0 and not seen.open_days, _("No site has opening hours yet."), sites)),
        ),
        Step(
            _("Tables or stands"),
            _("Meetings need places: tables in a hall, or the exhibitors' stands."),
            sites,
            _("Add tables and stands"),
            seen.tables + seen.stands > 0,
            _lacks((not seen.sites, _("There is no site yet."), sites)),
        ),
    ]


def _people(edition: Edition, seen: Overview) -> list[Step]:
    categories, everybody = _address("manage_categories", edition), sum(seen.delegates.values())
    imported, waiting = _address("manage_import", edition), seen.delegates["applied"]
    decide = ngettext("%(count)d person waits for a decision.", "%(count)d people wait for a decision.", waiting)
    return [
        Step(
            _("Categories"),
            _("Say what kinds of accreditation there are. Take over a ready-made set and change what differs."),
            categories,
            _("Choose categories"),
            seen.categories > 0,
        ),
        Step(
            _("Delegates and exhibitors"),
            _("Import the spreadsheets of organisations and delegates, or add people by hand."),
            imported,
            _("Import people"),
            everybody > 0,
        ),
        Step(
            _("Accreditations"),
            decide % {"count": waiting} if waiting else _("Nobody waits for a decision."),
            _address("manage_delegates", edition) + "?status=applied",
            _("Decide"),
            everybody > 0 and waiting == 0,
            _lacks(
                (not seen.categories, _("There is no category into which people could be approved."), categories),
                (not everybody, _("Nobody has been entered yet."), imported),
            ),
        ),
    ]


def _round_address(edition: Edition, one: Round | None) -> str:
    return _address("manage_round", edition, one.number) if one else _address("manage_rounds", edition)


def _opening(planned: Round | None) -> str:
    if planned is not None and planned.opens_at is None:
        return _("The planned round has no moment at which it opens.")
    return _("The round is planned and opens by itself.")


def _asking(edition: Edition, seen: Overview) -> list[Step]:
    current, status = seen.round, seen.round.status if seen.round else None
    here, planned, count = _round_address(edition, current), _round_address(edition, seen.planned), seen.request_count
    sent = ngettext("%(count)d request so far.", "%(count)d requests so far.", count) % {"count": count}
    sites, people = _address("manage_sites", edition), _address("manage_delegates", edition)
    return [
        Step(
            _("Open a round"),
            _("Delegates and exhibitors can then say whom they want to meet."),
            planned,
            _("Look at the round") if seen.planned else _("Open the round"),
            current is not None,
            _lacks(
                (seen.planned is not None, _opening(seen.planned), planned),
                (not seen.open_days, _("No site has opening hours: there is no slot to meet in."), sites),
                (not seen.delegates["approved"], _("Nobody is approved yet."), people),
            ),
        ),
        Step(
            _("Freeze the round"),
            joined_sentences([sent, _("Freezing ends changes so that a schedule can be computed.")]),
            here,
            _("Look at the round"),
            status in {Round.Status.FROZEN, Round.Status.PUBLISHED},
            _lacks(
                (current is None, _("No round is open."), planned),
                (not count, _("Nobody has asked for a meeting yet."), here),
            ),
        ),
    ]


def _meeting(edition: Edition, seen: Overview) -> list[Step]:
    status, here = seen.round.status if seen.round else None, _round_address(edition, seen.round)
    is_published = status == Round.Status.PUBLISHED
    finished = [run for run in seen.runs if run.status == Run.Status.DONE]
    live = next((run for run in seen.runs if run.status in {Run.Status.WAITING, Run.Status.RUNNING}), None)
    watched = _address("manage_run", edition, live.code) if live else here
    return [
        Step(
            _("Compute a schedule"),
            _("A run places as many wishes as possible and proves how near it is to the best."),
            watched,
            _("Watch the run") if live else _("Start a run"),
            bool(finished) or is_published,
            _lacks(
                (status in {None, Round.Status.OPEN}, _("The round is not frozen."), here),
                (live is not None, _("A run is under way."), watched),
            ),
        ),
        Step(
            _("Publish"),
            _("Everybody sees their agenda; what changed since the run is checked first."),
            here,
            _("Choose a run to publish"),
            is_published,
            _lacks((not finished, _("No run has finished."), watched)),
        ),
        Step(
            _("On the day"),
            _("Somebody is late or a stand has moved? The repair desk proposes the smallest change."),
            _address("manage_repair", edition),
            _("Go to the repair desk"),
            False,
            _lacks((not is_published, _("The schedule has not been published."), here)),
        ),
    ]
