"""Money that passes to partners: everybody who may sees the flows, and a partner what is its own and no more."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evenlode.job import Workspace, settle
from evenlode.results import Grain, Kind
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contracts_folder
from tests.web.shown.making import HEAD


def sites(to: Path) -> Workspace:
    """The gallery's contract of several sites, its first year settled with figures that are met."""
    workspace = Workspace(to)
    shutil.copytree(contracts_folder() / "gallery" / "several-sites", workspace.contract)
    contract = read_contract(workspace.contract)
    year = contract.years()[0]
    figures = workspace.folder / "figures.csv"
    rows = [
        f"{one.indicator},{Grain.CONTRACT_YEAR},{year.start},{year.end},all,all,95,100,100,0\n"
        for one in contract.definitions(year)
        if one.kind is Kind.PROPORTION
    ]
    figures.write_text(HEAD + "".join(rows), encoding="utf-8")
    settle(workspace.contract, workspace, period=year, outturns=figures)
    return workspace


def test_a_partner_takes_away_its_own_lines_and_nobody_elses(
    signed_in: Callable[[str], Any], serving: Callable[[Path], None], tmp_path: Path
) -> None:
    place = sites(tmp_path / "sites")
    serving(place.folder)
    whole = signed_in("Priya Shah").get("/payment/").content.decode()
    assert "Who passes what to whom" in whole
    for party in ("Sallowby Physicians", "Alder House", "Elm House"):
        assert party in whole
    assert "Base payment" in whole
    partner = signed_in("Peter Vance")
    own = partner.get("/payment/").content.decode()
    assert "Alder House" in own
    assert "Elm House" not in own
    page = partner.get("/payment/", {"download": "statement.html"})
    assert page["Content-Disposition"] == 'attachment; filename="INVENTED-statement-2014-10-01-v1-alder-house.html"'
    assert "Alder House" in page.content.decode()
    assert "Elm House" not in page.content.decode()
    assert partner.get("/payment/", {"download": "statement.pdf"}).content.startswith(b"%PDF")
    assert partner.get("/payment/", {"download": "statement.json"}).status_code == 404
    assert partner.get("/payment/", {"download": "flows.csv"}).status_code == 404
