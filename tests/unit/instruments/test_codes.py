"""SNOMED codes: what each carries, on which days, and the traps in the national lists."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.instruments import by_code, codes_of, instrument, names, read_instrument, score

DAY = date(2018, 1, 1)


def test_no_code_is_two_things() -> None:
    counted = Counter(code.snomed for name in names() for code in codes_of(name))
    assert [code for code, times in counted.items() if times > 1] == []


def test_every_total_that_the_national_lists_have_is_found() -> None:
    totals = {
        "718612000": "core-om",
        "865876006": "core-om",
        "718583008": "core-10",
        "958051000000104": "core-10",
        "1035441000000106": "qpr-15",
        "1091071000000100": "reqol-10",
        "1091081000000103": "reqol-20",
        "720433000": "phq-9",
        "506701000000100": "phq-9",
        "445455005": "gad-7",
        "718466001": "swemwbs",
        "960481000000107": "swemwbs",
        "718426000": "wemwbs",
        "885541000000103": "wemwbs",
    }
    found = {snomed: by_code(snomed, DAY) for snomed in totals}
    assert {snomed: code and (code.instrument, code.figure) for snomed, code in found.items()} == {
        snomed: (name, "total") for snomed, name in totals.items()
    }


def test_items_are_found_by_their_own_codes() -> None:
    assert [code.item for code in codes_of("honos")] == [str(number) for number in range(1, 13)]
    assert [code.item for code in codes_of("dialog")] == [str(number) for number in range(1, 12)]
    fifth = by_code(979681000000106, DAY)
    assert fifth is not None
    assert (fifth.instrument, fifth.item) == ("honos", "5")


@pytest.mark.parametrize(
    "snomed",
    ["1047381000000103", "1047391000000101", "1047401000000103", "1047411000000101", "980761000000107", "999999"],
)
def test_what_only_sounds_like_ours_is_not_ours(snomed: str) -> None:
    """The Session Feedback Questionnaire is called SFQ too, and HoNOS for older people is another instrument."""
    assert by_code(snomed, DAY) is None


@pytest.mark.parametrize(
    ("snomed", "figure", "highest"),
    [
        ("718492008", "well-being", 16),
        ("718613005", "problems", 48),
        ("718490000", "functioning", 48),
        ("865877002", "risk", 24),
    ],
)
def test_a_domain_of_core_om_that_is_sent_as_a_sum_becomes_its_score(snomed: str, figure: str, highest: int) -> None:
    code = by_code(snomed, DAY)
    assert code is not None
    assert (code.figure, code.value(highest), code.value(highest + 1)) == (figure, 40, None)
    items = dict.fromkeys(instrument("core-om").figures_named()[figure].items, 1)
    assert code.value(len(items)) == score("core-om", items, "scored").subscales[figure] == 10


def test_a_total_of_core_om_is_sent_as_it_is() -> None:
    code = by_code("718612000", DAY)
    assert code is not None
    assert code.value("9.4") == Fraction("9.4")
    assert code.value("n/a") is None


@pytest.mark.parametrize(("sent", "expected"), [(1, 1), ("7", 7), (0, None), (8, None)])
def test_dialog_takes_one_to_seven(sent: object, expected: int | None) -> None:
    code = codes_of("dialog")[0]
    assert code.value(sent) == expected


def test_honos_9_is_no_value() -> None:
    assert codes_of("honos")[0].value(9) is None


def test_a_goal_that_is_not_numbered_is_some_item() -> None:
    code = by_code("959951000000108", DAY)
    assert code is not None
    assert (code.instrument, code.item, code.figure) == ("gbo", None, None)


def test_a_dated_code_holds_on_its_days_alone(tmp_path: Path) -> None:
    shipped = Path(instrument.__code__.co_filename).parent / "data" / "qpr-15.yaml"
    undated = "figure: total, range: 0 to 60, release: v2}"
    text = shipped.read_text(encoding="utf-8")
    assert undated in text
    file = tmp_path / "qpr-15.yaml"
    file.write_text(text.replace(undated, undated[:-1] + ", from: 2020-04-01, until: 2021-03-31}"), encoding="utf-8")
    (code,) = codes_of(read_instrument(file))
    days = [date(2020, 3, 31), date(2020, 4, 1), date(2021, 3, 31), date(2021, 4, 1)]
    assert [code.in_force(day) for day in days] == [False, True, True, False]
