"""What each of our columns is proposed to be read from: by its title and by its cells, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evenlode.data.mapping.form import ColumnForm, Dates, TableForm
from evenlode.data.mapping.likeness import likeness, meaning
from evenlode.data.mapping.looks import FEW, Looks, is_word, meanings, translated
from evenlode.data.sent.columns import EXTRACT
from evenlode.data.sent.form import Must, SentColumn, SentTable
from evenlode.results import Grain

_BY_TITLE = 0.75
"""How far the title counts beside the cells: a title says what is meant, cells only what cannot be."""

_AGAINST = 0.3
"""What is left of a likeness where the cells say that it cannot be."""

SURE = 0.8
"""A pair that scores less is left to a person."""

_APART = 0.1
"""How far a pair must be ahead of every other that it would shut out."""

WORTH_NAMING = 0.45
"""A pair that scores less is not even offered."""

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one of our columns is proposed to be read from. sure: from 0 to 1; why: in words without any value.

    candidates: titles that it may be where nobody can tell; then entry has no column.
    """

    entry: ColumnForm
    sure: float
    why: str
    candidates: tuple[str, ...] = ()
    shapes: tuple[Dates, ...] = ()


def wanted_of(form: SentTable) -> Iterator[SentColumn]:
    """The columns that a provider's own file may have; those of an extract it does not."""
    of_extracts = {column.name for column in EXTRACT}
    return (column for column in form.columns if column.name not in of_extracts)


def proposals_of(
    form: SentTable, looks: Sequence[Looks], provider: str | None, before: TableForm | None
) -> tuple[Proposal, ...]:
    """For each of the table's columns what it is read from, is asked for, or nothing where nothing is like it.

    looks: the file's columns. provider: whose file it is. before: what the version before says, which goes first.
    """
    wanted = list(wanted_of(form))
    kept = _kept(wanted, looks, before)
    free = [one for one in looks if one.title not in {proposal.entry.column for proposal in kept.values()}]
    scores = {
        (column.name, one.title): _score(column, one) for column in wanted if column.name not in kept for one in free
    }
    sure = {**kept, **dict(_sure(wanted, free, scores))}
    taken = {proposal.entry.column for proposal in sure.values()}
    left = [one for one in free if one.title not in taken]
    found = []
    for column in wanted:
        proposal = sure.get(column.name) or _open(form, column, left, scores, provider, sure, looks)
        if proposal is not None:
            found.append(proposal)
    return tuple(found)


def of_months_side_by_side(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """What is still read or asked for where each month has columns of its own: every figure is a month's."""
    by_month = {"start", "end", "numerator", "denominator", "value", "eligible", "missing", "untimed"}
    kept = [one for one in proposals if one.entry.ours not in by_month]
    grain = Proposal(ColumnForm(ours="grain", value=Grain.MONTH.value), 1.0, "as the months side by side say")
    return tuple(grain if one.entry.ours == "grain" else one for one in kept)


def _score(column: SentColumn, looks: Looks) -> tuple[float, float]:
    """How sure it is that a column of the file is ours, and how like its title alone is."""
    like = max(likeness(looks.title, column), likeness(looks.short, column) if looks.short else 0.0)
    fit, _ = looks.fits(column)
    if not fit:
        return like * _AGAINST, like
    return like * _BY_TITLE + fit * (1 - _BY_TITLE), like


def _sure(
    wanted: Sequence[SentColumn], looks: Sequence[Looks], scores: Mapping[tuple[str, str], tuple[float, float]]
) -> Iterator[tuple[str, Proposal]]:
    """The pairs that nothing else comes near, the surest first."""
    columns, titles = {one.name: one for one in wanted}, {one.title: one for one in looks}
    left = dict(sorted(scores.items(), key=lambda one: -one[1][0]))
    while pair := next((pair for pair in left if _stands_apart(pair, left)), None):
        ours, title = pair
        yield ours, _proposal(columns[ours], titles[title], *left[pair])
        left = {other: one for other, one in left.items() if other[0] != ours and other[1] != title}


def _stands_apart(pair: tuple[str, str], left: Mapping[tuple[str, str], tuple[float, float]]) -> bool:
    """True where the pair is likely, and far ahead of every other one of its column or of its title."""
    score, like = left[pair]
    if score < SURE:
        return False
    rivals = [one for other, one in left.items() if (other[0] == pair[0]) != (other[1] == pair[1])]
    if like == 1:  # the same words: only the same words can be meant instead
        return not any(other == 1 and at >= score for at, other in rivals)
    return score - max((at for at, _ in rivals), default=0.0) >= _APART


def _proposal(column: SentColumn, looks: Looks, score: float, like: float) -> Proposal:
    how = "the title means the same" if like == 1 else "the title is like it"
    entry = ColumnForm(ours=column.name, column=looks.title, dates=_dates(column, looks), codes=_codes(column, looks))
    return Proposal(entry, score, f"{how}, {looks.fits(column)[1]}", (), looks.shapes if column.is_day else ())


def _dates(column: SentColumn, looks: Looks) -> Dates | None:
    if not column.is_day or len(looks.shapes) != 1 or looks.shapes == ("year-month-day",):
        return None
    return looks.shapes[0]


def _codes(column: SentColumn, looks: Looks) -> dict[str, str | None]:
    """What each of a few words is in our codes; None where nobody can tell. Words that are our codes need none."""
    if column.codes is None or len(looks.values) > FEW:
        return {}
    asked = [value for value in looks.values if not column.codes.has(value) and is_word(value)]
    return {value: translated(value, column.codes) for value in sorted(asked)}


def _kept(wanted: Sequence[SentColumn], looks: Sequence[Looks], before: TableForm | None) -> dict[str, Proposal]:
    """What an earlier version says and still stands: its values, and columns whose titles are still there."""
    titles = {one.title: one for one in looks}
    ours = {one.name: one for one in wanted}
    found = {}
    for entry in before.columns if before else ():
        if entry.value is not None:
            found[entry.ours] = Proposal(entry, 1.0, "as in the version before")
        elif entry.column in titles and entry.ours in ours:
            column, now = ours[entry.ours], titles[str(entry.column)]
            made = entry.model_copy(update={"codes": {**_codes(column, now), **entry.codes}})
            still = not column.is_day or not now.shapes or (entry.dates or "year-month-day") in now.shapes
            if not still:
                made = made.model_copy(update={"dates": _dates(column, now)})
            found[entry.ours] = Proposal(made, 1.0, "as in the version before", (), () if still else now.shapes)
    return found


def _open(
    form: SentTable,
    column: SentColumn,
    left: Sequence[Looks],
    scores: Mapping[tuple[str, str], tuple[float, float]],
    provider: str | None,
    sure: Mapping[str, Proposal],
    looks: Sequence[Looks],
) -> Proposal | None:
    """What is said of a column that is not sure: one value, its candidates, or nothing at all."""
    if provider and column.name in ("partner", "provider"):
        return Proposal(ColumnForm(ours=column.name, value=provider), 1.0, "as --provider says")
    if column.name == "end" and "start" in sure and (of_start := _month_of(sure["start"], looks)):
        made = ColumnForm(ours="end", column=of_start, dates="month")
        return Proposal(made, sure["start"].sure, "the last day of the month that `start` is read from")
    if column.name in form.either and set(form.either) & set(sure):
        return None
    named = sorted(((scores[column.name, one.title][0], one.title) for one in left), key=lambda one: -one[0])
    likely = tuple(title for score, title in named if score >= WORTH_NAMING)[:_MOST_NAMED]
    needed = column.must is not Must.MAY or column.name in form.either[:1]
    if not likely and not needed:
        return None
    why = (
        "several may be meant" if len(likely) > 1 else "it may be meant" if likely else "nothing in the file is like it"
    )
    if not likely and column.is_day:
        likely = tuple(one.title for one in looks if one.shapes)[:_MOST_NAMED]
    best = named[0][0] if named else 0.0
    return Proposal(ColumnForm(ours=column.name), best, why, likely)


def _month_of(start: Proposal, looks: Sequence[Looks]) -> str | None:
    """The title that `start` is read from, where the cells are months, or days called months that are all the first."""
    found = next((one for one in looks if one.title == start.entry.column), None)
    if found is None or not found.values:
        return None
    first_days = "month" in meaning(found.title) and all(value.endswith("-01") for value in found.values)
    return found.title if start.entry.dates == "month" or first_days else None


def code_choices(column: SentColumn) -> str:
    """The codes of a column's list, in words for whoever fills one in."""
    if column.codes is None:
        return ""
    return ", ".join(f"{code} ({means})" if means else code for code, means in meanings(column.codes)[:FEW])
