"""What Evenlode answers to each family of the conformance figures, asked as a user would ask it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from evenlode.money import Pence, parse_pounds, share_of
from evenlode.payment import (
    AuditedCosts,
    gain_share,
    instalments,
    judge,
    pay,
    per_member_month,
    pounds_for_points,
    reconcile,
    settle,
)
from evenlode.payment.design import design_of
from evenlode.payment.ledger import Account, Posting, balances
from evenlode.payment.uplifting import project, uplifted
from evenlode.results import Grain, Judgement, Outturn, Payment, Period
from evenlode.terms.contract import Contract
from evenlode.terms.forms.governance import band
from evenlode.terms.money_terms import Band, GainShareTerms, Quality, Uplift
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

HERE = Path(__file__).parent
Case = Mapping[str, Any]
START = date(2020, 10, 1)


def pence(amount: Decimal | int) -> Pence:
    """Pence from the pounds of the figures, exactly."""
    return parse_pounds(f"{Decimal(amount):.2f}")


def in_pounds(amount: Pence | Fraction) -> Decimal:
    exact = Fraction(amount)
    return Decimal(exact.numerator) / exact.denominator / 100


def exact(number: Decimal | int) -> Fraction:
    return Fraction(number)


@cache
def contract_of(name: str) -> Contract:
    own = HERE / name
    return read_contract(own if own.is_dir() else contract_folder(name))


def judged(name: str, indicator: str, **figure: Any) -> tuple[Judgement, Payment]:
    """The indicator of a contract on one figure of its first year, judged and paid."""
    contract = contract_of(name)
    year = contract.years()[0]
    terms = contract.terms_on(year.end)
    kind = next(one.kind for one in terms.indicators() if one.indicator == indicator)
    judgements = judge([Outturn(indicator, "1", kind, Grain.CONTRACT_YEAR, year, **figure)], terms)
    found = next(one for one in judgements if one.indicator == indicator)
    return found, pay(judgements, terms)


def line_of(payment: Payment, indicator: str) -> Pence:
    return next(line.earned for line in payment.lines if line.indicator == indicator)


def over(share: Decimal) -> dict[str, int]:
    """A share as a figure: so many of ten thousand."""
    return {"numerator": int(share * 10_000), "denominator": 10_000}


def shared_savings(case: Case) -> Case:
    contract = contract_of("gallery/shared-saving")
    terms = contract.terms_on(date(2024, 12, 31))
    envelope = pence(case["benchmark_pmpm"]) * case["member_months"]
    actual = pence(case["actual_pmpm"]) * case["member_months"]
    settled = settle(pay([], terms), terms, supplied(AuditedCosts(envelope, actual, quality=Fraction(100))))
    assert settled.gain is not None
    assert terms.gain_share is not None
    assert terms.gain_share.minimum_savings_rate == exact(case["msr"])
    assert terms.gain_share.bands[0].share == exact(case["share"])
    rate = Fraction(settled.gain.saving, envelope)
    payment = in_pounds(settled.gain.to_provider)
    return {"gross_saving": in_pounds(settled.gain.saving), "observed_rate": decimal(rate), "payment": payment}


def supplied(costs: AuditedCosts) -> Any:
    from evenlode.payment import Supplied

    return Supplied(costs=costs)


def decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator


def quality_gated_share(case: Case) -> Case:
    """The order of the support fee and the share is the contract's to say: both are asked."""
    fee = sum((pence(each) for each in case["support_per_patient"]), 0)
    ladder = ((0, Fraction(0)), (9, Fraction(41, 100)), (10, Fraction(44, 100)), (12, Fraction(47, 100)))
    steps = Quality("thresholds met", (*ladder, (14, Fraction(1, 2))))
    envelope = 100_000_000_00
    costs = AuditedCosts(
        envelope, envelope - pence(case["observed_saving"]), case["patients"], quality=exact(case["thresholds_met"])
    )

    def asked(*order: Any) -> Pence:
        terms = GainShareTerms(
            "commissioner", "one", order, (Band(Fraction(0), None, Fraction(1)),), support_fee=fee, quality=steps
        )
        return gain_share(costs, terms, date(2021, 9, 30)).to_provider

    return {
        "share": max(share for least, share in steps.ladder if case["thresholds_met"] >= least),
        "payment_support_first": in_pounds(asked("support fee", "bands", "quality")),
        "payment_support_last": in_pounds(asked("bands", "quality", "support fee")),
    }


def linear_threshold(case: Case) -> Case:
    """A point is worth £10 in the contract."""
    _, payment = judged("one-of-each", "qof", **over(case["achieved"]))
    return {"points_earned": in_pounds(line_of(payment, "qof")) / 10}


def points_to_pounds(case: Case) -> Case:
    price = pence(case["value_per_point"])
    return {
        "payment": in_pounds(pounds_for_points(exact(case["points"]), price, case["list_size"], case["average_list"]))
    }


def binary_outcome(case: Case) -> Case:
    prevented = case["control_per_100"] - case["treated_per_100"]
    found, payment = judged("one-of-each", "peterborough", numerator=prevented, denominator=case["control_per_100"])
    assert found.because.line == exact(case["cohort_trigger"])
    reduction = found.because.value
    assert reduction is not None
    return {"reduction": decimal(reduction), "pays_cohort": line_of(payment, "peterborough") > 0}


RIKERS = {
    None: "25% principal lost, no government payment",
    "part-of-the-loan": "25% principal lost",
    "plus-1-2": "1.2% IRR",
    "plus-1-5": "1.5% IRR",
    "plus-1-9": "1.9% IRR",
}


def step_ladder(case: Case) -> Case:
    found, _ = judged("one-of-each", "rikers", **over(case["reduction"]))
    terms = contract_of("one-of-each").terms_on(START)
    indicator = next(one for one in terms.indicators() if one.indicator == "rikers")
    lines = [line.value for _, line, _ in indicator.ladders[0].levels]
    assert lines == [exact(at) for at, _ in case["ladder"]]
    return {"result": RIKERS[found.level]}


def outcome_payments_ledger(case: Case) -> Case:
    paid = [
        Posting(Account.LEAD_PROVIDER, pence(case[name]), name) for name in ("prior_payments", "housing_final", "jail")
    ]
    total = balances(paid)[Account.LEAD_PROVIDER]
    return {"total": in_pounds(total), "return_": in_pounds(total - pence(case["investment"]))}


def unit_price(case: Case) -> Case:
    """Each payment is so many days at the price; the contract pays the first of them to the penny."""
    days = [Fraction(pence(paid), pence(case["price_per_day"])) for paid in case["payments"]]
    for paid, count in zip(case["payments"], days, strict=True):
        _, payment = judged("gallery/unit-price", "days-housed", value=str(count))
        assert line_of(payment, "days-housed") == pence(paid)
    return {"days": days}


def risk_corridor(case: Case) -> Case:
    """The provider holds the risk; the bands are what passes to the other side, and losses mirror savings."""
    steps = [("0", "3/100", "0"), ("3/100", "8/100", "1/2"), ("8/100", None, "4/5")]
    bands = tuple(Band(Fraction(low), Fraction(high) if high else None, Fraction(share)) for low, high, share in steps)
    terms = GainShareTerms("provider", "two", ("bands",), bands)
    costs = AuditedCosts(pence(case["target"]), pence(case["cost"]))
    return {"payer_to_provider": in_pounds(gain_share(costs, terms, date(2021, 9, 30)).to_provider)}


def capitation(case: Case) -> Case:
    turnover = pence(case["rate"]) * case["population"]
    cap = exact(case["cap"])
    bands = (Band(Fraction(0), cap, Fraction(0)), Band(cap, None, Fraction(1)))
    terms = GainShareTerms("provider", "one", ("bands",), bands)
    found = gain_share(AuditedCosts(turnover, pence(case["cost"])), terms, date(2021, 9, 30))
    return {
        "turnover": in_pounds(turnover),
        "profit": in_pounds(found.saving),
        "retained": in_pounds(found.retained),
        "returned": in_pounds(found.commissioner),
    }


def cquin(case: Case) -> Case:
    contract = contract_of("gallery/cquin")
    terms = contract.terms_on(date(2023, 3, 31))
    if "api_fixed" in case:
        lines = pay([], terms).lines
        assert (terms.annual_value, len(lines)) == (pence(case["api_fixed"]), case["indicators"])
        (each,) = {line.share_of_pot for line in lines}
        share = decimal(Fraction(each, terms.annual_value))
        return {"pot": in_pounds(terms.pot), "each": in_pounds(each), "each_pct": share}
    _, payment = judged("gallery/cquin", "first-measure", **over(case["x"]))
    earned = line_of(payment, "first-measure")
    deduction = reconcile(paid=pence(case["pot"]), due=earned).clawback
    return {"earned": in_pounds(earned), "deduction": in_pounds(deduction)}


def effective_dated_rule(case: Case) -> Case:
    rates = (date(2023, 4, 1), exact(case["inflation"]), exact(case["efficiency"]))
    return {
        "multiplicative": in_pounds(uplifted(pence(case["price"]), Uplift(*rates, "multiplied"))),
        "additive": in_pounds(uplifted(pence(case["price"]), Uplift(*rates, "added"))),
    }


def design_check(case: Case) -> Case:
    found = design_of(case["outcomes"], case["indicators"], exact(case["at_risk"]))
    return {
        "outcomes_ok": found.outcomes_ok,
        "indicators_ok": found.indicators_ok,
        "at_risk_ok": found.at_risk_ok,
    }


def market_impact(case: Case) -> Case:
    return {"income_at_risk": in_pounds(share_of(pence(case["prior_income"]), exact(case["referral_drop"])))}


def points_with_improvement(case: Case) -> Case:
    _, payment = judged("one-of-each", "hvbp", **over(case["performance"]))
    return {"award": in_pounds(line_of(payment, "hvbp")) / 10}


def percentile_ladder(case: Case) -> Case:
    _, payment = judged("one-of-each", "etc", value=str(case["percentile"]))
    return {"points": in_pounds(line_of(payment, "etc")) / 10}


def reporting(case: Case) -> Case:
    return {
        "pmpm": {
            cohort: in_pounds(per_member_month(pence(revenue), case["member_months"][cohort]))
            for cohort, revenue in case["revenue"].items()
        }
    }


def clawback(case: Case) -> Case:
    year = Period(START, date(2021, 9, 30))
    paid = sum(one.amount for one in instalments(pence(case["monthly_fee"]) * case["months"], year))
    due = paid if case["score_met"] else share_of(paid, exact(case["fraction_if_missed"]))
    found = reconcile(paid, due)
    return {"paid": in_pounds(found.paid), "due": in_pounds(found.due), "clawback": in_pounds(found.clawback)}


def projection(case: Case) -> Case:
    """In thousands of pounds, as the business case prints them."""
    if "printed_totals" in case:
        return {"rounding_differences": printed_beside_sums(case)}
    if "rate" in case:
        line = project(case["cluster_base"] * 100_000, [exact(case["g"])] * 5)
        savings = [share_of(amount, exact(case["rate"])) for amount in line[1:]]
        return {"cumulative": [in_pounds(sum(savings[:year])) / 1000 for year in range(1, 6)]}
    growth = (1 + exact(case["inflation"])) * (1 + exact(case["population"]))
    line = project(case["base"] * 100_000, [growth] * case["years"])
    return {"line": [in_pounds(amount) / 1000 for amount in line]}


def printed_beside_sums(case: Case) -> list[int]:
    """The totals that the business case prints against the sums of its rows, both as the contract keeps them."""
    tables = contract_of("oxfordshire-mental-health").finance
    table = next(found for found in tables if found.table == "honos-cluster-savings")
    years = list(table.totals_as_printed)[1:]
    printed = [int(table.totals_as_printed[year]) for year in years]
    summed = [sum(int(row[year]) for row in table.rows) for year in years]
    assert (printed, summed) == (case["printed_totals"], case["row_sums"])
    return [one - other for one, other in zip(printed, summed, strict=True)]


def risk(case: Case) -> Case:
    return {"rag": [band(score) for score in case["scores"]]}


ANSWERS: Mapping[str, Callable[[Case], Case]] = {
    "shared-savings": shared_savings,
    "quality-gated-share": quality_gated_share,
    "linear-threshold": linear_threshold,
    "points-to-pounds": points_to_pounds,
    "binary-outcome": binary_outcome,
    "step-ladder": step_ladder,
    "outcome-payments-ledger": outcome_payments_ledger,
    "unit-price": unit_price,
    "risk-corridor": risk_corridor,
    "capitation": capitation,
    "cquin": cquin,
    "effective-dated-rule": effective_dated_rule,
    "design-check": design_check,
    "market-impact": market_impact,
    "points-with-improvement": points_with_improvement,
    "percentile-ladder": percentile_ladder,
    "reporting": reporting,
    "clawback": clawback,
    "projection": projection,
    "risk": risk,
}
