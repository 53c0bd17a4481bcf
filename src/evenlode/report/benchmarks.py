"""Benchmarks: official figures that stand beside an indicator, always with how they differ; never judged or paid."""

from __future__ import annotations

from collections.abc import Sequence

from evenlode.report.report import Benchmark
from evenlode.report.sure import Unit
from evenlode.report.words import figure, period_name
from evenlode.results import Outturn
from evenlode.terms.forms.outcome import BenchmarkForm, MeasuredForm


def benchmarks_of(form: MeasuredForm, slug: str, outturns: Sequence[Outturn]) -> tuple[Benchmark, ...]:
    """The latest figure of each benchmark that the contract names for the indicator and that was supplied."""
    own = sorted((one for one in outturns if one.indicator == slug), key=lambda one: one.period)
    found = [(benchmark, [one for one in own if _is_of(one, benchmark)]) for benchmark in form.benchmarks]
    return tuple(_benchmark(benchmark, outturns[-1]) for benchmark, outturns in found if outturns)


def _is_of(outturn: Outturn, benchmark: BenchmarkForm) -> bool:
    """True where the outturn's stratum names the benchmark's publication, measure and level."""
    return outturn.stratum == f"{benchmark.publication} / {benchmark.measure_id} / {benchmark.level}"


def _benchmark(form: BenchmarkForm, outturn: Outturn) -> Benchmark:
    unit: Unit = "share" if form.unit == "per cent" else "number"
    days = " days" if form.unit == "days" else ""
    return Benchmark(
        label=form.label,
        publication=f"{form.publication}, {form.measure_id}, {form.level}",
        period=f"{outturn.period}" if len(outturn.period.months()) != 1 else period_name(outturn.period, outturn.grain),
        said="suppressed" if outturn.exact is None else figure(outturn.exact, unit) + days,
        differs=form.differs,
    )
