"""A real browser: where it is, a page that remembers what went wrong, and the checks that each page must pass."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

AXE = Path(__file__).resolve().parents[1] / "axe" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")


def executable() -> str:
    """The browser of EVENLODE_BROWSER, or the first one on the path. Raises RuntimeError that says how to get one."""
    given = os.environ.get("EVENLODE_BROWSER")
    found = given or next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found or not Path(found).is_file():
        raise RuntimeError(
            f"{'EVENLODE_BROWSER names no file' if given else 'there is no Chromium, Chrome or Edge on the path'}. "
            "Install one (on Debian: apt-get install chromium), or set EVENLODE_BROWSER to where it is"
        )
    return found


@dataclass
class Tab:
    """A page of the browser with everything that was written to its console as an error."""

    page: Any
    address: str
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _heard(self, message: Any) -> None:
        # a page that answers 400 or 409 on purpose is told to the console by the browser itself
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.errors.append(message.text)

    def go(self, path: str) -> None:
        """Open an address of the app."""
        self.page.goto(f"{self.address}{path}")

    def sign_in(self, name: str) -> None:
        """Come in as a persona."""
        self.page.context.clear_cookies()
        self.go("/sign-in/")
        self.page.get_by_role("button", name=f"Sign in as {name}").click()
        self.page.get_by_text(f"{name} ·").wait_for()

    @property
    def title(self) -> str:
        """The page's one heading of the first level."""
        found: str = self.page.locator("h1").inner_text()
        return found


def violations(page: Any) -> list[str]:
    """What axe finds against WCAG 2.2 AA: rule, how many, and the first place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [f"{one['id']} x{len(one['nodes'])}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


def overflow(page: Any) -> int:
    """By how many pixels the page is wider than a window of 320."""
    page.set_viewport_size({"width": 320, "height": 800})
    wider: int = page.evaluate("document.documentElement.scrollWidth - 320")
    page.set_viewport_size({"width": 1280, "height": 900})
    return max(wider, 0)
