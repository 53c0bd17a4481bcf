"""The contracts that come with Evenlode: inside the wheel when installed, in contracts/ beside the source otherwise."""

from __future__ import annotations

from pathlib import Path

from evenlode.problems import refuse


def contracts_folder() -> Path:
    """The folder that holds the shipped contracts."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_contracts"
    return inside if inside.is_dir() else package.parent.parent / "contracts"


def contract_folder(slug: str) -> Path:
    """The folder of one shipped contract; a Refusal that lists those there are."""
    folder = contracts_folder() / slug
    if not (folder / "contract.yaml").is_file():
        there = sorted(path.parent.name for path in contracts_folder().glob("*/contract.yaml"))
        raise refuse("FILE.MISSING", f'no contract "{slug}" comes with Evenlode', f"Use one of {', '.join(there)}")
    return folder
