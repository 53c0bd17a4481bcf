"""Outturns by stratum: the contract-year figures of everybody, once more for each group that equity asks after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from evenlode.data.questions import Question
from evenlode.data.store import Store
from evenlode.measures.counted import Counted
from evenlode.outturn.outturns import outturns
from evenlode.population.strata import strata
from evenlode.results import EVERYONE, Grain, Outturn, Period
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis


def by_stratum(
    counted: Counted,
    definitions: Sequence[Definition],
    contract_years: Sequence[Period],
    span: Period,
    as_known_on: date | None,
) -> list[Outturn]:
    """Contract-year outturns of every stratum, for every provider and segment together; sorted by key.

    The same rows as `outturns` sums up, cut by stratum: a snapshot row while the person is in the stratum, an event
    by the month it fell in. Empty where the store says nothing of people. Never judged and never paid on.
    """
    if not counted.store.has("people"):
        return []
    cut = tuple(replace(one, question=Question(by_group, (one.question,)), bits=None) for one in counted.measured)
    found = outturns(Counted(counted.store, cut), definitions, contract_years, span, as_known_on)
    own = [one for one in found if one.grain is Grain.CONTRACT_YEAR and one.segment != EVERYONE]
    return sorted((replace(one, segment=EVERYONE, stratum=one.segment) for one in own), key=lambda one: one.key)


def by_group(store: Store, counted: Question) -> ibis.Table:
    """Everybody's rows, each once for every stratum the person is in, under the stratum's name for a segment.

    Of rows with sets of segments everybody's are those of all sets.
    """
    import ibis

    every, groups = counted.rows(store), strata(store)
    rows = every.filter(every.provider == EVERYONE)
    if every.segment.type().is_string():
        rows = rows.filter(rows.segment == EVERYONE)
    both = rows.inner_join(
        groups,
        ["person", rows.from_month <= groups.to_month, groups.from_month <= rows.to_month],
        rname="{name}_of_stratum",
    )
    return both.mutate(
        segment=both.stratum,
        from_month=ibis.greatest(both.from_month, both.from_month_of_stratum),
        to_month=ibis.least(both.to_month, both.to_month_of_stratum),
    ).select(every.columns)
