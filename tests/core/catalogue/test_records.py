"""Let companies and people say who they are; grant what is shown on request."""

from __future__ import annotations

from typing import Any

import pytest

from praya.core.access.audiences import Audience
from praya.core.actions.seeing import mark_of
from praya.core.audit.models import Entry
from praya.core.catalogue.granting import answer_grant, ask_to_read
from praya.core.catalogue.indexing import index_organisations
from praya.core.catalogue.models import Grant
from praya.core.catalogue.profiles import ORGANISATION
from praya.core.catalogue.queries import grants_of, title_card
from praya.core.directory.countries import country_names
from praya.core.directory.models import Organisation, Person
from praya.core.documents.actions import revise
from praya.core.documents.checking import Faulty, faults_of
from praya.core.documents.declaring import loaded_document
from praya.core.index.queries import find
from praya.core.texts.reading import write
from tests.builders import make_account, make_organisation, make_person, make_title

pytestmark = pytest.mark.django_db
FIELDS = ("name", "names", "country", "activities", "territories", "languages", "preferences", "level")


def typed(record: Organisation | Person, **values: Any) -> dict[str, Any]:
    """Return the fields of a record as its page posts them, some of them changed."""
    return {name: value for name, value in loaded_document(record).items() if name in FIELDS} | values


def test_a_company_is_found_under_every_name_it_gives() -> None:
    company = make_organisation("Lantern Films", level="public")
    index_organisations([company.pk])
    names = [{"text": "燈籠電影", "tag": "zh-Hant"}, {"text": "فوانيس", "tag": "ar"}, {"text": "燈籠影業", "tag": "zh-Hant"}]
    revise(company, typed(company, names=names), seen="", by=make_account(), edition=5)
    company.refresh_from_db()
    assert company.names == {"zh-Hant": "燈籠電影", "ar": "فوانيس"}
    assert [one["text"] for one in company.aliases] == ["燈籠影業"]
    for words in ("Lantern Films", "燈籠電影", "燈籠影業", "فوانيس"):
        assert [hit.number for hit in find(words, audience=Audience.PUBLIC, kinds=("organisation",)).hits] == [company.pk]
    entry = Entry.objects.get(action="change organisation")
    assert (entry.edition, list(entry.after)) == (5, ["names"])


def test_no_former_name_is_lost() -> None:
    person = make_person("Wu Siyuan", names={"zh-Hans": "吴思远"}, level="badge")
    revise(person, typed(person, name="Ng See-yuen", names=[{"text": "吳思遠", "tag": "zh-Hant"}]), seen="", by=None)
    person.refresh_from_db()
    assert {one["text"] for one in person.aliases} == {"Wu Siyuan", "吴思远"}
    assert [hit.number for hit in find("Wu Siyuan", audience=Audience.BADGE, kinds=("person",)).hits] == [person.pk]


def test_titles_are_found_by_a_new_spelling_of_their_director() -> None:
    person = make_person("Wong Kar-wai")
    credit = {"role": "director", "name": "Wong Kar-wai", "note": "", "person": person.code, "organisation": ""}
    title = make_title("In the Mood for Love", credits=[credit])
    revise(person, typed(person, names=[{"text": "王家衛", "tag": "zh-Hant"}]), seen="", by=None)
    assert [hit.number for hit in find("王家衛", audience=Audience.BADGE).hits] == [title.pk]
    seen = [hit.matched for hit in find("王家衛", audience=Audience.PUBLIC).hits]
    assert "王家衛" not in seen


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"names": [{"text": "x" * 201, "tag": "en"}]}, "names.0.text"),
        ({"names": [{"text": "X", "tag": ""}]}, "names.0.tag"),
        ({"names": [{"text": "X", "tag": "Elvish"}]}, "names.0.tag"),
        ({"names": [{"text": f"X{n}", "tag": "en"} for n in range(201)]}, "names"),
        ({"country": "Atlantis"}, "country"),
        ({"territories": ["HK", "Atlantis"]}, "territories.1"),
        ({"languages": ["Elvish"]}, "languages.0"),
        ({"activities": ["magic"]}, "activities.0"),
        ({"preferences": {"genres": ["soup"]}}, "preferences.genres"),
        ({"preferences": {"countries": ["Atlantis"]}}, "preferences.countries"),
        ({"level": "private"}, "level"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"profile": write({"en": "x" * 20_001})}, "profile.texts.en.text"),
        ({"profile": write({"en": "a\u202eb"})}, "profile.texts.en.text"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(values: dict[str, Any], place: str) -> None:
    company = make_organisation("A")
    with pytest.raises(Faulty) as refusal:
        revise(company, typed(company, **values), seen="", by=None)
    assert [fault.place for fault in refusal.value.faults] == [place]
    company.refresh_from_db()
    assert (company.name, Entry.objects.count()) == ("A", 0)


def test_of_two_who_write_at_once_the_second_is_shown_theirs() -> None:
    company = make_organisation("A")
    first, second = typed(company, country="FR"), typed(company, country="MO")
    seen = mark_of(typed(company), first)
    assert revise(company, first, seen=seen, by=None).theirs is None
    late = revise(company, second, seen=seen, by=None)
    assert late.theirs is not None
    assert (late.theirs["country"], Organisation.objects.get().country) == ("FR", "FR")
    assert revise(company, first, seen=seen, by=None).theirs is None
    assert revise(company, second, seen=mark_of(late.theirs, second), by=None).record.country == "MO"


def test_reading_on_request() -> None:
    owner, account = make_organisation(), make_account()
    title = make_title("A", owner=owner, level="badge", budget_low=7, budget_high=7, currency="USD")
    grant = ask_to_read(title, account, message=" Please ", edition=2)
    assert ask_to_read(title, account, message="Again").pk == grant.pk
    assert (Grant.objects.get().message, grants_of([title.pk]).get()) == ("Please", grant)

    def budget() -> int | None:
        card = title_card(title, Audience.BADGE, account=account)
        assert card is not None
        return card.document["budget_low"]

    found = []
    for status in ("granted", "granted", "asked", "refused"):
        answer_grant(grant, status, by=None, edition=2)
        found.append(budget())
    assert found == [7, 7, None, None]
    assert title_card(title, Audience.BADGE).document["budget_low"] is None
    assert title_card(title, Audience.PUBLIC, account=account) is None
    actions = list(Entry.objects.filter(subject="core.grant").order_by("pk").values_list("action", "edition"))
    assert actions == [("ask to read", 2)] + [("answer who asks to read", 2)] * 3


def test_the_editor_has_further_names_as_rows() -> None:
    person = make_person("A", names={"zh-Hant": "甲", "ar": "أ"}, country="MO")
    document = loaded_document(person)
    assert {name: document[name] for name in ("name", "names", "country")} == {
        "name": "A",
        "names": [{"text": "甲", "tag": "zh-Hant"}, {"text": "أ", "tag": "ar"}],
        "country": "MO",
    }


def test_a_spelling_is_kept_once_with_its_language_and_where_it_is_from() -> None:
    known = {"text": "Wu Siyuan", "tag": "", "kind": "pinyin", "source": "import"}
    person = make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}, aliases=[known])
    names = [{"text": text, "tag": "zh-Hans"} for text in ("吴思远", "吴導演", "吴導演", "Wu Siyuan")]
    revise(person, typed(person, name="N. S. Yuen", names=names), seen="", by=None)
    person.refresh_from_db()
    own = {"kind": "other", "source": "own"}
    assert person.aliases == [
        known,
        {"text": "Ng See-yuen", "tag": "", **own},
        {"text": "吳思遠", "tag": "zh-Hant", **own},
        {"text": "吴導演", "tag": "zh-Hans", **own},
    ]
    entry = Entry.objects.get(action="change person")
    assert (entry.edition, entry.before["name"], entry.after["name"]) == (0, "Ng See-yuen", "N. S. Yuen")


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        ({"name": "x" * 200}, {"name": "x" * 201}),
        ({"names": [{"text": "x" * 200, "tag": "en"}]}, {"names": [{"text": "x" * 201, "tag": "en"}]}),
        ({"names": [{"text": "X", "tag": "en"}] * 200}, {"names": [{"text": "X", "tag": "en"}] * 201}),
        ({"country": ""}, {"country": "ZZZ"}),
        ({"territories": list(country_names("en"))}, {"territories": ["ZZZ"]}),
        ({"website": "https://" + "x" * 292}, {"website": "https://" + "x" * 293}),
        ({"website": "http://example.org"}, {"website": "ftp://example.org"}),
        ({"website": ""}, {"website": "https://a b"}),
        ({"level": "buyer"}, {"level": "request"}),
    ],
)
def test_a_record_may_say_this_much_and_no_more(within: dict[str, Any], beyond: dict[str, Any]) -> None:
    company = make_organisation("A")
    assert faults_of(ORGANISATION, loaded_document(company) | within) == []
    assert [fault.place.split(".")[0] for fault in faults_of(ORGANISATION, loaded_document(company) | beyond)] == list(beyond)


def test_a_request_to_read_and_its_answer_are_recorded() -> None:
    title, account, owner = make_title("A"), make_account(), make_account()
    grant = ask_to_read(title, account)
    assert (grant.message, grant.decided_at) == ("", None)
    for status, is_decided in (("granted", True), ("refused", True), ("asked", False)):
        held = answer_grant(grant, status, by=owner)
        assert (held.status, held.decided_at is not None) == (status, is_decided)
        assert (Grant.objects.get().decided_at is not None) is is_decided
    found = Entry.objects.filter(subject="core.grant").order_by("pk")
    assert list(found.values_list("action", "account", "edition", "before", "after")) == [
        ("ask to read", account.pk, 0, None, {"title": title.code}),
        ("answer who asks to read", owner.pk, 0, {"status": "asked"}, {"title": title.code, "status": "granted"}),
        ("answer who asks to read", owner.pk, 0, {"status": "granted"}, {"title": title.code, "status": "refused"}),
        ("answer who asks to read", owner.pk, 0, {"status": "refused"}, {"title": title.code, "status": "asked"}),
    ]


def test_a_message_to_the_owner_has_five_hundred_characters_at_most() -> None:
    assert ask_to_read(make_title("A"), make_account(), message=" " + "x" * 501).message == "x" * 500
