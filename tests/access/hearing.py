"""Listen to what people are told, by letter, on a device and by notice, when others deal with them, and by the jobs that follow.

What somebody hears may hang on what they or the one who deals know; on nothing else. The jobs of every room that come by
themselves and write, and whatever a dealing hands to the worker, are done within the play: a new room's are heard unasked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from unittest import mock

from django.core import mail
from django.db import transaction
from django.utils import timezone

from praya.core.jobs.backend import JobTask
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import declared_jobs
from praya.core.jobs.executing import claim_next, execute
from praya.core.letters.models import PushDevice
from praya.core.letters.pushing import push_due
from praya.core.letters.sending import send_due
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.models import Notice
from tests.access.matrix import Cell, Player
from tests.access.roles import EVERYBODY
from tests.access.secret_facts import Secret
from tests.access.world import TOKEN, World
from tests.access.worlds import Scene
from tests.access.written import MASKS

# Whose jobs write to people.
WRITING = ("mail", "timed")
QUEUES = (*WRITING, "default")
# Codes are drawn anew; a private one holds the small world's token and is shorter.
CODE = re.compile(r"\b[a-z0-9]{14}\b")
Heard = dict[str, str]


class Ear:
    """Hear, for each role, what is told until the play is over."""

    def __init__(self, world: World, queues: Sequence[str] = WRITING) -> None:
        accounts = {account.pk: role for role, account in world.accounts.items() if account is not None}
        self.addresses = {account.email.lower(): role for role, account in world.accounts.items() if account is not None}
        delegates = Delegate.objects.filter(person__account__in=accounts).values_list("pk", "person__account")
        self.delegates = {delegate: accounts[account] for delegate, account in delegates}
        self.periodic = [task for task in declared_jobs().values() if task.every_seconds and task.queue_name in queues]
        self.last = max(Notice.objects.order_by("-pk").values_list("pk", flat=True)[:1], default=0)
        self.heard: Heard = {}
        mail.outbox = []

    def __call__(self) -> None:
        """Let the jobs be done that are due within the day, and note who hears what."""
        told: dict[str, list[str]] = defaultdict(list)

        def shows(device: PushDevice, message: str, *_rest: object) -> str:
            told[self.addresses.get(device.account.email.lower(), "")].append(f"on a device: {message}")
            return "took"

        with mock.patch("praya.core.letters.pushing._tell", shows):
            work(self.periodic)
        for notice in Notice.objects.filter(pk__gt=self.last).order_by("pk"):
            told[self.delegates.get(notice.delegate_id, "")].append(f"{notice.kind} {notice.facts}")
        for letter in mail.outbox:
            for address in letter.recipients():
                told[self.addresses.get(address.lower(), "")].append(f"{letter.subject}\n{letter.extra_headers}\n{letter.body}")
        self.heard = {role: _masked("\n".join(sorted(lines))) for role, lines in told.items() if role}


def _masked(text: str) -> str:
    """Take out of what is heard what is drawn anew, or is an hour of this run."""
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    return CODE.sub("CODE", text)


def work(periodic: Sequence[JobTask] = ()) -> None:
    """Do what waits in the queues but the solver's, and then these jobs, as a worker would a day later."""
    now = timezone.now
    with mock.patch.object(timezone, "now", lambda: now() + timedelta(days=1)):
        while execution := claim_next("ear", list(QUEUES)):
            if (outcome := execute(execution)) != "done":
                raise AssertionError(f"{execution.result.task_path}: {outcome}")
        for task in periodic:
            task.func(mock.create_autospec(JobContext, instance=True))
        if periodic:  # what these jobs asked for leaves soon after
            later = timezone.now() + timedelta(minutes=1)
            send_due(lambda: None, clock=lambda: later)
            push_due(lambda: None, clock=lambda: later)


def hearings(player: Player, world: World, wanted: Sequence[Scene]) -> dict[Cell, Heard]:
    """Return who hears what of each dealing."""
    found = {}
    for cell, path, body in wanted:
        ear = Ear(world)
        player.send(cell, path, body, listen=ear)
        found[cell] = ear.heard
    return found


def heard_unasked(world: World) -> Heard:
    """Return who hears what when nobody deals with anybody: the jobs of all rooms are done once."""
    ear = Ear(world, QUEUES)
    with transaction.atomic():
        ear()
        transaction.set_rollback(True)
    return ear.heard


def betrayed(
    player: Player,
    world: World,
    secrets: Sequence[Secret],
    wanted: Sequence[Scene],
    before: dict[Cell, Heard],
    roles: frozenset[str] = EVERYBODY,
) -> list[str]:
    """Return which dealing tells somebody of these roles a secret that neither they nor whoever deals may know."""
    found = []
    for hidden, listeners in _by_hidden(roles, secrets, wanted).items():
        for batch in sorted({secret.batch for secret in hidden}):
            together = [secret for secret in hidden if secret.batch == batch]
            for scene, role in _differing(player, world, together, wanted, before, listeners):
                alone = [one for one in together if _differing(player, world, [one], [scene], before, [role])]
                found += [f"{scene[0]} tells {role} {secret.what}" for secret in alone]
                if not alone:
                    found.append(f"{scene[0]} tells {role} {' with '.join(secret.what for secret in together)}")
    return found


def _by_hidden(roles: frozenset[str], secrets: Sequence[Secret], wanted: Sequence[Scene]) -> dict[tuple[Secret, ...], list[str]]:
    """Group the listeners by the secrets that neither they nor who deals may know."""
    dealers = {scene[0].role for scene in wanted}
    groups: dict[tuple[Secret, ...], list[str]] = defaultdict(list)
    for role in sorted(roles):
        groups[tuple(one for one in secrets if not one.may_know & {role, *dealers})].append(role)
    return groups


def _differing(
    player: Player,
    world: World,
    secrets: Sequence[Secret],
    wanted: Sequence[Scene],
    before: dict[Cell, Heard],
    listeners: Sequence[str],
) -> list[tuple[Scene, str]]:
    with transaction.atomic():
        for secret in secrets:
            secret.change(world)
        after = hearings(player, world, wanted)
        transaction.set_rollback(True)
    return [
        (scene, role) for scene in wanted for role in listeners if after[scene[0]].get(role, "") != before[scene[0]].get(role, "")
    ]


def overheard(world: World, heard: Heard) -> list[str]:
    """Return the private values that were told to somebody who may not read them."""
    return [
        f"{role} is told the {what}"
        for role, text in heard.items()
        if TOKEN in text
        for token, what, readers in world.canaries
        if token in text and role not in readers
    ]
