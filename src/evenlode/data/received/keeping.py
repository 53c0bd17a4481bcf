"""Writing to the store so that it is whole at every moment: aside first, then one rename of the manifest."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from evenlode.data.manifest import NAME, Manifest, manifest_bytes
from evenlode.problems import refuse

_ASIDE = ".receiving-"
_PIECE = 1024 * 1024
_PATIENCE = 60.0
_MANY = 30


@contextmanager
def aside(store: Path) -> Iterator[Path]:
    """A folder beside the store's files to write in; it is gone when the block ends.

    What a killed process left behind is cleared away first. A process holds a lock in its folder for as long as it
    lives, so that nobody clears away what is still in use.
    """
    store.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        with alone(store):  # between making a folder and locking it nobody looks for what is left behind
            for left in sorted(store.glob(f"{_ASIDE}*")):
                _clear_away(left)
            making = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=store))
            held.enter_context(_locked(making / ".lock", patience=0))
        try:
            yield making
        finally:
            shutil.rmtree(making, ignore_errors=True)


def _clear_away(left: Path) -> None:
    """Remove the folder if the process that made it is gone. One that goes just now removes it itself."""
    with suppress(_TakenError, sqlite3.OperationalError), _locked(left / ".lock", patience=0):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def alone(store: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Nobody else changes the store's manifest inside the block. A Refusal where somebody does and goes on doing so."""
    try:
        with _locked(store / ".lock", patience):
            yield
    except _TakenError:
        said = f"Somebody else has been writing to this store for {patience:.0f} seconds"
        fix = "Wait until they are done and receive again; nothing of yours is lost or half-written"
        raise refuse("STORE.BUSY", said, fix, file=str(store)) from None


def keep(files: Sequence[tuple[Path, str]], store: Path) -> None:
    """Move files to their names in the store, each whole. They mean nothing until the manifest names them."""
    _all_on_the_disk([path for path, _ in files])
    folders = {store}
    for path, name in files:
        place = store / name
        if place.parent not in folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            folders.add(place.parent)
        os.replace(path, place)
    _all_on_the_disk(sorted(folders))


def keep_manifest(store: Path, manifest: Manifest) -> None:
    """The one step after which the store is as it says: a rename."""
    handle, name = tempfile.mkstemp(prefix=".manifest-", dir=store)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(manifest_bytes(manifest))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, store / NAME)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync(store)


def copy_and_hash(path: Path, to: Path | None) -> str:
    """The hash of a file's bytes, which are written to another place as they are read where one is named."""
    found = hashlib.sha256()
    with path.open("rb") as opened, _written(to) as copy:
        while piece := opened.read(_PIECE):
            found.update(piece)
            if copy:
                copy.write(piece)
    return found.hexdigest()


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk; Windows has no way to ask that of a folder."""
    if os.name == "nt" and path.is_dir():
        return
    opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _all_on_the_disk(paths: Sequence[Path]) -> None:
    """Wait for all of them: one by one where they are few, else for everything that the system has not written yet."""
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
    else:
        for path in paths:
            sync(path)


class _TakenError(Exception):
    """Another process holds the lock."""


@contextmanager
def _locked(path: Path, patience: float) -> Iterator[None]:
    """Hold a lock that goes with the process: SQLite's, which works alike on every system."""
    held = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        held.close()
        if "locked" in str(error):
            raise _TakenError from None
        raise
    try:
        yield
    finally:
        held.close()


@contextmanager
def _written(to: Path | None) -> Iterator[BinaryIO | None]:
    if to is None:
        yield None
        return
    with to.open("xb") as file:
        os.chmod(to, 0o600)
        yield file
