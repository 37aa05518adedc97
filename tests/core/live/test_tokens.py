"""The address of a stream says who may follow what, for a minute; nobody can write one."""

from __future__ import annotations

from django.core import signing

from praya.core.live.tokens import SALT, Pass, live_address, read_pass

GIVEN = Pass(1, 2, "points", 3, (("code", "R1"), ("edition", "macau")))


def token_of(account: int = 1, *, edition: int = 2, channel: str = "points", subject: int = 3) -> str:
    words = {"edition": "macau", "code": "R1"}
    return live_address(account, edition=edition, channel=channel, subject=subject, words=words).removeprefix("/live/")


def test_a_pass_is_read_as_it_was_given() -> None:
    assert read_pass(token_of()) == GIVEN


def test_anything_else_is_no_pass() -> None:
    token = token_of()
    others = {
        "empty": "",
        "forged": "forged",
        "longer": token + "x",
        "in the other case": token.swapcase(),
        "too few words": signing.dumps([1], salt=SALT),
        "words without names": signing.dumps([1, 2, "points", 3, "words"], salt=SALT),
        "too many words": signing.dumps([1, 2, "points", 3, {}, 4], salt=SALT),
        "signed for something else": signing.dumps([1, 2, "points", 3, {}]),
    }
    assert {name: read_pass(other) for name, other in others.items()} == dict.fromkeys(others)


def test_a_pass_ends_after_a_minute(monkeypatch) -> None:
    token = token_of()
    made_at = signing.time.time()
    answers = []
    for seconds in (59, 61):
        monkeypatch.setattr(signing.time, "time", lambda seconds=seconds: made_at + seconds)
        answers.append(read_pass(token))
    assert answers == [GIVEN, None]
