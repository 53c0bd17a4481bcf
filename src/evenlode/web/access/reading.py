"""What every desk is made of, read once and again only when its files have changed: the contract, and INVENTED."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from evenlode.job.provenance import read_provenance
from evenlode.job.workspace import Workspace
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract

T = TypeVar("T")
Signature = tuple[tuple[str, int, int], ...]
_lock = threading.RLock()
_kept: dict[tuple[str, str], tuple[Signature, object]] = {}

DEMO_MARK = ".evenlode-demo"
"""The file that the demo leaves in a workspace of its own."""


def contract_of(workspace: Workspace) -> Contract:
    """The workspace's contract as its files stand now."""
    files = [path for path in workspace.contract.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return kept("contract", workspace, files, lambda: read_contract(workspace.contract))


def is_invented(workspace: Workspace) -> bool:
    """True where anything in the workspace is invented: then every page says so and shows aliases."""
    newest = workspace.newest_run("run", "settle", "measure")
    files = [workspace.folder / DEMO_MARK, workspace.store / "manifest.json"]
    if newest:
        files.append(newest / "outturns.csv")
    return kept("invented", workspace, files, lambda: _is_invented(files))


def kept(name: str, workspace: Workspace, files: list[Path], make: Callable[[], T]) -> T:
    """What `make` gives, kept until one of the files is another one than it was. One thread makes it at a time."""
    key = (name, str(workspace.folder))
    signature = _signature(files)
    with _lock:
        found = _kept.get(key)
        if found is None or found[0] != signature:
            found = _kept[key] = (signature, make())
    return cast(T, found[1])  # the key says which `make` gave it


def _signature(files: list[Path]) -> Signature:
    found = []
    for path in sorted(files):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


def _is_invented(files: list[Path]) -> bool:
    mark, manifest, *outturns = files
    if mark.is_file():
        return True
    if manifest.is_file() and json.loads(manifest.read_bytes()).get("invented") is True:
        return True
    return any(read_provenance(file).is_invented for file in outturns if file.is_file())
