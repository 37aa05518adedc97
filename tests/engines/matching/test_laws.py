"""Laws that every market's suggestions keep."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.engines.matching.check import faults
from praya.engines.matching.facts import Channel, Dislike, Weights
from praya.engines.matching.suggest import suggest_again, suggest_all
from tests.engines.matching.drawn import problems
from tests.examples import examples

# The first and the third law reach every line; the others walk the same ones some hundred thousand times more.
EXAMPLES = examples(20, thorough=60)


def listed(suggestions):
    """Return every list as pairs of number and reasons."""
    return {
        (channel, reader): [(one.number, one.reasons) for one in entries]
        for channel, lists in suggestions.lists.items()
        for reader, entries in lists.items()
    }


@given(problems())
@EXAMPLES
def test_the_plain_checker_finds_no_fault(problem):
    assert faults(problem, suggest_all(problem)) == []


@pytest.mark.no_cover
@given(problems(), st.integers(0, 99))
@EXAMPLES
def test_no_order_of_input_changes_anything(problem, seed):
    shuffled = list(problem.parties)
    random.Random(seed).shuffle(shuffled)
    assert listed(suggest_all(replace(problem, parties=tuple(shuffled)))) == listed(suggest_all(problem))


@given(problems())
@EXAMPLES
def test_one_reader_again_is_as_in_the_whole(problem):
    whole = suggest_all(problem)
    for party in problem.parties:
        again = suggest_again(whole.market, party.number)
        assert again == {channel: lists[party.number] for channel, lists in whole.lists.items() if party.number in lists}


@pytest.mark.no_cover
@given(problems(), st.data())
@EXAMPLES
def test_a_veto_is_to_whoever_said_it_as_if_they_had_left_the_other_out_and_nothing_to_anybody_else(problem, data):
    numbers = [party.number for party in problem.parties]
    giver, other = data.draw(st.sampled_from(numbers)), data.draw(st.sampled_from(numbers))
    hosted = {party.number: {party.number, *party.hosts} for party in problem.parties}
    gone = frozenset((Dislike.PARTY, number) for number in numbers if other in hosted[number])
    feedback = {**problem.feedback, giver: problem.feedback.get(giver, frozenset()) | gone}
    before, after, left_out = (
        suggest_all(one)
        for one in (problem, replace(problem, vetoes=problem.vetoes | {(giver, other)}), replace(problem, feedback=feedback))
    )
    assert (after.public, after.before, after.after) == (before.public, before.before, before.after)
    for channel, lists in after.lists.items():
        for reader, entries in lists.items():
            assert entries == (left_out if reader == giver else before).lists[channel][reader]


@pytest.mark.no_cover
@given(problems(), st.data())
@EXAMPLES
def test_feedback_changes_the_givers_list_alone_and_leaves_out_what_it_names(problem, data):
    whole = suggest_all(problem)
    shown = [(reader, one.number) for lists in whole.lists.values() for reader, entries in lists.items() for one in entries]
    if shown:
        reader, number = data.draw(st.sampled_from(shown))
        said = problem.feedback.get(reader, frozenset()) | {(Dislike.PARTY, number)}
        changed = suggest_all(replace(problem, feedback={**problem.feedback, reader: said}))
        before, after = listed(whole), listed(changed)
        assert all(number not in [one for one, _ in after[channel, reader]] for channel in Channel if (channel, reader) in after)
        assert all(after[key] == entries for key, entries in before.items() if key[1] != reader)


@pytest.mark.no_cover
@given(problems(), st.data())
@EXAMPLES
def test_being_asked_for_by_others_raises_nobody(problem, data):
    pair = data.draw(st.tuples(*[st.sampled_from([party.number for party in problem.parties])] * 2))
    before = listed(suggest_all(problem))
    after = listed(suggest_all(replace(problem, known=problem.known | {pair})))
    concerned = {party.number for party in problem.parties if {party.number, *party.hosts} & set(pair)}
    assert all(after[key] == entries for key, entries in before.items() if key[1] not in concerned)


@pytest.mark.no_cover
@given(problems(), st.sampled_from(["needs", "rights", "genres", "countries", "languages", "sites"]))
@EXAMPLES
def test_a_raised_weight_lowers_no_contribution(problem, name):
    base = replace(problem, weights=Weights(), limits=replace(problem.limits, reasons=99))
    raised = replace(base, weights=replace(Weights(), **{name: 50}))
    first, second = (
        {
            (key, one): {reason.code: reason.points for reason in reasons}
            for key, entries in listed(each).items()
            for one, reasons in entries
        }
        for each in (suggest_all(base), suggest_all(raised))
    )
    for key in first.keys() & second.keys():
        assert all(second[key][code] >= points for code, points in first[key].items())
