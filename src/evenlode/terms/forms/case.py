"""cases/*.yaml: tests an analyst can read; small tables in, expected figures, statuses and pounds out."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from evenlode.results import Period, Status
from evenlode.terms.form import Form
from evenlode.terms.forms.signals import Strength
from evenlode.terms.text_table import TableText
from evenlode.terms.values import Money, Slug, Text, Whole, read_day, wrong

_PERIOD = re.compile(r"(\S+)\s+to\s+(\S+)")


def read_period(value: Any) -> Period:
    """A closed period from '2017-10-01 to 2018-09-30'."""
    if isinstance(value, Period):
        return value
    found = _PERIOD.fullmatch(str(value))
    if not found:
        raise wrong("CFG.PERIOD", f'"{value}" is not a period', "Write two days, for example 2017-10-01 to 2018-09-30")
    start, end = read_day(found[1]), read_day(found[2])
    if end < start:
        raise wrong("CFG.PERIOD", f"the period ends {end} before it starts {start}", "Swap the two days")
    return Period(start, end)


PeriodText = Annotated[Period, BeforeValidator(read_period), WithJsonSchema({"type": "string"})]


class ExpectForm(Form):
    """What one indicator must come to. Only what is written is compared."""

    numerator: Whole | None = None
    denominator: Whole | None = None
    value: Text | None = None
    eligible: Whole | None = None
    missing: Whole | None = None
    untimed: Whole | None = None
    status: Status | None = None
    level: Text | None = None
    earned: Money | None = None
    held: Money | None = None
    not_earned: Money | None = None
    not_on_offer: Money | None = None
    months: TableText | None = None


class CaseForm(Form):
    """One case. `given` holds small tables by name (rows of people, or `outturns` supplied); `expect` is by indicator.

    Outside the pot it may give `audited_costs` (item, amount, year_end) and `head_counts` (month, segment, people,
    joiners, leavers), and expect what comes of them: gain share, base payment, advance, each partner's flow, and what
    the accounts of the ledger hold.

    A row of people with `times` stands for as many people or events alike, with names of their own. `expect_signals`
    says what the looks of the case's contract year come to, by signal/subject/provider; `expect_gaps` who counts
    against an indicator, everybody of them, and what would change it.

    `contract` names a shipped contract; left out, it is the contract folder the case lives in. `set` changes
    fields of the named indicators or of the judging rules for this case alone.
    """

    case: Text
    contract: Text | None = None
    period: PeriodText
    pot: Money | None = None
    set_: dict[str, Any] = Field(default={}, alias="set")
    given: dict[Slug | Text, TableText]
    expect: dict[Slug, ExpectForm] = {}
    expect_payment: dict[Text, Money] = {}
    expect_gain_share: dict[Text, Money] = {}
    expect_base: dict[Text, Money] = {}
    expect_advance: dict[Text, Money] = {}
    expect_partners: dict[Slug, dict[Text, Money]] = {}
    expect_accounts: dict[Text, Money] = {}
    expect_signals: dict[Text, Strength] = {}
    expect_gaps: dict[Slug, TableText] = {}
    why: Text | None = None
