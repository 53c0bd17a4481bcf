"""Files: one file a renderer, all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenlode.report.files import write_report
from evenlode.report.renderers import renderers, xlsx
from evenlode.report.report import Report


def test_one_file_a_renderer(invented: Report, tmp_path: Path) -> None:
    paths = write_report(invented, tmp_path / "new")
    assert {suffix: path.name for suffix, path in paths.items()} == {"html": "report.html", "xlsx": "report.xlsx"}
    assert all(path.stat().st_size > 10_000 for path in paths.values())


def test_renderers_are_found_by_name() -> None:
    assert sorted(renderers()) == ["html", "xlsx"]


def test_nothing_is_written_where_one_form_cannot_be_made(
    invented: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(report: Report) -> bytes:
        raise OSError("no space left")

    monkeypatch.setattr(xlsx, "render", broken)
    with pytest.raises(OSError, match="no space"):
        write_report(invented, tmp_path)
    assert list(tmp_path.iterdir()) == []
