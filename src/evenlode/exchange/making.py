"""Making what is exchanged: out of a contract, and of the statements of its years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from evenlode.exchange.exchanged import Amendment, Commitment, Exchanged, Metric, Organisation, Paid, Price, Result
from evenlode.money import pounds, share_out
from evenlode.payment.parts import part_of_pot
from evenlode.payment.prepared import prepared
from evenlode.payment.shapes_said import shape_in_words, shapes_of
from evenlode.payment.words import line_text
from evenlode.problems import refuse
from evenlode.results import EVERYONE, Kind, Polarity, say_day
from evenlode.terms.contract import Contract
from evenlode.terms.forms.outcome import IndicatorForm, OutcomeForm

Statement = Mapping[str, Any]


def exchanged(contract: Contract, statements: Sequence[Statement] = ()) -> Exchanged:
    """The contract with the results and payments of its statements; aliases throughout where one is invented.

    Raises Refusal where a statement is of another contract, or invented ones stand beside real ones.
    """
    invented = _invented(contract, statements)
    form = contract.form
    title = form.alias.title if invented else form.title
    years = [contract.terms_on(year.end) for year in contract.years()]
    ordered = sorted(statements, key=lambda one: str(one["year"]["from"]))
    return Exchanged(
        id=form.alias.contract if invented else form.contract,
        title=f"INVENTED - {title}" if invented else title,
        summary="" if invented else form.summary or "",
        currency=form.currency,
        start=form.term.start,
        end=form.term.end,
        value=sum(terms.annual_value for terms in years),
        organisations=tuple(
            Organisation(party.party, party.alias if invented else party.name, party.role) for party in form.parties
        ),
        metrics=tuple(_metric(outcome, one) for outcome, one in _indicators(contract)),
        prices=tuple(_prices(contract)),
        commitments=tuple(
            Commitment(funder, terms.year.start, terms.year.end, part)
            for terms in years
            for funder, part in _by_funder(contract, terms.pot)
        ),
        results=tuple(result for one in ordered for result in _results(contract, one)),
        payments=tuple(paid for one in ordered for paid in _payments(contract, one)),
        amendments=tuple(
            Amendment(one.variation, one.effective, one.title, one.why or "") for one in contract.variations.variations
        ),
    )


def _invented(contract: Contract, statements: Sequence[Statement]) -> bool:
    invented = {bool(one["invented"]) for one in statements}
    if len(invented) > 1:
        message = "some of the statements are invented and some are real"
        raise refuse("INVENTED.MIX", message, "Export them apart", field="statement")
    for one in statements:
        known = contract.form.alias.contract if one["invented"] else contract.slug
        if one["contract"] != known:
            message = f'the statement is of "{one["contract"]}", and the contract is {known}'
            raise refuse("STATEMENT.CONTRACT", message, "Name the contract that it belongs to", field="statement")
    return True in invented


def _indicators(contract: Contract) -> Iterator[tuple[OutcomeForm, IndicatorForm]]:
    return ((outcome, one) for outcome in contract.outcomes for one in outcome.indicators)


def _metric(outcome: OutcomeForm, one: IndicatorForm) -> Metric:
    as_share = one.kind in (Kind.PROPORTION, Kind.CHANGE)
    said = [
        f"{name} from {say_day(start)}: {shape_in_words(entry.value, lambda line: line_text(line, as_share))}"
        for name, dated in shapes_of(one)
        for start, entry in dated.entries
    ]
    return Metric(
        one.indicator, outcome.title, one.title, "; ".join([*said, *([one.status_rule] if one.status_rule else [])])
    )


def _prices(contract: Contract) -> Iterator[Price]:
    """What each indicator in force in the last year of the term can pay in it."""
    last = contract.terms_on(contract.years()[-1].end)
    ready = prepared(last)
    forms = {one.indicator: one for _, one in _indicators(contract)}
    for one in last.indicators():
        form, most = forms[one.indicator], part_of_pot(one, ready)
        each = form.unit_price.on(last.year.end).price if form.unit_price else None
        yield Price(one.indicator, each, most, f"at most {pounds(most)} in the year from {say_day(last.year.start)}")


def _by_funder(contract: Contract, amount: int) -> Iterable[tuple[str, int]]:
    """The amount by funder, in whole pence that add to it; the commissioner's alone where no shares are agreed."""
    shares: Mapping[str, Fraction] = contract.form.pot.funders
    if not shares:
        buyer = next(party.party for party in contract.form.parties if party.role == "commissioner")
        return [(buyer, amount)]
    return zip(shares, share_out(amount, list(shares.values())), strict=True)


def _results(contract: Contract, statement: Statement) -> Iterator[Result]:
    forms = {one.indicator: one for _, one in _indicators(contract)}
    for judged in statement["judgements"]:
        if (judged["provider"], judged["segment"]) != (EVERYONE, EVERYONE) or judged["indicator"] not in forms:
            continue
        because, form = judged["because"], forms[judged["indicator"]]
        counted, did_well = because["denominator"], because["numerator"]
        if form.kind is not Kind.PROPORTION or counted is None or did_well is None:
            counted = did_well = None
        elif form.polarity is Polarity.LOWER_IS_BETTER:
            did_well = counted - did_well
        start, end = _days(judged["period"])
        yield Result(judged["indicator"], start, end, judged["status"], counted, did_well, because["sentence"])


def _payments(contract: Contract, statement: Statement) -> Iterator[Paid]:
    start, end = _days(statement["year"])
    for line in statement["lines"]:
        metric = line["indicator"] or line["outcome"]
        for payer, amount in _by_funder(contract, line["earned"]):
            if amount:
                yield Paid(metric, start, end, payer, contract.lead_provider.party, amount)


def _days(period: Mapping[str, str]) -> tuple[date, date]:
    return date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
