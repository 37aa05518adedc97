"""Reasons: what is said, to whom, and in which order."""

import pytest

from praya.engines.matching.arrays import arrays_of
from praya.engines.matching.facts import Audience, Channel, Kind, Limits, Need, Right, Taste, Weights
from praya.engines.matching.reasons import reasons_of, score_of
from praya.engines.matching.suggest import suggest_all
from tests.engines.matching.small import LIKES_HORROR, between, market, person, reasons_for, work

CANADIAN = (Need("coproducer", ("CA",)),)


def test_a_coproducer_of_the_country_sought_answers_a_need():
    seeker, producer = person(1, seeks=CANADIAN), person(2, countries=("CA",), offers=(Need("coproducer"),))
    assert between(seeker, producer) == [("your_need", "coproducer", "CA")]
    assert between(producer, seeker) == [("their_need", "coproducer", "CA")]


def test_a_role_sought_anywhere_names_no_country():
    seeker, fund = person(1, seeks=(Need("finance"),)), person(2, countries=("CA",), offers=(Need("finance"),))
    assert between(seeker, fund) == [("your_need", "finance")]


def test_an_offer_elsewhere_answers_no_need():
    seeker, producer = person(1, seeks=CANADIAN), person(2, countries=("CA",), offers=(Need("coproducer", ("HK",)),))
    assert between(seeker, producer) == []


@pytest.mark.parametrize(
    ("bought", "sold", "facts"),
    [
        (("TH",), ("TH", "VN"), ("svod", "TH")),
        (("TH", "VN"), (), ("svod", "TH", "VN")),
        ((), ("TH",), ("svod",)),
    ],
)
def test_a_right_for_sale_where_it_is_bought_is_a_purchase(bought, sold, facts):
    buyer, seller = person(1, buys=(Right("svod", bought),)), person(2, sells=(Right("svod", sold),))
    assert between(buyer, seller) == [("your_purchase", *facts)]
    assert between(seller, buyer) == [("their_purchase", *facts)]


def test_another_territory_is_no_purchase():
    assert between(person(1, buys=(Right("svod", ("TH",)),)), person(2, sells=(Right("svod", ("VN",)),))) == []


def test_a_taste_is_told_with_the_number_of_titles():
    producer = person(2, genres={"horror": 2, "drama": 1}, formats={"documentary": 2})
    buyer = person(1, prefers=Taste(genres=("horror", "drama"), formats=("documentary",)))
    assert between(buyer, producer) == [("your_genre", "horror", 2), ("your_format", "documentary", 2)]
    assert between(producer, buyer) == [("their_genre", "horror", 2), ("their_format", "documentary", 2)]


def test_stage_budget_and_country_of_a_work_suit_a_taste():
    taste = Taste(stages=("completed",), budgets=("low",), countries=("MO",))
    title = work(3, 2, stage="completed", budget="low", countries=("MO",))
    problem = market(person(1, prefers=taste), person(2), title)
    assert reasons_for(problem, 1, 3, Channel.WORKS) == [
        ("your_country", "MO"),
        ("your_budget", "low"),
        ("your_stage", "completed"),
        ("site", "hk"),
    ]


def test_what_two_share_is_told_once():
    one = person(1, collaborators=(901, 902), languages=("yue", "pt", "en"), activities=("production",))
    other = person(2, collaborators=(902,), languages=("yue", "pt"), activities=("sales",))
    crowd = [person(number, languages=("en", "yue")) for number in range(3, 9)]
    assert reasons_for(market(one, other, *crowd), 1, 2) == [
        ("activity", "sales"),
        ("collaborator", 902),
        ("language", "pt", "yue"),
        ("site", "hk"),
    ]


def test_the_same_field_counts_less_than_one_that_does_business_with_it():
    same, partner = person(2, activities=("production",)), person(3, activities=("sales",))
    arrays = arrays_of(market(person(1, activities=("production",)), same, partner, weights=Weights(sites=0)))
    assert [reasons[0].points for reasons in reasons_of(arrays, 0, (1, 2))] == [120, 400]


def test_only_the_strongest_reasons_are_given():
    facts = {"languages": ("yue",), "collaborators": (901,), "activities": ("press",)}
    one = person(1, seeks=CANADIAN, prefers=LIKES_HORROR, **facts)
    other = person(2, countries=("CA",), offers=(Need("coproducer"),), genres={"horror": 1}, **facts)
    codes = [reason[0] for reason in reasons_for(market(one, other, limits=Limits(rests=0, reasons=2)), 1, 2)]
    assert codes == ["your_need", "your_genre"]


def test_a_reason_without_weight_is_never_given():
    one, other = person(1, collaborators=(901,)), person(2, collaborators=(901,))
    assert between(one, other, weights=Weights(collaborators=0, sites=1)) == []


@pytest.mark.parametrize(
    ("audience", "clearance", "is_told"),
    [
        (Audience.EVERYONE, Audience.EVERYONE, True),
        (Audience.BADGES, Audience.EVERYONE, False),
        (Audience.BUYERS, Audience.BADGES, False),
        (Audience.BUYERS, Audience.BUYERS, True),
        (Audience.OWNER, Audience.BUYERS, False),
    ],
)
def test_a_fact_is_told_to_its_audience_only(audience, clearance, is_told):
    needs = person(2, countries=("CA",), offers=(Need("coproducer", ("CA",), audience),), audiences={"sites": Audience.EVERYONE})
    reader = person(1, seeks=CANADIAN, clearance=clearance)
    assert (between(reader, needs) != []) is is_told


def test_what_a_reader_may_not_know_does_not_move_its_list_either():
    hidden = person(2, genres={"horror": 1}, audiences={"genres": Audience.BUYERS})
    problem = market(person(1, prefers=LIKES_HORROR), hidden, person(3, countries=("HK",)))
    scores = {one.number: one.score for one in suggest_all(problem).lists[Channel.PEOPLE][1]}
    assert scores[2] == scores[3]


def test_a_partys_own_facts_work_for_it_whoever_else_may_know_them():
    secretive = person(1, seeks=(Need("coproducer", ("CA",), Audience.OWNER),))
    producer = person(2, countries=("CA",), offers=(Need("coproducer"),))
    assert between(secretive, producer) == [("your_need", "coproducer", "CA")]
    assert between(producer, secretive) == []


def test_a_hidden_taste_is_not_told_to_the_other_side():
    chooser = person(1, prefers=LIKES_HORROR, audiences={"prefers": Audience.OWNER})
    maker = person(2, genres={"horror": 1})
    assert between(chooser, maker) == [("your_genre", "horror", 1)]
    assert between(maker, chooser) == []


def test_two_equal_interests_are_worth_more_than_one_that_is_twice_as_strong():
    mutual = person(2, genres={"horror": 1}, prefers=Taste(genres=("drama",)))
    one_sided = person(3, genres={"horror": 1}, stage="completed")
    reader = person(1, prefers=Taste(genres=("horror",), stages=("completed",)), genres={"drama": 1})
    arrays = arrays_of(market(reader, mutual, one_sided, weights=Weights(genres=5, stages=5, sites=0)))
    assert score_of(arrays, 0, 1) == 70_000
    assert score_of(arrays, 0, 2) == 2 * 100_000 * 40_000 // 140_000


def test_strangers_without_a_fact_in_common_are_worth_nothing():
    arrays = arrays_of(market(person(1, sites=("hk",)), person(2, sites=("mo",))))
    assert ([*reasons_of(arrays, 0, [1])], score_of(arrays, 0, 1)) == ([()], 0)


def test_an_exhibitor_is_suggested_to_people_and_people_to_it():
    stand = person(2, kind=Kind.EXHIBITOR, sells=(Right("svod"),))
    problem = market(person(1, buys=(Right("svod", ("TH",)),)), stand)
    assert reasons_for(problem, 1, 2) == [("your_purchase", "svod", "TH"), ("site", "hk")]
    assert reasons_for(problem, 2, 1, Channel.GUESTS) == [("their_purchase", "svod", "TH"), ("site", "hk")]
