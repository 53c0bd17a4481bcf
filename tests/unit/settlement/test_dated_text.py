"""One more dated value in a contract file: the right place, the right form, and every other byte as it was."""

from __future__ import annotations

from datetime import date

import pytest

from evenlode.problems import Refusal
from evenlode.settlement.dated_text import Signature, VariationText, find_path, with_value, with_variation

FILE = """\
# An outcome.
outcome: role
points:
  2015-10-01: 40   # as let
  2019-10-01:
    value: 30
    note: lower

indicators:
  - indicator: in-a-role
    code: 5a
    stage: {2015-10-01: performance}   # from the start
    target:
      2015-10-01: {value: 50%}
    # the end
"""

NEW = VariationText(
    "CV-09", 'A "new" line', date(2017, 10, 1), "Because", ("Paper",), "board", (Signature("a", date(2017, 9, 1)),)
)


def test_a_block_takes_the_value_in_order_of_days() -> None:
    made = with_value(FILE, ("points",), date(2017, 10, 1), "35", "CV-01", "o.yaml")
    assert made == FILE.replace("as let\n", "as let\n  2017-10-01:\n    value: 35\n    by: CV-01\n")


def test_the_last_day_goes_behind_the_last_value_of_many_lines() -> None:
    made = with_value(FILE, ("points",), date(2020, 10, 1), "35", "CV-01", "o.yaml")
    assert made == FILE.replace("note: lower\n", "note: lower\n  2020-10-01:\n    value: 35\n    by: CV-01\n")


def test_a_mapping_on_one_line_stays_on_one_line() -> None:
    made = with_value(FILE, ("indicators", 0, "stage"), date(2016, 10, 1), "monitored", "CV-01", "o.yaml")
    assert '{2015-10-01: performance, 2016-10-01: {value: "monitored", by: CV-01}}   # from the start' in made


@pytest.mark.parametrize(
    ("path", "day", "value", "said"),
    [
        (("points",), date(2019, 10, 1), "35", r"o\.yaml:4.*a value from 2019-10-01 is there already"),
        (("outcome",), date(2019, 10, 1), "35", "no value by date"),
        (("pionts",), date(2019, 10, 1), "35", 'there is no "pionts"'),
        (("points",), date(2016, 10, 1), "35\n    by: x", "more than one line"),
    ],
)
def test_what_cannot_be_written_is_refused(path: tuple[str, ...], day: date, value: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        with_value(FILE, path, day, value, "CV-01", "o.yaml")


def test_names_find_their_place() -> None:
    assert find_path(FILE, ["5a", "target"], "outcomes/5.yaml") == ("indicators", 0, "target")
    assert find_path(FILE, ["in-a-role", "target"], "outcomes/5.yaml") == ("indicators", 0, "target")
    assert find_path(FILE, ["role", "points"], "outcomes/5.yaml") == ("points",)
    assert find_path("annual_value: {2015-10-01: 5}", ["contract", "annual_value"], "contract.yaml") == (
        "annual_value",
    )
    assert find_path(FILE, ["6", "target"], "outcomes/5.yaml") is None


@pytest.mark.parametrize(
    "before", ["# None yet.\nvariations: []\n", "variations:\n  - variation: CV-08\n    why: so\n"]
)
def test_a_variation_goes_to_the_end(before: str) -> None:
    import yaml

    made = with_variation(before, NEW, "variations.yaml")
    last = yaml.load(made, Loader=yaml.BaseLoader)["variations"][-1]  # noqa: S506 - text alone
    assert (last["variation"], last["title"], last["agreed"]) == ("CV-09", 'A "new" line', "2017-09-01")
    assert last["signatories"] == [{"party": "a", "on": "2017-09-01"}]
    with pytest.raises(Refusal, match="CV-09 is in the file already"):
        with_variation(made, NEW, "variations.yaml")
