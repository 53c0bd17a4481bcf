"""XmR charts beside NHSRplotthedots: every point, and the summary of every group."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from evenlode import statistics as st
from tests.conformance.statistics.comparing import FOLDER, NOT_ASSESSABLE, PTD, Figure, Method, grouped, rows, value


def charts(close_up: bool) -> dict[str, st.Chart]:
    """Our chart of every series. close_up: with absent months taken for none, as the package takes them."""
    given = json.loads((FOLDER / "spc_input.json").read_text(encoding="utf-8"))
    return {
        series["scenario"]: st.xmr(
            series["values"],
            series["dates"],
            improvement=series["improvement_direction"],
            target=series["target"],
            rebase=series["rebase"] or (),
            fix_after=series["fix_after_n_points"],
            screen_outliers=series["screen_outliers"],
            close_up=close_up,
        )
        for series in given
    }


def points() -> Iterator[Figure]:
    """Value, limits, rule and kind of every point of the package, found in our chart by its date."""
    found = charts(close_up=False)
    for row in rows("spc_points_expected.csv"):
        point = next(p for p in found[row["scenario"]].points if p.date == date.fromisoformat(row["date"]))
        name = f"{row['scenario']} {row['date']}"
        reason = point.reason or _closed_up(row["scenario"])
        for column, ours in (("value", point.value), ("mean", point.mean), ("target", point.target)):
            yield Figure(name, column, value(row[column]), ours)
        for column, ours in (("lpl", point.lower), ("upl", point.upper)):
            yield Figure(name, column, value(row[column]), ours, reason)
        yield Figure(name, "rebase_group", int(row["rebase_group"]), point.group)
        yield Figure(name, "special_cause_type", row["special_cause_type"], str(point.signal), reason)
        yield Figure(name, "special_cause_flag", row["special_cause_flag"], _flag(point), reason)
        yield Figure(name, "point_type", row["point_type"], _words(point.kind), reason)
        yield Figure(name, "short_group_warning", row["short_group_warning"], _short(found[row["scenario"]], point))


def summaries() -> Iterator[Figure]:
    """The limits, the counts and the two icons of every group."""
    found = charts(close_up=False)
    for scenario, lines in grouped("spc_summary_expected.csv", "scenario").items():
        chart = found[scenario]
        for row in lines:
            of = [point for point in chart.points if point.group == int(row["rebase_group"])]
            last = of[-1]
            name = f"{scenario} group {row['rebase_group']}"
            reason = next((point.reason for point in reversed(of) if point.reason), "") or _closed_up(scenario)
            yield Figure(name, "mean", value(row["mean"]), last.mean)
            yield Figure(name, "lpl", value(row["lpl"]), last.lower, reason)
            yield Figure(name, "upl", value(row["upl"]), last.upper, reason)
            for column, kind in (
                ("common_cause", st.Kind.COMMON_CAUSE),
                ("improvement", st.Kind.IMPROVEMENT),
                ("concern", st.Kind.CONCERN),
            ):
                yield Figure(name, column, int(row[column]), sum(point.kind is kind for point in of), reason)
            yield Figure(name, "variation_type_last_point", row["variation_type_last_point"], _words(last.kind), reason)
            if last is chart.points[-1]:
                yield Figure(name, "assurance_type", row["assurance_type"], _words(chart.assurance), reason)


def _closed_up(scenario: str) -> str:
    return "two months are absent: no moving range across them" if scenario == "missing_months_rows_absent" else ""


def _words(found: st.Kind | st.Assurance | None) -> str:
    return "" if found is None else str(found).replace("not_assessable", NOT_ASSESSABLE)


def _flag(point: st.Point) -> str:
    if point.kind is st.Kind.NOT_ASSESSABLE:
        return NOT_ASSESSABLE
    return "FALSE" if point.kind is st.Kind.COMMON_CAUSE else "TRUE"


def _short(chart: st.Chart, point: st.Point) -> str:
    last = chart.points[-1].group
    name = f"group {point.group + 1}: " if last else ""
    return str(any(w.startswith(name) and "fewer than" in w for w in chart.warnings)).upper()


METHODS = [
    Method("xmr, points", PTD, "spc_points_expected.csv", points),
    Method("xmr, variation and assurance", PTD, "spc_summary_expected.csv", summaries),
]
