"""A zip of files, unpacked without trust: how many, how large, how tightly packed, and where to."""

from __future__ import annotations

import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from evenlode.archives.zips import opened
from evenlode.problems import refuse

_PIECE = 1024 * 1024
_SMALL = 10 * _PIECE
"""Less than this fills no machine, however tightly it was packed."""


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """The most files of an archive, the most bytes of all of them, and the most times that packing may shrink one."""

    most_files: int = 200
    most_bytes: int = 20 * 1024**3
    most_times: int = 200


def unpack(archive: Path, to: Path, limits: ArchiveLimits) -> list[Path]:
    """Unpack the files into the folder `to`, each under its bare name. Raises a Refusal for anything but plain files.

    What an archive says of its sizes is not believed: the bytes are counted as they come.
    """
    with opened(archive, archive.name, "The archive") as content:
        parts = [part for part in content.infolist() if not part.is_dir() and not _of_the_system(part.filename)]
        _look_over(archive, parts, limits)
        left = limits.most_bytes
        found = []
        for part in parts:
            path = to / PurePosixPath(part.filename).name
            left -= _write(content, archive.name, part, path, min(left, _most(part, limits)))
            found.append(path)
        return found


def _of_the_system(name: str) -> bool:
    """Files that a Mac or Windows adds by itself."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini")


def _look_over(archive: Path, parts: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if len(parts) > limits.most_files:
        said = f"The archive holds {len(parts):,} files, the most that is unpacked is {limits.most_files:,}"
        raise refuse("FILE.ZIP_LIMIT", said, "Send one submission in an archive", file=archive.name)
    names = set[str]()
    for part in parts:
        raw = part.orig_filename
        plain = PurePosixPath(raw.replace("\\", "/"))
        if "\0" in raw or ":" in raw or plain.is_absolute() or ".." in plain.parts or not plain.name:
            said = "The archive holds a file whose name leads out of it"
            raise refuse("FILE.NAME", said, "Pack the files by their bare names", file=archive.name)
        if stat.S_ISLNK(part.external_attr >> 16):
            raise refuse("FILE.KIND", "The archive holds a link", "Pack the files themselves", file=archive.name)
        if plain.name.casefold() in names:
            said = f"The archive holds several files called {plain.name}"
            raise refuse("FILE.NAME", said, "Send one submission in an archive", file=archive.name)
        if plain.suffix.casefold() in (".zip", ".gz", ".7z", ".tar"):
            said = f"The archive holds another archive, {plain.name}"
            raise refuse("FILE.KIND", said, "Pack the files themselves", file=archive.name)
        names.add(plain.name.casefold())


def _most(part: zipfile.ZipInfo, limits: ArchiveLimits) -> int:
    return max(_SMALL, part.compress_size * limits.most_times)


def _write(content: zipfile.ZipFile, archive: str, part: zipfile.ZipInfo, path: Path, most: int) -> int:
    written = 0
    with content.open(part) as packed, path.open("xb") as file:
        while piece := packed.read(_PIECE):
            written += len(piece)
            if written > most:
                said = f"{path.name} unpacks to more than {most:,} bytes, which no rows of that size do"
                raise refuse("FILE.ZIP_LIMIT", said, "Send the files without packing them", file=archive)
            file.write(piece)
    return written
