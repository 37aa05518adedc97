"""Draw small markets of every kind of fact, for property tests."""

from hypothesis import strategies as st

from praya.engines.matching.facts import ONLINE, Audience, Dislike, Kind, Limits, Need, Party, Problem, Right, Taste, Weights

COUNTRIES = ("HK", "MO", "CA", "TH")
ROLES = ("coproducer", "finance", "sales_agent")
RIGHTS = ("svod", "theatrical")
GENRES = ("drama", "horror", "comedy")
FORMATS = ("film", "documentary")
STAGES = ("development", "completed")
BUDGETS = ("low", "high")
ACTIVITIES = ("production", "sales", "distribution", "press", "weaving")
LANGUAGES = ("yue", "pt", "en")
AUDIENCES = st.sampled_from(Audience)
SMALL = Limits(shown=4, reserve=2, considered=8, floor=2, open_places=1, per_organisation=2, per_country=2, rests=0)


def some(words, most=2):
    """Draw a few different words."""
    return st.lists(st.sampled_from(words), unique=True, max_size=most).map(tuple)


def counts(words):
    """Draw how many titles a party has of each."""
    return st.dictionaries(st.sampled_from(words), st.integers(1, 3), max_size=2)


NEEDS = st.lists(st.builds(Need, st.sampled_from(ROLES), some(COUNTRIES), AUDIENCES), max_size=2).map(tuple)
DEALS = st.lists(st.builds(Right, st.sampled_from(RIGHTS), some(COUNTRIES), AUDIENCES), max_size=2).map(tuple)
FIELDS = ("countries", "languages", "genres", "formats", "stage", "budget", "prefers", "collaborators", "activities", "sites")


@st.composite
def parties(draw, most=9):
    """Draw some people first, then exhibitors and works hosted by some of the people."""
    people = draw(st.integers(2, most))
    kinds = [Kind.PERSON] * people + draw(st.lists(st.sampled_from([Kind.EXHIBITOR, Kind.WORK]), max_size=most))
    return tuple(draw(party(number * 7 + 3, kind, people)) for number, kind in enumerate(kinds))


@st.composite
def party(draw, number, kind, people):
    """Draw one party."""
    host = draw(st.integers(0, people - 1)) * 7 + 3
    return Party(
        number=number,
        kind=kind,
        organisations=draw(st.lists(st.integers(0, 5), unique=True, max_size=2).map(tuple)),
        hosts=(host,) if kind is Kind.WORK else (),
        countries=draw(some(COUNTRIES)),
        languages=draw(some(LANGUAGES, 3)),
        activities=draw(some(ACTIVITIES)),
        seeks=draw(NEEDS),
        offers=draw(NEEDS),
        buys=draw(DEALS),
        sells=draw(DEALS),
        prefers=draw(st.builds(Taste, some(GENRES), some(FORMATS), some(STAGES), some(BUDGETS), some(COUNTRIES))),
        genres=draw(counts(GENRES)),
        formats=draw(counts(FORMATS)),
        stage=draw(st.sampled_from(["", *STAGES])),
        budget=draw(st.sampled_from(["", *BUDGETS])),
        collaborators=draw(some((901, 902, 903), 3)),
        sites=draw(some(("hk", "mo", ONLINE))),
        slots=draw(st.none() | st.integers(0, 7)),
        room=draw(st.none() | st.integers(0, 3)),
        clearance=draw(st.sampled_from([Audience.EVERYONE, Audience.BADGES, Audience.BUYERS])),
        audiences=draw(st.dictionaries(st.sampled_from(FIELDS), AUDIENCES, max_size=2)),
    )


@st.composite
def problems(draw):
    """Draw a market with wishes, vetoes, feedback and weights."""
    drawn = draw(parties())
    pairs = st.frozensets(st.tuples(*[st.sampled_from([one.number for one in drawn])] * 2), max_size=4)
    traits = st.sampled_from(
        [
            *((Dislike.COUNTRY, word) for word in COUNTRIES),
            *((Dislike.GENRE, word) for word in GENRES),
            *((Dislike.FORMAT, word) for word in FORMATS),
            *((Dislike.ACTIVITY, word) for word in ACTIVITIES),
            *((Dislike.ORGANISATION, number) for number in range(4)),
            *((Dislike.PARTY, one.number) for one in drawn),
        ]
    )
    weights = st.builds(Weights, needs=st.integers(0, 100), languages=st.integers(0, 9), answered=st.integers(0, 100))
    return Problem(
        parties=drawn,
        weights=draw(st.just(Weights()) | weights),
        limits=draw(st.just(SMALL) | st.just(Limits())),
        vetoes=draw(pairs),
        known=draw(pairs),
        feedback=draw(
            st.dictionaries(st.sampled_from([one.number for one in drawn]), st.frozensets(traits, max_size=2), max_size=2)
        ),
        turn=draw(st.integers(0, 3)),
    )
