"""Start a contract: a folder that reads clean on the first day, with a comment beside what has to be decided."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from evenlode.problems import refuse

_STARTER = Path(__file__).parent / "starter"


def new_contract(folder: Path, title: str | None = None) -> Path:
    """Copy the starter contract into a new or empty folder, named after it; a Refusal where something is there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refuse("FILE.EXISTS", f"{folder} is not empty", "Name a folder that does not exist yet")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "contract"
    shutil.copytree(_STARTER, folder, dirs_exist_ok=True)
    contract = folder / "contract.yaml"
    text = contract.read_text(encoding="utf-8")
    named = text.replace("NAME", name, 1).replace("TITLE", _quoted(title or name.replace("-", " ").capitalize()), 1)
    contract.write_text(named, encoding="utf-8", newline="\n")
    return folder


def _quoted(text: str) -> str:
    """Text as a YAML value that stays text, whatever is in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
