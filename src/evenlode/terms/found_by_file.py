"""What comes with Evenlode as YAML files in a folder of its package, each found under the name of its file."""

from __future__ import annotations

import difflib
from pathlib import Path

from evenlode.problems import refuse


def names_in(folder: Path) -> tuple[str, ...]:
    """The names of all YAML files in the folder, in order."""
    return tuple(sorted(file.stem for file in folder.glob("*.yaml")))


def file_named(folder: Path, name: str, what: str, field: str) -> Path:
    """The file with this name. Raises a Refusal that offers the nearest name, or all; what: 'disclosure policy'."""
    names = names_in(folder)
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        fix = f'Did you mean "{near[0]}"?' if near else f"Use one of {', '.join(names)}"
        raise refuse("CODE.LIST", f'"{name}" is no {what}', fix, field=field)
    return folder / f"{name}.yaml"
