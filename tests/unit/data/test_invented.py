"""Invented rows: the same bytes from the same seed, worth measuring, and never in the place of real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenlode.data.checks import check
from evenlode.data.invented import invent
from evenlode.data.manifest import Manifest, read_manifest, write_manifest
from evenlode.data.store import open_store
from evenlode.measures import measure
from evenlode.outturn import outturns
from evenlode.population.segments import assign_segments
from evenlode.problems import Level, Refusal
from evenlode.results import EVERYONE, Grain, Period
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_seed_gives_the_same_bytes(contract: Contract, tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        invent(contract, tmp_path / name, people=80, seed=seed)
    assert contents(tmp_path / "one") == contents(tmp_path / "again")
    assert contents(tmp_path / "one")["role_status.parquet"] != contents(tmp_path / "other")["role_status.parquet"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_it_is_worth_measuring(contract: Contract, tmp_path: Path) -> None:
    invent(contract, tmp_path / "store", people=2000)
    years = contract.years()[:4]
    with open_store(tmp_path / "store") as store:
        span = Period(contract.term.start, store.data_to)
        assert (store.invented, span.end, store.data_from) == (True, years[3].end, contract.term.start)
        assert store.lead_provider == contract.lead_provider.party
        problems = check(store, span)
        definitions = contract.definitions(span)
        counted = measure(store, definitions, assign_segments(store, contract.population.segments), span)
        found = outturns(counted, definitions, contract.years(), span, None)
    assert {(problem.rule, problem.level) for problem in problems} == {("CODE.REPAIRED", Level.ACCEPT)}
    whole = [one for one in found if one.grain is Grain.CONTRACT_YEAR and one.provider == one.segment == EVERYONE]
    shares = {
        name: [float(one.exact or 0) for one in whole if one.indicator == name] for name in {o.indicator for o in whole}
    }
    role, home = shares["in-a-meaningful-role"], shares["in-stable-accommodation"]
    assert role == sorted(role)
    assert role[0] < 0.5 < role[1] < 0.6 < role[3]
    assert home == sorted(home)
    assert home[2] < 0.8 < home[3]
    assert all(0.89 < share < 0.97 for share in shares["not-readmitted-28-days"])
    assert all(0.83 < share < 0.95 for share in shares["not-readmitted-90-days"])
    providers = {one.provider for one in found}
    assert providers == {EVERYONE, *(party.party for party in contract.providers())}


def test_clean_rows_have_nothing_missing(contract: Contract, tmp_path: Path) -> None:
    invent(contract, tmp_path / "store", people=60, clean=True)
    with open_store(tmp_path / "store") as store:
        assert check(store, Period(contract.term.start, store.data_to)) == []
        settled = {row["settled"] for row in store.fetch(store.table("accommodation_status"))}
    assert settled == {"Y", "N"}


def test_only_invented_rows_are_replaced(contract: Contract, tmp_path: Path) -> None:
    store = tmp_path / "store"
    invent(contract, store, people=20, seed=1)
    first = contents(store)
    invent(contract, store, people=20, seed=2)
    assert contents(store) != first
    manifest, _ = read_manifest(store)
    write_manifest(store, Manifest(**{**manifest.model_dump(), "invented": False}))
    kept = contents(store)
    with pytest.raises(Refusal) as refused:
        invent(contract, store, people=20)
    assert refused.value.rule == "STORE.EXISTS"
    assert contents(store) == kept
    with pytest.raises(Refusal):
        invent(contract, tmp_path / "none", people=0)
    assert not (tmp_path / "none").exists()
