"""Build the documentation strictly into site/, and refuse a page that would fetch anything from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "link": "href"}


class _Fetches(HTMLParser):
    """Collects the addresses a browser would fetch while it shows a page."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag: a canonical address is only said, everything else in FETCHED is fetched."""
        given = dict(attrs)
        address = given.get(FETCHED.get(tag, "")) or ""
        if address.startswith(("http:", "https:", "//")) and given.get("rel") != "canonical":
            self.outside.append(address)


def fetched_from_outside(html: str) -> list[str]:
    """The outside addresses that a browser would fetch to show this page."""
    parser = _Fetches()
    parser.feed(html)
    return parser.outside


def main() -> int:
    """Build, look through every page, and give an exit code."""
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # its news of its end of life stands in decision 0009
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "--quiet"]
    if subprocess.run(build, cwd=ROOT, env=quiet).returncode:
        return 1
    pages = sorted(SITE.rglob("*.html"))
    outside = [(page, address) for page in pages for address in fetched_from_outside(page.read_text(encoding="utf-8"))]
    for page, address in outside:
        print(f"{page.relative_to(ROOT)} would fetch {address}: keep a copy in docs/ instead", file=sys.stderr)
    if not outside:
        print(f"{len(pages)} pages in {SITE.relative_to(ROOT)}")
    return 1 if outside else 0


if __name__ == "__main__":
    sys.exit(main())
