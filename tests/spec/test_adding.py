"""An indicator is added by one YAML entry, and a measure by one file and one case."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import evenlode.measures
from evenlode.cases import load_cases, run_case
from evenlode.measures import registry
from evenlode.problems import Refusal
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

INDICATOR = """
indicators:
  - indicator: carers-offered-an-assessment
    code: 4a
    title: Carers who were offered an assessment
    reference: a test
    from: 2017-10-01
    measure: supplied
    weight: {2017-10-01: {value: 100%, by: CV-06}}
    stage: {2017-10-01: performance}
    target: {2017-10-01: {value: 70%, by: CV-06}}
"""

INDICATOR_CASE = """
- case: Carers can be achieved once their outcome has an indicator
  period: 2017-10-01 to 2018-09-30
  pot: £1,000,000
  given:
    outturns: |
      indicator | numerator | denominator
      4a        | 70        | 100
  expect:
    4a: {status: achieved, earned: £150000}
    bonus: {not_on_offer: £0}
  why: Its 15 points are on offer, and so are the 10 for achieving every outcome.
"""

MEASURE = '''"""Discharges from hospital, and whether the stay was at most so many days."""

from __future__ import annotations

from evenlode.data.months import month_of
from evenlode.measures.counted import Nature
from evenlode.terms.form import Form
from evenlode.terms.values import Whole

NATURE = Nature.EVENT


class Parameters(Form):
    """The longest stay, in days, that counts as short."""

    days: Whole


def reads(parameters):
    """The table it counts."""
    return ("hospital_spells",)


def count(store, definition, parameters, segments, span):
    """A row for each discharge in the span."""
    import ibis

    spells = store.table("hospital_spells")
    ended = spells.filter(spells.discharged.between(span.start, span.end))
    month = month_of(ended.discharged)
    return ended.select(
        "person",
        "provider",
        unit=ended.provider + " " + ended.spell,
        segment=ibis.null("string"),
        from_month=month,
        to_month=month,
        numerator=ended.discharged <= ended.admitted + ibis.interval(days=parameters.days),
        denominator=True,
    )


def steps(store, definition, parameters, month):
    """The spells that end in the month."""
    spells = store.table("hospital_spells")
    return [("discharged in the month", spells.filter(spells.discharged.between(month.start, month.end)))]
'''

MEASURE_CASE = """
- case: A stay of exactly thirty days is short, one of thirty-one is not
  period: 2017-10-01 to 2018-09-30
  set: {minimum_denominator: 1}
  given:
    hospital_spells: |
      person | admitted   | discharged
      1      | 2018-01-01 | 2018-01-31
      2      | 2018-01-01 | 2018-02-01
      3      | 2018-09-20 |
  expect:
    4a: {numerator: 1, denominator: 2, status: not achieved}
"""


def with_entry(folder: Path, entry: str) -> Contract:
    """The Oxfordshire contract in a folder of its own, with one entry more in outcome 4, which has none."""
    shutil.copytree(contract_folder("oxfordshire-mental-health"), folder)
    with (folder / "outcomes" / "4-carers-supported.yaml").open("a", encoding="utf-8") as outcome:
        outcome.write(entry)
    return read_contract(folder)


def check_case(folder: Path, text: str, contract: Contract) -> None:
    (folder / "cases" / "added.yaml").write_text(text, encoding="utf-8")
    (case,) = load_cases(folder / "cases" / "added.yaml")
    assert run_case(case, contract).differences == ()


def test_an_indicator_is_one_yaml_entry(tmp_path: Path) -> None:
    folder = tmp_path / "contract"
    check_case(folder, INDICATOR_CASE, with_entry(folder, INDICATOR))


def test_a_measure_is_one_file_and_one_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "contract"
    contract = with_entry(folder, INDICATOR.replace("supplied", "short_stay\n    with: {days: 30}"))
    with pytest.raises(Refusal, match='"short_stay" is no measure'):
        check_case(folder, MEASURE_CASE, contract)

    measures = shutil.copytree(Path(registry.__file__).parent, tmp_path / "measures")
    (measures / "short_stay.py").write_text(MEASURE, encoding="utf-8")
    monkeypatch.setattr(registry, "__file__", str(measures / "registry.py"))
    monkeypatch.setattr(evenlode.measures, "__path__", [*evenlode.measures.__path__, str(measures)])
    registry.measure_names.cache_clear()
    try:
        check_case(folder, MEASURE_CASE, contract)
    finally:
        registry.measure_names.cache_clear()
