"""Put budgets into bands that can be compared across currencies, and say how much of one is secured."""

from __future__ import annotations

from collections.abc import Mapping

from praya.core.catalogue.vocabulary import BUDGET_BANDS
from praya.core.texts.money import minor_units

# What one US dollar buys, roughly, in 2026 (set down by hand; good to some ten per cent). Bands are three times as wide as the
# one below, so that a rough rate puts nearly every budget into the right one; no amount is ever shown converted.
PER_DOLLAR: Mapping[str, float] = {
    "USD": 1.0, "HKD": 7.8, "MOP": 8.0, "CNY": 7.1, "TWD": 31.0, "JPY": 150.0, "KRW": 1400.0, "EUR": 0.86, "GBP": 0.76,
    "CAD": 1.4, "AUD": 1.5, "NZD": 1.7, "SGD": 1.3, "MYR": 4.2, "THB": 32.5, "IDR": 16500.0, "PHP": 58.0, "VND": 26300.0,
    "INR": 88.0, "BRL": 5.4, "MXN": 18.5, "ARS": 1400.0, "CLP": 950.0, "COP": 3900.0, "CHF": 0.8, "SEK": 9.5, "NOK": 10.1,
    "DKK": 6.4, "PLN": 3.7, "CZK": 21.0, "HUF": 335.0, "TRY": 42.0, "AED": 3.67, "SAR": 3.75, "EGP": 47.5, "MAD": 9.2,
    "ZAR": 17.3, "NGN": 1450.0, "ILS": 3.3,
}  # fmt: skip  # a table of rates, several to the line


def budget_band(amount: int | None, currency: str) -> str:
    """Return the band of a budget in minor units, or nothing when it or its currency's worth is unknown.

    >>> budget_band(150_000_000, "USD"), budget_band(500_000_000, "HKD"), budget_band(None, "USD"), budget_band(1, "XAU")
    ('under_3m', 'under_1m', '', '')
    """
    rate = PER_DOLLAR.get(currency)
    if amount is None or rate is None:
        return ""
    dollars = amount / minor_units(currency) / rate
    return next(band for band, limit in BUDGET_BANDS if not limit or dollars < limit)


def secured_share(document: Mapping[str, object]) -> tuple[int, int] | None:
    """Return the least and the most that is secured of a budget, in whole per cent; None when a part is unknown or hidden.

    >>> secured_share({"budget_low": 100, "budget_high": 200, "secured_low": 50, "secured_high": 60})
    (25, 60)
    """
    parts = [document.get(name) for name in ("budget_low", "budget_high", "secured_low", "secured_high")]
    if any(not isinstance(part, int) for part in parts):
        return None
    budget_low, budget_high, secured_low, secured_high = (int(str(part)) for part in parts)
    if budget_low <= 0:
        return None
    return secured_low * 100 // budget_high, min(100, secured_high * 100 // budget_low)


def share_text(first: int, last: int) -> str:
    """Return a share, or the span in which it lies.

    >>> share_text(10, 10), share_text(50, 75)
    ('10 %', '50–75 %')
    """
    return f"{first} %" if first == last else f"{first}–{last} %"
