"""Lists: who is left out, how lists vary, and how exposure is spread."""

import gc
from collections import Counter
from dataclasses import replace

import pytest

from praya.engines.matching.arrays import arrays_of
from praya.engines.matching.candidates import all_candidates, mixed
from praya.engines.matching.exposure import Exposure
from praya.engines.matching.facts import Channel, Dislike, Kind, Limits, Need, Party, Problem, ProblemError, Taste, Weights
from praya.engines.matching.spread import affordable, lengthened, places_of, prices_of
from praya.engines.matching.suggest import suggest_again, suggest_all
from tests.engines.matching.small import CALM, LIKES_HORROR, crowd, limited, market, people_for, person, work


def test_an_empty_market_has_no_lists():
    suggestions = suggest_all(Problem(()))
    assert {channel: dict(lists) for channel, lists in suggestions.lists.items()} == {channel: {} for channel in Channel}
    assert suggestions.after[Channel.PEOPLE] == Exposure({})


def test_colleagues_and_own_works_are_not_suggested():
    problem = market(
        person(1, organisations=(9,)),
        person(2, organisations=(9,)),
        person(3),
        work(4, 1),
        work(5, 3, organisations=(9,)),
        work(6, 3),
    )
    assert people_for(problem, 1) == [3]
    assert people_for(problem, 1, Channel.WORKS) == [6]
    assert people_for(problem, 4, Channel.GUESTS) == [2, 3] or people_for(problem, 4, Channel.GUESTS) == [3, 2]


@pytest.mark.parametrize(
    ("veto", "people", "works"), [((1, 2), ([3], [1, 3]), []), ((2, 1), ([2, 3], [3]), [4])], ids=["guest", "host"]
)
def test_a_veto_holds_for_whoever_said_it_alone_and_covers_works(veto, people, works):
    problem = market(person(1), person(2), person(3), work(4, 2), vetoes=frozenset({veto}))
    assert (sorted(people_for(problem, 1)), sorted(people_for(problem, 2))) == people
    assert people_for(problem, 1, Channel.WORKS) == works


def test_the_list_of_a_work_leaves_nobody_out_for_a_veto():
    problem = market(person(1), person(2), person(3), work(4, 2), vetoes=frozenset({(1, 2), (2, 1), (2, 3)}))
    assert sorted(people_for(problem, 4, Channel.GUESTS)) == [1, 3]


def test_a_veto_against_an_exhibitor_covers_its_delegates():
    stand = person(2, kind=Kind.EXHIBITOR)
    problem = market(person(1), stand, person(3, hosts=(2,)), vetoes=frozenset({(1, 2)}))
    assert people_for(problem, 1) == []
    assert people_for(problem, 3) == [1]


def test_a_veto_of_an_exhibitor_holds_for_its_delegates():
    stand = person(2, kind=Kind.EXHIBITOR)
    problem = market(person(1), stand, person(3, hosts=(2,)), vetoes=frozenset({(2, 1)}))
    assert people_for(problem, 2, Channel.GUESTS) == people_for(problem, 3) == []
    assert sorted(people_for(problem, 1)) == [2, 3]


def test_those_known_already_are_not_suggested_but_their_works_are():
    problem = market(person(1), person(2), work(4, 2), known=frozenset({(1, 2)}))
    assert people_for(problem, 1) == people_for(problem, 2) == []
    assert people_for(problem, 1, Channel.WORKS) == [4]


def test_those_who_are_never_there_together_are_not_suggested():
    problem = market(person(1, slots=0b0011), person(2, slots=0b0100), person(3, slots=0b0010), person(4))
    assert sorted(people_for(problem, 1)) == [3, 4]


@pytest.mark.parametrize(
    ("trait", "left"),
    [
        ((Dislike.PARTY, 2), [3, 4]),
        ((Dislike.ORGANISATION, 92), [3, 4]),
        ((Dislike.COUNTRY, "MO"), [3, 4]),
        ((Dislike.GENRE, "horror"), [3, 4]),
        ((Dislike.FORMAT, "film"), [3, 4]),
        ((Dislike.ACTIVITY, "press"), [3, 4]),
    ],
)
def test_not_this_leaves_out_what_it_names_for_its_giver_alone(trait, left):
    facts = {"countries": ("MO", "HK"), "genres": {"horror": 2, "drama": 1}, "formats": {"film": 1}, "activities": ("press",)}
    problem = market(person(1), person(2, organisations=(92,), **facts), person(3, genres={"drama": 1, "horror": 1}), person(4))
    disliked = replace(problem, feedback={1: frozenset({trait})})
    assert sorted(people_for(disliked, 1)) == left
    assert people_for(disliked, 2) == people_for(problem, 2)


LONG = Limits(shown=5, reserve=9, spread=200, per_country=2, open_places=0, rests=0)


def test_no_company_and_no_country_fills_a_list():
    many = [person(number, organisations=(number % 3,), countries=("HK",), prefers=LIKES_HORROR) for number in range(1, 20)]
    others = [person(number, organisations=(number,), countries=(f"T{number}",)) for number in range(30, 34)]
    problem = market(person(0, genres={"horror": 1}), *many, *others, limits=LONG)
    shown = people_for(problem, 0)
    assert max(Counter(number % 3 if number < 30 else number for number in shown).values()) <= 2
    assert [number < 30 for number in shown] == [True, True, False, False, False]


def test_a_country_has_the_whole_list_where_there_is_no_other():
    problem = market(person(0), *crowd(6, 1, countries=("HK",)), limits=Limits(shown=5, per_country=2, rests=0))
    assert len(people_for(problem, 0)) == 5


def test_attention_is_spread_and_nobody_goes_without():
    stars = crowd(4, 1000, offers=(Need("finance"),), seeks=(Need("coproducer"),))
    seekers = [
        person(n, seeks=(Need("finance"),), offers=(Need("coproducer"),), languages=("pt",) * (n % 3 == 0)) for n in range(120)
    ]
    problem = market(*stars, *seekers, limits=Limits(shown=6, reserve=2, considered=30, rests=0))
    suggestions = suggest_all(problem)
    before, after = suggestions.before[Channel.PEOPLE], suggestions.after[Channel.PEOPLE]
    assert (before.most, after.most) == (120, 12)
    assert after.least >= problem.limits.floor > before.least
    assert after.gini < before.gini / 2
    assert min(len(entries) for entries in suggestions.lists[Channel.PEOPLE].values()) == 8


def test_a_newcomer_of_three_facts_receives_and_is_shown():
    producers = [person(n, activities=("production",), genres={"horror": 1}, seeks=(Need("sales_agent"),)) for n in range(40)]
    agents = [person(50 + n, activities=("sales",), offers=(Need("sales_agent"),), prefers=LIKES_HORROR) for n in range(40)]
    newcomer = person(99, countries=("MO",), languages=("pt",), sites=("hk",))
    suggestions = suggest_all(
        market(*producers, *agents, newcomer, limits=Limits(shown=5, reserve=2, considered=20, floor=3, rests=0))
    )
    assert len(suggestions.lists[Channel.PEOPLE][99]) == 7
    assert suggestions.before[Channel.PEOPLE].counts[99] == 0
    assert suggestions.after[Channel.PEOPLE].counts[99] == 3
    held = [one for entries in suggestions.lists[Channel.PEOPLE].values() for one in entries[:5] if one.number == 99]
    assert [one.is_open for one in held] == [True] * 3
    assert {reason.code.value for one in held for reason in one.reasons} == {"site"}


def test_places_follow_an_even_share_and_the_time_somebody_has():
    problem = market(*crowd(10), person(10, room=2), person(11, room=0), limits=Limits(shown=10, reserve=0, spread=120))
    assert places_of(arrays_of(problem), Channel.PEOPLE).tolist() == [12] * 10 + [8, 5]


def test_lists_are_the_best_that_prices_allow_and_no_pair_would_rather_swap():
    """Compare with deferred acceptance done one question at a time."""
    seekers = crowd(14, languages=("pt",), seeks=(Need("finance"),))
    funds = [person(20 + n, offers=(Need("finance"),), languages=("pt",) * (n % 2), countries=("HK",)) for n in range(6)]
    problem = limited(market(*seekers, *funds), shown=4, reserve=0, considered=19, spread=110)
    arrays = arrays_of(problem)
    lists = list(all_candidates(arrays, Channel.PEOPLE))
    prices = prices_of(arrays, Channel.PEOPLE, lists)
    held = {place: {} for place in range(len(arrays.parties))}
    asking, following = [one.reader for one in lists for _ in range(4)], dict.fromkeys(range(len(lists)), 0)
    while asking:
        reader = asking.pop()
        if following[reader] < len(lists[reader].places):
            place, standing = (int(row[following[reader]]) for row in (lists[reader].places, lists[reader].standing))
            following[reader] += 1
            held[place][reader] = standing
            if len(held[place]) > prices.places[place]:
                asking.append(min(held[place], key=held[place].get))
                del held[place][asking[-1]]
    expected = [sorted(place for place in held if reader in held[place]) for reader in range(len(lists))]
    assert [sorted(one.places[affordable(one, prices)][:4].tolist()) for one in lists] == expected


def test_a_list_that_can_afford_too_little_is_lengthened_by_those_who_have_room():
    problem = limited(market(*crowd(30, languages=("pt",)), *crowd(30, 50)), shown=8, reserve=0, considered=8, spread=100)
    arrays = arrays_of(problem)
    lists = list(all_candidates(arrays, Channel.PEOPLE))
    prices = prices_of(arrays, Channel.PEOPLE, lists)
    longer = list(lengthened(arrays, Channel.PEOPLE, lists, prices))
    short = [one.reader for one in lists if affordable(one, prices).sum() < 8]
    assert short
    assert all((len(one.places) > len(lists[one.reader].places)) == (one.reader in short) for one in longer)


def test_one_pair_in_some_pauses_each_turn():
    problem = limited(market(*crowd(40)), shown=60, rests=4)
    lists = [suggest_all(replace(problem, turn=turn)).lists[Channel.PEOPLE] for turn in (0, 0, 1)]
    numbers = [{(reader, one.number) for reader, entries in each.items() for one in entries} for each in lists]
    assert numbers[0] == numbers[1] != numbers[2]
    assert [round(4 * len(pairs) / (40 * 39)) for pairs in numbers] == [3, 3, 3]


def test_ties_are_settled_without_favour_and_never_twice_alike():
    import numpy as np

    numbers = np.arange(1000)
    first, second = mixed(numbers, 1), mixed(numbers, 2)
    assert len(set(first.tolist())) == 1000
    assert abs(np.corrcoef(first, numbers)[0, 1]) < 0.1
    assert (np.argsort(first) != np.argsort(second)).mean() > 0.9


def test_a_wish_said_since_counts_when_one_reader_asks_again():
    problem = market(*crowd(4))
    whole = suggest_all(problem)
    later = replace(problem, known=frozenset({(0, 3)}), feedback={0: frozenset({(Dislike.PARTY, 2)})})
    assert [one.number for one in suggest_again(whole.market, 0, later)[Channel.PEOPLE]] == [1]


def test_all_weights_at_nothing_leave_every_list_empty():
    nothing = Weights(**dict.fromkeys(Weights.__slots__, 0))
    assert people_for(market(*crowd(3), weights=nothing), 0) == []


def test_weights_keep_to_their_range():
    with pytest.raises(ProblemError, match="weight genres: 101 is not from 0 to 100"):
        Weights(genres=101)


@pytest.mark.parametrize(
    ("parties", "message"),
    [
        ((Party(1), Party(1)), "party 1 is there twice"),
        ((Party(-1),), "numbers go from 0 to 2147483647"),
        ((Party(1, hosts=(5,)),), "party 1 is hosted by 5, who is not a party"),
    ],
)
def test_facts_that_make_no_sense_are_refused_with_the_party(parties, message):
    with pytest.raises(ProblemError, match=message):
        suggest_all(Problem(parties))


def test_a_taste_for_everything_of_no_titles_matches_nothing():
    buyer = person(1, prefers=Taste(genres=("horror",)))
    assert people_for(market(buyer, person(2, genres={"horror": 0}, sites=("mo",)), limits=CALM), 1) == []


@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_collector_of_records_is_left_as_it_was(is_enabled):
    (gc.enable if is_enabled else gc.disable)()
    try:
        suggest_all(market(*crowd(3)))
        assert gc.isenabled() is is_enabled
    finally:
        gc.enable()
