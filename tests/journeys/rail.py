"""Find one's way along the rail of an organiser's pages."""

from __future__ import annotations

import re

from playwright.sync_api import Page


def go(page: Page, name: str) -> None:
    """Follow a link of the navigation beside the page, out of its folded part; what waits there is told after its name."""
    rail = page.get_by_role("navigation", name="Organise")
    folded = rail.locator("details:not([open])").filter(has=page.locator("a span", has_text=re.compile(f"^{name}$")))
    if folded.count():
        folded.locator("summary").click()
    rail.get_by_role("link", name=re.compile(f"^{name}\\b")).click()
