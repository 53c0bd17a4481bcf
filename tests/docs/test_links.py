"""Links in the pages that stand outside docs lead somewhere; mkdocs checks those inside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_to_files(name: str) -> None:
    links = LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_pattern_finds_links_into_the_repository_alone() -> None:
    found = LINK.findall("[a](docs/a.md) ![b](b.png) [c](https://c) [d](#d) [e](docs/e.md#part)")
    assert found == ["docs/a.md", "b.png", "docs/e.md"]
