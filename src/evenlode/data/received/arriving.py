"""What arrived: the files, folders and zips that were named, as submissions, each with its manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evenlode.data.received.opening import is_called_workbook
from evenlode.data.sent.manifest import NAMES, Manifest, read_manifest
from evenlode.data.sent.tables import table_called
from evenlode.data.warehouse import is_called_source
from evenlode.problems import refuse


@dataclass(frozen=True, slots=True)
class Arrived:
    """One submission as it lies on the disk. archive: the zip that its files are packed in. source: the source file of
    the warehouse that its files are read from.

    is_one_place: its name is that of a folder or zip, in which its files are.
    """

    name: str
    files: tuple[Path, ...] = ()
    archive: Path | None = None
    source: Path | None = None
    is_one_place: bool = True


def arrived(paths: Sequence[Path], warehouses: bool = False) -> Iterator[Arrived]:
    """The submissions among the paths, in the order in which they are named.

    A zip is one, and so is a workbook. A folder that holds a manifest or a file named after a table is one; any other
    folder is searched for such folders, zips and workbooks. Other files that are named one by one are one together.
    warehouses: a YAML that is no manifest is a source file, and so a submission; only where whoever names the paths may
    reach every warehouse that this computer can.
    Raises a Refusal for a path that is not there, and where nothing at all is found.
    """
    sources = [path for path in paths if warehouses and is_called_source(path) and not path.is_dir()]
    apart = [path for path in paths if path.is_dir() or path in sources or _is_zip(path) or is_called_workbook(path)]
    loose = [path for path in paths if path not in apart]
    found = False
    if loose:
        found = True
        yield Arrived(loose[0].name if len(loose) == 1 else f"{len(loose)} files", tuple(loose), is_one_place=False)
    for path in paths:
        if path in sources:
            found = True
            yield Arrived(path.name, source=path)
        elif path not in loose:
            for one in _within(path, path.name or str(path)):
                found = True
                yield one
    if not found:
        said, fix = "Nothing that was sent is here", "Name files of tables, or a folder or zip that holds them"
        raise refuse("FILE.MISSING", said, fix, file=", ".join(map(str, paths)))


def manifest_among(files: Sequence[Path]) -> tuple[Manifest, list[Path]]:
    """The manifest among the files, and the others. Raises a Refusal where there are several or it is wrong."""
    found = [path for path in files if path.name in NAMES]
    if len(found) > 1:
        fix = "Receive each submission on its own"
        raise refuse("FILE.KIND", "There are several manifests among the files", fix, file=found[1].name)
    return read_manifest(found[0]) if found else Manifest(), [path for path in files if path not in found]


def _within(path: Path, name: str) -> Iterator[Arrived]:
    if _is_zip(path):
        yield Arrived(name, archive=path)
        return
    if is_called_workbook(path):
        yield Arrived(name, (path,), is_one_place=False)
        return
    # a spreadsheet program puts ~$NAME beside a workbook that somebody has open
    inside = sorted(one for one in path.iterdir() if not one.name.startswith((".", "~$")))
    files = tuple(one for one in inside if one.is_file())
    if any(one.name in NAMES or (table_called(one.name) and not _is_zip(one)) for one in files):
        yield Arrived(name, files)
        return
    for one in inside:
        if one.is_dir() or _is_zip(one) or is_called_workbook(one):
            yield from _within(one, f"{name}/{one.name}")


def _is_zip(path: Path) -> bool:
    return path.suffix.casefold() == ".zip" and path.is_file()
