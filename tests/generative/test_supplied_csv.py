"""Generated outturns come back from CSV as they went in, in any order; generated rubbish is refused, never a crash."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from evenlode.data.supplied.known import Known
from evenlode.data.supplied.outturns_csv import write_outturns_csv
from evenlode.data.supplied.reading import read_supplied
from evenlode.data.supplied.supplied import Supplied
from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Source
from evenlode.terms.reading import read_contract

CONTRACT = read_contract(Path(__file__).parents[1] / "unit" / "supplied" / "contract")
RECEIVED = date(2027, 10, 1)
UNHURRIED = settings(deadline=None, max_examples=60)
HEADER = b"indicator,grain,start,end,numerator,denominator,value\n"

counts = st.none() | st.integers(0, 999_999_999)
names = st.just(EVERYONE) | st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12
)


@cache
def known() -> Known:
    return Known(CONTRACT)


def read(content: bytes) -> Supplied:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent.csv"
        path.write_bytes(content)
        return read_supplied(path, CONTRACT, RECEIVED)


@st.composite
def outturns(draw: st.DrawFn) -> Outturn:
    """An outturn that the contract knows, with any figures that agree with each other."""
    slug = draw(st.sampled_from(sorted(known().versions)))
    grain, year = draw(st.sampled_from(list(Grain))), draw(st.sampled_from(CONTRACT.years()))
    if slug == "smoking-change":
        year = CONTRACT.years()[0]
    period = draw(st.sampled_from(known().periods(grain, year)))
    version = known().versions[slug][-1]
    numerator, denominator = draw(counts), draw(counts)
    value = draw(st.none() | st.decimals(-1, 1, places=6).map(lambda number: f"{number:f}"))
    if version.kind is Kind.PROPORTION:
        if numerator is not None and denominator is not None:
            numerator, denominator = sorted((numerator, denominator))
        one_is_told = numerator is not None or denominator is not None
        value = None if value is None or one_is_told else value.lstrip("-")
    elif version.kind is not Kind.CHANGE and value is not None:
        value = value.lstrip("-")
    eligible = draw(counts)
    part = counts if eligible is None else st.none() | st.integers(0, eligible)
    return Outturn(
        indicator=slug,
        definition=version.version,
        kind=version.kind,
        grain=grain,
        period=period,
        provider=draw(st.sampled_from([EVERYONE, "lead", "partner"])),
        segment=draw(st.sampled_from(known().segments)),
        stratum=draw(names),
        numerator=numerator,
        denominator=denominator,
        value=value,
        eligible=eligible,
        missing=draw(part),
        untimed=draw(part),
        source=draw(st.sampled_from([Source.MEASURED, Source.SUPPLIED])),
        as_known_on=draw(st.none() | st.dates(date(2023, 10, 1), RECEIVED)),
    )


many = st.lists(outturns(), min_size=1, max_size=8, unique_by=lambda one: one.key)


@UNHURRIED
@given(many, st.booleans())
def test_outturns_read_back_equal(sent: list[Outturn], invented: bool) -> None:
    back = read(write_outturns_csv(sent, bounds={}, invented=invented).encode())
    assert back.outturns == tuple(sorted(sent, key=lambda one: one.key))
    assert back.invented is invented


@UNHURRIED
@given(many, st.randoms(use_true_random=False))
def test_shuffled_rows_give_the_same(sent: list[Outturn], shuffler: random.Random) -> None:
    header, *rows = write_outturns_csv(sent).splitlines(keepends=True)
    assert write_outturns_csv(reversed(sent)) == header + "".join(rows)
    shuffler.shuffle(rows)
    assert read((header + "".join(rows)).encode()).outturns == tuple(sorted(sent, key=lambda one: one.key))


@UNHURRIED
@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b'"')
@example(b"a\rb\r")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _read_or_refused(content)


@UNHURRIED
@given(st.lists(st.lists(st.text(max_size=12), min_size=7, max_size=7), max_size=4))
def test_any_cells_are_read_or_refused(rows: list[list[str]]) -> None:
    text = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    _read_or_refused(HEADER + text.encode("utf-8", errors="replace"))


@UNHURRIED
@given(many, st.data())
def test_a_row_with_one_character_changed_is_read_or_refused(sent: list[Outturn], data: st.DataObject) -> None:
    text = write_outturns_csv(sent)
    place = data.draw(st.integers(0, len(text) - 1))
    _read_or_refused((text[:place] + data.draw(st.characters(codec="utf-8")) + text[place + 1 :]).encode())


def _read_or_refused(content: bytes) -> None:
    """Either the file is taken, or every problem says where, what and what to do."""
    try:
        read(content)
    except Refusal as refusal:
        for problem in refusal.problems:
            assert problem.file == "sent.csv"
            assert problem.message
            assert problem.fix
