"""Assumptions of a financial case: rates, the cap, what is delivered of the savings and how much of a cost can go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from evenlode.finance.thousands import Thousands
from evenlode.problems import refuse
from evenlode.terms.forms.finance import ASSUMPTIONS, FinanceTableForm, read_figure

REDUCE_THEN_SHIFT = "reduce then shift"
SHIFT_THEN_REDUCE = "shift then reduce"
ORDERS = (REDUCE_THEN_SHIFT, SHIFT_THEN_REDUCE)


@dataclass(frozen=True, slots=True)
class CostShape:
    """How cost follows activity: the share that goes with each spell, and the share that goes only in whole steps.

    The rest is fixed and never saved. step: thousands of pounds that go when a ward or a team closes.
    """

    variable: Fraction = Fraction(1)
    stepped: Fraction = Fraction(0)
    step: Thousands = Fraction(0)

    def real(self, saving: Thousands) -> Thousands:
        """What of a saving on paper is saved in cash: the variable share, and whole steps of the stepped share."""
        steps = (saving * self.stepped // self.step) * self.step if self.step and saving > 0 else Fraction(0)
        return saving * self.variable + steps


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a case assumes. Rates are shares a year; applies_to names the services that efficiency is asked of."""

    inflation: Fraction
    population_growth: Fraction
    efficiency: Fraction
    applies_to: tuple[str, ...]
    cap: Thousands
    savings_delivered: Fraction = Fraction(1)
    order: str = REDUCE_THEN_SHIFT
    cost: CostShape = CostShape()
    known: Mapping[str, str] | None = None

    @property
    def growth(self) -> Fraction:
        """What spending is multiplied by from one year to the next if nothing changes."""
        return (1 + self.inflation) * (1 + self.population_growth)

    def with_(self, name: str, value: Fraction) -> Assumptions:
        """The same with one assumption that is a figure changed. Raises a Refusal for any other name."""
        match name:
            case "inflation":
                return replace(self, inflation=value)
            case "population growth":
                return replace(self, population_growth=value)
            case "efficiency":
                return replace(self, efficiency=value)
            case "cap":
                return replace(self, cap=value)
            case "savings delivered":
                return replace(self, savings_delivered=value)
            case "variable cost":
                return replace(self, cost=replace(self.cost, variable=value))
            case "stepped cost":
                return replace(self, cost=replace(self.cost, stepped=value))
            case "step":
                return replace(self, cost=replace(self.cost, step=value))
        raise refuse("CASE.SET", f'"{name}" is no assumption that a figure can change', f"Use one of {FIGURES_SAID}")

    def figure(self, name: str) -> Fraction:
        """The present value of an assumption that is a figure."""
        return {
            "inflation": self.inflation,
            "population growth": self.population_growth,
            "efficiency": self.efficiency,
            "cap": self.cap,
            "savings delivered": self.savings_delivered,
            "variable cost": self.cost.variable,
            "stepped cost": self.cost.stepped,
            "step": self.cost.step,
        }[name]


IN_POUNDS = ("cap", "step")
"""Assumptions in thousands of pounds; the other figures are shares."""

FIGURES = tuple(name for name in ASSUMPTIONS if name not in ("efficiency applies to", "order of levers"))
FIGURES_SAID = ", ".join(FIGURES)


def read_assumptions(form: FinanceTableForm) -> Assumptions:
    """The assumptions of a table. Raises a Refusal for one that is missing or cannot be read."""
    said = {row["assumption"]: row["value"] for row in form.rows}
    file = f"finance/ ({form.table})"
    for name in ("inflation", "population growth", "efficiency", "efficiency applies to", "cap"):
        if not said.get(name):
            raise refuse("CASE.ASSUMPTION", f"the case does not say its {name}", f"Add a row for {name}", file=file)
    order = said.get("order of levers", REDUCE_THEN_SHIFT)
    if order not in ORDERS:
        raise refuse("CASE.ASSUMPTION", f'"{order}" is no order of levers', f"Use {' or '.join(ORDERS)}", file=file)

    def figure(name: str, default: Fraction) -> Fraction:
        try:
            found = read_figure(said.get(name, ""))
        except ValueError as error:
            raise refuse("CASE.ASSUMPTION", f"{name}: {error}", "Correct it", file=file) from None
        return default if found is None else found

    zero = Fraction(0)
    cost = CostShape(figure("variable cost", Fraction(1)), figure("stepped cost", zero), figure("step", zero))
    check_cost(cost, file)
    return Assumptions(
        inflation=figure("inflation", zero),
        population_growth=figure("population growth", zero),
        efficiency=figure("efficiency", zero),
        applies_to=tuple(part.strip() for part in said["efficiency applies to"].split(";")),
        cap=figure("cap", zero),
        savings_delivered=figure("savings delivered", Fraction(1)),
        order=order,
        cost=cost,
        known={row["assumption"]: row["how known"] for row in form.rows},
    )


def check_cost(cost: CostShape, file: str = "") -> None:
    """Raises a Refusal where variable and stepped cost are not shares of a whole, or a step has no size."""
    if min(cost.variable, cost.stepped) < 0 or cost.variable + cost.stepped > 1:
        message = "variable and stepped cost are shares of the same whole, and add to more than 100% or are below zero"
        raise refuse("CASE.COST", message, "Lower one of them; what is left over is fixed", file=file)
    if cost.stepped and cost.step <= 0:
        raise refuse("CASE.COST", "a share of the cost is stepped, and a step has no size", "Set step", file=file)
