"""People are led back to where they were, never out of the house and never to what only takes a button."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from praya.core.access.returning import page_asked, page_at, way_back

HERE = "http://testserver"
BACK = {
    "/e/pearl/people/?q=%E9%99%B3&page=2#found": "/e/pearl/people/?q=%E9%99%B3&page=2#found",
    f"{HERE}/e/pearl/people/?q=a": "/e/pearl/people/?q=a",
    "/no/such/page/": "/no/such/page/",
    "/e/pearl/manage/front/picture/remove/": "/e/pearl/manage/front/",
    f"{HERE}/e/pearl/apply/withdraw/?a=b": "/e/pearl/apply/",
    "/accounts/logout/": "/accounts/logout/",
    "/language/": "/",
    "": "/",
    "people/": "/",
    "https://elsewhere.example/": "/",
    "//elsewhere.example/": "/",
    "/\\elsewhere.example/": "/",
    "javascript:alert(1)": "/",
    f"{HERE}//elsewhere.example/": "/",
    f"{HERE}/\\elsewhere.example/": "/",
    f"{HERE}@elsewhere.example/": "/",
    HERE: "/",
}


@pytest.mark.parametrize("target", BACK)
def test_the_way_back_is_a_page_of_the_house(target: str) -> None:
    assert way_back(RequestFactory().post("/language/"), target) == BACK[target]


def test_the_page_at_an_address_is_the_nearest_that_opens() -> None:
    addresses = ("/e/pearl/manage/front/", "/e/pearl/manage/front/picture/", "/nothing/like/this/", "/")
    assert [page_at(address) for address in addresses] == ["/e/pearl/manage/front/", "/e/pearl/manage/front/", "/", "/"]


def test_a_request_leads_back_to_the_page_of_its_button() -> None:
    make, button = RequestFactory(), "/e/pearl/manage/front/picture/remove/"
    assert page_asked(make.get("/e/pearl/people/?page=2")) == "/e/pearl/people/?page=2"
    for asks in (make.get, make.head):
        asked = asks("/e/pearl/people/?page=2", headers={"Referer": f"{HERE}/e/pearl/about/"})
        assert page_asked(asked) == "/e/pearl/people/?page=2"
    assert page_asked(make.post(button)) == "/e/pearl/manage/front/"
    assert page_asked(make.post(button, headers={"Referer": f"{HERE}/e/pearl/about/?a=b"})) == "/e/pearl/about/?a=b"
    assert page_asked(make.post(button, headers={"Referer": "https://elsewhere.example/"})) == "/"
