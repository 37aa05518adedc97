"""Knock at the door as a stranger would: does the time tell who has an account, and how often may one guess?

    script/bench knocking [--asks 1000] [--seed 1]

Works on an SQLite file of its own. Codes are asked for by turns, drawn at random, for addresses that somebody has and that
nobody has; what is judged is how well the time of an answer tells the two apart: 0.5 is not at all, 1 always. Then four
processes ask for one person's codes and guess for four seconds, and the person asks for one themselves, from elsewhere.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result

TOLD = Bar("told apart by time", 0.55)
GUESSES = Bar("guesses of four processes in 4 s", 18, "guesses")  # nine a minute, and the minute may change
OWNER = Bar("letters to the owner meanwhile", 1, "letters", is_floor=True)
BARS = (TOLD, GUESSES, OWNER)
DOORS = {
    "sign-in, with an account": ("account", "/accounts/login/code/"),
    "sign-in, accredited": ("accredited", "/accounts/login/code/"),
    "sign-up, with an account": ("account", "/accounts/signup/"),
}
GUESSING = """
import time
import django; django.setup()
from django.test import Client
guesses, ends = 0, time.monotonic() + 4
while time.monotonic() < ends:
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    stranger.post("/accounts/login/code/", {"email": "own@example.org"})
    for _ in range(3):
        guesses += b"incorrect" in (page := stranger.post("/accounts/login/code/confirm/", {"code": "WRONG"}).content.lower()) \\
            or b'aria-invalid="true"' in page
print(guesses)
"""


def main(words: list[str]) -> Result:
    """Print how well each door's time tells, and what guessing came to."""
    parser = argparse.ArgumentParser(prog="script/bench knocking", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--asks", type=int, default=1000, help="for known addresses, and as many for unknown ones")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-knocking-") as folder:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        os.environ |= {"PRAYA_HOSTS": "testserver"}
        import django

        django.setup()
        _fill(Path(folder), options.asks)
        marks = [_judged(name, options) for name in DOORS]
        guesses = _guessed()
    return Result((*marks, GUESSES.mark(guesses), OWNER.mark(_letters_of_owner())), {})


def _fill(folder: Path, asks: int) -> None:
    from django.core.management import call_command

    from praya.core.accounts.models import Account
    from praya.core.directory.models import Person

    call_command("migrate", verbosity=0)
    for number in range(asks * len(DOORS)):
        Account.objects.create_user(f"account{number}@example.org")
        Person.objects.create(name=f"Person {number}", email=f"accredited{number}@example.org")
    Account.objects.create_user("own@example.org")


def _judged(name: str, options: argparse.Namespace) -> Mark:
    """Ask by turns and judge by CPU: what waits for the disk hides the difference, and an attacker has patience."""
    from django.test import Client

    kind, page = DOORS[name]
    first = list(DOORS).index(name) * options.asks
    asked = [
        (known, f"{kind if known else 'nobody'}{first + number}") for number in range(options.asks) for known in (True, False)
    ]
    random.Random(options.seed).shuffle(asked)
    took: dict[bool, list[float]] = {True: [], False: []}
    for number, (known, word) in enumerate(asked):
        client = Client(REMOTE_ADDR=f"10.{number % 250}.{number // 250}.{first % 250}")
        client.get("/accounts/login/")
        began = time.process_time()
        answer = client.post(page, {"email": f"{word}@example.org"})
        took[known].append(time.process_time() - began)
        if answer.status_code != 302:
            raise AssertionError(f"{page} answered {answer.status_code}")
    medians = [1000 * sorted(one)[len(one) // 2] for one in (took[True], took[False])]
    return TOLD.mark(told_apart(took[True], took[False]), of=name, beside="medians {:.2f} and {:.2f} ms".format(*medians))


def told_apart(one: list[float], other: list[float]) -> float:
    """Return how often a drawn pair is put in its right order, whichever of the two takes longer.

    >>> told_apart([1.0, 2.0], [3.0, 4.0]), told_apart([1.0, 2.0], [1.0, 2.0])
    (1.0, 0.5)
    """
    above = sum((a > b) + 0.5 * (a == b) for a in one for b in other) / (len(one) * len(other))
    return max(above, 1 - above)


def _guessed() -> int:
    running: list[Any] = [subprocess.Popen([sys.executable, "-c", GUESSING], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    return sum(int(one.communicate()[0].split()[-1]) for one in running)


def _letters_of_owner() -> int:
    """Let the owner ask from their own network, while the stranger goes on."""
    from django.core import mail
    from django.test import Client

    for _ in range(4):
        Client(REMOTE_ADDR="198.51.100.7").post("/accounts/login/code/", {"email": "own@example.org"})
    before = _sent(mail)
    Client(REMOTE_ADDR="192.0.2.44").post("/accounts/login/code/", {"email": "own@example.org"})
    return _sent(mail) - before


def _sent(mail: Any) -> int:
    from django.conf import settings

    folder = Path(settings.EMAIL_FILE_PATH)
    return sum(1 for letter in folder.glob("*.log") if "own@example.org" in letter.read_text())
