"""A provider that sends: folders of small tables, and a store that receives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evenlode.data.received import Received, receive
from evenlode.data.store import open_store

Sent = Callable[..., Path]
Rows = list[dict[str, Any]]


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    """Write tables as CSV into a new folder, given as lines of cells divided by bars; returns the folder."""
    number = iter(range(1000))

    def written(tables: Mapping[str, str], manifest: str = "") -> Path:
        folder = tmp_path / f"sent-{next(number)}"
        folder.mkdir()
        for name, text in tables.items():
            lines = [",".join(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]
            (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
        if manifest:
            (folder / "manifest.yaml").write_text(f"{manifest}\n", encoding="utf-8")
        return folder

    return written


class Receiver:
    """A store in a folder, what is put into it and what is measured of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, *paths: Path, **said: Any) -> Received:
        """Receive, from the lead provider unless somebody else is named."""
        return receive(list(paths), self.folder, **{"provider": "lead-provider", "month": "2016-03", **said})

    def rows(self, table: str, as_known_on: date | None = None) -> Rows:
        """The accepted rows of a table, columns that are blank left out, in a steady order."""
        with open_store(self.folder, threads=1, as_known_on=as_known_on) as store:
            found = store.fetch(store.table(table))
        filled = [{name: value for name, value in row.items() if value is not None} for row in found]
        return sorted(filled, key=lambda row: sorted((name, str(value)) for name, value in row.items()))

    def column(self, table: str, name: str, as_known_on: date | None = None) -> list[Any]:
        """One column of them."""
        return sorted(row.get(name) for row in self.rows(table, as_known_on))


@pytest.fixture
def receiver(tmp_path: Path) -> Receiver:
    return Receiver(tmp_path / "store")
