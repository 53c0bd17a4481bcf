"""Pictures of the web app for the docs, from a demo workspace: python -m tools.screenshots DEMO."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.web.journeys.browser import Tab, executable

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1000, 900
LONGEST_WAIT = 120


class Picture(NamedTuple):
    """A file in docs/images, the persona who looks, and the page."""

    name: str
    who: str
    page: str


PICTURES = (
    Picture("web-indicator.png", "Priya Shah", "/indicator/in-a-meaningful-role/"),
    Picture("web-payment.png", "Daniel Okafor", "/payment/"),
)


def main(arguments: list[str]) -> int:
    """Serve the demo, sign in as each persona in turn, and write the top of each page."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "records.db").is_file():
        print("Name a workspace that evenlode demo made: python -m tools.screenshots demo", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    with _served(Path(arguments[0])) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        tab = Tab(browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}), address)
        for picture in PICTURES:
            tab.sign_in(picture.who)
            _open_whole(tab, picture.page)
            tab.page.screenshot(path=str(IMAGES / picture.name))
            print(f"wrote docs/images/{picture.name}")
        browser.close()
    return 0


def _open_whole(tab: Tab, page: str) -> None:
    """Open a page once the app has built what it shows of the newest run."""
    until = time.monotonic() + LONGEST_WAIT
    while True:
        tab.go(page)
        if "being built" not in tab.page.content() or time.monotonic() > until:
            return
        time.sleep(2)


@contextmanager
def _served(workspace: Path) -> Iterator[str]:
    """The address of the app, from when it answers until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from evenlode.cli.app import main; main()",
        "serve",
        "--workspace",
        str(workspace),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command)
    try:
        address = f"http://localhost:{port}"
        while server.poll() is None and not _answers(address):
            time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/sign-in/") as response:  # noqa: S310 - this machine's own address
            return bool(response.status == 200)
    except urllib.error.URLError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
