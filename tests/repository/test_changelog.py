"""Changelog fragments: well formed or told why not, and gathered once however often a release is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import changelog

FRONT = "---\nimpact:\n  periods: from 1 October 2017\n  indicators: 5a\n  statements: none\n---\n\n"
GOOD = f"{FRONT}# The target rose\n\nIt is 60% now.\n"


def test_a_fragment_is_read_whole() -> None:
    said = str(changelog.read_fragment("20261201-target.md", GOOD))
    impact = "*Impact: periods: from 1 October 2017; indicators: 5a; statements: none.*"
    assert said == f"### The target rose\n\n{impact}\n\nIt is 60% now.\n"


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("target.md", GOOD, "call it YYYYMMDD-what-changed.md"),
        ("20260931-target.md", GOOD, "20260931 is not a date"),
        ("20261201-target.md", "# The target rose\n\nYes.\n", "front lines between two ---"),
        ("20261201-target.md", GOOD.replace("  statements: none\n", ""), "statements: which, or none"),
        ("20261201-target.md", GOOD.replace("5a", ""), "indicators: which, or none"),
        ("20261201-target.md", FRONT + "# The target rose\n", "then what changed"),
    ],
)
def test_a_fragment_that_is_not_well_formed_is_told_why(name: str, text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        changelog.read_fragment(name, text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one fragment and an empty changelog."""
    monkeypatch.setattr(changelog, "FRAGMENTS", tmp_path / "changelog.d")
    monkeypatch.setattr(changelog, "CHANGELOG", tmp_path / "CHANGELOG.md")
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\nWords.\n", encoding="utf-8")
    (tmp_path / "changelog.d" / "20261201-target.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_a_release_gathers_once(folder: Path) -> None:
    release = ["--release", "0.2.0", "2026-12-01"]
    assert changelog.main(release) == 0
    gathered = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert gathered.startswith("# Changelog\n\nWords.\n\n## 0.2.0, 2026-12-01\n\n### The target rose\n")
    assert list((folder / "changelog.d").iterdir()) == []
    (folder / "changelog.d" / "20261201-target.md").write_text(GOOD, encoding="utf-8")  # as if cut short before the end
    assert changelog.main(release) == 0
    assert (folder / "CHANGELOG.md").read_text(encoding="utf-8") == gathered


def test_the_newest_version_stands_first_and_a_late_fragment_joins_its_version(folder: Path) -> None:
    changelog.main(["--release", "0.2.0", "2026-12-01"])
    (folder / "changelog.d" / "20261202-late.md").write_text(GOOD.replace("rose", "fell"), encoding="utf-8")
    changelog.main(["--release", "0.2.0", "2026-12-01"])
    (folder / "changelog.d" / "20270101-next.md").write_text(GOOD.replace("rose", "stayed"), encoding="utf-8")
    changelog.main(["--release", "0.3.0", "2027-01-01"])
    text = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = [line for line in text.splitlines() if line.startswith("##")]
    assert headings == [
        "## 0.3.0, 2027-01-01",
        "### The target stayed",
        "## 0.2.0, 2026-12-01",
        "### The target fell",
        "### The target rose",
    ]
    assert "\n\n\n" not in text


def test_nothing_is_released_while_a_fragment_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "changelog.d" / "notes.md").write_text(GOOD, encoding="utf-8")
    before = (folder / "CHANGELOG.md").read_bytes()
    assert changelog.main(["--check"]) == 1
    assert changelog.main(["--release", "0.2.0", "2026-12-01"]) == 1
    assert "changelog.d/notes.md: call it" in capsys.readouterr().err
    assert (folder / "CHANGELOG.md").read_bytes() == before


def test_a_call_without_sense_is_a_usage_error(folder: Path) -> None:
    assert changelog.main([]) == 2
