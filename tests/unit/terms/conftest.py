"""A small contract that reads clean, and a way to spoil one line of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evenlode.problems import Problem, Refusal
from evenlode.terms.reading import read_contract
from evenlode.terms.scaffold import new_contract

Spoil = Callable[..., list[Problem]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_contract(tmp_path / "contract", "A small contract")


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Replace text in a file of the contract, then read it and give the problems."""

    def _spoil(file: str, *pairs: tuple[str, str]) -> list[Problem]:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, f"{old!r} is not in {file}"
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refused:
            read_contract(folder)
        return list(refused.value.problems)

    return _spoil
