"""Run, i, c, p, p' and u charts beside qicharts2: every point, and the run rules of every chart."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode import statistics as st
from tests.conformance.statistics.comparing import NOT_ASSESSABLE, QIC, Figure, Method, grouped, value

BEYOND = (st.Signal.ABOVE, st.Signal.BELOW)


def points() -> Iterator[Figure]:
    for name, lines in grouped("qicharts2_points.csv", "series", "chart").items():
        kind = lines[0]["chart"]
        numerators = [value(line["numerator"]) for line in lines]
        denominators = [value(line["denominator"]) for line in lines] if lines[0]["denominator"] else None
        chart = st.attribute_chart(kind, numerators, denominators)
        runs = chart.runs
        assert runs is not None
        for line, point in zip(lines, chart.points, strict=True):
            row = f"{name} {line['row']}"
            missing = point.value is None
            for column, ours in (("y", point.value), ("cl", point.mean), ("lcl", point.lower), ("ucl", point.upper)):
                yield Figure(row, column, value(line[column]), ours)
            signal = NOT_ASSESSABLE if missing else str(point.signal in BEYOND).upper()
            yield Figure(row, "sigma_signal", line["sigma_signal"], signal, point.reason)
            yield Figure(row, "runs_signal", line["runs_signal"], str(runs.signal).upper())
            for column, ours in (
                ("n_useful", runs.useful),
                ("longest_run", runs.longest_run),
                ("longest_run_max", runs.longest_run_max),
                ("n_crossings", runs.crossings),
                ("n_crossings_min", runs.crossings_min),
            ):
                yield Figure(row, column, int(line[column]), ours)


METHODS = [Method("attribute_chart", QIC, "qicharts2_points.csv", points)]
