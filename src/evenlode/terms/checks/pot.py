"""The pot is divided in one way, and nothing pays more than all of it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.forms.contract import ContractForm
from evenlode.terms.values import say_share


def problems(folder: Folder) -> Iterator[Problem]:
    """Levels, gates and advances over 100%, best levels that pay more than the pot, a bonus beside per cents."""
    for file, place, one in folder.indicators():
        for day, entry in one.level_pays.entries if one.level_pays else ():
            if any(share > 1 for share in entry.value.values()):
                where = ("indicators", place, "level_pays", day.isoformat())
                yield file.problem("CFG.SHARE", where, "A level pays more than all there is", "Write 100% at most")
    contract = folder.contract
    if contract is None:
        return
    yield from _contract(contract)
    if contract.form.pot.divided_by == "pot_percent":
        yield from _per_cents(folder, contract)


def _contract(file: FileOf[ContractForm]) -> Iterator[Problem]:
    advance = file.form.pot.advance
    for day, share in advance.entries if advance else ():
        if share.value > 1:
            said = "More than the whole pot is paid in advance"
            yield file.problem("CFG.SHARE", ("pot", "advance", day.isoformat()), said, "Write 100% at most")
    gates = file.form.judging.data_quality_gates
    for day, entry in gates.entries if gates else ():
        for place, gate in enumerate(entry.value):
            if gate.pays is not None and gate.pays > 1:
                inside = ("judging", "data_quality_gates", day.isoformat(), place, "pays")
                yield file.problem("CFG.SHARE", inside, "A gate pays more than what is earned", "Write 100% at most")
    for day, stated in file.form.pot.years.entries:
        if stated.value.amount is not None and stated.value.amount < 0:
            where = ("pot", "years", day.isoformat())
            yield file.problem("MONEY.RANGE", where, "The pot is below £0", "State a pot of £0 or more")


def _per_cents(folder: Folder, contract: FileOf[ContractForm]) -> Iterator[Problem]:
    """What the best levels of all outcomes pay together on each day; and points, which belong to the other way."""
    if contract.form.bonus is not None:
        said = "Bonus points stand beside a pot that is divided by per cent"
        yield contract.problem("CFG.POT", ("bonus",), said, "Divide the pot in one way: by points or by per cent")
    dated = [file.form.pays for file in folder.outcomes if file.form.pays]
    for day in sorted({day for one in dated for day, _ in one.entries}):
        best = [max(one.on(day).values(), default=Fraction(0)) for one in dated if one.starts_by(day)]
        total = sum(best, Fraction(0))
        if total > 1:
            last = [file for file in folder.outcomes if file.form.pays][-1]
            said = f"The best levels of the outcomes pay {say_share(total)} of the pot from {day}"
            yield last.problem("CFG.POT", ("pays",), said, "Lower them to 100% in all")
