"""Figures, years and HoNOS clusters as finance tables write them; and the problems of a table, with their lines."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.finance.thousands import from_pence, percent, said, to_pence, whole
from evenlode.problems import Refusal
from evenlode.terms.forms.finance import is_financial_year, read_clusters, read_figure
from evenlode.terms.reading import read_contract


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("29241", Fraction(29241)),
        ("29,241", Fraction(29241)),
        ("5%", Fraction(1, 20)),
        ("£36m", Fraction(36000)),
        ("£6.2m", Fraction(6200)),
        ("£439k", Fraction(439)),
        ("£1,500", Fraction(3, 2)),
        ("-0.5%", Fraction(-1, 200)),
        ("", None),
    ],
)
def test_a_figure_is_exact(text: str, figure: Fraction | None) -> None:
    assert read_figure(text) == figure


@pytest.mark.parametrize("text", ["36m", "£5%", "ten", "1 000", "5 %", "€5"])
def test_anything_else_is_no_figure(text: str) -> None:
    with pytest.raises(ValueError, match="is not a figure"):
        read_figure(text)


def test_clusters_are_read_in_the_order_written() -> None:
    assert read_clusters("05>04>03") == (5, 4, 3)
    assert read_clusters("4,5,7,8,12-17") == (4, 5, 7, 8, 12, 13, 14, 15, 16, 17)
    for wrong in ("", "4,4", "17-12", "four"):
        with pytest.raises(ValueError, match="HoNOS cluster"):
            read_clusters(wrong)


def test_a_financial_year_is_followed_by_its_next() -> None:
    assert is_financial_year("1999/00")
    assert not is_financial_year("2013/15")
    assert not is_financial_year("2013-14")


def test_thousands_are_rounded_as_printed_tables_are() -> None:
    assert [whole(Fraction(number, 2)) for number in (1, -1, 3, -3)] == [1, -1, 2, -2]
    assert said(Fraction(-2183)) == "-2,183"
    assert to_pence(Fraction(37110)) == 37_110_000_00
    assert from_pence(1_00) == Fraction(1, 1000)
    assert [percent(Fraction(*pair)) for pair in ((1, 8), (12, 100), (-1, 1000), (0, 1))] == [
        "12.5%",
        "12%",
        "-0.1%",
        "0%",
    ]


@pytest.mark.parametrize(
    ("file", "before", "after", "said_"),
    [
        ("projection", "36780", "36,78O", "is not a figure"),
        ("savings-assumptions", "05>04>03", "05>04>x", "names no HoNOS clusters"),
        ("case-assumptions", "  inflation   ", "  inflatoin   ", "not known here"),
        ("scope", "| influence |", "| influenced |", "has the column influence"),
        ("commitments", "close-a-ward", "close-a-wart", "no commitment of governance/"),
        ("services", "2, 3, 7", "2, 3, 9", "no outcome of this contract"),
        ("contract-value", "| inflator ", "| inflater ", "not known here"),
        ("envelope", "kind: envelope", "kind: scope", "is a table of scope already"),
    ],
)
def test_a_table_that_does_not_hold_is_refused_at_its_line(
    folder: Path, file: str, before: str, after: str, said_: str
) -> None:
    path = folder / "finance" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_contract(folder)
    found = [problem for problem in refused.value.problems if said_ in problem.message]
    assert found
    assert {problem.file for problem in found} == {f"finance/{file}.yaml"} or file == "envelope"
    line = path.read_text(encoding="utf-8").splitlines()[(found[0].line or 0) - 1]
    assert after.strip("| ") in line or line.startswith(("rows:", "kind:"))
