"""Invented finance returns with the pattern of the 2020 review: flat sub-contracts, growing deficits, fundraising."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

from evenlode.finance.returns.checks import charged
from evenlode.finance.returns.finance_return import Entry, FinanceReturn
from evenlode.finance.returns.form import services
from evenlode.money import Pence, share_out
from evenlode.terms.contract import Contract

YEARS = ("2016/17", "2017/18", "2018/19")
_PARTNER_CASH = (1_900_000_00, 3_300_000_00, 2_400_000_00, 700_000_00, 1_500_000_00)
_COST_GROWTH = 1035
"""Costs by year, per thousand of the year before; the sub-contracts stay as they are."""
_SPLIT = {"community-teams": 34, "wards": 36, "crisis": 8, "out-of-area": 5, "residential": 11, "spot": 6}
_PARTNER_SPLIT = (
    {"recovery": 60, "employment": 40},
    {"housing": 88, "residential": 12},
    {"recovery": 70, "crisis": 20, "carers": 10},
    {"community-teams": 55, "recovery": 45},
    {"housing": 60, "recovery": 40},
)
_RISING = {"out-of-area": 1150, "residential": 1100, "spot": 1120}


def invent_returns(contract: Contract, seed: int, years: Sequence[str] = YEARS) -> list[FinanceReturn]:
    """A finance return for every provider and year. The same seed gives the same ones; nothing in them is real.

    Every partner but the first has its highest deficit in the last year. Services that the contract does not list are
    left out, and their cost with them.
    """
    known = {one.name for one in services(contract)}
    partners = [party.party for party in contract.providers() if party.role == "partner"]
    cash = {partner: _PARTNER_CASH[at % len(_PARTNER_CASH)] for at, partner in enumerate(partners)}
    found = []
    for at, year in enumerate(years):
        found.append(_lead(contract, year, at, cash, known, _random(seed, contract.lead_provider.party, year)))
        for place, partner in enumerate(partners):
            found.append(_partner(partner, place, year, at, cash[partner], known, _random(seed, partner, year)))
    return found


def _random(seed: int, provider: str, year: str) -> random.Random:
    return random.Random(f"{seed} {provider} {year}")  # noqa: S311 - invented figures, no secret


def _lead(
    contract: Contract, year: str, at: int, cash: dict[str, Pence], known: set[str], luck: random.Random
) -> FinanceReturn:
    uplift = (0, 0, 36_000_00)[min(at, 2)]
    health, council = 29_800_000_00 + 400_000_00 * at + uplift, 6_200_000_00
    cells = _Cells()
    cells.put("Income", "health", health)
    cells.put("Income", "council", council)
    cells.put("Income", "section-75", 1_800_000_00)
    for partner, paid in cash.items():
        cells.put("Sub-contracts", partner, paid, "paid")
        cells.put("Sub-contracts", partner, 0, "uplift")
    budget = _grown(23_600_000_00, _COST_GROWTH, at) + luck.randrange(-80_000_00, 80_000_00)
    cells.services(
        budget, {name: part for name, part in _SPLIT.items() if name in known}, at, luck, per_person=4_100_00
    )
    cells.overhead(120_000_000_00, 2, "staff in post", "Director of finance", "2")
    cells.staffing(430_000 + 2_000 * at, budget, at, luck)
    cells.position(uplift, fundraising=False, reserves=42_000_000_00 - 4_000_000_00 * at, spending=310_000_000_00)
    return cells.made(contract.lead_provider.party, year)


def _partner(
    partner: str, place: int, year: str, at: int, cash: Pence, known: set[str], luck: random.Random
) -> FinanceReturn:
    cells = _Cells()
    cells.put("Income", "sub-contract", cash)
    cells.put("Income", "lead-extra", 40_000_00 if place in (1, 2) else 0)
    cells.put("Income", "grants", cash * 3 // 100 + luck.randrange(0, 9_000_00))
    eased = cash * 4 // 100 if place == 0 and at == 2 else 0  # the one partner whose deficit was not the highest
    budget = _grown(cash * 96 // 100, _COST_GROWTH, at) - eased + luck.randrange(-5_000_00, 5_000_00)
    wanted = _PARTNER_SPLIT[place % len(_PARTNER_SPLIT)]
    cells.services(budget, {name: part for name, part in wanted.items() if name in known}, at, luck, per_person=950_00)
    cells.overhead(cash // 2, 15, "direct cost", "Head of finance", "1")
    cells.staffing(max(cash // 4_200_00, 10) * 100, budget, at, luck)
    reserves = cash * (60 - 14 * at) // 100
    cells.position(0, fundraising=True, reserves=reserves, spending=cash * 2)
    return cells.made(partner, year)


class _Cells:
    """Cells as they are made up, one after the other."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def put(self, sheet: str, row: str, value: int | str, column: str = "amount") -> None:
        self._entries.append(Entry(sheet, row, column, str(value)))

    def services(
        self, budget: Pence, parts: dict[str, int], at: int, luck: random.Random, *, per_person: Pence
    ) -> None:
        """Direct cost and activity by service. Placements grow faster, and more people are seen every year."""
        if not parts:
            return
        weights = [part * Fraction(_RISING.get(name, 1000), 1000) ** at for name, part in parts.items()]
        for name, cost in zip(parts, share_out(budget, weights), strict=True):
            pay, other = share_out(cost, [20, 80] if name in _RISING else [76, 24])
            people = max(cost // (per_person * (10 if name in _RISING else 1)) * (100 + 5 * at) // 100, 3)
            self.put("Direct cost", name, pay, "pay")
            self.put("Direct cost", name, other, "non-pay")
            self.put("Activity", name, people, "people")
            self.put("Activity", name, people * luck.randrange(15, 40) // 100, "eligible")
            self.put("Activity", name, people * luck.randrange(9, 22), "contacts")
            if name in _RISING or name == "wards":
                self.put("Activity", name, people * luck.randrange(40, 70), "days")

    def overhead(self, whole_organisation: Pence, per_cent: int, driver: str, owner: str, version: str) -> None:
        self.put("Apportionment", "overhead", whole_organisation, "value")
        self.put("Apportionment", "overhead-share", str(Fraction(per_cent, 100)), "value")
        for row, text in (("driver", driver), ("owner", owner), ("version", version)):
            self.put("Apportionment", row, text, "value")

    def staffing(self, thousandths: int, budget: Pence, at: int, luck: random.Random) -> None:
        """Vacancies grow, and bank and agency with them. thousandths: FTE established in all."""
        rows = ("medical", "nursing", "therapy", "social-work", "support", "admin")
        established = share_out(thousandths, [6, 30, 10, 10, 32, 12])
        paid = share_out(budget * 70 // 100, [14, 30, 12, 10, 24, 10])
        for row, fte, pay in zip(rows, established, paid, strict=True):
            vacant = fte * (6 + 3 * at + luck.randrange(0, 3)) // 100
            self.put("Staffing", row, fte, "established")
            self.put("Staffing", row, fte - vacant, "in-post")
            self.put("Staffing", row, vacant, "vacant")
            self.put("Staffing", row, pay * 92 // 100, "pay")
            self.put("Staffing", row, pay * (3 + at) // 100, "bank")
            self.put("Staffing", row, pay * (2 + at) // 100, "agency")

    def position(self, uplift: Pence, *, fundraising: bool, reserves: Pence, spending: Pence) -> None:
        """Totals that add up, and what made up a deficit: fundraising nine tenths of a partner's, reserves the rest."""
        found = self.made("", "")
        overhead = charged(found)
        result = found.income - found.direct_cost - overhead - found.sub_contracts
        gap = max(-result, 0)
        raised = gap * 9 // 10 if fundraising else 0
        for row, amount in (
            ("total-income", found.income),
            ("total-direct", found.direct_cost),
            ("total-overhead", overhead),
            ("total-sub-contracts", found.sub_contracts),
            ("result", result),
            ("uplift", uplift),
            ("fundraising-used", raised),
            ("reserves-used", gap - raised),
            ("reserves", reserves),
            ("spending", spending),
        ):
            self.put("Position", row, amount)

    def made(self, provider: str, year: str) -> FinanceReturn:
        return FinanceReturn(provider, year, True, tuple(self._entries))


def _grown(amount: Pence, per_thousand: int, years: int) -> Pence:
    for _ in range(years):
        amount = _thousandth(amount * per_thousand)
    return amount


def _thousandth(amount: int) -> Pence:
    """A thousandth of an amount, to the nearest penny."""
    return (amount + 500) // 1000
