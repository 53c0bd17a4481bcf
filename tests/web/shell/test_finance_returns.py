"""Finance returns over HTTP: taken in by their provider alone, asked about, answered, accepted, and nobody else's."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenlode.finance.returns.invented import invent_returns
from evenlode.finance.returns.write import return_workbook
from evenlode.job import Workspace
from evenlode.records.finance_returns import returns_in_force
from evenlode.records.journal import Journal
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from evenlode.web.audit.trail import events
from evenlode.web.shown.returns import finance_returns
from tests.command import evenlode

YEAR = "2018/19"
SEND = "/finance-returns/send/"


@pytest.fixture
def place(app: Path) -> Iterator[Path]:
    """The served folder without records and jobs, before and after; its contract is read once for all tests."""
    from evenlode.web.jobs.models import Job

    def clear() -> None:
        Job.objects.all().delete()
        for file in app.glob("records.db*"):
            file.unlink()

    clear()
    yield app
    clear()


@pytest.fixture(scope="module")
def filled() -> dict[str, bytes]:
    """A filled workbook of each provider."""
    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    return {
        one.provider: return_workbook(
            contract, one.provider, one.year, invented=True, values={cell.key: cell.value for cell in one.entries}
        )
        for one in invent_returns(contract, 1, (YEAR,))
    }


def send(client: Any, content: bytes, name: str = "return.xlsx", **more: str) -> Any:
    """Upload a workbook, let the worker work, and open the job's page; the form's answer where it is refused."""
    from evenlode.web.jobs.worker import run_next

    found = client.post(SEND, {"files": [SimpleUploadedFile(name, content)], **more})
    if found.status_code != 302:
        return found
    while run_next("test"):
        pass
    return client.get(found["Location"])


def spoilt(content: bytes, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def number_of(page: Any) -> int:
    found = re.search(r"entry (\d+)", page.content.decode())
    assert found, page.content.decode()
    return int(found[1])


def plain(answer: Any) -> str:
    """The body without what differs from one answer to the next."""
    return re.sub(r'nonce="[^"]+"', "", answer.content.decode())


def test_the_workbook_is_fetched_filled_in_and_sent_back(
    place: Path, filled: dict[str, bytes], signed_in: Callable[[str], Any]
) -> None:
    peter = signed_in("Peter Vance")
    fetched = peter.get(f"{SEND}?workbook=2018-19")
    book: Any = openpyxl.load_workbook(io.BytesIO(fetched.content))
    said = {one.name: one.value for one in book.custom_doc_props.props}
    assert (said["evenlode provider"], said["evenlode year"], said["evenlode invented"]) == ("partner-1", YEAR, "yes")
    assert "evenlode_income" in book.defined_names
    assert peter.get(f"{SEND}?workbook=1999-00").status_code == 404
    page = send(peter, filled["partner-1"])
    assert "✓ received" in page.content.decode()
    number = number_of(page)
    with Journal.open(place / "records.db") as journal:
        [kept] = returns_in_force(journal)
    assert (kept.seq, kept.content.provider, kept.content.year) == (number, "partner-1", YEAR)
    assert not list((place / "web" / "uploads").iterdir())
    # the page's figures are the library's, to the penny
    shown = peter.get(f"/finance-returns/{number}/").content.decode()
    assert f"£{abs(kept.content.result) // 100:,}" in shown
    back = openpyxl.load_workbook(io.BytesIO(peter.get(f"/finance-returns/{number}/?workbook").content))
    original = openpyxl.load_workbook(io.BytesIO(filled["partner-1"]))
    assert [[cell.value for cell in row] for row in back["Income"].iter_rows()] == [
        [cell.value for cell in row] for row in original["Income"].iter_rows()
    ]


def test_t47_the_same_workbook_twice_is_one_return(
    place: Path, filled: dict[str, bytes], signed_in: Callable[[str], Any]
) -> None:
    peter = signed_in("Peter Vance")
    send(peter, filled["partner-1"])
    again = send(peter, filled["partner-1"], name="another name.xlsx").content.decode()
    assert "received before, nothing changed" in again
    with Journal.open(place / "records.db") as journal:
        assert len(journal.entries("finance return")) == 1
    assert "finance return received before" in [one.what for one in events(Workspace(place))]


def test_everything_wrong_is_said_at_once_by_sheet_and_cell(
    place: Path, filled: dict[str, bytes], signed_in: Callable[[str], Any]
) -> None:
    def spoil(book: Any) -> None:
        book["Income"]["C5"] = "a lot"
        book["Staffing"]["C6"] = -3

    peter = signed_in("Peter Vance")
    page = send(peter, spoilt(filled["partner-1"], spoil))
    text = page.content.decode()
    assert "Nothing was stored" in text
    assert "Income!C5" in text
    assert "Staffing!C6" in text
    rows = peter.get(page.request["PATH_INFO"] + "?format=csv").content.decode().splitlines()
    assert rows[1] == "file,sheet,cell,level,rule,problem,fix,count"
    assert any(row.startswith("return.xlsx,Income,C5,reject_file,") for row in rows)
    assert not (place / "records.db").exists() or not _returns(place)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "", "There is no file"),
        (b"PK", "return.csv", "no workbooks"),
        (b"not a zip", "return.xlsx", "is no .xlsx workbook"),
        (b"x", "..%2f..%2fsettings.xlsx", "cannot be used"),
    ],
    ids=["nothing", "another kind", "no workbook", "T27 a path in the name"],
)
def test_what_is_no_workbook_is_refused(
    place: Path, signed_in: Callable[[str], Any], content: bytes, name: str, said: str
) -> None:
    peter = signed_in("Peter Vance")
    page = send(peter, content, name) if name else peter.post(SEND, {})
    assert said in page.content.decode()
    assert _returns(place) == []


def test_a_partners_workbook_for_another_is_refused(
    place: Path, filled: dict[str, bytes], signed_in: Callable[[str], Any]
) -> None:
    for name in ("Peter Vance", "Joan Tully"):
        page = send(signed_in(name), filled["partner-2"]).content.decode()
        assert "Nothing was stored" in page
        assert "WORKBOOK.PROVIDER" in page
    assert _returns(place) == []


def test_t11_fields_that_are_not_the_forms_are_ignored_and_written_down(
    place: Path, filled: dict[str, bytes], signed_in: Callable[[str], Any]
) -> None:
    more = {"org_id": "partner-2", "status": "accepted", "approved_by": "me", "created_at": "2001-01-01"}
    send(signed_in("Peter Vance"), filled["partner-1"], **more)
    [kept] = _returns(place)
    assert kept.content.provider == "partner-1"
    assert kept.received.isoformat() == "2019-11-04"
    page = signed_in("Daniel Okafor").get(f"/finance-returns/{kept.seq}/").content.decode()
    assert "<dd>Received</dd>" in page
    noted = [one.before for one in events(Workspace(place)) if one.what == "finance-return-send"]
    assert noted == ["fields not expected: approved_by, created_at, org_id, status"]


def test_finance_asks_its_provider_answers_finance_accepts(
    place: Path, filled: dict[str, bytes], signed_in: Callable[[str], Any]
) -> None:
    peter, daniel, ruth = map(signed_in, ("Peter Vance", "Daniel Okafor", "Ruth Ellison"))
    number = number_of(send(peter, filled["partner-1"]))
    where = f"/finance-returns/{number}/"

    def step(client: Any, step: str, said: str = "") -> Any:
        return client.post(where, {"step": step, "said": said}, follow=True)

    # a question that says nothing, an answer to none, and steps of others are refused
    assert step(daniel, "query").status_code == 400
    assert step(peter, "answer", "It is right").status_code == 409
    assert step(peter, "accept").status_code == 403
    assert step(peter, "query", "Why?").status_code == 403
    assert step(signed_in("Priya Shah"), "accept").status_code == 403
    # asked, answered, asked again on the later version's page only
    asked = step(daniel, "query", "Why has <b>agency</b> pay doubled?")
    assert "Your question is recorded" in asked.content.decode()
    assert "&lt;b&gt;agency&lt;/b&gt;" in asked.content.decode()
    assert "Answer the question of finance" in peter.get("/").content.decode()
    assert step(ruth, "accept").status_code == 409
    assert step(peter, "answer", "Two posts were vacant").status_code == 200
    assert "Accept?" not in peter.get(where + "?accept").content.decode()
    assert "Accept this return?" in ruth.get(where + "?accept").content.decode()
    assert "The return is accepted." in step(ruth, "accept").content.decode()
    # a second acceptance says who was first
    late = step(daniel, "accept")
    assert late.status_code == 409
    assert "Ruth Ellison" in late.content.decode()
    assert "Accepted" in peter.get("/finance-returns/").content.decode()
    said = {one.what for one in events(Workspace(place))}
    assert {
        "finance return received",
        "finance return: query",
        "finance return: answer",
        "finance return: accept",
    } <= said
    # a later version starts anew, and the earlier one can no longer be accepted
    later = spoilt(filled["partner-1"], lambda book: book["Position"].__setitem__("C10", book["Position"]["C10"].value))
    fresh = number_of(send(peter, later))
    assert fresh > number
    assert "Superseded" in peter.get(where).content.decode()
    assert "Received" in peter.get(f"/finance-returns/{fresh}/").content.decode()


def test_t15_of_two_who_accept_a_return_at_once_one_does(
    place: Path, filled: dict[str, bytes], signed_in: Callable[[str], Any]
) -> None:
    from django.db import connection

    where = f"/finance-returns/{number_of(send(signed_in('Peter Vance'), filled['partner-1']))}/"
    codes: list[int] = []
    ready = threading.Barrier(2)

    def accept(client: Any) -> None:
        ready.wait()
        codes.append(client.post(where, {"step": "accept"}).status_code)
        connection.close()

    both = [signed_in(name) for name in ("Daniel Okafor", "Ruth Ellison")]
    threads = [threading.Thread(target=accept, args=(client,)) for client in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [302, 409]
    with Journal.open(place / "records.db") as journal:
        assert len(journal.entries("finance return step")) == 1


def test_t07_another_partners_return_is_not_there(
    place: Path, filled: dict[str, bytes], signed_in: Callable[[str], Any]
) -> None:
    grace, peter = signed_in("Grace Oduya"), signed_in("Peter Vance")
    page = send(grace, filled["partner-2"])
    number, job = number_of(page), page.request["PATH_INFO"]
    with Journal.open(place / "records.db") as journal:
        before = len(journal.entries("finance return step"))
    theirs, nobodys = f"/finance-returns/{number}/", "/finance-returns/999999/"
    for more in ("", "?workbook", "?accept", "?download=income.csv", "?download=income.xlsx"):
        found, random = peter.get(theirs + more), peter.get(nobodys + more)
        assert (found.status_code, random.status_code) == (404, 404), more
        assert plain(found) == plain(random)
    for step in ("answer", "query", "accept", "none"):
        found, random = (peter.post(where, {"step": step, "said": "x"}) for where in (theirs, nobodys))
        assert (found.status_code, random.status_code) == (404, 404), step
        assert plain(found) == plain(random)
    for form in ("", "?format=json", "?format=csv"):
        assert peter.get(job + form).status_code == 404
    assert peter.get("/finance-returns/?provider=partner-2").content.decode().count(f"/{number}/") == 0
    denied = [one for one in events(Workspace(place)) if one.outcome == "denied" and one.about == theirs]
    assert len(denied) == 9  # five reads and four tries to change
    assert {one.who.split(" <")[0] for one in denied} == {"Peter Vance"}
    with Journal.open(place / "records.db") as journal:
        assert len(journal.entries("finance return step")) == before
    assert signed_in("Joan Tully").get(theirs).status_code == 404
    assert signed_in("Daniel Okafor").get(theirs).status_code == 200


def test_t25_a_workbook_that_swells_is_refused_before_it_is_parsed(
    place: Path, signed_in: Callable[[str], Any]
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(50 * 1024 * 1024))
    assert len(packed.getvalue()) < 100_000
    text = send(signed_in("Peter Vance"), packed.getvalue()).content.decode()
    assert "Nothing was stored" in text
    assert "FILE.ZIP_LIMIT" in text
    assert _returns(place) == []


def test_t21_t19_what_was_typed_is_text_on_the_page_and_in_every_file(
    place: Path, signed_in: Callable[[str], Any]
) -> None:
    contract = read_contract(place / "contract")
    one = next(one for one in invent_returns(contract, 1, (YEAR,)) if one.provider == "partner-1")
    planted = {
        ("Apportionment", "driver", "value"): "=HYPERLINK(1)",
        ("Apportionment", "owner", "value"): "<img src=x onerror=alert(1)>",
    }
    values = {cell.key: cell.value for cell in one.entries} | planted
    peter, daniel = signed_in("Peter Vance"), signed_in("Daniel Okafor")
    content = return_workbook(contract, "partner-1", YEAR, invented=True, values=values)
    number = number_of(send(peter, content))
    page = daniel.get(f"/finance-returns/{number}/").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    table = daniel.get(f"/finance-returns/{number}/?download=apportionment.csv").content.decode()
    assert ",'=HYPERLINK(1)" in table
    for address in ("?download=apportionment.xlsx", "?workbook"):
        book = openpyxl.load_workbook(io.BytesIO(daniel.get(f"/finance-returns/{number}/{address}").content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"], address


def test_the_council_sees_where_its_money_went_and_no_accounts(
    place: Path, filled: dict[str, bytes], signed_in: Callable[[str], Any]
) -> None:
    for name, party in (("Joan Tully", "lead-provider"), ("Peter Vance", "partner-1")):
        number = number_of(send(signed_in(name), filled[party]))
    carol = signed_in("Carol Reeve")
    page = carol.get("/finance-returns/").content.decode()
    assert "Where the money of" in page
    assert "The council" in page
    found = finance_returns(Workspace(place), read_contract(place / "contract"), lambda party: False, "council")
    assert found is not None
    tables = {one.name: one.table for one in found.book}
    assert tables["funder-outcome"].columns == ("Outcome", "Amount")
    assert tables["funder-outcome"].caption == "Your money by outcome, 2018/19"
    # the figures are those of the command line
    printed = evenlode("finance", "book", "--table", "funder-outcome", "--workspace", place, "--format", "csv").stdout
    own = [line.split(",") for line in printed.splitlines() if line.startswith("council,")]
    assert [row[0] for row in tables["funder-outcome"].rows] == [line[1] for line in own]
    shown = [int(row[1].replace("£", "").replace(",", "")) for row in tables["funder-outcome"].rows]
    assert shown == [round(float(line[2])) for line in own]
    assert found.came == ()
    assert carol.get(f"/finance-returns/{number}/").status_code == 403
    assert carol.post("/finance-returns/", {"year": YEAR}).status_code == 302
    assert signed_in("Daniel Okafor").post("/finance-returns/", {"year": YEAR}).status_code == 302
    assert carol.get("/finance-returns/").content.decode().count("Signed off by") == 2


def _returns(place: Path) -> list[Any]:
    if not (place / "records.db").exists():
        return []
    with Journal.open(place / "records.db") as journal:
        return returns_in_force(journal)
