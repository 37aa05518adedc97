"""Publish a schedule to thousands of people: ask for their letters, and send them while the sender is killed again and again.

    script/bench letters [--people 4000] [--kills 10] [--seed 1]

Works on an SQLite file of its own. Letters are files, as where no mail server is set. A sender that is killed between handing a
letter over and noting it leaves it to the next one, which sends the same message: counted is by reader and Message-ID.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.bars import Bar, Result

ASKED = Bar("letters asked for", 60, "s", "wall")
RELEASED = Bar("letters let go", 60, "s", "wall")
MISSING, TWICE = Bar("readers without their letter", 0, "readers"), Bar("readers with two letters", 0, "readers")
KILLED = Bar("senders killed", 1, "senders", is_floor=True)
AGAIN = Bar("the same message handed over once more", None, "messages")
PACE = Bar("letters written and handed over in a minute", None, "letters")
BARS = (ASKED, RELEASED, MISSING, TWICE, KILLED, AGAIN, PACE)
SENDER = """
from datetime import timedelta
from praya.site.starting import start_django
start_django()
from django.conf import settings
from praya.core.letters import queries, sending
settings.MAIL_PER_MINUTE = 10**9
queries.PAUSE = sending.PAUSE = timedelta(seconds=1)  # a killed sender's letters are not waited for two minutes
print("ready", flush=True)
sending.send_due(lambda: None)
"""


def main(words: list[str]) -> Result:
    """Judge how long it takes to ask for the letters, and that each reader gets one."""
    parser = argparse.ArgumentParser(prog="script/bench letters", description=(__doc__ or "").split("\n")[0])
    for name, usual in (("people", 4000), ("kills", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-letters-") as folder:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        from praya.site.readiness import bring_up_to_date

        bring_up_to_date(lambda line: None)
        return measure(options)


def measure(options: argparse.Namespace) -> Result:
    """Ask, let go, send under kills, and count."""
    from django.db import transaction
    from django.utils import timezone

    from praya.core.letters.actions import release
    from praya.core.letters.models import Letter, Mailing
    from praya.meet.notices.actions import tell

    delegates = people_who_meet(options.people)
    began = time.monotonic()
    with transaction.atomic():
        tell(delegates, "published", round=1)
    asked = time.monotonic() - began
    began = time.monotonic()
    release(Mailing.objects.get(), by=None, at=timezone.now() - timedelta(minutes=1))
    released = time.monotonic() - began
    print(f"{len(delegates)} letters asked for in {asked:.1f} s, let go in {released:.1f} s", flush=True)
    began = time.monotonic()
    killed = send_under_kills(options.kills, random.Random(options.seed))
    passed = time.monotonic() - began
    handed = messages_in(Path(os.environ["PRAYA_VAR"]) / "mail")
    left = Letter.objects.exclude(state=Letter.State.SENT).count()
    counts = [len(set(names)) for names in handed.values()]
    again = sum(len(names) - len(set(names)) for names in handed.values())
    marks = (
        ASKED.mark(round(asked, 2)),
        RELEASED.mark(round(released, 2)),
        MISSING.mark(options.people - len(handed) + left, beside=f"of {options.people}"),
        TWICE.mark(sum(count > 1 for count in counts)),
        KILLED.mark(killed),
        AGAIN.mark(again),
        PACE.mark(round(60 * len(handed) / passed)),
    )
    return Result(marks, {"people": options.people, "seconds": passed})


def people_who_meet(count: int) -> list[int]:
    """Make delegates, each with one meeting; return their numbers."""
    from django.db import transaction
    from django.utils import timezone
    from tests import builders as make

    from praya.match.diary.models import Attendance, Meeting
    from praya.meet.accreditation.models import Delegate
    from praya.meet.parties.models import Party

    starts_at = timezone.now() + timedelta(days=30)
    with transaction.atomic():
        edition = make.make_edition("autumn")
        found = [make.make_delegate(edition, name=f"Guest {number}") for number in range(count)]
        Party.objects.bulk_create([Party(edition=edition, delegate=one) for one in found], batch_size=500)
        parties = dict(Party.objects.values_list("delegate", "pk"))
        ends_at = starts_at + timedelta(minutes=30)
        made = [Meeting(edition=edition, starts_at=starts_at, ends_at=ends_at) for _ in range(count // 2)]
        meetings = Meeting.objects.bulk_create(made, batch_size=500)
        pairs = [(found[place], meetings[place // 2]) for place in range(2 * (count // 2))]
        Attendance.objects.bulk_create(
            [Attendance(meeting=met, calendar_id=parties[one.pk], delegate=one, starts_at=starts_at) for one, met in pairs],
            batch_size=500,
        )
        return list(Delegate.objects.order_by("pk").values_list("pk", flat=True))


def send_under_kills(kills: int, dice: random.Random) -> int:
    """Send until nothing is left, killing the sender as often as asked; return how often that was possible."""
    killed = 0
    while True:
        sender = _sender()
        try:
            sender.wait(timeout=dice.uniform(0.5, 3.0) if killed < kills else 1200)
        except subprocess.TimeoutExpired:
            sender.kill()
            sender.wait()
            killed += 1
            continue
        time.sleep(1.1)  # what a killed sender had taken is free again
        if not _due():
            return killed


def _sender() -> subprocess.Popen[str]:
    sender = subprocess.Popen([sys.executable, "-c", SENDER], stdout=subprocess.PIPE, text=True)
    if sender.stdout is None or sender.stdout.readline() != "ready\n":
        raise RuntimeError("the sender did not start")
    return sender


def _due() -> int:
    from praya.core.letters.models import Letter

    return int(Letter.objects.filter(state=Letter.State.WAITING).count())


def messages_in(folder: Path) -> dict[str, list[str]]:
    """Return by reader the Message-IDs that were handed over."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in folder.glob("*.log"):
        text = path.read_text(encoding="utf-8", errors="replace")
        for message in re.split(r"^-{79}$", text, flags=re.MULTILINE):
            heads: dict[str, Any] = dict(
                re.findall(r"^(To|Message-ID): (.*)$", message.split("\n\n")[0] + "\n", flags=re.MULTILINE)
            )
            if len(heads) == 2:
                found[heads["To"]].append(heads["Message-ID"])
    return found
