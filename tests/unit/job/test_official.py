"""The file of official measures: written beside the outturns, read back as it was, and never joined to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from evenlode.job.official import FILE, read_official, write_official
from evenlode.job.provenance import Provenance
from evenlode.results import Grain, Kind, Outturn, Period
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder


def test_what_is_written_is_read_back_and_nothing_where_there_was_nothing(tmp_path: Path) -> None:
    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    year = Period(date(2017, 10, 1), date(2018, 9, 30))
    own = next(one for one in contract.official_definitions(year) if one.code == "MHS80")
    whole = Outturn(
        *(own.indicator, own.version, Kind.PROPORTION, Grain.CONTRACT_YEAR, year),
        numerator=30,
        denominator=40,
        eligible=40,
        missing=0,
        untimed=1,
    )
    found = (whole, replace(whole, provider="lead-provider"))
    outturns = tmp_path / "outturns.csv"
    write_official(tmp_path, (), Provenance())
    assert read_official(outturns, contract) == ()
    write_official(tmp_path, found, Provenance(invented="yes"))
    assert (tmp_path / FILE).read_text(encoding="utf-8").startswith("# INVENTED")
    again = {(one.provider, one.numerator, one.denominator, one.untimed) for one in read_official(outturns, contract)}
    assert again == {("all", 30, 40, 1), ("lead-provider", 30, 40, 1)}


def test_those_beside_proposals_alone_are_measured_only_when_asked_for() -> None:
    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    measured = {one.code for one in contract.official_definitions(contract.term)}
    assert {"AMH14e", "MHS80", "MRS01b"} <= measured
    assert not {"ACC37", "AMH06", "MHS106", "MHS108", "CMH-GBO"} & measured
