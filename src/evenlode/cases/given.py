"""The supplied figures of a case: its table `outturns` as outturns, or every problem in it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from pydantic_core import PydanticCustomError

from evenlode.cases.setting import case_problem
from evenlode.problems import Problem, Refusal, refuse
from evenlode.results import EVERYONE, Grain, Outturn, Period, Source, next_month
from evenlode.terms.contract import Contract
from evenlode.terms.forms.case import CaseForm, read_period
from evenlode.terms.values import read_day, read_line, read_whole

COLUMNS = (
    "indicator",
    "grain",
    "period",
    "provider",
    "segment",
    "value",
    "numerator",
    "denominator",
    "eligible",
    "missing",
    "untimed",
)
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.CONTRACT_YEAR: 12, Grain.ROLLING_YEAR: 12}
_MONTH = re.compile(r"\d{4}-\d{2}")


def supplied_outturns(contract: Contract, case: CaseForm) -> list[Outturn]:
    """The rows of `given: outturns`. A blank grain is the contract year, a blank period the case's own.

    Raises a Refusal with every problem: an unknown column or indicator, a number that is none.
    """
    rows = case.given.get("outturns", ())
    problems = [*_strange_columns(case, rows)]
    found: list[Outturn] = []
    for place, row in enumerate(rows):
        try:
            found.append(_outturn(contract, case, row))
        except PydanticCustomError as error:
            said = error.context or {}
            where = f"given.outturns[{place}]"
            problems.append(case_problem(case, str(said["rule"]), where, str(said["message"]), str(said["fix"])))
        except Refusal as refusal:
            problems.extend(
                case_problem(case, one.rule, f"given.outturns[{place}]", one.message, one.fix)
                for one in refusal.problems
            )
    if problems:
        raise Refusal(problems)
    return found


def _strange_columns(case: CaseForm, rows: Sequence[Mapping[str, str]]) -> list[Problem]:
    problems = []
    for name in rows[0] if rows else ():
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, n=1)
            fix = f'Did you mean "{near[0]}"?' if near else f"Use {', '.join(COLUMNS)}"
            said = f'"{name}" is no column of supplied outturns'
            problems.append(case_problem(case, "CFG.UNKNOWN_KEY", "given.outturns", said, fix))
    return problems


def _outturn(contract: Contract, case: CaseForm, row: Mapping[str, str]) -> Outturn:
    form = contract.indicator(row.get("indicator", ""))
    grain = _grain(row.get("grain", ""))
    period = _period(row.get("period", ""), grain, case)
    slug = str(getattr(form, "indicator", None) or getattr(form, "standard", None))
    version = next((one.version for one in contract.definitions(period) if one.indicator == slug), "")
    if not version:
        raise refuse("PERIOD.OUTSIDE", f"{form.code} has no definition in {period}", "Choose a period in which it has")
    return Outturn(
        indicator=slug,
        definition=version,
        kind=form.kind,
        grain=grain,
        period=period,
        provider=row.get("provider") or EVERYONE,
        segment=row.get("segment") or EVERYONE,
        numerator=_whole(row.get("numerator", "")),
        denominator=_whole(row.get("denominator", "")),
        value=_value(row.get("value", "")),
        eligible=_whole(row.get("eligible", "")),
        missing=_whole(row.get("missing", "")),
        untimed=_whole(row.get("untimed", "")),
        source=Source.SUPPLIED,
    )


def _grain(text: str) -> Grain:
    if not text:
        return Grain.CONTRACT_YEAR
    if text not in list(Grain):
        raise refuse("CODE.LIST", f'"{text}" is no grain', f"Use {', '.join(Grain)}")
    return Grain(text)


def _period(text: str, grain: Grain, case: CaseForm) -> Period:
    """Blank: the case's own; a month such as 2017-10: from its first day, as long as the grain."""
    if not _MONTH.fullmatch(text):
        return read_period(text) if text else case.period
    first = following = read_day(f"{text}-01")
    for _ in range(_MONTHS[grain]):
        following = next_month(following)
    return Period(first, following - timedelta(days=1))


def _whole(text: str) -> int | None:
    return read_whole(text) if text else None


def _value(text: str) -> str | None:
    """Exact decimal text: '55%' is 0.55, a plain number is itself."""
    if not text:
        return None
    exact: Fraction = read_line(text)
    return format((Decimal(exact.numerator) / Decimal(exact.denominator)).normalize(), "f")
