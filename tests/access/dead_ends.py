"""Follow every link and press every button of every page, as the role that reads it: nothing may lead to a 403 or a 404.

The gate judges who would be let in, which costs no request. What it lets in is asked for where more than the edition has to be
found: a record, or something that the query or a form names.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import Resolver404, resolve

from praya.core.access.absence import Absent
from tests.access.controls import Control, controls_of, words_asked
from tests.access.gatekeeping import is_gated
from tests.access.matrix import Answer, Cell, Player
from tests.access.roles import ANONYMOUS
from tests.access.world import World

DEAD = {403, 404, 405, 410}
# Presses that end what the player needs: the session of a role.
ENDING = frozenset({"account_logout"})


class Follower:
    """Judge what the pages of a role let it press; each control once.

    `most` limits how many records of one kind of control are asked for; the gate judges all.
    """

    def __init__(self, world: World, most: int = sys.maxsize) -> None:
        self.world, self.player, self.factory, self.most = world, Player(world), RequestFactory(), most
        self.judged: dict[tuple[Any, ...], str] = {}
        self.asked: Counter[tuple[Any, ...]] = Counter()

    def faults(self, answers: Iterable[Answer]) -> list[str]:
        """Return the controls that lead nowhere, with a page on which each stands."""
        found: dict[str, str] = {}
        for answer in answers:
            if answer.cell.method == "GET" and answer.status == 200 and "'text/html" in answer.text.partition("\n")[0]:
                for control in controls_of(answer.text, answer.path):
                    why = self.judge(control, answer.cell.role)
                    if why:
                        found.setdefault(why, f"{answer.cell.route} shows {answer.cell.role} {why}")
        return sorted(found.values())

    def judge(self, control: Control, role: str) -> str:
        """Return what is wrong with a control in the hands of a role, or nothing."""
        try:
            match = resolve(control.path)
        except Resolver404:
            return f"{control.method} {control.path}: no such page"
        key = (role, control.method, control.path, words_asked(control), tuple(sorted(name for name, _ in control.fields)))
        if key not in self.judged:
            self.judged[key] = self._judged(control, role, match)
        return self.judged[key]

    def _judged(self, control: Control, role: str, match: Any) -> str:
        name = f"{control.method} {control.address}"
        view, words = match.func, dict(match.kwargs)
        if is_gated(view):
            if control.method not in view.methods:
                return f"{name}: does not take {control.method}"
            if not self._lets_in(control, role, view, dict(words)):
                return "" if role == ANONYMOUS else f"{name}: refused by its gate"
        is_decided = set(words) <= {"edition"} and not words_asked(control) and not control.fields
        if is_decided or match.url_name in ENDING:
            return ""
        kind = (role, match.url_name, control.method, words_asked(control), tuple(sorted({name for name, _ in control.fields})))
        self.asked[kind] += 1
        if self.asked[kind] > self.most:
            return ""
        cell = Cell(str(match.url_name), "followed", role, control.method)
        answer = self.player.send(cell, control.address, _body(control))
        return f"{name}: {answer.status}" if answer.status in DEAD or answer.status >= 500 else ""

    def _lets_in(self, control: Control, role: str, view: Any, words: dict[str, Any]) -> bool:
        request = self.factory.generic(control.method, control.address)
        request.user = self.world.accounts[role] or AnonymousUser()
        try:
            return bool(view.rule(view.visit(request, words)))
        except Absent:
            return False


def _body(control: Control) -> dict[str, Any]:
    body: dict[str, list[str]] = {}
    for name, value in control.fields:
        body.setdefault(name, []).append(value)
    return body


def dead_ends(answers: Iterable[Answer], world: World, most: int = sys.maxsize) -> list[str]:
    """Return the controls on the pages of these answers that their readers may not use."""
    return Follower(world, most).faults(answers)
