"""Confirming the scope: by a named analyst or clinician, once, and what changes afterwards stands beside the name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evenlode.job import Workspace
from evenlode.job.confirming import NOT_CONFIRMED, confirm_scope, scope_said
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.results import Period
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from evenlode.web.audit.trail import events

YEAR = Period(date(2015, 10, 1), date(2016, 9, 30))


@pytest.fixture
def place(tmp_path: Path, serving: Callable[[Path], None]) -> Path:
    shutil.copytree(contract_folder("two-outcome-illustration"), tmp_path / "contract")
    serving(tmp_path)
    return tmp_path


def test_a_clinician_confirms_and_a_change_of_the_contract_shows_beside_the_name(
    place: Path, signed_in: Callable[[str], Any]
) -> None:
    samir, owen, priya = map(signed_in, ("Samir Haddad", "Owen Price", "Priya Shah"))
    assert "Nobody has confirmed it" in priya.get("/scope/").content.decode()
    assert "Confirm it" not in priya.get("/scope/").content.decode()
    assert priya.post("/scope/", {"year": "2015-10-01"}).status_code == 403
    wrong = samir.post("/scope/", {"year": "1999-10-01"})
    assert wrong.status_code == 400
    assert "Choose a contract year" in wrong.content.decode()
    done = samir.post("/scope/", {"year": "2015-10-01"}, follow=True).content.decode()
    assert "Your confirmation is recorded. Reference: entry" in done
    assert "Nothing of it has changed since." in done
    # the same person the same reading once; another person too
    again = samir.post("/scope/", {"year": "2015-10-01"})
    assert again.status_code == 409
    assert "recorded already" in again.content.decode()
    assert owen.post("/scope/", {"year": "2015-10-01"}).status_code == 302
    with Journal.open(place / "records.db") as journal:
        assert len(journal.entries("scope confirmation")) == 2
    assert [one.what for one in events(Workspace(place))].count("scope confirmed") == 2
    # when the contract counts other ages
    file = place / "contract" / "population.yaml"
    text = file.read_text(encoding="utf-8")
    assert "age_to" in text
    at = text.index("age_to")
    file.write_text(text[:at] + text[at:].replace("65", "64", 1), encoding="utf-8")
    after = priya.get("/scope/").content.decode()
    assert "Changed since" in after
    assert "now 18 to 64" in after
    contract = read_contract(place / "contract")
    assert "changed since: ages" in scope_said(contract, Workspace(place), YEAR)
    # and the new reading can be confirmed by the same person
    assert samir.post("/scope/", {"year": "2015-10-01"}).status_code == 302
    assert "nothing of it has changed" in scope_said(contract, Workspace(place), YEAR)


def test_what_is_no_contract_year_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    contract = read_contract(contract_folder("two-outcome-illustration"))
    month = Period(date(2015, 10, 1), date(2015, 10, 31))
    with pytest.raises(Refusal) as refused:
        confirm_scope(contract, Workspace(tmp_path), month, date(2019, 1, 1), "Ann <ann@x>")
    assert refused.value.rule == "SCOPE.PERIOD"
    assert scope_said(contract, Workspace(tmp_path), YEAR) == NOT_CONFIRMED
