"""Check a page as it stands in the browser: accessibility rules, sideways scrolling, requests to other hosts.

from tests.journeys.axe import faults, is_wider_than_window

assert faults(page) == []
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def faults(page: Page) -> list[str]:
    """Return what axe finds on the page, one line per fault: rule, element, what to do."""
    found = Axe().run(page, options=RULES).response
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def is_wider_than_window(page: Page) -> bool:
    """Tell whether the page itself can be moved sideways; wide tables scroll within their own box."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def widest(page: Page) -> list[str]:
    """Name the elements that stick out of the window where lines end, to find the culprit of a sideways scroll."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll("body *")]
              .filter((e) => {
                const { left, right } = e.getBoundingClientRect();
                const isOut = document.dir === "rtl" ? left < -1 : right > document.documentElement.clientWidth + 1;
                return isOut && !e.closest(".scroll, .visually-hidden");
              })
              .map((e) => e.tagName + "." + e.className).slice(0, 10)"""
        )
    )
