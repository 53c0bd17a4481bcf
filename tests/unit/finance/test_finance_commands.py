"""The finance commands as a user types them: what they print, and the exit code of each way to go wrong."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from evenlode.data.invented import invent_submissions, receive_invented
from evenlode.terms.contract import Contract
from evenlode.terms.shipped import contract_folder

CONTRACT = contract_folder("oxfordshire-mental-health")


@pytest.fixture
def workspace(full: Path, tmp_path: Path) -> Path:
    """A workspace of the test's own, with every invented return taken in."""
    return shutil.copytree(full, tmp_path / "place")


def test_the_case_begins_with_the_comparison_that_the_text_does_not_make(evenlode) -> None:
    said = evenlode("case", CONTRACT).stdout
    assert said.index("The contract against efficiency alone") < said.index("Projections") < said.index("Oddities")
    assert "Efficiency alone costs less in 3 of 5 years" in said
    assert "80 printed cells compared: 69 the same, 11 differ, 1 of them by more than £1 thousand" in said


def test_every_figure_of_the_case_is_a_row(evenlode) -> None:
    rows = json.loads(evenlode("case", CONTRACT, "--tornado", "--fan", "--draws", "200", "--format", "json").stdout)
    parts = list(dict.fromkeys(row["part"] for row in rows))
    assert parts[0] == "against efficiency alone"
    assert {"projection", "oddity", "calibration", "tornado", "fan", "chance within the cap"} <= set(parts)
    last = next(row for row in rows if row["line"] == "outcomes contract" and row["column"] == "2018/19")
    assert (last["printed"], last["value"]) == ("36403", "36403")
    read = list(csv.DictReader(io.StringIO(evenlode("case", CONTRACT, "--format", "csv").stdout)))
    assert len(read) == len([row for row in rows if row["part"] not in parts[parts.index("tornado") :]])


def test_a_changed_case_compares_nothing_with_the_print(evenlode) -> None:
    done = evenlode("case", CONTRACT, "--set", "inflation=2.5%", "--set", "scope:Rycote=£700k")
    assert "Changed: inflation = 2.5%; Rycote = £700k." in done.stdout
    assert "as printed" not in done.stdout
    rows = json.loads(evenlode("case", CONTRACT, "--set", "inflation=2.5%", "--format", "json").stdout)
    assert {row["printed"] for row in rows if row["part"] == "projection"} == {None}


def test_a_wrong_change_is_a_mistake_in_the_command_and_a_missing_table_one_in_the_contract(evenlode) -> None:
    done = evenlode("case", CONTRACT, "--set", "inflaton=2%")
    assert (done.returncode, "Did you mean inflation" in done.stderr) == (2, True)
    done = evenlode("case", contract_folder("two-outcome-illustration"))
    assert (done.returncode, "6 problems" in done.stderr) == (3, True)


def test_charts_are_drawn_where_they_are_asked_for_and_are_the_same_every_time(evenlode, tmp_path: Path) -> None:
    for name in ("a", "b"):
        evenlode("case", CONTRACT, "--tornado", "--fan", "--draws", "200", "--chart", name)
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert sorted(first) == [
        "fan-do-nothing-with-efficiency.svg",
        "fan-do-nothing.svg",
        "fan-outcomes-contract.svg",
        "projections.svg",
        "tornado.svg",
    ]
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}


def test_the_working_model_stands_alone_and_says_when_it_is_invented(evenlode, tmp_path: Path) -> None:
    rows = "".join(f"{cluster},100,1000\n" for cluster in (1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 14, 15, 16, 17))
    (tmp_path / "spells.csv").write_text(f"# INVENTED\nHoNOS cluster,spells,unit cost\n{rows}", encoding="utf-8")
    said = evenlode("case", CONTRACT, "--spells", "spells.csv").stdout
    assert said.startswith("INVENTED: ")
    assert "shift then reduce, with inflation, in cash" in said
    assert "Milton Keynes" not in said


def test_the_envelope_shows_what_nobody_explains(evenlode) -> None:
    said = evenlode("finance", "envelope", CONTRACT).stdout
    assert "Since the start £6,027k of the change is not itemised in any document." in said
    assert "From the business case to the start; not explained" in said


def test_commitments_have_no_value_that_is_not_printed(evenlode) -> None:
    rows = json.loads(evenlode("finance", "commitments", CONTRACT, "--format", "json").stdout)
    assert len(rows) == 7
    assert {row["value"] for row in rows} == {None}
    assert [row["met"] for row in rows if row["promise"].startswith("Close a ward")] == ["no"]


def test_the_book_of_invented_returns_says_so_everywhere(evenlode, workspace: Path) -> None:
    done = evenlode("finance", "book", CONTRACT, "--workspace", workspace)
    assert done.stdout.startswith("INVENTED: Larkhithe")
    assert "INVENTED" in done.stderr
    assert "Oxford" not in done.stdout
    rows = json.loads(
        evenlode(
            "finance", "book", CONTRACT, "--workspace", workspace, "--table", "position", "--format", "json"
        ).stdout
    )
    assert len(rows) == 18
    assert {row["invented"] for row in rows} == {True}
    assert all(row["result"].lstrip("-").replace(".", "").isdigit() for row in rows)
    assert evenlode("finance", "book", CONTRACT, "--workspace", workspace, "--table", "x").returncode == 2
    assert evenlode("finance", "book", CONTRACT, "--workspace", workspace, "--inflation", "2").returncode == 2


def test_a_sign_off_by_the_council_shows_in_the_book(evenlode, workspace: Path) -> None:
    ask = ("finance", "book", CONTRACT, "--workspace", workspace, "--table", "council-people")
    assert "Not signed off by the council" in evenlode(*ask).stdout
    signed = ("finance", "sign-off", CONTRACT, "--workspace", workspace, "--year", "2018/19", "--on", "2019-06-30")
    assert evenlode(*signed).returncode == 0
    assert "Signed off by council on 2019-06-30." in evenlode(*ask).stdout
    assert evenlode(*signed, "--party", "partner-1").returncode == 3


def test_a_faulty_return_is_told_by_cell_and_nothing_of_the_batch_is_stored(
    evenlode, full: Path, tmp_path: Path
) -> None:
    files = sorted(shutil.copytree(full / "made", tmp_path / "made").glob("*.xlsx"))[:2]
    book = openpyxl.load_workbook(files[0])
    book["Income"]["C5"] = "a lot"
    book["Position"]["C6"] = 1
    book.save(files[0])
    done = evenlode("finance", "receive", *files, "--contract", CONTRACT)
    assert done.returncode == 3
    assert "Income!C5" in done.stderr
    assert "Position!C6" in done.stderr
    assert evenlode("finance", "book", CONTRACT).returncode == 3  # nothing is there


def test_workbooks_are_invented_and_taken_in(evenlode, tmp_path: Path) -> None:
    done = evenlode("finance", "invent", CONTRACT, "--to", "made")
    assert done.stdout == "18 INVENTED workbooks: made\n"
    files = sorted((tmp_path / "made").glob("*-lead-*.xlsx"))
    done = evenlode("finance", "receive", *files, "--contract", CONTRACT, "--format", "json")
    assert [(row["year"], row["version"], row["new"]) for row in json.loads(done.stdout)] == [
        ("2016/17", 1, "yes"),
        ("2017/18", 1, "yes"),
        ("2018/19", 1, "yes"),
    ]
    other = evenlode("finance", "receive", *files, "--contract", CONTRACT, "--provider", "Elmore")
    assert (other.returncode, "partner-4's is expected" in other.stderr) == (3, True)


def test_an_empty_workbook_is_made_once(evenlode, tmp_path: Path) -> None:
    ask = ("finance", "workbook", "a.xlsx", "--provider", "Elmore", "--year", "2018/19", "--contract", CONTRACT)
    assert evenlode(*ask).stdout == "a.xlsx\n"
    assert evenlode(*ask).returncode == 3
    wrong = ("finance", "workbook", "b.xlsx", "--provider", "Nobody", "--year", "2018/19", "--contract", CONTRACT)
    assert "no provider" in evenlode(*wrong).stderr


def test_risk_is_seeded_and_a_bid_stops_unless_it_reconciles(evenlode, workspace: Path) -> None:
    ask = ("finance", "risk", CONTRACT, "--workspace", workspace, "--draws", "500", "--format", "csv")
    assert evenlode(*ask, "--seed", "3").stdout == evenlode(*ask, "--seed", "3").stdout
    rows = list(csv.DictReader(io.StringIO(evenlode(*ask).stdout)))
    assert len(rows) == 6 * 3
    assert {row["figures"] for row in rows} == {"INVENTED"}
    fits = evenlode("finance", "risk", "--bid", "Health=£30.91m", "--bid", "Council=£6.2m", "--envelope", "£37.11m")
    assert (fits.returncode, fits.stdout) == (0, "The bid reconciles to £37,110,000.\n")
    gap = evenlode("finance", "risk", "--bid", "Health=£44.5m", "--envelope", "£37.11m")
    assert (gap.returncode, "£7,390,000 more" in gap.stderr) == (3, True)
    assert evenlode("finance", "risk", "--bid", "Health=44", "--envelope", "£37.11m").returncode == 2


def test_a_bid_with_two_lines_of_one_name_loses_neither_unseen(evenlode) -> None:
    twice = ("finance", "risk", "--bid", "Health=£30m", "--bid", "Health=£7.11m", "--envelope", "£37.11m")
    assert (evenlode(*twice).returncode, "same name" in evenlode(*twice).stderr) == (2, True)


def test_a_gain_share_and_a_knock_on_are_told_in_a_row(evenlode) -> None:
    ask = ("finance", "gain-share", "--spending", "£36m", "--noise", "3%", "--format", "json")
    (row,) = json.loads(evenlode(*ask).stdout)
    assert (row["expected"], row["chance of any payment"]) == (row["by luck alone"], "50.0%")
    assert evenlode("finance", "gain-share", "--spending", "36", "--noise", "3%").returncode == 2
    ask = ("finance", "knock-on", "Hospital", "--income", "£100m", "--from-contract", "£30m", "--shift", "50%")
    assert "£15,000,000" in evenlode(*ask).stdout
    assert evenlode(*ask[:-1], "50").returncode == 2


def test_flows_look_ahead_and_say_when_the_list_is_cleared(evenlode, tmp_path: Path) -> None:
    header = "month,referrals,taken on,discharges,waiting,caseload,fte established,fte vacant"
    rows = "\n".join(f"2018-{month:02d},50,40,50,{100 + month},600,10,2" for month in range(1, 13))
    (tmp_path / "flows.csv").write_text(f"# INVENTED\n{header}\n{rows}\n", encoding="utf-8")
    said = evenlode("finance", "flows", "flows.csv", "--months", "3").stdout
    assert said.startswith("INVENTED: ")
    assert "is not cleared within 3 months" in said
    cleared = evenlode("finance", "flows", "flows.csv", "--demand", "50%").stdout
    assert "is cleared after 8 months" in cleared
    rows = json.loads(evenlode("finance", "flows", "flows.csv", "--format", "json").stdout)
    assert {row["figures"] for row in rows} == {"INVENTED"}
    assert evenlode("finance", "flows", "flows.csv", "--demand", "5").returncode == 2
    assert evenlode("finance", "flows", "missing.csv").returncode == 3


# The report and flows from rows


@pytest.fixture(scope="session")
def rows(contract: Contract, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of some invented people."""
    folder = tmp_path_factory.mktemp("rows")
    receive_invented(
        invent_submissions(contract, folder / "sent", people=150, seed=3, clean=True, years=2), folder / "store"
    )
    return folder / "store"


def test_the_report_of_a_contract_alone_is_the_case_under_real_names(evenlode, tmp_path: Path) -> None:
    (row,) = json.loads(evenlode("finance", "report", CONTRACT, "--to", "out", "--format", "json").stdout)
    assert (row["chapter"], row["figures"]) == ("finance", "real")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "finance-data",
        *(f"finance.{suffix}" for suffix in ("docx", "html", "pdf", "xlsx")),
    ]
    again = evenlode("finance", "report", CONTRACT, "--to", "out")
    assert (again.returncode, "is there already" in again.stderr) == (3, True)


def test_the_report_of_invented_returns_is_marked_and_leaves_the_case_out(
    evenlode, workspace: Path, rows: Path, tmp_path: Path
) -> None:
    done = evenlode("finance", "report", CONTRACT, "--workspace", workspace, "--store", rows, "--to", "out")
    assert (done.returncode, "INVENTED" in done.stderr) == (0, True)
    page = (tmp_path / "out" / "INVENTED-finance.html").read_text(encoding="utf-8")
    assert "Oxford" not in page
    assert "is not cleared within" in page or "is cleared after" in page
    assert "People eligible under the Care Act, from their own records" in page
    wrong = evenlode("finance", "report", CONTRACT, "--workspace", workspace, "--year", "2001/02", "--to", "other")
    assert (wrong.returncode, (tmp_path / "other").exists()) == (3, False)


def test_a_contract_without_money_has_no_report(evenlode) -> None:
    done = evenlode("finance", "report", contract_folder("two-outcome-illustration"), "--to", "out")
    assert (done.returncode, "says anything of money" in done.stderr) == (3, True)


def test_flows_come_from_rows_by_provider_and_month(evenlode, workspace: Path, rows: Path) -> None:
    ask = ("finance", "flows", "--store", rows, "--contract", CONTRACT, "--workspace", workspace)
    told = json.loads(evenlode(*ask, "--measured", "--format", "json").stdout)
    assert {row["figures"] for row in told} == {"INVENTED"}
    assert {"Velderbrook Health Trust", "Sallowby"} <= {row["provider"] for row in told}
    own = [row for row in told if row["people on own caseload"] is not None]
    assert own
    assert all(row["eligible"] <= row["people on own caseload"] for row in own)
    assert "The waiting list of" in evenlode(*ask, "--provider", "Velderbrook Health Trust").stdout
    alone = evenlode("finance", "flows", "--store", rows, "--contract", CONTRACT, "--workspace", workspace.parent)
    assert (alone.returncode, "fte established" in alone.stderr) == (3, True)
    assert evenlode("finance", "flows", "flows.csv", "--measured").returncode == 2


def test_a_return_is_asked_about_answered_and_accepted_by_somebody_else_than_sent_it(evenlode, workspace: Path) -> None:
    def state() -> list[str]:
        said = evenlode("finance", "returns", "--workspace", workspace, "--format", "json").stdout
        return [row["state"] for row in json.loads(said) if row["number"] == 1]

    def step(*typed: str) -> int:
        return int(evenlode("finance", *typed, "--workspace", workspace).returncode)

    assert state() == ["received"]
    assert (step("query", "1", "What is it?", "--by", "fay"), state()) == (0, ["queried"])
    assert (step("accept", "1", "--by", "fay"), state()) == (3, ["queried"])
    assert (step("answer", "1", "A grant", "--by", "pat"), state()) == (0, ["answered"])
    assert (step("accept", "1", "--by", "test"), state()) == (4, ["answered"])  # who has taken it in
    assert (step("accept", "1", "--by", "fay"), state()) == (0, ["accepted"])
