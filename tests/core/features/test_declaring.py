"""Rooms declare links, deeds and states; nobody may take a word that another room has."""

from __future__ import annotations

import pytest
from django.apps import apps

from praya.core.audit.deeds import declare_deeds, deeds
from praya.core.features.finding import House
from praya.core.features.menus import delegate_links, manage_links
from praya.core.texts.states import declare_states, states


def test_every_app_of_ours_collects_its_rooms() -> None:
    ours = [app for app in apps.get_app_configs() if app.name.startswith("praya.")]
    assert {type(app).__mro__[1] for app in ours} == {House}


def test_the_tables_of_an_app_are_those_of_its_rooms() -> None:
    rooms = {model.__module__ for model in apps.get_app_config("meet").get_models()}
    named = "accreditation door duplicates editions exhibitors notices outbox parties planner programme seats sheets speaking"
    named += " tokens transfers works"
    files = {"praya.meet.programme.models_versions"}  # one of a room with many tables
    assert rooms == files | {f"praya.meet.{name}.models" for name in named.split()}
    # Only what has models of its own in Django's eyes is emptied, serialized and told of migrations.
    assert all(app.models_module for app in apps.get_app_configs() if isinstance(app, House))


@pytest.mark.needs("match")
def test_menus_stand_in_their_order() -> None:
    assert [link.route for link in delegate_links()][:5] == ["agenda", "programme", "people", "exhibitors", "works"]
    parts = manage_links()
    phases = ["", "Before the market", "People and works", "Matching", "On the day", "Afterwards"]
    assert [str(label) for label, _links in parts] == phases
    first = ["manage", "manage_edition", "manage_delegates", "manage_rounds", "manage_board", "manage_reports"]
    assert [links[0].route for _label, links in parts] == first
    for links in (delegate_links(), *(links for _label, links in parts)):
        assert len({link.order for link in links}) == len(links)


@pytest.mark.needs("match")
def test_a_word_is_declared_once() -> None:
    before = dict(deeds()), dict(states())
    with pytest.raises(ValueError, match="declared twice: send request"):
        declare_deeds({"send request": "sang"})
    with pytest.raises(ValueError, match="declared twice: must"):
        declare_states({"must": ("done", "must")})
    assert (dict(deeds()), dict(states())) == before
