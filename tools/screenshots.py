"""Pictures of the web app for the docs, from a demo workspace: python -m tools.screenshots DEMO."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from tests.web.journeys.browser import Tab, executable
from tools.served import served

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1000, 900


class Picture(NamedTuple):
    """A file in docs/images, the persona who looks, and the page."""

    name: str
    who: str
    page: str


PICTURES = (
    Picture("web-home.png", "Priya Shah", "/"),
    Picture("web-performance.png", "Helen Marsh", "/performance/"),
    Picture("web-indicator.png", "Priya Shah", "/indicator/in-a-meaningful-role/"),
    Picture("web-payment.png", "Daniel Okafor", "/payment/"),
    Picture("web-stress.png", "Owen Price", "/stress/"),
    Picture("web-finance-returns.png", "Daniel Okafor", "/finance-returns/"),
)


def main(arguments: list[str]) -> int:
    """Serve the demo, sign in as each persona in turn, and write the top of each page."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "records.db").is_file():
        print("Name a workspace that evenlode demo made: python -m tools.screenshots demo", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    with served(Path(arguments[0])) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        tab = Tab(browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}), server.address)
        for picture in PICTURES:
            tab.sign_in(picture.who)
            tab.go(picture.page)
            tab.page.screenshot(path=str(IMAGES / picture.name))
            print(f"wrote docs/images/{picture.name}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
