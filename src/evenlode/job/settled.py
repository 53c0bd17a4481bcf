"""The contract's half of the job: outturns and the year's terms become judgements, a payment and a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenlode.data.supplied.published import from_contract
from evenlode.data.supplied.supplied import PublishedJudgement
from evenlode.job.measured import Measured
from evenlode.job.provenance import Provenance, definitions_sha256, outturns_sha256
from evenlode.job.supplied import SuppliedFigures
from evenlode.payment import NOTHING_SUPPLIED, Settlement, Supplied, judge, pay, replay, settle
from evenlode.payment.statement import canonical, sha256_of, statement
from evenlode.problems import refuse
from evenlode.records.beside_json import to_json
from evenlode.results import Judgement, Outturn, Payment, Period
from evenlode.terms.contract import Contract
from evenlode.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class Settled:
    """One contract year settled; or, for a replay of published statuses, judged by others and without money.

    beside: the audited costs, head counts and suspense that went into the settlement.
    """

    terms: Terms
    outturns: tuple[Outturn, ...]
    judgements: tuple[Judgement, ...]
    earlier: tuple[Judgement, ...]
    payment: Payment | None
    statement: bytes | None
    hashes: dict[str, str]
    settlement: Settlement | None = None
    beside: Supplied = NOTHING_SUPPLIED


def joined(measured: Measured, supplied: SuppliedFigures) -> tuple[Outturn, ...]:
    """Measured and supplied outturns in the order of their keys. Where both speak, the measured one stands.

    A measured outturn with nobody in it says nothing against a supplied one: no such rows were sent.
    """
    by_key = {one.key: one for one in supplied.outturns}
    by_key |= {one.key: one for one in measured.outturns if _counts_anybody(one) or one.key not in by_key}
    return tuple(one for _, one in sorted(by_key.items()))


def _counts_anybody(one: Outturn) -> bool:
    return bool(one.denominator or one.eligible or one.untimed)


def year_to_settle(contract: Contract, period: Period | None, measured: Measured, supplied: SuppliedFigures) -> Period:
    """The contract year asked for, or the last one that ends within the figures there are."""
    if period is not None:
        return contract_year(contract, period)
    ends = [one.period.end for one in (*measured.outturns, *supplied.outturns)]
    last = max([*ends, *([measured.provenance.last_day] if measured.provenance.last_day else [])])
    complete = [year for year in contract.years() if year.end <= last]
    if not complete:
        said = f"no contract year has ended by {last}, the last day of the figures"
        raise refuse("PERIOD.INCOMPLETE", said, "Name a year with --period, or wait for its data", field="period")
    return complete[-1]


def contract_year(contract: Contract, period: Period) -> Period:
    """The period, where it is a contract year of this contract; else a Refusal that names the year it begins in."""
    year = contract.year_of(period.start)
    if year != period:
        said = f"{period} is not a contract year; the year that holds its first day is {year}"
        raise refuse("PERIOD.NOT_A_YEAR", said, f"Use {year.start}..{year.end}", field="period")
    return year


def settle_year(
    contract: Contract,
    outturns: Sequence[Outturn],
    year: Period,
    provenance: Provenance,
    beside: Supplied = NOTHING_SUPPLIED,
) -> Settled:
    """Judge, pay and settle one contract year. The same contract and figures give the same statement, byte for byte."""
    terms = contract.terms_on(year.end)
    judgements = judge(outturns, terms)
    payment = pay(judgements, terms)
    settlement = settle(payment, terms, beside, judgements)
    hashes = _hashes(contract, outturns, year, provenance) | hashes_of(beside)
    invented = provenance.is_invented
    names = contract.aliases() if invented else {party.party: party.name for party in contract.form.parties}
    return Settled(
        terms=terms,
        outturns=tuple(outturns),
        judgements=tuple(judgements),
        earlier=tuple(one for past in _before(contract, year) for one in judge(outturns, contract.terms_on(past.end))),
        payment=payment,
        statement=canonical(statement(contract, terms, judgements, payment, hashes, invented, names, settlement)),
        hashes=hashes,
        settlement=settlement,
        beside=beside,
    )


def hashes_of(beside: Supplied) -> dict[str, str]:
    """The hash of the audited costs with the suspense, and of the head counts; nothing for what was not supplied."""
    said = to_json(beside)
    heads = sorted(said.pop("heads"))
    found: dict[str, str] = {}
    if beside.costs is not None or beside.suspense:
        found["audited_costs"] = sha256_of(canonical(said))
    if heads:
        found["head_counts"] = sha256_of(canonical({"heads": heads}))
    return found


def replayed(contract: Contract, judgements: Sequence[PublishedJudgement], period: Period | None) -> Settled:
    """Published statuses beside the targets of their year. They stay statuses: no value and no money comes of them.

    Those of the contract folder, with any that were supplied in their place; the year asked for, or the last one.
    """
    published = {one.key: one for one in (*from_contract(contract), *judgements)}
    if not published:
        said = "the contract has no published statuses, and none were supplied"
        raise refuse("RUN.NOTHING", said, "Add them under published/, or supply a file of them")
    years = sorted({one.period for one in published.values()})
    year = contract.year_of(period.start) if period else years[-1]
    terms = contract.terms_on(year.end)
    return Settled(
        terms=terms,
        outturns=(),
        judgements=tuple(replay(published.values(), terms)),
        earlier=tuple(
            one for past in years if past < year for one in replay(published.values(), contract.terms_on(past.end))
        ),
        payment=None,
        statement=None,
        hashes={"contract": contract.sha256},
    )


def _before(contract: Contract, year: Period) -> list[Period]:
    return [past for past in contract.years() if past.end < year.start]


def _hashes(contract: Contract, outturns: Sequence[Outturn], year: Period, provenance: Provenance) -> dict[str, str]:
    """What the statement rests on, each by its SHA-256; 'none' where there was none of it."""
    return {
        "contract": contract.sha256,
        "data_manifest": provenance.manifest or "none",
        "outturns": outturns_sha256(one for one in outturns if year.covers(one.period)),
        "definitions": definitions_sha256(contract.definitions(year)),
        "code_lists": provenance.code_lists or "none",
    }
