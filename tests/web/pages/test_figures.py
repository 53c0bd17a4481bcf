"""Notes, signals, statements as files and rows behind a sample: what each person gets, and what nobody does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenlode.job import signals as job_signals
from evenlode.job.annotating import NOTE
from evenlode.job.stating import show, write_views
from evenlode.records.journal import Journal
from evenlode.records.signals import acknowledge
from evenlode.signals.signal import FILE, Signal, Strength, written
from evenlode.terms.reading import read_contract
from evenlode.web.shown import sample as sampled
from evenlode.web.shown.kept import newest
from tests.web.shown.making import ROLE, SMALL_YEAR, copied, made, small

SignIn = Callable[[str], Any]
Serve = Callable[[Path], None]
NOTING = ("Owen Price", "Priya Shah", "Samir Haddad", "Joan Tully")
FIRST = "/indicator/first-indicator/"
FIGURE = f"{SMALL_YEAR.start}..{SMALL_YEAR.end}"
SAID = "<script>alert(1)</script> One ward was closed"


def test_those_who_may_write_notes_and_everybody_reads_them_escaped(
    signed_in: SignIn, serving: Serve, tmp_path: Path
) -> None:
    place = copied(tmp_path / "workspace", small())
    serving(place.folder)
    for number, person in enumerate(NOTING):
        client = signed_in(person)
        assert "Add a note" in client.get(FIRST).content.decode(), person
        done = client.post(f"{FIRST}note/", {"figure": FIGURE, "said": f"{SAID} {number}"})
        assert (done.status_code, done["Location"]) == (302, f"{FIRST}?noted=yes#notes"), person
    reader = signed_in("Helen Marsh").get(FIRST).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; One ward was closed 3" in reader
    assert "<script>alert" not in reader
    assert "Joan Tully" in reader
    assert "@" not in reader.split('id="notes"')[1].split("</table>")[0]
    assert "Add a note" not in reader
    for person in ("Daniel Okafor", "Helen Marsh", "Iain Muir"):
        assert signed_in(person).post(f"{FIRST}note/", {"figure": FIGURE, "said": "x"}).status_code == 403, person
    with Journal.open(place.records) as journal:
        assert len(journal.entries(NOTE)) == len(NOTING)
    table = signed_in("Owen Price").get(FIRST, {"download": "notes.csv"}).content.decode()
    assert table.startswith("# INVENTED\nFigure,Note,By,On\n")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"figure": FIGURE, "said": " "}, "The note is empty. Say what a reader of the figure should know."),
        ({"figure": FIGURE, "said": "x" * 1001}, "The note has 1,001 characters. Use 1,000 characters at most."),
        ({"figure": "1999-01-01..1999-12-31", "said": "x"}, "Choose the figure that the note is about"),
    ],
)
def test_a_note_that_cannot_be_is_refused_with_what_to_type(
    signed_in: SignIn, serving: Serve, tmp_path: Path, typed: dict[str, str], said: str
) -> None:
    place = copied(tmp_path / "workspace", small())
    serving(place.folder)
    answer = signed_in("Owen Price").post(f"{FIRST}note/", typed)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    with Journal.open(place.records) as journal:
        assert journal.entries(NOTE) == []
    assert signed_in("Owen Price").get("/indicator/no-such/note/").status_code == 404


def test_a_statement_is_taken_away_as_the_command_line_writes_it(
    signed_in: SignIn, serving: Serve, tmp_path: Path
) -> None:
    place = copied(tmp_path / "workspace", small())
    serving(place.folder)
    found = show(place.contract, place)
    files = {file.suffix: file for file in write_views(found, tmp_path / "files", ("pdf", "xlsx", "docx", "html"))}
    client = signed_in("Daniel Okafor")
    for suffix, kind in ((".pdf", "application/pdf"), (".html", "text/html; charset=utf-8"), (".xlsx", None)):
        answer = client.get("/payment/", {"download": f"statement{suffix}"})
        assert answer.content == files[suffix].read_bytes(), suffix
        assert answer["Content-Disposition"] == f'attachment; filename="INVENTED-{files[suffix].name}"'
        assert kind in (None, answer["Content-Type"])
    assert client.get("/payment/", {"download": "statement.exe"}).status_code == 404


def test_a_signal_is_answered_on_its_page_and_then_stands_answered(
    signed_in: SignIn, serving: Serve, tmp_path: Path
) -> None:
    place = copied(tmp_path / "workspace", small())
    said = "Nineteen of 20 were discharged in September"
    signal = Signal("early-discharge", "1", "all", SMALL_YEAR, "0.95", "0.1", "0", Strength.STRONG, said)
    run = newest(place)
    assert run is not None
    (place.runs / run.run / FILE).write_text(written([signal], invented=True), encoding="utf-8")
    serving(place.folder)
    owen, helen = signed_in("Owen Price"), signed_in("Helen Marsh")
    page = owen.get("/performance/").content.decode()
    assert "One question about the rows waits for an answer" in page
    where = f"/performance/signal/{signal.key}/"
    assert where in page
    assert where not in helen.get("/performance/").content.decode()
    assert said not in signed_in("Joan Tully").get("/performance/").content.decode()  # it is of all providers
    assert helen.post(where, {"reason": "x"}).status_code == 403
    assert owen.post(where, {"reason": " "}).status_code == 400
    assert owen.post(where, {"reason": "A ward <b>closed</b>"}).status_code == 302
    after = helen.get("/performance/").content.decode()
    assert "A ward &lt;b&gt;closed&lt;/b&gt; (Owen Price" in after
    assert "waits for an answer" not in after
    assert owen.get("/performance/signal/no/such/one/").status_code == 404


def test_nothing_is_approved_before_the_signals_of_its_year_are_answered_and_home_says_who_is_asked(
    signed_in: SignIn, serving: Serve, tmp_path: Path
) -> None:
    place = copied(tmp_path / "workspace", small())
    signal = Signal("early-discharge", "1", "all", SMALL_YEAR, "0.95", "0.1", "0", Strength.STRONG, "Nineteen of 20")
    found = show(place.contract, place)
    job_signals.record(
        read_contract(place.contract), place, SMALL_YEAR, found.listed.recorded.sha256, (signal,), "test"
    )
    serving(place.folder)
    year = {"year": SMALL_YEAR.start.isoformat()}
    priya, daniel, ruth = signed_in("Priya Shah"), signed_in("Daniel Okafor"), signed_in("Ruth Ellison")
    assert priya.post("/payment/freeze/", year).status_code == 302
    assert daniel.post("/payment/prepare/", year).status_code == 302
    assert "Answer 1 signal of year" in priya.get("/").content.decode()
    refused = ruth.post("/payment/approve/", year)
    assert (refused.status_code, "answers it under Performance" in refused.content.decode()) == (409, True)
    with Journal.open(place.records) as journal:
        acknowledge(journal, read_contract(place.contract).slug, signal, "Owen Price", "A ward closed")
    assert "Answer 1 signal" not in priya.get("/").content.decode()
    assert ruth.post("/payment/approve/", year).status_code == 302


def test_the_sample_goes_down_to_hashes_of_rows_or_says_that_they_are_not_here(
    signed_in: SignIn, serving: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = copied(tmp_path / "workspace")
    serving(place.folder)
    iain = signed_in("Iain Muir")
    asked = {"line": ROLE, "seed": "1", "size": "5"}
    page = iain.get("/auditor/", asked).content.decode()
    assert "No figure of the sample was measured from rows here" in page
    assert iain.get("/auditor/", {**asked, "rows": "2018-09"}).status_code == 404
    monkeypatch.setattr(sampled, "_offered", lambda cells: (("2018-09", "September 2018"),))
    absent = iain.get("/auditor/", {**asked, "rows": "2018-09"}).content.decode()
    assert "The rows are not in this workspace, so none can be drawn" in absent


def test_what_the_report_says_beside_a_figure_is_on_its_page(signed_in: SignIn, serving: Serve) -> None:
    serving(made().folder)
    page = signed_in("Owen Price").get("/indicator/honos-reduction/").content.decode()
    assert "The change beside chance" in page
    assert "With no effect at all" in page
    role = signed_in("Owen Price").get(f"/indicator/{ROLE}/").content.decode()
    assert "out from the others" in role
    assert "The change beside chance" not in role
    compared = signed_in("Owen Price").get("/compare/", {"indicator": ROLE}).content.decode()
    assert "Chance alone puts about one of 3 comparisons outside 95% limits." in compared
    money = signed_in("Daniel Okafor").get("/payment/").content.decode()
    assert "Of every £100 in the pot" in money
    assert money.count(">INVENTED</text>") == 4
