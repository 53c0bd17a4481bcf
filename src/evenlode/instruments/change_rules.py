"""Which change rule and which cut-off hold for a change: the instrument's default, a named one, or the contract's."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

from pydantic_core import PydanticCustomError

from evenlode.instruments.exact import Number, exact
from evenlode.instruments.form import ChangeRuleForm, CutOffForm, Instrument
from evenlode.instruments.item_list import ClinicalLine, read_clinical
from evenlode.problems import Refusal, refuse

R = TypeVar("R", CutOffForm, ChangeRuleForm)


def reliable_size(form: Instrument, of: str, rule: str | None, by: Number | None) -> Fraction:
    """By how much a figure must move to be a reliable change.

    Raises a Refusal where nothing says so: no default is ever made up.
    """
    if by is not None:
        return _own_size(rule, by)
    found = _chosen(form, form.changes, of, rule, "rule")
    if found is None:
        said = f"{form.instrument} has no reliable change of its {of} that is used unless another is named"
        named = ", ".join(f'rule="{one.name}"' for one in form.changes if one.of == of)
        own = "by= from an SD and a reliability that the contract states"
        raise refuse("INSTR.RULE", said, f"Give {named}, or {own}" if named else f"None is published: give {own}")
    return Fraction(found.by)


def clinical_line(form: Instrument, of: str, cut_off: str | None, clinical: str | None) -> ClinicalLine | None:
    """The cut-off with its side; None where the instrument has no default one and none is given."""
    if clinical is None:
        found = _chosen(form, form.cut_offs, of, cut_off, "cut_off")
        return None if found is None else found.clinical
    if cut_off is not None:
        raise refuse("INSTR.CUT_OFF", "clinical and cut_off are both given", "Give one of the two", field="clinical")
    try:
        return read_clinical(clinical)
    except PydanticCustomError as error:
        raise _as_refusal(error) from None


def _own_size(rule: str | None, by: Number) -> Fraction:
    if rule is not None:
        raise refuse("INSTR.RULE", "by and rule are both given", "Give one of the two", field="by")
    size = exact(by)
    if size is None or size <= 0:
        raise refuse("INSTR.RULE", "by is not a number above 0", "Give the size of a reliable change", field="by")
    return size


def _chosen(form: Instrument, rules: tuple[R, ...], of: str, name: str | None, field: str) -> R | None:
    """The rule with this name, which must be of the same figure; without a name the figure's default, if it has one."""
    mine = [one for one in rules if one.of == of]
    if name is None:
        return next((one for one in mine if one.default), None)
    found = next((one for one in mine if one.name == name), None)
    if found is None:
        said = f'{form.instrument} has no {field} "{name}" of its {of}'
        fix = f"Use one of {', '.join(one.name for one in mine)}" if mine else "Leave it out: none is published"
        raise refuse("INSTR.RULE", said, fix, field=field)
    return found


def _as_refusal(error: PydanticCustomError) -> Refusal:
    context = error.context or {}
    return refuse(str(context["rule"]), str(context["message"]), str(context["fix"]), field="clinical")
