"""Funnels beside FunnelPlotR and the funnels of PHEindicatormethods: every point, limit and finding."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode import statistics as st
from tests.conformance.statistics.comparing import FPR, PHE, Figure, Method, grouped, rows, value

KINDS = {"PR": "proportion", "SR": "ratio", "RC": "counts"}


def _funnels() -> Iterator[tuple[dict[str, str], list[dict[str, str]], st.Funnel]]:
    given = grouped("funnelplotr_points.csv", "case")
    for meta in rows("funnelplotr_meta.csv"):
        lines = given[meta["case"]]
        yield (
            meta,
            lines,
            st.funnel(
                [float(line["numerator"]) for line in lines],
                [float(line["denominator"]) for line in lines],
                KINDS[meta["data_type"]],
                over_dispersion=meta["draw_adjusted"] == "TRUE",
                per=float(meta["multiplier"]),
                ratio_method=meta["sr_method"],
                limit={"95": 0.95, "99": 0.998}[meta["limit"]],
            ),
        )


def points() -> Iterator[Figure]:
    for meta, lines, found in _funnels():
        for line, point in zip(lines, found.points, strict=True):
            row = f"{meta['case']} {line['group']}"
            for column, ours in (
                ("ratio", point.value / float(meta["multiplier"])),
                ("z_unadjusted", point.z),
                ("z_trimmed", point.trimmed),
                ("LCL95", point.limits.lower95),
                ("UCL95", point.limits.upper95),
                ("LCL99_8", point.limits.lower998),
                ("UCL99_8", point.limits.upper998),
                ("OD95LCL", point.adjusted.lower95),
                ("OD95UCL", point.adjusted.upper95),
                ("OD99_8LCL", point.adjusted.lower998),
                ("OD99_8UCL", point.adjusted.upper998),
                ("outlier", float(point.outlier)),
            ):
                yield Figure(row, column, value(line[column]), ours)


def dispersion() -> Iterator[Figure]:
    for meta, _, found in _funnels():
        yield Figure(meta["case"], "phi", value(meta["phi"]), found.phi)
        yield Figure(meta["case"], "tau2", value(meta["tau2"]), found.tau2)
        outliers = sum(point.outlier for point in found.points)
        yield Figure(meta["case"], "n_outliers", value(meta["n_outliers"]), float(outliers))


def significance() -> Iterator[Figure]:
    for case, lines in grouped("phe_funnel_significance.csv", "case").items():
        kind = case.split("_")[0]
        tops = [float(line["numerator"]) for line in lines]
        bottoms = [float(line["denominator"]) for line in lines]
        per = {"proportion": 100, "rate": 1000, "ratio": 100}[kind]
        for line, top, bottom, found in zip(
            lines, tops, bottoms, st.funnel_significance(tops, bottoms, kind), strict=True
        ):
            yield Figure(f"{case} {line['group']}", "significance", line["significance"], str(found))
            yield Figure(f"{case} {line['group']}", "rate", value(line["rate"]), per * top / bottom)


def curve() -> Iterator[Figure]:
    lines = rows("phe_funnel_limits_proportion.csv")
    given = grouped("phe_funnel_significance.csv", "case")["proportion"]
    average = sum(float(line["numerator"]) for line in given) / sum(float(line["denominator"]) for line in given)
    limits = st.funnel_limits([float(line["Population"]) for line in lines], average, per=100)
    for line, found in zip(lines, limits, strict=True):
        yield Figure(line["Population"], "baseline", value(line["baseline"]), 100 * average)
        for column, ours in (
            ("lower_2s_limit", found.lower95),
            ("upper_2s_limit", found.upper95),
            ("lower_3s_limit", found.lower998),
            ("upper_3s_limit", found.upper998),
        ):
            yield Figure(line["Population"], column, value(line[column]), ours)


METHODS = [
    Method("funnel, points", FPR, "funnelplotr_points.csv", points),
    Method("funnel, over-dispersion", FPR, "funnelplotr_meta.csv", dispersion),
    Method("funnel_significance", PHE, "phe_funnel_significance.csv", significance),
    Method("funnel_limits", PHE, "phe_funnel_limits_proportion.csv", curve),
]
