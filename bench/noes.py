"""Accept requests against which a *no* stands, and others whose slot is truly lost: does the time of the answer tell which?

    script/bench noes [--answers 2000] [--seed 1]

Works on an SQLite file of its own. The same request is answered over HTTP in the same world, by turns drawn at random: where
one of the noes stands that four roles can say to each other, and where a slot is truly lost (busy, full, no table); whatever
came about is undone. What is judged is how well the CPU time of an answer tells the two kinds apart: 0.5 is not at all, 1 always.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from typing import Any

from bench.bars import Bar, Result
from bench.knocking import told_apart

TOLD = Bar("a no told by time", 0.53)
ANSWERS = Bar("answers that differ in words", 0, "answers")
BARS = (TOLD, ANSWERS)


def main(words: list[str]) -> Result:
    """Print how well time tells a *no* from a lost slot, and how many answers differ in words."""
    parser = argparse.ArgumentParser(prog="script/bench noes", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--answers", type=int, default=2000, help="of each of the two kinds")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-noes-") as folder:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        os.environ |= {"PRAYA_HOSTS": "testserver"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        took, said = _answered(options)
    medians = {kind: 1000 * sorted(times)[len(times) // 2] for kind, times in took.items()}
    beside = "medians {no:.2f} and {lost:.2f} ms".format(**medians)
    return Result((TOLD.mark(told_apart(took["no"], took["lost"]), beside=beside), ANSWERS.mark(len(said) - 1)), {})


def _answered(options: argparse.Namespace) -> tuple[dict[str, list[float]], set[str]]:
    from django.test import Client
    from tests.builders import sign_in
    from tests.match.requests.noes import NOES, OBSTACLES, SLOTS, Table, undone

    drawn = random.Random(options.seed)
    # Whoever has said no themselves does not see the request: that is no secret from them.
    noes = [pair for pair in NOES if pair != ("recipient", "sender")]
    table = Table()
    account: Any = table.people["recipient"].person.account
    client = sign_in(Client(), account)
    address = f"/e/{table.edition.slug}/requests/{table.request.code}/accept/"
    body = {"starts_at": SLOTS[0].isoformat()}
    turns = ["no", "lost"] * options.answers
    drawn.shuffle(turns)
    took: dict[str, list[float]] = {"no": [], "lost": []}
    said: set[str] = set()
    for turn in turns:
        with undone():
            if turn == "no":
                table.refuse(*drawn.choice(noes))
            else:
                table.obstruct(drawn.choice(OBSTACLES))
            began = time.process_time()
            answer = client.post(address, body)
            took[turn].append(time.process_time() - began)
            said.add(_words(answer))
    return took, said


def _words(answer: Any) -> str:
    """Return what an answer says, without what is drawn for each."""
    from tests.match.requests.noes import LOST

    text = answer.content.decode()
    return f"{answer.status_code} {answer.headers.get('Location', '')} {LOST in text}"
