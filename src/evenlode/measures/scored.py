"""Scoring in the engine: items of `scores` become figures by the same rules as `evenlode.instruments.score`."""

from __future__ import annotations

from collections import defaultdict
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from evenlode.data.store import Store
from evenlode.instruments import Primitive, Scoring
from evenlode.problems import refuse

if TYPE_CHECKING:
    import ibis

COMPLETION = ("person", "provider", "referral", "assessment", "day")
"""What rows of one filled-in form have in common. A referral or assessment that was not sent is an empty text."""

_SENT = 1000
"""Scores are sent with three decimals at most, so that so many of them are a whole number."""


def completions(store: Store, tool: str) -> ibis.Table:
    """The accepted rows of `scores` that belong to an instrument, under COMPLETION, item and score."""
    rows = store.table("scores")
    return rows.filter(rows.tool == tool).select(
        "person",
        "provider",
        "day",
        "item",
        "score",
        referral=rows.referral.fill_null(""),
        assessment=rows.assessment.fill_null(""),
    )


def scored(store: Store, rule: Scoring) -> ibis.Table:
    """Rows (*COMPLETION, points, per), one for each form that has the figure: it is exactly points / per.

    A form with any item in it is scored from its items, those that are not a valid answer left out, and has no
    figure where fewer than the rule's least number are valid. A figure that was sent as such counts where no item
    came with it and it lies in its range. An item or a figure sent twice with different values has none. A
    Refusal for a profile, which is no number.
    """
    if rule.primitive is Primitive.PROFILE:
        said = f"{rule.figure} of {rule.instrument} is no number"
        raise refuse("INSTR.FIGURE", said, "Use a figure that is one", field="score")
    return _with_figure(_forms(_values(completions(store, rule.instrument), rule), rule), rule)


def _values(rows: ibis.Table, rule: Scoring) -> ibis.Table:
    """Rows of the rule's items and figure as (*COMPLETION, item, value, bit).

    value: a valid answer the right way round, or a figure in its range in thousandths; null for anything else. bit: a
    power of two that only this item has.
    """
    import ibis

    number, thousandths = rows.score.cast("int64"), (rows.score * _SENT).cast("int64")
    alike: dict[tuple[int, int, bool], list[str]] = defaultdict(list)
    for item in rule.items:
        alike[item.low, item.high, item.reversed].append(item.item)
    kinds = [
        (
            rows.item.isin(items) & (number == rows.score) & number.between(low, high),
            _counted(low + high - number if is_reversed else number, rule),
        )
        for (low, high, is_reversed), items in alike.items()
    ]
    inside = rule.range()
    if inside is not None:
        sent = thousandths.between(ceil(inside.low * _SENT), floor(inside.high * _SENT))
        kinds.append(((rows.item == rule.figure) & sent, thousandths))
    names = [rule.figure, *(item.item for item in rule.items)]
    bit = ibis.cases(*((rows.item == name, ibis.literal(2**place, "int64")) for place, name in enumerate(names)))
    found = rows.select(*COMPLETION, "item", value=ibis.cases(*kinds), bit=bit)
    return found.filter(found.bit.notnull())


def _counted(value: Any, rule: Scoring) -> Any:
    """The answer itself, or 1 or 0 where only those from a number on are counted."""
    return value if rule.counted_from is None else (value >= rule.counted_from).cast("int64")


def _forms(values: ibis.Table, rule: Scoring) -> ibis.Table:
    """Rows (*COMPLETION, has_items, valid, total, sent), one a form.

    Nearly every form has each item once and is summed in one pass. In the others what was sent twice counts once
    where it agrees, and has no value where it does not.
    """
    import ibis

    first = _summed(values, rule)
    is_repeated = _ones(first.bits, len(rule.items) + 1) != first.rows
    repeated = values.semi_join(first.filter(is_repeated), COMPLETION)
    each = repeated.group_by(*COMPLETION, "item", "bit").agg(low=repeated.value.min(), high=repeated.value.max())
    agreed = ibis.ifelse(each.low == each.high, each.low, ibis.null("int64"))
    again = _summed(each.select(*COMPLETION, "item", "bit", value=agreed), rule)
    return first.filter(~is_repeated).union(again)


def _summed(values: ibis.Table, rule: Scoring) -> ibis.Table:
    is_item = values.item != rule.figure
    return values.group_by(*COMPLETION).agg(
        has_items=is_item.any(),
        valid=values.value.count(where=is_item),
        total=values.value.sum(where=is_item),
        sent=values.value.max(where=~is_item),
        rows=values.count(),
        bits=values.bit.sum().cast("int64"),
    )


def _ones(number: Any, places: int) -> Any:
    """How many of the places of a binary number are 1.

    The bits of several rows add up to a number with a 1 for each row where they all differ, and to fewer otherwise.
    """
    return sum(number // 2**place % 2 for place in range(places))


def _with_figure(forms: ibis.Table, rule: Scoring) -> ibis.Table:
    """Forms with enough valid answers, or none but the figure itself, as points / per."""
    import ibis

    points, per = {
        Primitive.SUM: (forms.total, ibis.literal(1, "int64")),
        Primitive.SUBSCALE_MEAN: (forms.total, forms.valid),
        Primitive.MEAN_TIMES_K: (forms.total * rule.k.numerator, forms.valid * rule.k.denominator),
    }[rule.primitive]
    found = ibis.ifelse(forms.has_items, forms.valid >= rule.minimum_valid, forms.sent.notnull())
    return forms.filter(found).select(
        *COMPLETION,
        points=ibis.ifelse(forms.has_items, points, forms.sent).cast("int64"),
        per=ibis.ifelse(forms.has_items, per, _SENT).cast("int64"),
    )
