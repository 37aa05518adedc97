"""Let nobody fill a letter box or guess codes, and lock no owner out for it.

A stranger's asks are counted for the address and the network together, so whoever asks too often stops only those beside
them; all strangers together have a higher allowance, which keeps the letter box usable. The first ask of a network within
an hour has an allowance beside it, and a wider one, so that a few networks which ask on and on keep nobody else out. A
browser in which somebody signed in with the address has an allowance of its own, which no stranger uses up. A whole market
may sit behind one network, the venue's: what a network may do guards only the machine.
"""

from __future__ import annotations

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import respond_429, truncate_ip
from django.http import HttpRequest, HttpResponse

from praya.core.accounts.browsers import browser_of
from praya.core.allowances.counting import HOUR, count, count_in_hour, give_back, nameless

# At most so many in a minute of the clock (1), or in any hour (60).
Rate = tuple[int, int]
NETWORK: Rate = (1200, 1)
KNOWN: tuple[Rate, ...] = ((6, 1), (30, 60))
STRANGER: tuple[Rate, ...] = ((3, 1), (20, 60))
STRANGERS: tuple[Rate, ...] = ((12, 1), (60, 60))
FIRSTS: tuple[Rate, ...] = ((30, 1), (120, 60))
OWN: tuple[Rate, ...] = ((3, 1), (20, 60))


def may_ask(request: HttpRequest, address: str, *, at: datetime) -> bool:
    """Count an ask for a code and tell whether a letter may go out; nothing hangs on whether the address is known."""
    if not may_call(request, at=at):
        return False
    browser = browser_of(request)
    if browser is not None and browser.knows(address):
        return _within(KNOWN, "known", browser.number, address, at=at)
    asked = _counted(STRANGER, "stranger", network_of(request), address, at=at)
    if not _are_within(STRANGER, asked):
        return False
    is_first = asked[-1] == 1  # of its hour
    if is_first and _within(FIRSTS, "firsts", address, at=at):
        return True
    return _within(STRANGERS, "strangers", address, at=at)


def may_call(request: HttpRequest, *, at: datetime) -> bool:
    """Count whatever a network does at the door and tell whether it may go on."""
    return _within((NETWORK,), "network", network_of(request), at=at)


def may_ask_oneself(request: HttpRequest, *, at: datetime) -> bool:
    """Count an ask of somebody who is signed in, for a code to an address of their own; each session has its allowance."""
    return _within(OWN, "own", str(request.session.session_key), at=at)


def network_of(request: HttpRequest) -> str:
    """Return the address that asks; of IPv6 the part that one household or one machine has."""
    return str(truncate_ip(get_adapter().get_client_ip(request)))


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that it was too often, and when to try again."""
    answer: HttpResponse = respond_429(request)
    answer.headers["Retry-After"] = "60"
    return answer


def _within(rates: tuple[Rate, ...], kind: str, *parts: str, at: datetime) -> bool:
    if _are_within(rates, _counted(rates, kind, *parts, at=at)):
        return True
    if any(minutes == HOUR for _most, minutes in rates):
        # Else whoever asks on and on would keep the hour full for others, without a single letter.
        give_back(nameless(f"{kind} {HOUR}", *parts), at=at)
    return False


def _counted(rates: tuple[Rate, ...], kind: str, *parts: str, at: datetime) -> list[int]:
    callers = [(nameless(f"{kind} {minutes}", *parts), minutes) for _most, minutes in rates]
    return [(count_in_hour if minutes == HOUR else count)(caller, at=at) for caller, minutes in callers]


def _are_within(rates: tuple[Rate, ...], counted: list[int]) -> bool:
    return all(number <= most for number, (most, _minutes) in zip(counted, rates, strict=True))
