"""Ask an installation, whichever apps it has, for all it owes; tests/ops/test_apart.py does so in a process of its own."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from praya.core.features.menus import delegate_links, manage_links
from praya.core.templatetags.frame import shown_links
from tests.access.routes import routes_of
from tests.builders import make_delegate, make_edition, make_organisation, make_team_member, sign_in

pytestmark = pytest.mark.django_db


def test_checks_pass_and_no_record_lacks_a_migration() -> None:
    call_command("check")
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_only_installed_apps_have_records() -> None:
    installed = {config.label for config in apps.get_app_configs()}
    assert {label for label, models in apps.all_models.items() if models} <= installed


def test_every_page_answers() -> None:
    edition = make_edition("here", is_public=True)
    visitors = [None, make_delegate(edition).person.account, make_team_member(edition)]
    plain = [route for route in routes_of() if route.is_ours and {word for word, _kind in route.words} <= {"edition"}]
    answers: Counter[int] = Counter()
    for account in visitors:
        client = sign_in(Client(), account) if account else Client()
        answers.update(client.get(route.path({"edition": "here"})).status_code for route in plain)
    assert set(answers) <= {200, 302, 401, 403, 404, 405}
    assert answers[200] > 0


# Shown to those alone who are invited into a session.
FOR_SOME = {"my_sessions"}


def test_menus_lead_to_pages() -> None:
    edition = make_edition("here")
    of_team = [link for _label, links in manage_links() for link in links]
    delegate = make_delegate(edition, organisation=make_organisation())
    for account, links in ((delegate.person.account, delegate_links()), (make_team_member(edition), of_team)):
        client, shown = sign_in(Client(), account), shown_links(links, "here")
        assert [one.name for one in shown] == [link.route for link in links]
        assert {client.get(one.address).status_code for one in shown if one.name not in FOR_SOME} <= {200}
        assert [client.get("/e/here/").headers.get("Location")] == ([one.address for one in shown[:1]] or [None])
