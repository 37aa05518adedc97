"""The tab of a browser calls people and companies as the page does: in the reader's script."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "person", "company"), [("zh-hant", "吳思遠", "渡輪影業"), ("pt", "Ng See-yuen", "Ferry & Sons")]
)
def test_titles_are_in_the_readers_script(client: Client, language: str, person: str, company: str) -> None:
    edition = make.make_edition("market")
    known = make.make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"})
    firm = make.make_organisation("Ferry & Sons", names={"zh-Hant": "渡輪影業"})
    exhibitor = make.make_exhibitor(edition, organisation=firm, staff=0)
    delegate = make.make_delegate(edition, person=known, organisation=None)
    calendar = make.calendar_of(delegate)
    me = make.make_delegate(edition)
    make.calendar_of(me)
    make.TeamMember.objects.create(edition=edition, account=me.person.account, role="organiser")
    make.sign_in(client, me.person.account)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    pages = {
        reverse("person", args=["market", known.code]): person,
        reverse("organisation", args=["market", firm.code]): company,
        reverse("calendar", args=["market", calendar.code]): person,
        reverse("manage_delegate", args=["market", delegate.code]): person,
        reverse("manage_exhibitor", args=["market", exhibitor.code]): company,
        reverse("manage_repair_person", args=["market", delegate.code]): person,
    }
    told = {}
    for address in pages:
        (title,) = re.findall(r"<title>(.*?) · Praya</title>", client.get(address).content.decode())
        told[address] = title.strip().replace("&amp;", "&")
    assert told == pages
