"""How sure we are: estimates with intervals, and the chance of luck. Imports nothing of ours; anyone may import it."""

from __future__ import annotations

from evenlode.statistics.attribute import attribute_chart
from evenlode.statistics.chance import chance_of_at_least
from evenlode.statistics.change import Change, ReliableChange, clinical_cutoff, reliable_change
from evenlode.statistics.chart import Assurance, Chart, Kind, Point, RunRules, Signal
from evenlode.statistics.differences import GroupsDiffer, groups_differ
from evenlode.statistics.direct import directly_standardised_rate, repeat_events_rate
from evenlode.statistics.estimate import Estimate, NotAssessable
from evenlode.statistics.false_signals import FalseSignals, false_signal_rate
from evenlode.statistics.fingertips import Significance, funnel_limits, funnel_significance
from evenlode.statistics.funnels import Funnel, FunnelPoint, Limits, funnel
from evenlode.statistics.indirect import (
    expected_events,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from evenlode.statistics.life import life_expectancy
from evenlode.statistics.many import Charts, improving, xmr_many
from evenlode.statistics.means import mean
from evenlode.statistics.missing import MissingBounds, missing_data_bounds
from evenlode.statistics.no_effect import no_effect_change
from evenlode.statistics.proportions import proportion
from evenlode.statistics.quantiles import quantile_groups
from evenlode.statistics.rates import rate
from evenlode.statistics.refusal import Refusal
from evenlode.statistics.xmr_chart import RULE_SETS, xmr

__all__ = [
    "RULE_SETS",
    "Assurance",
    "Change",
    "Chart",
    "Charts",
    "Estimate",
    "FalseSignals",
    "Funnel",
    "FunnelPoint",
    "GroupsDiffer",
    "Kind",
    "Limits",
    "MissingBounds",
    "NotAssessable",
    "Point",
    "Refusal",
    "ReliableChange",
    "RunRules",
    "Signal",
    "Significance",
    "attribute_chart",
    "chance_of_at_least",
    "clinical_cutoff",
    "directly_standardised_rate",
    "expected_events",
    "false_signal_rate",
    "funnel",
    "funnel_limits",
    "funnel_significance",
    "groups_differ",
    "improving",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "life_expectancy",
    "mean",
    "missing_data_bounds",
    "no_effect_change",
    "proportion",
    "quantile_groups",
    "rate",
    "reliable_change",
    "repeat_events_rate",
    "xmr",
    "xmr_many",
]
