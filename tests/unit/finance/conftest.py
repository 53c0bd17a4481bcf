"""The shipped contract, its case, and filled workbooks, each made once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evenlode.cli.app import app
from evenlode.finance.case import Case, make_case
from evenlode.finance.returns.finance_return import FinanceReturn
from evenlode.finance.returns.invented import invent_returns
from evenlode.job import Workspace
from evenlode.job.financing import receive_returns, write_invented
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder


@pytest.fixture(scope="session")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


@pytest.fixture(scope="session")
def case(contract: Contract) -> Case:
    return make_case(contract)


@pytest.fixture(scope="session")
def invented(contract: Contract) -> list[FinanceReturn]:
    return invent_returns(contract, seed=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the contract folder, to be spoilt."""
    return shutil.copytree(contract_folder("oxfordshire-mental-health"), tmp_path / "contract")


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def evenlode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run the command in an empty folder, in this process: what is read once is not read again."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("EVENLODE_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str | Path) -> Done:
        result = CliRunner().invoke(app, [str(one) for one in arguments], prog_name="evenlode")
        return Done(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture(scope="session")
def full(contract: Contract, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with every invented return taken in, and the workbooks beside it; not to be changed."""
    place = tmp_path_factory.mktemp("full")
    files = write_invented(contract, place / "made", seed=1)
    receive_returns(files, contract, Workspace(place), date(2019, 5, 1), by="test")
    return place
