"""Flows name partners of the contract, once each, and never pass on more than there is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.forms.contract import ContractForm
from evenlode.terms.values import say_share


def problems(folder: Folder) -> Iterator[Problem]:
    """Unknown partners, partners named twice, shares over 100%, segments without a bearer."""
    file = folder.contract
    if file is None:
        return
    partners = [party.party for party in file.form.parties if party.role == "partner"]
    seen: set[str] = set()
    for place, flow in enumerate(file.form.flows):
        if flow.partner not in partners:
            said = f'"{flow.partner}" is no partner of this contract'
            fix = f"Use one of {', '.join(partners)}" if partners else "Add it to parties, with the role: partner"
            yield file.problem("CFG.PARTY", ("flows", place, "partner"), said, fix)
        if flow.partner in seen:
            said = f"{flow.partner} has two flows"
            yield file.problem("CFG.DUPLICATE_NAME", ("flows", place, "partner"), said, "Keep one")
        seen.add(flow.partner)
        if any(entry.value < 0 for _, entry in flow.amount.entries):
            yield file.problem("MONEY.RANGE", ("flows", place, "amount"), "An amount is below £0", "Correct it")
    has_terms = file.form.gain_share is not None and file.form.gain_share.terms is not None
    for place, flow in enumerate(file.form.flows):
        if flow.risk is not None and not has_terms:
            said = f"{flow.partner} has a share of a gain or loss that this contract does not share"
            yield file.problem("CFG.GAIN_SHARE", ("flows", place, "risk"), said, "Delete it, or add gain_share: terms:")
    for name in ("incentive", "risk"):
        yield from _over(file, name)
    yield from _segments(folder, file)


def _over(file: FileOf[ContractForm], name: str) -> Iterator[Problem]:
    dated = [found for flow in file.form.flows if (found := getattr(flow, name))]
    for day in sorted({day for one in dated for day, _ in one.entries}):
        total = sum((one.on(day) for one in dated if one.starts_by(day)), Fraction(0))
        if total > 1:
            said = f"The partners' shares of {name} add to {say_share(total)} from {day}"
            yield file.problem("CFG.WEIGHTS", ("flows",), said, "Lower them: the lead provider keeps the rest of 100%")
            return


def _segments(folder: Folder, file: FileOf[ContractForm]) -> Iterator[Problem]:
    prices = file.form.capitation.prices if file.form.capitation else None
    if prices is None or folder.population is None:
        return
    known = {segment.segment for segment in folder.population.form.segments}
    for day, entry in prices.entries:
        for segment in entry.value:
            if segment not in known:
                path = ("capitation", "prices", day.isoformat(), segment)
                fix = f"Use one of {', '.join(sorted(known))}"
                yield file.problem("CODE.LIST", path, f'"{segment}" is no segment of population.yaml', fix)
