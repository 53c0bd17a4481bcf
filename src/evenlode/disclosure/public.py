"""The files of a release: protected figures as CSV and JSON, a page about the method, and why each number is hidden."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from evenlode.disclosure.facts import FEW_OTHERS, SIBLING
from evenlode.disclosure.planning import Plan
from evenlode.disclosure.protecting import Part, Protected
from evenlode.disclosure.sums import Figure
from evenlode.statistics import proportion

SMALL, NOT_SHOWN = "*", ":"
"""How a hidden number is written: small by the policy, or of any size and hidden to protect another."""

COLUMNS = (
    *("indicator", "span", "start", "end", "provider", "provider_name", "segment"),
    *("numerator", "denominator", "rate", "lower", "upper", "definition"),
)


def public_files(
    plan: Plan, title: str, names: Mapping[str, str], number: int, invented: bool
) -> list[tuple[str, bytes]]:
    """Each public file with its name. They hold protected figures alone, and the word INVENTED where it is due.

    title: the contract's, and names: what each provider is called; an alias where the figures are invented.
    """
    rows = list(public_rows(plan, names))
    about: dict[str, Any] = {
        "contract": title,
        "release": number,
        "policy": plan.policy.name,
        "invented": invented,
        "hidden": {SMALL: _small(plan), NOT_SHOWN: _NOT_SHOWN},
        "figures": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
    }
    if invented:
        about["note"] = "INVENTED: no figure here is real"
    text = json.dumps(about, indent=1, ensure_ascii=False) + "\n"
    return [
        ("figures.csv", _csv(COLUMNS, rows, invented)),
        ("figures.json", text.encode()),
        ("method.html", _method(plan, title, number, invented).encode()),
    ]


def why_hidden(plan: Plan) -> bytes:
    """Every hidden number with its reason, for whoever makes the release. It is not for publication."""
    columns = ("indicator", "span", "start", "end", "provider", "segment", "part", "why")
    return _csv(columns, [(*_of(indicator, figure), part, why) for indicator, figure, part, why in hidden(plan)], False)


def hidden(plan: Plan) -> Iterator[tuple[str, Figure, Part, str]]:
    """Every hidden number: its indicator, its figure, which part of it, and why."""
    for sheet in plan.sheets:
        for figure, shown in zip(sheet.sheet.figures, sheet.shown, strict=True):
            yield from ((sheet.sheet.indicator, figure, one.part, one.why) for one in shown.hidden)


def public_rows(plan: Plan, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The lines of figures.csv, under COLUMNS. names: what each provider is called."""
    for sheet in plan.sheets:
        for figure, shown in zip(sheet.sheet.figures, sheet.shown, strict=True):
            *place, provider, segment = _of(sheet.sheet.indicator, figure)
            counts = (_count(shown, Part.NUMERATOR), _count(shown, Part.DENOMINATOR))
            yield (*place, provider, names.get(provider, provider), segment, *counts, *_rate(shown), figure.definition)


def _of(indicator: str, figure: Figure) -> tuple[str, str, str, str, str, str]:
    days = (figure.period.start.isoformat(), figure.period.end.isoformat())
    return (indicator, figure.span.value, *days, figure.provider, figure.segment)


def _count(shown: Protected, part: Part) -> str:
    count = shown.numerator if part is Part.NUMERATOR else shown.denominator
    return str(count) if count is not None else _sign(shown, part)


def _sign(shown: Protected, part: Part) -> str:
    why = {one.part: one.why for one in shown.hidden}[part]
    return NOT_SHOWN if why in (SIBLING, FEW_OTHERS) else SMALL


def _rate(shown: Protected) -> tuple[str, str, str]:
    """The rate, and the interval that the published counts give: nothing here is computed from an exact count."""
    if shown.rate is None:
        sign = _sign(shown, Part.RATE) if shown.denominator != 0 else ""
        return sign, "", ""
    if not shown.denominator or shown.numerator is None:
        return f"{float(shown.rate):.2f}", "", ""
    estimate = proportion(min(shown.numerator, shown.denominator), shown.denominator)
    return f"{float(shown.rate):.2f}", f"{estimate.lower:.2f}", f"{estimate.upper:.2f}"


def _csv(columns: tuple[str, ...], rows: list[tuple[str, ...]], invented: bool) -> bytes:
    out = io.StringIO()
    if invented:
        out.write("# INVENTED\n")
    csv.writer(out, lineterminator="\n").writerows([columns, *([_plain(cell) for cell in row] for row in rows)])
    return out.getvalue().encode()


def _plain(cell: str) -> str:
    """Text that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


_NOT_SHOWN = "not shown, of any size, so that another number cannot be worked out"


def _small(plan: Plan) -> str:
    small = plan.policy.small
    return f"a count of {small.from_} to {small.to}, or a rate that rests on too few people"


def _method(plan: Plan, title: str, number: int, invented: bool) -> str:
    """The page about the method: short, in plain HTML, with nothing of any run but how many numbers are hidden."""
    policy = plan.policy
    total = sum(len(sheet.shown) for sheet in plan.sheets) * len(Part)
    gone = sum(1 for _ in hidden(plan))
    banner = "<p><strong>INVENTED.</strong> No figure, person or organisation here is real.</p>" if invented else ""
    says = "".join(f"<li>{escape(one)}</li>" for one in policy.says)
    names = ", ".join(escape(sheet.sheet.indicator) for sheet in plan.sheets)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{"INVENTED: " if invented else ""}How the figures of release {number} were protected</title>
<style>body {{ font: 16px/1.5 Arial, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }}</style>
</head>
<body>
{banner}
<h1>How the figures of release {number} were protected</h1>
<p>{escape(title)}. Indicators: {names}.</p>
<h2>The policy</h2>
<p>{escape(policy.title)} ({escape(policy.name)}). Source: {escape(policy.source)}.</p>
<ul>{says}</ul>
<h2>Signs</h2>
<ul><li><code>{SMALL}</code> {escape(_small(plan))}</li><li><code>{NOT_SHOWN}</code> {_NOT_SHOWN}</li></ul>
<p>{gone:,} of {total:,} numbers are hidden.</p>
<h2>The audit</h2>
<p>Before it went out, this release was laid beside every earlier one. By linear programming we asked how closely each
small count could be worked out from all of them together, by anybody and by each provider that knows its own counts.
Wherever fewer than {policy.least_width} people lay between the least and the most that a count could be, more was
hidden, small groups before large ones, and the audit was made again.</p>
<p>The interval beside a rate is a 95% Wilson interval of the counts as published.</p>
</body>
</html>
"""
