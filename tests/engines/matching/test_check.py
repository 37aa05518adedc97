"""The checker finds every kind of fault that is put into good suggestions."""

from dataclasses import replace

import pytest

from praya.engines.matching.check import faults
from praya.engines.matching.exposure import Exposure
from praya.engines.matching.facts import Channel, Dislike, Kind, Limits, Need, Right, Taste
from praya.engines.matching.features import Code
from praya.engines.matching.reasons import Reason
from praya.engines.matching.suggest import suggest_all
from tests.engines.matching.small import market, person, work

TASTE = Taste(genres=("horror",), formats=("film",), stages=("completed",), budgets=("low",), countries=("HK",))
READER = person(1, prefers=TASTE, seeks=(Need("finance"),), buys=(Right("svod"),), collaborators=(901,), organisations=(8, 9))
OTHER = person(
    2,
    genres={"horror": 1},
    formats={"film": 1},
    countries=("HK",),
    offers=(Need("finance"),),
    sells=(Right("svod"),),
    collaborators=(901,),
)
PROBLEM = market(READER, OTHER, person(3, hosts=(4,)), person(4), work(5, 2), limits=Limits(rests=0, shown=2))


def broken(problem=PROBLEM, *, reader=1, channel=Channel.PEOPLE, entries=None, after=None, **first):
    """Return what the checker says of the reader's list alone, with the first entry changed."""
    suggestions = suggest_all(problem)
    rows = suggestions.lists[channel].get(reader, ())
    changed = entries(rows) if entries else (replace(rows[0], **first), *rows[1:])
    lists = {**suggestions.lists, channel: {**suggestions.lists[channel], reader: tuple(changed)}}
    return faults(problem, replace(suggestions, lists=lists, after=after or suggestions.after), [reader])


def test_good_suggestions_have_no_fault():
    assert faults(PROBLEM, suggest_all(PROBLEM)) == []


def test_a_list_that_is_too_long_or_repeats_somebody_is_found():
    found = broken(entries=lambda rows: rows * 9)
    assert found == ["people of 1: 27 entries, at most 10", "people of 1: somebody is there twice"]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"vetoes": frozenset({(1, 2)})}, "people of 1: 2 is vetoed"),
        ({"known": frozenset({(1, 2)})}, "people of 1: 2 is known already"),
        ({"feedback": {1: frozenset({(Dislike.GENRE, "horror")})}}, "people of 1: 2 was left out"),
        (
            {"parties": (replace(READER, slots=1), replace(OTHER, slots=2), *PROBLEM.parties[2:])},
            "people of 1: 2 is never there at the same time",
        ),
        ({"parties": (READER, replace(OTHER, organisations=(9,)), *PROBLEM.parties[2:])}, "people of 1: 2 belongs to the reader"),
    ],
)
def test_a_suggestion_that_must_not_be_is_found(said, fault):
    assert fault in faults(replace(PROBLEM, **said), suggest_all(PROBLEM), [1])


SILENT = "people of 1: is not the public list, though its own side has said nothing"


@pytest.mark.parametrize("said", [{}, {"vetoes": frozenset({(2, 1)})}, {"feedback": {2: frozenset({(Dislike.PARTY, 1)})}}])
def test_a_list_that_follows_from_what_others_said_is_found(said):
    problem = replace(PROBLEM, **said)
    assert faults(problem, suggest_all(problem)) == []
    assert broken(problem, entries=lambda rows: rows[1:]) == [SILENT]


@pytest.mark.parametrize(
    "said",
    [
        {"vetoes": frozenset({(1, 2)})},
        {"known": frozenset({(2, 1)})},
        {"feedback": {1: frozenset({(Dislike.PARTY, 2)})}},
    ],
)
def test_a_list_that_follows_from_what_its_own_side_said_is_none_of_these(said):
    problem = replace(PROBLEM, **said)
    suggestions = suggest_all(problem)
    assert 2 not in [one.number for one in suggestions.lists[Channel.PEOPLE][1]]
    assert faults(problem, suggestions) == []


def test_a_veto_of_its_host_is_found_for_a_person_and_is_none_for_a_work():
    own = {"organisations": (9,)}
    problem = market(person(1), person(2, kind=Kind.EXHIBITOR, **own), person(3, hosts=(2,), **own), work(4, 2, **own))
    vetoed = replace(problem, vetoes=frozenset({(2, 1)}))
    assert faults(vetoed, suggest_all(problem)) == ["people of 3: 1 is vetoed", "guests of 2: 1 is vetoed"]


def test_a_work_among_people_is_found():
    assert "people of 1: work 5 suggested to a person" in broken(entries=lambda rows: (replace(rows[0], number=5),))


def test_a_wrong_score_is_found():
    assert broken(score=1) == [f"people of 1: 2 scores 1, not {suggest_all(PROBLEM).lists[Channel.PEOPLE][1][0].score}"]


def test_a_suggestion_without_a_reason_is_found():
    assert broken(reasons=()) == [
        "people of 1: 2 comes without a reason",
        "people of 1: 2 does not have its strongest reasons first",
    ]


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        (Code.YOUR_NEED, ("finance", "CA")),
        (Code.YOUR_NEED, ("location",)),
        (Code.THEIR_NEED, ("finance",)),
        (Code.YOUR_PURCHASE, ("avod",)),
        (Code.YOUR_PURCHASE, ("svod", "TH")),
        (Code.YOUR_GENRE, ("horror", 7)),
        (Code.YOUR_FORMAT, ("series", 1)),
        (Code.YOUR_STAGE, ("completed",)),
        (Code.YOUR_BUDGET, ("low",)),
        (Code.YOUR_COUNTRY, ("MO",)),
        (Code.COLLABORATOR, (902,)),
        (Code.LANGUAGE, ("pt",)),
        (Code.ACTIVITY, ("press",)),
        (Code.SITE, ("mo",)),
    ],
)
def test_an_untrue_reason_is_found(code, facts):
    assert f"people of 1: 2 is not what is said of {code.value}: {facts}" in broken(reasons=(Reason(code, facts, 5),))


def test_wrong_points_are_found():
    assert "people of 1: 2 has 5 points for collaborator, not 300" in broken(reasons=(Reason(Code.COLLABORATOR, (901,), 5),))


def test_companies_and_countries_that_crowd_others_out_are_found():
    many = [person(number, organisations=(7,), countries=("HK",)) for number in (2, 3, 4)]
    other = person(5, countries=("TH",))
    loose = market(person(1), *many, other, limits=Limits(rests=0, shown=3, per_organisation=9, per_country=9, open_places=0))
    strict = replace(loose, limits=replace(loose.limits, per_organisation=2, per_country=2))
    suggestions = suggest_all(loose)
    ordered = sorted(suggestions.lists[Channel.PEOPLE][1], key=lambda entry: entry.number)
    public = {Channel.PEOPLE: {1: tuple(entry.number for entry in ordered[:3])}}
    crowded = replace(suggestions, lists={Channel.PEOPLE: {1: tuple(ordered)}}, public=public)
    assert faults(strict, crowded) == [
        "people of 1: one company fills too many places",
        "people of 1: one country fills the list before another had its turn",
    ]


def test_exposure_beyond_its_places_is_found():
    after = {channel: Exposure({party.number: 99 for party in PROBLEM.parties}) for channel in Channel}
    found = broken(entries=lambda rows: rows, after=after)
    assert found[0] == "people: 1 is shown 99 times, at most 15"
    assert len(found) == 4 + 1 + 4


def test_a_kind_of_reader_without_a_channel_is_found():
    stand = person(6, kind=Kind.EXHIBITOR)
    problem = replace(PROBLEM, parties=(*PROBLEM.parties, stand))
    found = broken(problem, reader=6, entries=lambda _: suggest_all(problem).lists[Channel.PEOPLE][1][:1])
    assert "people of 6: person 2 suggested to a exhibitor" in found
