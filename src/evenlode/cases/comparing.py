"""What a case expects against what came out: only what is written is compared, exactly, and said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from evenlode.cases.differing import Difference
from evenlode.cases.setting import case_problem
from evenlode.money import pounds
from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Grain, Judgement, Outturn, Payment, PaymentLine, Period
from evenlode.terms.forms.case import CaseForm, ExpectForm

COUNTS = ("numerator", "denominator", "eligible", "missing", "untimed")
MONEY = ("earned", "held", "not_earned", "not_on_offer")


@dataclass(frozen=True, slots=True)
class Results:
    """All that a case's contract came to."""

    outturns: Sequence[Outturn]
    judgements: Sequence[Judgement]
    payment: Payment
    grains: Mapping[str, Grain]

    def outturn(self, name: str, period: Period) -> Outturn | None:
        """The figure of everybody in the period: the contract year's, else its own grain, else any other."""
        wanted = [Grain.CONTRACT_YEAR, self.grains.get(name, Grain.MONTH), *Grain]
        found = [one for one in self.outturns if one.indicator == name and one.period == period and of_everyone(one)]
        return min(found, key=lambda one: wanted.index(one.grain), default=None)

    def month(self, name: str, month: str) -> Outturn | None:
        """The figure of everybody in the indicator's own period (else month) that starts in '2017-10'."""
        wanted = [self.grains.get(name, Grain.MONTH), Grain.MONTH]
        found = [
            one
            for one in self.outturns
            if one.indicator == name
            and of_everyone(one)
            and f"{one.period.start:%Y-%m}" == month
            and one.grain in wanted
        ]
        return min(found, key=lambda one: wanted.index(one.grain), default=None)

    def lines(self, name: str) -> list[PaymentLine]:
        """The payment lines of an indicator, or of a whole outcome."""
        return [line for line in self.payment.lines if name in (line.indicator, line.outcome)]


def of_everyone(one: Outturn) -> bool:
    """True where the outturn covers every provider, segment and stratum that counts."""
    return (one.provider, one.segment, one.stratum) == (EVERYONE, EVERYONE, EVERYONE)


def differences(case: CaseForm, results: Results, known: Mapping[str, str]) -> list[Difference]:
    """Everything that differs, in the order of the case. `known` leads from a slug or code to the name results use.

    Raises a Refusal where the case expects something of a name, or a sum of money, that does not exist.
    """
    problems = [
        case_problem(
            case, "CODE.LIST", f"expect.{name}", f'"{name}" is no indicator, standard or outcome', "Correct it"
        )
        for name in case.expect
        if name not in known
    ]
    sums = ("pot", *MONEY)
    problems += [
        case_problem(case, "CFG.UNKNOWN_KEY", f"expect_payment.{name}", f'"{name}" is no sum', f"Use {', '.join(sums)}")
        for name in case.expect_payment
        if name not in sums
    ]
    if problems:
        raise Refusal(problems)
    found = [one for name, expect in case.expect.items() for one in _of_one(known[name], expect, case.period, results)]
    for name, amount in case.expect_payment.items():
        got = int(getattr(results.payment, name))
        if got != amount:
            found.append(Difference("payment", _words(name), pounds(amount), pounds(got)))
    return found


def _of_one(name: str, expect: ExpectForm, period: Period, results: Results) -> Iterator[Difference]:
    stated = {field: value for field in type(expect).model_fields if (value := getattr(expect, field)) is not None}
    if any(field in stated for field in (*COUNTS, "value")):
        texts = {field: str(stated[field]) for field in (*COUNTS, "value") if field in stated}
        yield from _figures(name, texts, results.outturn(name, period))
    if "status" in stated or "level" in stated:
        yield from _judged(name, expect, results)
    for field in MONEY:
        if field in stated:
            yield from _paid(name, field, stated[field], results.lines(name))
    for row in expect.months or ():
        texts = {field: text for field, text in row.items() if field != "month" and text}
        yield from _figures(f"{name} in {row.get('month', '')}", texts, results.month(name, row.get("month", "")))


def _figures(of: str, expected: Mapping[str, str], got: Outturn | None) -> Iterator[Difference]:
    for field, text in expected.items():
        if got is None:
            yield Difference(of, field, text, "no figure")
        elif field == "value":
            if (said := _to_the_digits_of(text, got.exact)) != text:
                yield Difference(of, field, text, said)
        elif field not in COUNTS:
            yield Difference(of, field, text, f"no such figure: use {', '.join((*COUNTS, 'value'))}")
        elif str(getattr(got, field)) != text:
            yield Difference(of, field, text, _said(getattr(got, field)))


def _judged(name: str, expect: ExpectForm, results: Results) -> Iterator[Difference]:
    judged = next((one for one in results.judgements if one.indicator == name and one.provider == EVERYONE), None)
    line = next((one for one in results.lines(name) if one.outcome == name), None)
    got_status, got_level, because = (
        (judged.status.value, judged.level, judged.because.sentence)
        if judged
        else (line.status.value, line.level, line.because)
        if line
        else ("no judgement", None, "")
    )
    if expect.status is not None and expect.status.value != got_status:
        yield Difference(name, "status", expect.status.value, got_status, because)
    if expect.level is not None and expect.level != (got_level or "none"):
        yield Difference(name, "level", expect.level, got_level or "none", because)


def _paid(name: str, field: str, expected: int, lines: Sequence[PaymentLine]) -> Iterator[Difference]:
    got = sum(int(getattr(line, field)) for line in lines)
    if not lines:
        yield Difference(name, _words(field), pounds(expected), "no line of the payment")
    elif got != expected:
        yield Difference(name, _words(field), pounds(expected), pounds(got), " ".join(line.because for line in lines))


def _to_the_digits_of(expected: str, got: Fraction | None) -> str:
    """What came out, written with as many decimals as the expected text, and with % where that has one."""
    if got is None:
        return "no figure"
    number = expected.rstrip("%")
    exact = got * 100 if expected.endswith("%") else got
    step = Decimal(1).scaleb(-len(number.partition(".")[2]))
    text = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)
    return f"{text:f}{'%' if expected.endswith('%') else ''}"


def _said(value: object) -> str:
    return "not stated" if value is None else str(value)


def _words(field: str) -> str:
    return field.replace("_", " ")
