"""Looks at what was sent as `receive` would, and takes nothing in: all that is wrong, and how mature the data are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from evenlode.data.mapping import MappingForm
from evenlode.data.maturity import ITEMS, Quality, quality_of
from evenlode.data.received.archive import ArchiveLimits, unpack
from evenlode.data.received.arriving import manifest_among
from evenlode.data.received.normalising import normalised
from evenlode.data.received.opening import open_all
from evenlode.data.received.pseudonyms import KEEP
from evenlode.data.received.rows import together_of
from evenlode.data.sent.contract_yaml import check_contract_yaml
from evenlode.data.sent.limits import Limits, unopened
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.opening import Opened
from evenlode.data.sent.validating import CheckedFile, Validation, check_rows
from evenlode.data.warehouse import fetch, is_source
from evenlode.problems import Refusal
from evenlode.results import Period

_NOBODY = "these files"
"""Who sends what nobody is named for."""


@dataclass(frozen=True)
class Looked:
    """What was found. quality: of the data items in the rows that can be used; None where they hold none of them."""

    found: Validation
    quality: Quality | None


def look_over(
    paths: Sequence[Path],
    *,
    period: Period | None = None,
    part: bool = False,
    mapping: MappingForm | None = None,
    limits: Limits | None = None,
    warehouses: bool = False,
) -> Looked:
    """Check everything at the paths together, as one submission: nothing is taken in and nothing is left behind.

    Of folders the files count, and of zips those that are packed in them. Tables, partners' workbooks, YAML of
    contracts and, with a mapping, files with columns of their own are all read as `receive` reads them. warehouses: so
    are source files of warehouses. Raises a Refusal for a manifest that is wrong and for several of them.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="evenlode-") as folder:
        gathered = _Gathered(Path(folder))
        for path in paths:
            gathered.add(path, limits)
        said, files = manifest_among(gathered.files)
        said = said.model_copy(update={"period": period or said.period, "part": part or said.part})
        said, opened = gathered.opened(files, said, mapping, limits, warehouses)
        rows = check_rows(opened, said)
        return Looked(Validation((*rows.files, *gathered.others), rows.shows), _quality(rows.files, said))


@dataclass
class _Gathered:
    """What was gathered in a folder to work in. others: files that hold no rows, or none that can be read."""

    folder: Path
    files: list[Path] = field(default_factory=list)
    others: list[CheckedFile] = field(default_factory=list)

    def add(self, path: Path, limits: Limits) -> None:
        """A file, the files of a folder, or those that are packed in a zip."""
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith((".", "~$")))
            for one in inside:
                self.add(one, limits)
        elif path.suffix.casefold() == ".zip" and unopened(path, limits) is None:
            with self._or_refused(path):
                self.files += unpack(path, self._new(), ArchiveLimits())
        else:
            self.files.append(path)

    def opened(
        self, files: Sequence[Path], said: Manifest, mapping: MappingForm | None, limits: Limits, warehouses: bool
    ) -> tuple[Manifest, list[Opened]]:
        """The tables of the files, and what is said of them with what sources and workbooks say."""
        found: list[Opened] = []
        for file in files:
            with self._or_refused(file):
                rows = [file]
                if warehouses and is_source(file):
                    fetched = fetch(file, self._new(), said.period, limits, whole=mapping is not None)
                    rows = list(fetched.files)
                    said = said.model_copy(update={"columns": {**said.columns, **fetched.said.columns}})
                elif file.suffix.casefold() in (".yaml", ".yml"):
                    self.others.append(CheckedFile(file.name, None, 0, 0, tuple(check_contract_yaml(file))))
                    continue
                own, tables = open_all(rows, said, mapping, limits, self._new())
                said = said.model_copy(update={"period": own.period})  # whose it is, each workbook says for itself
                found += [one for _, one in tables]
        return said, found

    def _new(self) -> Path:
        """A folder of its own for whatever is made of one file."""
        return Path(tempfile.mkdtemp(dir=self.folder))

    @contextmanager
    def _or_refused(self, file: Path) -> Iterator[None]:
        """A file that is refused as a whole is told beside the others."""
        try:
            yield
        except Refusal as refusal:
            problems = tuple(one if one.file else replace(one, file=file.name) for one in refusal.problems)
            self.others.append(CheckedFile(file.name, None, 0, 0, problems))


def _quality(checked: Sequence[CheckedFile], said: Manifest) -> Quality | None:
    """Of the rows that can be used, as tables of the store; without a period the months make no difference."""
    tables = {item.table for item in ITEMS}
    period = said.period or Period(date.today(), date.today())
    together = together_of(said.provider or _NOBODY, period, checked, KEEP)
    made = normalised(together, "", tables)
    return quality_of(together.provider, [(one.table, one.rows) for one in made])
