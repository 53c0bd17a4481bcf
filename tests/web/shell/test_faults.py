"""Faults that name the web: duties that clash, two people at once, records changed behind the app, planted text."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from evenlode.job import Workspace, settle
from evenlode.records.journal import Journal
from evenlode.records.signals import acknowledge, record_found
from evenlode.records.statements import statements
from evenlode.results import Period
from evenlode.signals.signal import Signal, Strength
from evenlode.terms.shipped import contract_folder
from evenlode.web.audit.trail import events

REPEATS = int(os.environ.get("EVENLODE_SIGNINGS", "5"))
"""How often two people sign at once; a hundred times elsewhere."""
YEAR = Period(date(2015, 10, 1), date(2016, 9, 30))
TEXT = (
    "# INVENTED\nindicator,grain,start,end,numerator,denominator\n"
    "first-indicator,contract year,2015-10-01,2016-09-30,60,100\n"
    "second-indicator,contract year,2015-10-01,2016-09-30,60,100\n"
)
OF_THE_WEB = {1, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 31, 33, 35, 37, 47}
"""Numbers of the faults that are about roles, duties, planted text, uploads, the network and two at once."""
PLANTED = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults")
    place = Workspace(folder)
    shutil.copytree(contract_folder("two-outcome-illustration"), place.contract)
    (folder / "outturns.csv").write_text(TEXT, encoding="utf-8")
    settle(place.contract, place, period=YEAR, outturns=folder / "outturns.csv")
    return folder


@pytest.fixture
def place(settled: Path, tmp_path: Path, serving: Callable[[Path], None]) -> Path:
    """A copy of the settled workspace, served: the contract is the same files, so it is not read again."""
    folder = tmp_path / "place"
    shutil.copytree(settled, folder)
    serving(folder)
    return folder


def take(client: Any, step: str, **more: str) -> int:
    code: int = client.post(f"/payment/{step}/", {"year": "2015-10-01", **more}).status_code
    return code


def steps(place: Path) -> list[str]:
    with Journal.open(place / "records.db") as journal:
        return [entry.document["step"] for entry in journal.entries("statement step")]


def test_every_fault_of_the_web_has_a_test_that_carries_its_number() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    names = re.findall(r"^def test_((?:t\d\d_)+)", text, re.MULTILINE)
    assert {int(number) for name in names for number in re.findall(r"t(\d\d)", name)} == OF_THE_WEB


def test_t13_who_prepared_a_statement_cannot_approve_it(place: Path, signed_in: Callable[[str], Any]) -> None:
    daniel = signed_in("Daniel Okafor")
    assert take(daniel, "freeze") == 302
    assert take(daniel, "prepare") == 302
    found = daniel.post("/payment/approve/", {"year": "2015-10-01"})
    assert found.status_code == 409
    assert "another person" in found.content.decode()
    assert steps(place) == ["freeze", "prepare"]
    last = events(Workspace(place))[0]
    assert (last.who.split(" <")[0], last.what, last.outcome) == ("Daniel Okafor", "payment-step", "refused")
    assert take(signed_in("Owen Price"), "approve") == 403
    assert take(signed_in("Ruth Ellison"), "approve") == 302
    assert take(signed_in("Ruth Ellison"), "issue") == 403


def test_t15_of_two_who_approve_at_once_one_does(place: Path, signed_in: Callable[[str], Any], tmp_path: Path) -> None:
    from django.db import connection

    priya = signed_in("Priya Shah")
    assert [take(priya, "freeze"), take(priya, "prepare")] == [302, 302]
    for number in range(REPEATS):
        copy = tmp_path / f"copy-{number}"
        shutil.copytree(place, copy)
        codes: list[int] = []
        ready = threading.Barrier(2)

        def approve(client: Any, ready: threading.Barrier = ready, codes: list[int] = codes) -> None:
            ready.wait()
            codes.append(take(client, "approve"))
            connection.close()

        both = [signed_in(name) for name in ("Daniel Okafor", "Ruth Ellison")]
        with override_settings(WORKSPACE=copy):
            threads = [threading.Thread(target=approve, args=(client,)) for client in both]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert sorted(codes) == [302, 409]
        assert steps(copy) == ["freeze", "prepare", "approve"]


def test_t01_a_signal_nobody_answered_holds_the_approval_up(place: Path, signed_in: Callable[[str], Any]) -> None:
    priya, ruth = signed_in("Priya Shah"), signed_in("Ruth Ellison")
    signal = Signal(
        "left-and-returned", "2b", "all", YEAR, "0.31", "0.02", "0.001", Strength.STRONG, "31% left and came"
    )
    with Journal.open(place / "records.db") as journal:
        [statement] = statements(journal)
        record_found(journal, statement.contract, statement.sha256, [signal], by="evenlode run")
    assert [take(priya, "freeze"), take(priya, "prepare")] == [302, 302]
    refused = ruth.post("/payment/approve/", {"year": "2015-10-01"})
    assert refused.status_code == 409
    assert steps(place) == ["freeze", "prepare"]
    with Journal.open(place / "records.db") as journal:
        acknowledge(
            journal, "two-outcome-illustration", signal, "Priya Shah", "The ward moved; the records were looked at"
        )
    assert take(ruth, "approve") == 302


def test_t17_nothing_is_approved_on_records_that_were_changed_behind_the_app(
    place: Path, signed_in: Callable[[str], Any]
) -> None:
    priya = signed_in("Priya Shah")
    assert [take(priya, "freeze"), take(priya, "prepare")] == [302, 302]
    connection = sqlite3.connect(place / "records.db")
    connection.execute("DROP TRIGGER journal_no_update")
    connection.execute("UPDATE journal SET recorded_by = 'nobody' WHERE seq = 2")
    connection.commit()
    connection.close()
    assert take(signed_in("Ruth Ellison"), "approve") == 409
    assert steps(place) == ["freeze", "prepare"]


def test_t19_planted_markup_is_text_wherever_it_is_shown(place: Path, signed_in: Callable[[str], Any]) -> None:
    priya, joan = signed_in("Priya Shah"), signed_in("Joan Tully")
    assert [take(priya, "freeze"), take(priya, "prepare")] == [302, 302]
    assert take(signed_in("Ruth Ellison"), "approve") == 302
    assert take(priya, "issue") == 302
    about = {"because": PLANTED, "line": "first-indicator", "side": "earned", "amount": "0"}
    assert take(joan, "dispute", **about) == 302
    seen = 0
    for address in ("/", "/payment/", "/payment/resolve/"):
        text = priya.get(address).content.decode()
        assert PLANTED not in text
        seen += "&lt;img src=x onerror" in text
    assert seen


def test_t11_fields_that_are_not_the_forms_change_nothing_and_are_written_down(
    place: Path, signed_in: Callable[[str], Any]
) -> None:
    more = {"by": "Ruth Ellison", "on": "2030-01-01", "state": "approved", "org_id": "7"}
    assert take(signed_in("Priya Shah"), "freeze", **more) == 302
    with Journal.open(place / "records.db") as journal:
        [frozen] = journal.entries("statement step")
    assert frozen.document["by"] == "Priya Shah <priya.shah@demo.invalid>"
    assert frozen.document["on"] == "2019-11-04"
    assert events(Workspace(place))[0].before == "fields not expected: by, on, org_id, state"


@pytest.mark.parametrize("name", ["x';DROP TABLE journal;--", '"', "../../etc", "%00", "5a%27"])
def test_t23_a_name_from_outside_is_looked_up_and_never_run(
    place: Path, signed_in: Callable[[str], Any], name: str
) -> None:
    client = signed_in("Owen Price")
    for address in (f"/indicator/{name}/", f"/payment/?year={name}", f"/audit-trail/?who={name}"):
        found = client.get(address)
        assert found.status_code in (200, 400, 403, 404)
        assert "sqlite" not in found.content.decode().lower()
    assert steps(place) == []
