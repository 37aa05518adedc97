"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from collections.abc import Callable

from praya.core.accounts.models import Account
from praya.match.suggestions.computing import start_run
from praya.match.suggestions.jobs import SUGGEST, TRY
from praya.match.suggestions.models import SuggestionList, SuggestionRun, Weighing
from praya.match.suggestions.reading import choices_of, list_named
from praya.match.suggestions.weighing import try_points
from praya.meet.editions.models import Edition
from tests import builders as make
from tests.access.company import Company
from tests.access.policy import POST, edition
from tests.access.roles import BUYER, DELEGATE, MEETERS, ORGANISERS
from tests.access.secret_facts import Secret
from tests.access.world import World

POLICY = {
    "suggestions": edition(MEETERS),
    "suggestion": edition(MEETERS, POST, body=lambda world, which: {"do": "restore", "left": "0"}),
    "manage_suggestions": edition(ORGANISERS),
    "manage_suggestions_do": edition(ORGANISERS, POST, body=lambda world, which: {"do": "reset"}),
}


PLAIN = {"match.weighing": "points draft preview", "match.suggestionlist": "entries", "match.suggestionuse": "codes"}
AFTER = ("match/messages", "match/scheduling", "show/lists", "show/works")


def fill(world: World) -> None:
    """Compute what is suggested, once everybody has said something."""
    make.make_suggestions(world.editions["main"])


SECRETS = [
    Secret(
        "a suggestion that was left out",
        lambda world: make.make_left_out(world.delegates[BUYER], world.delegates[DELEGATE]),
        frozenset({BUYER}),
    ),
    Secret(
        "what became of a suggestion",
        lambda world: make.make_suggestion_use(world.delegates[BUYER], world.delegates[DELEGATE]),
        frozenset({BUYER}),
    ),
]


def _suggest(edition: Edition, account: Account) -> Callable[[], object]:
    make.make_delegate(edition)
    run = start_run(edition, by=account)
    return lambda: SuggestionRun.objects.get(pk=run.pk).finished_at is not None


def _try(edition: Edition, account: Account) -> Callable[[], object]:
    make.make_delegate(edition)
    weighing = try_points(edition, {}, by=account)
    return lambda: Weighing.objects.get(pk=weighing.pk).preview


JOBS = {SUGGEST.key: _suggest, TRY.key: _try}


def keep(company: Company) -> None:
    """Look for the lists of the company's stand and works, and for what was weighed for it."""
    paths = ("exhibitor__organisation", "company", "work__title__owner")
    stand, weighed, presented = (f"match.suggestionlist {path}" for path in paths)
    company.look("the guests suggested to the stand", lambda me: any(word == "stand" for word, *_ in choices_of(me)), stand)
    company.look("what was weighed for the company", lambda me: list_named(me, "people") is not None, weighed)
    work = make.make_work(company.world.editions["main"], make.make_title(owner=company.me.organisation), contact=company.me)
    SuggestionList.objects.create(run=SuggestionRun.objects.latest("pk"), channel="guests", work=work)
    named = f"for-{work.title.code}"
    company.look("the guests suggested to a work one presented", lambda me: list_named(me, named) is not None, presented)
