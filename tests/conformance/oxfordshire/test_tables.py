"""The tables of the shipped contracts: risks and gates, money with its known differences, the illustration."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from evenlode.terms.forms.finance import FinanceTableForm
from evenlode.terms.forms.governance import band
from tests.conformance.oxfordshire.own import figures, illustration, oxfordshire


def table(name: str) -> FinanceTableForm:
    return next(one for one in oxfordshire().finance if one.table == name)


# Risks and governance


def test_the_21_risks_carry_the_printed_scores() -> None:
    risks = {(one.register_, one.number): one for held in oxfordshire().governance for one in held.risks}
    assert len(risks) == 21
    for row in figures("risk_scores"):
        risk = risks[(row["register"], int(row["number"]))]  # type: ignore[index] - the register is text in the file
        before, after = risk.before, risk.after
        assert (before.severity, before.likelihood) == (int(row["severity"]), int(row["likelihood"]))
        assert (after.severity, after.likelihood) == (int(row["severity_after"]), int(row["likelihood_after"]))
        assert before.score == before.score_as_printed == int(row["score_as_published"])
        assert after.score == after.score_as_printed == int(row["score_after_as_published"])


def test_no_risk_stays_red_after_mitigation() -> None:
    bands = [band(one.after.score) for held in oxfordshire().governance for one in held.risks]
    assert "red" not in bands


def test_gates_and_expectations() -> None:
    gates = {one.gate: one for held in oxfordshire().governance for one in held.gates}
    assert len(gates["phase-3"].tests) == 4
    assert sum(len(held.expectations) for held in oxfordshire().governance) == 14


# Money tables


def check_rows(name: str, file: str, columns: dict[str, str]) -> list[tuple[str, int, int]]:
    """The table's rows equal the figures; returns each column whose rows do not add to its printed total."""
    held = table(name)
    *rows, total = figures(file)
    assert [[row[column] for column in columns] for row in held.rows] == [
        [row[column] for column in columns.values()] for row in rows
    ]
    assert held.totals_as_printed == {column: total[own] for column, own in columns.items()}
    sums = {column: sum(int(row[column]) for row in held.rows) for column in columns}
    printed = {column: int(held.totals_as_printed[column]) for column in columns}
    return [(column, sums[column], printed[column]) for column in columns if sums[column] != printed[column]]


def test_the_scope_table_and_its_known_differences() -> None:
    columns = {
        "estimated spend": "estimated_spend_gbp_k",
        "initial scope": "initial_scope_gbp_k",
        "later": "later_gbp_k",
        "influence": "influence_gbp_k",
        "out": "out_gbp_k",
    }
    assert check_rows("scope-2013-14", "scope_2013_14", columns) == [
        ("estimated spend", 64312, 64315),
        ("initial scope", 37109, 37110),
        ("later", 5296, 5297),
        ("out", 17759, 17760),
    ]
    rows = table("scope-2013-14").rows
    assert len(rows) == 26
    assert all(row["reason"] for row in rows)


def test_the_envelope_and_its_known_differences() -> None:
    columns = {"plan": "plan_gbp_k", "forecast at month 7": "forecast_month7_gbp_k", "envelope": "envelope_gbp_k"}
    assert check_rows("envelope-2013-14", "envelope_2013_14", columns) == [
        ("plan", 37109, 37110),
        ("forecast at month 7", 37009, 37010),
        ("envelope", 37109, 37110),
    ]


def test_the_savings_by_honos_cluster_and_their_known_differences() -> None:
    years = [f"{year}/{year % 100 + 1}" for year in range(2013, 2019)]
    columns = {year: f"{year}_gbp_k" for year in years}
    assert check_rows("honos-cluster-savings", "cluster_savings", columns) == [
        ("2015/16", 2484, 2485),
        ("2017/18", 4178, 4177),
    ]


def test_the_projections_and_the_levers() -> None:
    for name, file in (("projection-2013-2019", "projection"), ("savings-assumptions", "savings_assumptions")):
        years = [column for column in figures(file)[0] if column[:2] == "20"]
        held = [[row[year] for year in years] for row in table(name).rows]
        assert held == [[row[year] for year in years] for row in figures(file)]


def test_the_case_studies_keep_both_claims_of_one_place() -> None:
    rows = table("case-study-savings").rows
    assert [row["low"] for row in rows if row["case study"] == "Milton Keynes COBIC"] == ["15%", "20%"]
    assert table("case-study-savings").totals_as_printed == {"benchmark": "10-15%"}


# The illustration


@pytest.mark.parametrize(
    "row", figures("levels_of_the_illustration"), ids=lambda row: f"{row['first_day']} {row['outcome']}"
)
def test_the_illustration_pays_what_the_business_case_prints(row: dict[str, str]) -> None:
    terms = illustration().terms_on(date.fromisoformat(row["first_day"]))
    outcome = next(one for one in terms.outcomes if one.number == int(row["outcome"]))
    assert terms.pot == int(row["pot_gbp"]) * 100
    assert terms.divided_by == "pot_percent"
    assert dict(outcome.pays) == {level: Fraction(row[level]) / 100 for level in ("good", "improved", "excellent")}


def test_the_pots_of_the_illustration_are_not_the_contracts() -> None:
    pots = [oxfordshire().terms_on(year.start).pot for year in oxfordshire().years()]
    assert pots == [3_600_000_00, 7_200_000_00, 7_200_000_00, 7_200_000_00, 8_600_000_00]
    assert not set(pots) & {illustration().terms_on(year.start).pot for year in illustration().years()}
