"""What an instrument's file must agree with itself about: items, figures and their ranges, rules, codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from evenlode.instruments.form import ANY_ITEM, ChangeRuleForm, CutOffForm, FigureForm, Instrument, Primitive
from evenlode.instruments.item_list import Range
from evenlode.instruments.ranges import is_measured_on, range_of
from evenlode.instruments.scoring import scorings_of
from evenlode.problems import Level, Problem
from evenlode.terms.yaml_text import Located, say_path
from evenlode.terms.yaml_text import Path as Steps


@dataclass(frozen=True, slots=True)
class _File:
    """The form, and where each thing in it stands."""

    form: Instrument
    located: Located
    name: str

    def problem(self, rule: str, at: Steps, message: str, fix: str) -> Problem:
        return Problem(rule, Level.REJECT_FILE, self.name, self.located.line_of(at), say_path(at), message, fix)


def problems_in(form: Instrument, located: Located, path: Path) -> list[Problem]:
    """Everything in the file that contradicts something else in it."""
    file = _File(form, located, path.name)
    broken = [*_name(file, path), *_items(file), *_figures(file)]
    # Whatever leans on items and figures is looked at once those are right: one mistake, one problem.
    return broken or [*_ranges(file), *_names_used(file), *_defaults(file), *_bands(file), *_codes(file)]


def _name(file: _File, path: Path) -> Iterator[Problem]:
    name = file.form.instrument
    if name != path.stem:
        said = f'The instrument "{name}" stands in {path.name}'
        yield file.problem("CFG.NAME", ("instrument",), said, f"Name the file {name}.yaml")


def _items(file: _File) -> Iterator[Problem]:
    form = file.form
    for item in _repeated(name.casefold() for name in form.item_names()):
        yield file.problem("INSTR.ITEM", ("items",), f"Item {item} is listed twice", "List each item once")
    for at, listed in (("reversed", form.reversed_), ("labels", tuple(form.labels)), ("types", tuple(form.types))):
        yield from _no_such_item(file, (at,), listed)
    if form.reversed_ and "endorsed" not in form.codings:
        said = "Items are reversed, and no coding is the box that was ticked"
        yield file.problem("INSTR.CODING", ("codings",), said, "Add endorsed to codings")
    if not form.reversed_ and len(form.codings) > 1:
        said = "Nothing is reversed, so both codings would be the same"
        yield file.problem("INSTR.CODING", ("codings",), said, "Keep scored alone, or say which items are reversed")
    for place, group in enumerate(form.items):
        wrong = [value for value in group.answers.values() if Fraction(value) not in group.range]
        if wrong or any(bound.denominator != 1 for bound in (group.range.low, group.range.high)):
            said = "A range of items, and every answer in words, is of whole numbers inside the range"
            yield file.problem("INSTR.RANGE", ("items", place), said, "Correct the range or the answers")


def _figures(file: _File) -> Iterator[Problem]:
    form = file.form
    for name in _repeated(found.figure for found in form.figures):
        yield file.problem("INSTR.FIGURE", ("figures",), f'There are two figures "{name}"', "Rename one")
    for place, found in enumerate(form.figures):
        at = ("figures", place)
        yield from _no_such_item(file, (*at, "items"), found.items)
        if (found.k is None) == (found.by is Primitive.MEAN_TIMES_K):
            yield file.problem(
                "INSTR.FIGURE", at, "k belongs to a mean times k, and to nothing else", "Correct k or by"
            )
        if found.items and found.may_miss >= len(found.items):
            said = f'"{found.figure}" could be made of no answer at all'
            yield file.problem("INSTR.FIGURE", (*at, "may_miss"), said, "Let fewer items be missing")
        if found.by is Primitive.PROFILE and found.may_miss:
            yield file.problem("INSTR.FIGURE", (*at, "may_miss"), "A profile has no gaps", "Take may_miss away")


def _ranges(file: _File) -> Iterator[Problem]:
    """What the file says a figure can be is what its items make it."""
    if any(not found.items for found in file.form.figures):
        return
    for place, (found, scoring) in enumerate(
        zip(file.form.figures, scorings_of(file.form, file.form.codings[0]), strict=True)
    ):
        made = scoring.range()
        if found.range != made:
            said = f'The items of "{found.figure}" make {_said(made)}, the file says {_said(found.range)}'
            yield file.problem("INSTR.RANGE", ("figures", place, "range"), said, "Correct the range or the items")


def _names_used(file: _File) -> Iterator[Problem]:
    form, figures = file.form, file.form.figures_named()
    if bool(form.needs.every) == bool(form.needs.any):
        yield file.problem("INSTR.NEEDS", ("needs",), "Say every, or any, and just one of the two", "Correct needs")
    for name in (*form.needs.every, *form.needs.any):
        yield from _no_such_figure(file, ("needs",), name, figures)
    for place, norm in enumerate(form.norms):
        yield from _no_such_figure(file, ("norms", place, "figure"), norm.figure, figures)
    for key, found in _rules(form):
        if not is_measured_on(form, found.of):
            yield from _no_such_figure(file, (*key, "of"), found.of, figures)
    for kind in ("cut_offs", "changes"):
        for name in _repeated(found.name for key, found in _rules(form) if key[0] == kind):
            yield file.problem("INSTR.RULE", (kind,), f'"{name}" stands here twice', "Rename one")


def _defaults(file: _File) -> Iterator[Problem]:
    form = file.form
    for key, found in _rules(form):
        if found.default and not found.evidence.may_be_default:
            said = f'What is "{found.evidence.value}" is never a default'
            yield file.problem("INSTR.EVIDENCE", (*key, "evidence"), said, "Find the source, or take default away")
        if isinstance(found, CutOffForm):
            inside = range_of(form, found.of) if is_measured_on(form, found.of) else None
            if inside is not None and found.clinical.at not in inside:
                said = f'A cut-off {found.clinical} lies outside "{found.of}", {inside}'
                yield file.problem("INSTR.CUT_OFF", (*key, "clinical"), said, "Correct the cut-off")
    for kind in ("cut_offs", "changes"):
        of = [found.of for key, found in _rules(form) if key[0] == kind and found.default]
        for name in _repeated(of):
            yield file.problem("INSTR.RULE", (kind,), f'Two defaults are of "{name}"', "Keep one default")


def _bands(file: _File) -> Iterator[Problem]:
    bands = file.form.bands
    if bands is None:
        return
    yield from _no_such_figure(file, ("bands", "of"), bands.of, file.form.figures_named())
    starts = list(bands.from_)
    inside = range_of(file.form, bands.of) if bands.of in file.form.figures_named() else None
    if starts != sorted(starts) or (inside is not None and Fraction(starts[0]) != inside.low):
        said = "The bands do not begin at the lowest score and go upwards"
        yield file.problem("INSTR.BANDS", ("bands", "from"), said, "Order them, from the lowest score there can be")


def _codes(file: _File) -> Iterator[Problem]:
    form, figures = file.form, file.form.figures_named()
    for place, code in enumerate(form.codes):
        at = ("codes", place)
        if (code.item is None) == (code.figure is None):
            yield file.problem("INSTR.CODE", at, "A code carries an item or a figure, and just one", "Keep one")
        if code.item not in (None, ANY_ITEM):
            yield from _no_such_item(file, (*at, "item"), (str(code.item),))
        if code.figure is not None:
            yield from _no_such_figure(file, (*at, "figure"), code.figure, figures)
        if code.from_ and code.until and code.until < code.from_:
            yield file.problem("CFG.PERIOD", (*at, "until"), "The code ends before it starts", "Swap the two days")


def _rules(form: Instrument) -> Iterator[tuple[tuple[str, int], CutOffForm | ChangeRuleForm]]:
    for place, cut_off in enumerate(form.cut_offs):
        yield ("cut_offs", place), cut_off
    for place, change in enumerate(form.changes):
        yield ("changes", place), change


def _no_such_item(file: _File, at: Steps, listed: Iterable[str]) -> Iterator[Problem]:
    for item in (item for item in listed if item not in file.form.item_names()):
        yield file.problem("INSTR.ITEM", at, f"There is no item {item}", "Correct it, or add it to items")


def _no_such_figure(file: _File, at: Steps, name: str, figures: dict[str, FigureForm]) -> Iterator[Problem]:
    if name not in figures:
        said = f'There is no figure "{name}"'
        yield file.problem("INSTR.FIGURE", at, said, f"Use one of {', '.join(figures)}")


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _said(found: Range | None) -> str:
    return "no number" if found is None else str(found)
