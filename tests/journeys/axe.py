"""Check a page as it stands in the browser: accessibility rules, sizes of targets, sideways scrolling, requests to other hosts.

from tests.journeys.axe import faults, is_wider_than_window

assert faults(page) == []
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What was found right is told by one example each: of every element of every page it would be megabytes.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


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


def too_small(page: Page) -> list[str]:
    """Name what is touched and is less than 24 px wide or high: a box counts with its label, a word of a sentence never."""
    return list(
        page.evaluate(
            """() => {
              const all = "a[href], button, summary, select, textarea, input:not([type=hidden])";
              const isOfSentence = (e) =>
                getComputedStyle(e).display === "inline" && e.parentElement.innerText.trim() !== e.innerText.trim();
              const isFree = (e) =>
                e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) &&
                !e.disabled && !e.closest(".visually-hidden, svg");
              const isSmall = (one) => {
                const { width, height } = one.getBoundingClientRect();
                return width < 23.5 || height < 23.5;
              };
              return [...document.querySelectorAll(all)]
                .filter((e) => isFree(e) && [e, ...(e.labels ?? [])].every(isSmall) && !isOfSentence(e))
                .map((e) => `${e.tagName} ${(e.innerText || e.name).trim()} in ${e.parentElement.outerHTML.slice(0, 60)}`)
                .slice(0, 10);
            }"""
        )
    )


def widest(page: Page) -> list[str]:
    """Name the elements that stick out of the window where lines end, to find the culprit of a sideways scroll."""
    return list(
        page.evaluate(
            """() => {
              // What lies in a box that scrolls by itself is reached there.
              const scrolls = (e) => e && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
              return [...document.querySelectorAll("body *")]
              .filter((e) => {
                const { left, right } = e.getBoundingClientRect();
                const isOut = document.dir === "rtl" ? left < -1 : right > document.documentElement.clientWidth + 1;
                return isOut && !e.closest(".visually-hidden") && !scrolls(e.parentElement);
              })
              .map((e) => e.tagName + "." + e.className).slice(0, 10);
            }"""
        )
    )
