"""Say amounts of money, kept in whole minor units of their currency, in the reader's language."""

from __future__ import annotations

from babel.numbers import format_currency, get_currency_precision


def minor_units(currency: str) -> int:
    """Return how many minor units make one unit of a currency.

    >>> minor_units("USD"), minor_units("JPY")
    (100, 1)
    """
    return int(10 ** get_currency_precision(currency))


def money_text(amount: int, currency: str, language: str) -> str:
    """Return an amount of minor units in words of a language, without decimals.

    >>> money_text(150_000_000, "USD", "en")
    'US$1,500,000'
    """
    locale = {"zh-hant": "zh_Hant_HK"}.get(language.lower(), language.replace("-", "_"))
    text = str(format_currency(amount / minor_units(currency), currency, locale=locale, format="¤#,##0", currency_digits=False))
    return f"US{text}" if currency == "USD" and text.startswith("$") else text


def range_text(low: int | None, high: int | None, currency: str, language: str) -> str:
    """Return a range of amounts, one figure when both ends are alike, or nothing."""
    if low is None or high is None:
        return ""
    first = money_text(low, currency, language)
    return first if low == high else f"{first} – {money_text(high, currency, language)}"
