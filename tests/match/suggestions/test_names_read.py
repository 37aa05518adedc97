"""Cards and what was left out name people and companies in the reader's script."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from praya.core.access.audiences import Audience as Clearance
from praya.match.suggestions.letters import _line
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, number_of
from praya.match.suggestions.presenting import Suggested, words_left_out
from praya.meet.accreditation.models import Delegate
from tests.match.suggestions.market import Fair

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair() -> Fair:
    made = Fair()
    made.compute()
    return made


def test_a_card_names_person_and_company_in_the_readers_script_with_the_other_beside_it(fair: Fair) -> None:
    company = fair.buyer.organisation
    company.names = {"zh-Hant": "暹羅影業"}
    company.save()
    Delegate.objects.filter(pk=fair.buyer.pk).update(job_title="Buyer")
    account = fair.seller.person.account
    account.language = "zh-hant"
    account.save()
    html = fair.client(fair.seller).get(fair.address, headers={"accept-language": "zh-hant"}).content.decode()
    both = '<bdi lang="zh-Hant">暹羅影業</bdi> <bdi class="name-other latin">Ploy Siri Company</bdi>'
    assert f'<bdi>Buyer</bdi> · <span class="name">{both}</span>' in html


def test_a_letter_names_them_so_too(fair: Fair) -> None:
    company, person = fair.buyer.organisation, fair.buyer.person
    company.names, person.names = {"zh-Hant": "暹羅影業"}, {"zh-Hant": "詩蕊"}
    company.save()
    person.save()
    card = Suggested("x", "person", person.name, person.names, "/x/", "Buyer", company.name, company.names, reasons=["同在香港"])
    with override("zh-hant"):
        assert _line(card) == "詩蕊 · Buyer · 暹羅影業 · 同在香港"
    with override("en"):
        assert _line(card) == "Ploy Siri · Buyer · Ploy Siri Company · 同在香港"


def test_what_was_left_out_is_called_as_its_reader_is_used_to(fair: Fair) -> None:
    person = fair.seller.person
    person.names = {"zh-Hant": "吳小燈"}
    person.save()
    rows = [(1, "party", str(number_of(PERSON, fair.seller.pk))), (2, "party", str(number_of(EXHIBITOR, fair.stand.pk)))]
    told = words_left_out(rows, "zh-hant", Clearance.BADGE)
    assert told == [(1, "吳小燈"), (2, "Lantern Sales")]
