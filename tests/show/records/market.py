"""Build a small market for the tests of records: a company with a stand and a work, another one, and an organiser."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from praya.core.catalogue.models import Title
from praya.core.documents.drafting import working_document
from praya.meet.works.models import Work
from tests import builders as make


class Company:
    """Hold a company that exhibits, its two people signed in, and one work that the edition shows."""

    def __init__(self, *, status: str = Work.Status.ACCEPTED, **parts: Any) -> None:
        self.edition = make.make_edition("spring")
        self.organisation = make.make_organisation("Lantern Films", activities=["production"])
        self.exhibitor = make.make_exhibitor(self.edition, organisation=self.organisation, staff=2)
        self.people = make.staff_of(self.exhibitor)
        self.client, self.colleague = (make.sign_in(Client(), one.person.account) for one in self.people)
        shown = Title.Status.PUBLISHED if status == Work.Status.ACCEPTED else Title.Status.DRAFT
        self.title = make.make_title("花樣年華", owner=self.organisation, status=shown, **parts)
        self.work = make.make_work(self.edition, self.title, status=status, exhibitor=self.exhibitor)
        self.organiser = make.sign_in(Client(), make.make_team_member(self.edition))
        self.root = f"/e/spring/mine/{self.title.code}/"
        self.review = f"/e/spring/manage/works/{self.title.code}/"

    def fresh(self) -> Title:
        """Return the title read anew."""
        return Title.objects.select_related("draft").get(pk=self.title.pk)

    def document(self) -> dict[str, Any]:
        """Return what the company works on now."""
        return working_document(self.fresh())

    def status(self) -> str:
        """Return the state of the work at the edition."""
        return str(Work.objects.get(pk=self.work.pk).status)

    def open(self, part: str, client: Client | None = None) -> HttpResponse:
        """Open a page of the editor."""
        return (client or self.client).get(f"{self.root}edit/{part}/")

    def post(self, part: str, client: Client | None = None, **typed: Any) -> HttpResponse:
        """Post a page of the editor as it was just opened, with what is typed."""
        seen = seen_on(self.open(part, client))
        return (client or self.client).post(f"{self.root}edit/{part}/", {"seen": seen, **typed})


def seen_on(answer: HttpResponse) -> str:
    """Return the mark that a page carries of what its reader saw."""
    found = re.search(r'name="seen" value="(\w*)"', answer.content.decode())
    assert found is not None
    return found[1]


def rows(name: str, *values: dict[str, str]) -> dict[str, str]:
    """Return the fields of a list of rows as a form posts them."""
    return {f"{name}-{number}-{key}": text for number, row in enumerate(values) for key, text in row.items()}


def errors_on(answer: HttpResponse) -> list[str]:
    """Return the sentences beside the fields of a page."""
    return re.findall(r'<p class="error"[^>]*>(.*?)</p>', answer.content.decode())


def text_of(answer: HttpResponse) -> str:
    """Return a page as text."""
    return answer.content.decode()
