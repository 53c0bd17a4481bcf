"""Reliable and clinically significant change beside clinicalsignificance: every person, and every cut-off."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode import statistics as st
from tests.conformance.statistics.comparing import CS, Figure, Method, grouped, rows, value


def people() -> Iterator[Figure]:
    given = grouped("reliable_change_expected.csv", "case", "cutoff_type")
    for fixed in rows("reliable_change_params_expected.csv"):
        for line in given[f"{fixed['case']} {fixed['cutoff_type']}"]:
            found = st.reliable_change(
                float(line["pre"]),
                float(line["post"]),
                sd=float(fixed["sd_pre"]),
                reliability=float(fixed["reliability"]),
                cutoff=float(fixed["cutoff"]),
                higher_is_better=fixed["better_is"] == "higher",
                criterion=float(fixed["critical_value"]),
            )
            row = f"{fixed['case']} {fixed['cutoff_type']} {line['id']}"
            yield Figure(row, "change", value(line["change"]), found.change.value)
            yield Figure(row, "rci", value(line["rci"]), found.index)
            yield Figure(row, "clinical_pre", line["clinical_pre"], str(found.clinical_before).upper())
            yield Figure(row, "functional_post", line["functional_post"], str(found.functional_after).upper())
            for category in st.Change:
                yield Figure(row, category, line[category], str(found.category is category).upper())


def cutoffs() -> Iterator[Figure]:
    measured = grouped("reliable_change_input.csv", "case")
    for fixed in rows("reliable_change_params_expected.csv"):
        row = f"{fixed['case']} {fixed['cutoff_type']}"
        both = [line for line in measured[fixed["case"]] if line["pre"] and line["post"]]
        yield Figure(row, "n_original", int(fixed["n_original"]), len(measured[fixed["case"]]))
        yield Figure(row, "n_used", int(fixed["n_used"]), len(both))
        mean, sd = float(fixed["m_pre"]), float(fixed["sd_pre"])
        yield Figure(row, "m_pre", mean, st.mean([float(line["pre"]) for line in both]).value)
        found = st.clinical_cutoff(
            fixed["cutoff_type"],
            mean,
            sd,
            float(fixed["m_functional"]),
            float(fixed["sd_functional"]),
            fixed["better_is"] == "higher",
        )
        yield Figure(row, "cutoff", value(fixed["cutoff"]), found)
        error = st.reliable_change(0, 0, sd, float(fixed["reliability"])).error
        yield Figure(row, "s_diff", value(fixed["s_diff"]), error)


METHODS = [
    Method("reliable_change", CS, "reliable_change_expected.csv", people),
    Method("clinical_cutoff", CS, "reliable_change_params_expected.csv", cutoffs),
]
