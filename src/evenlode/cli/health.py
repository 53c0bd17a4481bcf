"""What Evenlode needs of a machine and a workspace, and whether it is there."""

from __future__ import annotations

import importlib
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

_GIB = 1024**3
_LEAST_SPACE = 1 * _GIB
_SYSTEM = {"libstdc++.so.6": "libstdc++6", "libgcc_s.so.1": "libgcc-s1", "libz.so.1": "zlib1g"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `to_do` is empty where it is fine; `later` is not there and not needed yet."""

    what: str
    state: Literal["fine", "missing", "later"]
    found: str
    to_do: str = ""


def checks(workspace: Path) -> list[Check]:
    """Every check, the machine before the workspace."""
    return [_python(), *_packages(), _space(workspace), *_workspace(workspace)]


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    return Check("Python", "fine", found)


def _packages() -> Iterator[Check]:
    """Each required package is imported once, so that a library it lacks is named here and not in a traceback."""
    modules = _main_modules()
    for requirement in metadata.requires("evenlode") or ():
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        try:
            importlib.import_module(modules[name.lower()])
            yield Check(name, "fine", metadata.version(name))
        except (KeyError, ModuleNotFoundError):
            yield Check(name, "missing", "", f'{sys.executable} -m pip install "{requirement}"')
        except (ImportError, OSError) as error:
            yield _does_not_start(name, requirement, error)


def _main_modules() -> dict[str, str]:
    """Each installed package by its name in small letters, and the one module of it that others import."""
    found: dict[str, list[str]] = {}
    for module, names in metadata.packages_distributions().items():
        for name in names:
            found.setdefault(name.lower(), []).append(module)
    return {
        name: min(modules, key=lambda module: (module != name, module[0] == "_", len(module)))
        for name, modules in found.items()
    }


def _does_not_start(name: str, requirement: str, error: Exception) -> Check:
    library = re.search(r"(lib[\w+.-]+\.so[.\d]*): cannot open shared object file", str(error))
    if library and library[1] in _SYSTEM:
        return Check(name, "missing", f"it needs {library[1]}", f"sudo apt-get install {_SYSTEM[library[1]]}")
    to_do = f'{sys.executable} -m pip install --force-reinstall "{requirement}"'
    return Check(name, "missing", f"it does not start: {library[1] if library else type(error).__name__}", to_do)


def _space(workspace: Path) -> Check:
    there = next(folder for folder in (workspace.resolve(), *workspace.resolve().parents) if folder.is_dir())
    free = shutil.disk_usage(there).free
    found = f"{free / _GIB:.1f} GiB free"
    if free < _LEAST_SPACE:
        return Check("disk", "missing", found, "Make room: a run needs about 1 GiB")
    return Check("disk", "fine", found)


def _workspace(workspace: Path) -> Iterator[Check]:
    """What the workspace holds so far; what it lacks is not needed for every command.

    The names stand in evenlode.job.Workspace too, which cannot be imported where a package is missing.
    """
    parts = (
        ("contract", "contract", "evenlode new contract, or name a FOLDER with each command"),
        ("store", "store", "name one with --store, or work from supplied figures alone"),
        ("journal", "records.db", "evenlode supply FILE begins it"),
        ("runs", "runs", "evenlode run makes the first"),
    )
    for what, name, to_do in parts:
        path = workspace / name
        if path.exists():
            yield Check(what, "fine", str(path))
        else:
            yield Check(what, "later", "not there yet", to_do)
