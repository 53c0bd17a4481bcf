"""Write the generated pages of docs/reference, or with --check name those that are out of date."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

import tools.reference

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"


def all_pages() -> dict[str, str]:
    """Every generated file by its name in docs/reference, from every generator in tools/reference."""
    found: dict[str, str] = {}
    for module in sorted(pkgutil.iter_modules(tools.reference.__path__), key=lambda module: module.name):
        found.update(importlib.import_module(f"tools.reference.{module.name}").pages())
    return found


def stale(pages: dict[str, str], folder: Path) -> list[Path]:
    """The files whose bytes are not what they would be if they were written now."""
    return [folder / name for name, text in pages.items() if not _says(folder / name, text)]


def _says(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()


def main(arguments: list[str]) -> int:
    """Exit code 1 where --check finds a stale file; without it they are written."""
    files = stale(pages := all_pages(), REFERENCE)
    for file in files:
        name = file.relative_to(REFERENCE.parents[1])
        if "--check" in arguments:
            print(f"{name} is out of date: run python3 start.py fix", file=sys.stderr)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(pages[file.name].encode())
            print(f"wrote {name}")
    if not files:
        print(f"{len(pages)} generated pages are up to date")
    return 1 if files and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
