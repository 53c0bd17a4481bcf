"""Home: what is due, by whom and when, from the contract's calendar and what the journal holds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evenlode.job import Workspace, settle
from evenlode.job.stating import step
from evenlode.results import Period
from evenlode.settlement.states import Step
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from evenlode.web.due import due_things
from evenlode.web.people.roles import Role

YEAR = Period(date(2015, 10, 1), date(2016, 9, 30))
TEXT = (
    "# INVENTED\nindicator,grain,start,end,numerator,denominator\n"
    "first-indicator,contract year,2015-10-01,2016-09-30,60,100\n"
    "second-indicator,contract year,2015-10-01,2016-09-30,60,100\n"
)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("settled")
    place = Workspace(folder)
    shutil.copytree(contract_folder("two-outcome-illustration"), place.contract)
    (folder / "outturns.csv").write_text(TEXT, encoding="utf-8")
    settle(place.contract, place, period=YEAR, outturns=folder / "outturns.csv")
    return place


def titles(place: Workspace, today: date) -> dict[str, tuple[date | None, frozenset[Role]]]:
    found = due_things(place, read_contract(place.contract), today, True).to_do
    return {one.title: (one.by_day, one.roles) for one in found if "year" in one.title}


def test_a_statement_is_followed_from_the_freeze_to_the_issue(settled: Workspace) -> None:
    today = date(2017, 1, 10)
    freeze_day = date(2016, 12, 30)  # 30 September 2016 and 90 days, and the day after that
    assert titles(settled, today) == {
        "Freeze the statement of year 1": (freeze_day, frozenset({Role.CONTRACT_MANAGER, Role.FINANCE}))
    }
    step(settled.contract, settled, Step.FREEZE, "ann", period=YEAR, on=today)
    assert list(titles(settled, today)) == ["Prepare the payment of year 1"]
    step(settled.contract, settled, Step.PREPARE, "ann", period=YEAR, on=today)
    found = due_things(settled, read_contract(settled.contract), today, True)
    approve = next(one for one in found.to_do if one.title == "Approve the payment of year 1")
    assert approve.why == "Prepared by ann, so somebody else approves it"
    assert approve.days_late(today) == 11
    step(settled.contract, settled, Step.APPROVE, "ben", period=YEAR, on=today)
    assert titles(settled, today)["Issue the statement of year 1"][1] == frozenset({Role.CONTRACT_MANAGER})
    step(settled.contract, settled, Step.ISSUE, "ben", period=YEAR, on=today)
    assert titles(settled, today) == {}
    assert [one.said for one in due_things(settled, read_contract(settled.contract), today, True).done][-1] == (
        "Figures frozen, version 1"
    )


def test_what_is_a_partners_own_is_due_from_that_partner_alone(signed_in: Callable[[str], Any], app: Path) -> None:
    from evenlode.web.due import Due

    due = Due("Send it", "", frozenset({Role.PARTNER}), "finance-returns", None, "partner-1", "partner-1")
    assert due.is_for(Role.PARTNER, "partner-1")
    assert not due.is_for(Role.PARTNER, "partner-2")
    assert not due.is_for(Role.FINANCE, "partner-1")


def test_home_says_what_waits_and_what_lies_ahead(signed_in: Callable[[str], Any]) -> None:
    text = signed_in("Owen Price").get("/").content.decode()
    assert "Send the data of October 2015" in text
    assert "30 December 2019" in text
    assert "4 November 2019" in text
    assert "Nothing waits for you." in signed_in("Helen Marsh").get("/").content.decode()
