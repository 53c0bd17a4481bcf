"""A contract with an indicator of every sort, and ways to send it files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from evenlode.data.supplied.reading import read_supplied
from evenlode.data.supplied.supplied import Supplied
from evenlode.problems import Problem, Refusal
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract

RECEIVED = date(2027, 10, 1)

Send = Callable[[str | bytes], Supplied]
Refuse = Callable[[str | bytes], list[Problem]]


@pytest.fixture(scope="session")
def contract() -> Contract:
    return read_contract(Path(__file__).parent / "contract")


@pytest.fixture
def send(contract: Contract, tmp_path: Path) -> Send:
    """Read a file with this content."""

    def _send(content: str | bytes) -> Supplied:
        path = tmp_path / "sent.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_supplied(path, contract, RECEIVED)

    return _send


@pytest.fixture
def refuse(send: Send) -> Refuse:
    """The problems for which a file with this content is refused."""

    def _refuse(content: str | bytes) -> list[Problem]:
        with pytest.raises(Refusal) as refused:
            send(content)
        return list(refused.value.problems)

    return _refuse
