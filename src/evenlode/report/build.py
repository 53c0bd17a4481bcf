"""Build: a contract, its figures, judgements and payment become one Report. Nothing is judged or paid here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from evenlode.instruments.change_counts import ChangeCounts
from evenlode.payment import Settlement
from evenlode.problems import Problem, refuse
from evenlode.report.beside_the_pot import beside_the_pot
from evenlode.report.choices import illustrative_choices
from evenlode.report.equity import parked
from evenlode.report.given import Given
from evenlode.report.headline import headline, lede
from evenlode.report.listing import figure_lines
from evenlode.report.method import findings as counted_findings
from evenlode.report.method import hash_facts, marks, method, published, switches
from evenlode.report.names import under_aliases
from evenlode.report.notes import Note
from evenlode.report.notices import notices
from evenlode.report.overview import money_lines, other_rows, outcome_rows, pot_of
from evenlode.report.pages import indicator_page, standard_page
from evenlode.report.report import Fact, Report
from evenlode.results import Judgement, Outturn, Payment, Source
from evenlode.terms.contract import Contract
from evenlode.terms.terms import Terms


def build_report(
    *,
    contract: Contract,
    terms: Terms,
    outturns: Sequence[Outturn],
    judgements: Sequence[Judgement],
    payment: Payment | None,
    earlier: Sequence[Judgement] = (),
    benchmarks: Sequence[Outturn] = (),
    official: Sequence[Outturn] = (),
    changes: Sequence[ChangeCounts] = (),
    notes: Sequence[Note] = (),
    findings: Sequence[Problem] = (),
    hashes: Mapping[str, str],
    statement_sha256: str | None,
    invented: bool,
    draft: bool = True,
    data_to: date | None = None,
    settlement: Settlement | None = None,
) -> Report:
    """The report of the terms' contract year.

    outturns: every grain, provider and segment. earlier: judgements of earlier years. With published statuses alone
    (a replay) there are no figures and there must be no payment. Where figures are invented the report says so and
    holds no real name: parties and contract stand under their aliases, and published figures are left out. official:
    outturns of the official measures of the contract folder, worked out from the same rows. changes: what stands
    beside indicators of change. notes: what people said of figures, shown beside those. settlement: with it the money
    beside the pot is shown, where the contract has any.
    Raises Refusal where published statuses come with money or with invented figures.
    """
    replay = bool(judgements) and all(one.source is Source.PUBLISHED_STATUS for one in judgements)
    if replay and (payment is not None or invented):
        said = "published statuses came with a payment" if payment else "published statuses came with invented figures"
        raise refuse("REPORT.REPLAY", said, "Report published statuses by themselves: they are never money")
    given = Given(
        contract=contract,
        terms=terms,
        outturns=() if replay else outturns,
        judgements=judgements,
        payment=payment,
        earlier=earlier,
        benchmarks=() if invented or replay else benchmarks,
        official=() if replay else official,
        changes=changes,
        notes=notes,
        invented=invented,
        replay=replay,
    )
    report = _report(given, findings, hash_facts(hashes, statement_sha256), statement_sha256, draft, data_to)
    report = replace(report, beside=beside_the_pot(contract, terms, settlement))
    return under_aliases(report, contract) if invented else report


def _report(
    given: Given,
    findings: Sequence[Problem],
    hashes: tuple[Fact, ...],
    statement_sha256: str | None,
    draft: bool,
    data_to: date | None,
) -> Report:
    contract, terms = given.contract, given.terms
    pages = tuple(
        indicator_page(given, outcome, indicator) for outcome in terms.outcomes for indicator in outcome.indicators
    )
    standards = tuple(standard_page(given, form) for form in contract.standards)
    pot = pot_of(given)
    pot_note = contract.form.pot.years.entry_on(terms.year.start)[1].illustrative if pot else None
    return Report(
        contract=contract.form.title,
        year=terms.year,
        year_label=f"Contract {given.year_name(terms.year)}, {terms.year}",
        headline=headline(given, pages, pot),
        lede=lede(given, pot),
        invented=given.invented,
        draft=draft,
        replay=given.replay,
        data_to=data_to,
        pot=pot,
        pot_note=pot_note,
        notices=notices(given, pages, pot),
        outcomes=outcome_rows(given, pages),
        others=other_rows(given),
        years=_years(given),
        indicators=pages,
        standards=standards,
        lines=money_lines(given, pages),
        figures=figure_lines(given),
        parked=parked(contract, given.outturns, terms.year),
        marks=marks(given, pot_note),
        published=published(given),
        illustrative=illustrative_choices(contract),
        switches=switches(given),
        findings=counted_findings(findings),
        reinvestment=contract.form.judging.reinvestment if pot else None,
        parties=tuple(Fact(party.role.capitalize(), party.name) for party in contract.form.parties),
        method=method(given),
        hashes=hashes,
        statement_sha256=statement_sha256,
    )


def _years(given: Given) -> tuple[str, ...]:
    """The names of the years that have a status, oldest first."""
    periods = sorted({one.period for one in (*given.earlier, *given.judgements)})
    return tuple(given.year_name(period).capitalize() for period in periods)
