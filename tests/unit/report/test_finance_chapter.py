"""The finance chapter: what it says first, what never stands in it, and its open data."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from fractions import Fraction

import pytest

from evenlode.finance.case import make_case
from evenlode.finance.commitments import commitments
from evenlode.finance.demand.measured import Measured, charts
from evenlode.finance.fan import fan
from evenlode.finance.money_risk import Spread, deficit_risk
from evenlode.finance.returns.invented import invent_returns
from evenlode.finance.returns.tables import open_book_of
from evenlode.finance.tornado import tornado
from evenlode.job.financing import envelope_of
from evenlode.report.documents import forms
from evenlode.report.documents.document import Heading, Paragraph, Picture
from evenlode.report.finance import CasePart, Chapter, Eligible, Looked, OpenBook, chapter
from evenlode.report.finance.open_data import PEOPLE, data_files
from evenlode.report.names import real_names
from evenlode.report.tables import Table
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


@pytest.fixture(scope="module")
def case(contract: Contract) -> Chapter:
    made = make_case(contract)
    years, by_contract_year = envelope_of(contract)
    part = CasePart(
        *(contract.form.title, made, tornado(made), fan(made, draws=200)),
        *(years, by_contract_year, commitments(contract)),
    )
    return chapter(part, None)


@pytest.fixture(scope="module")
def part(contract: Contract) -> OpenBook:
    returns = invent_returns(contract, seed=1)
    months = tuple(date(2018 + at // 12, at % 12 + 1, 1) for at in range(14))
    measured = Measured(True, months, {"referrals": tuple(float(50 + at % 3) for at in range(14))})
    looked = Looked(
        measured, charts(measured), why="nobody is in post", eligible=(Eligible("partner-1", "2019-02", 60, 20, 1),)
    )
    even = Spread(0.0, 0.02, 0.03)
    return OpenBook(
        book=open_book_of(contract, returns, Fraction(21, 1000)),
        returns=returns,
        names={party.party: party.alias for party in contract.form.parties},
        inflation=Fraction(21, 1000),
        risk=deficit_risk(returns, even, even, 0.0, draws=200),
        assumed="Ranges.",
        envelopes={"2018/19": 36_036_000_00},
        looked=looked,
    )


@pytest.fixture(scope="module")
def book(part: OpenBook) -> Chapter:
    return chapter(None, part)


def headings(made: Chapter) -> list[str]:
    return [block.said for block in made.document.blocks if isinstance(block, Heading)]


def test_the_comparison_that_the_text_does_not_make_comes_first(case: Chapter) -> None:
    first, verdict = case.document.blocks[:2]
    assert first == Heading("The contract against efficiency alone")
    assert verdict == Paragraph("Efficiency alone costs less in 3 of 5 years: 2016/17, 2017/18, 2018/19.", True)
    found = headings(case)
    assert found.index("Room under the cap") < found.index("Projections, and the print beside them")
    assert {"What is odd about the case", "The envelope through time", "What was promised"} <= set(found)


def test_every_printed_cell_stands_beside_the_computed_one(case: Chapter) -> None:
    tables = {block.caption: block for block in case.document.blocks if isinstance(block, Table)}
    assert len(tables["Every printed cell beside the computed one"].rows) == 80
    assert len(tables["Cells that differ"].rows) == 11
    assert ("contract costs less by", "319", "10", "-596", "-893", "-1,023", "-2,183") in tables[
        "The contract against efficiency alone"
    ].rows


def test_the_open_book_tells_what_a_board_must_know(book: Chapter) -> None:
    text = forms()["html"].render(book.document).decode()
    for said in (
        "6 of 6 providers have a deficit in 2018/19",
        "of uplift that the lead provider received in 2018/19, £0 was passed down",
        "The rule is ours.",
        "Each flow: the last month against its control chart",
        "What comes cannot be worked out: nobody is in post.",
        "Out-of-area placements",
    ):
        assert said in text


def test_an_invented_chapter_says_so_everywhere_and_names_nobody_real(contract: Contract, part: OpenBook) -> None:
    made = chapter(CasePart(contract.form.title, promised=commitments(contract)), part)
    assert made.name == "INVENTED-finance"
    assert made.document.mark.startswith("INVENTED")
    pictures = [block for block in made.document.blocks if isinstance(block, Picture)]
    assert len(pictures) > 2
    assert all("INVENTED" in picture.svg for picture in pictures)
    files = data_files(made.data, made.invented)
    told = forms()["html"].render(made.document).decode() + "".join(content.decode() for content in files.values())
    real = [name for name in real_names(contract) if re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![a-z])", told)]
    assert real == []
    assert all(content.startswith(b"# INVENTED\n") for name, content in files.items() if name.endswith(".csv"))
    assert all(json.loads(content)["invented"] for name, content in files.items() if name.endswith(".json"))


def test_every_form_can_be_made_and_a_second_time_gives_the_same_bytes(case: Chapter, book: Chapter) -> None:
    for made in (case, book):
        for form in forms().values():
            assert form.render(made.document) == form.render(made.document)


def test_every_column_is_in_the_dictionary_and_no_column_counts_people(case: Chapter, book: Chapter) -> None:
    for made in (case, book):
        files = data_files(made.data, made.invented)
        about = json.loads(files["data-dictionary.json"])["rows"]
        known = {(row["table"], row["column"]) for row in about if row["meaning"]}
        for table in made.data:
            text = files[f"{table.name}.csv"].decode().removeprefix("# INVENTED\n")
            header, *rows = csv.reader(io.StringIO(text))
            assert {(table.name, column) for column in header} <= known
            assert not set(header) & set(PEOPLE)
            assert len(rows) == len(table.rows)


def test_amounts_in_the_data_keep_their_pence(book: Chapter) -> None:
    files = data_files(book.data, book.invented)
    rows = json.loads(files["position.json"])["rows"]
    assert all(re.fullmatch(r"-?\d+\.\d\d", row["result"]) for row in rows)
    assert {row["invented"] for row in rows} == {"true"}


def test_a_chapter_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="needs a case or an open book"):
        chapter(None, None)
