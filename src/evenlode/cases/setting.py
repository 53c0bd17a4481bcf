"""What a case sets for itself alone: its pot, rules of judging, and fields of an indicator or standard."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar, get_origin

from pydantic import Field, create_model
from pydantic_core import PydanticCustomError

from evenlode.problems import Level, Problem, Refusal
from evenlode.terms.contract import Contract
from evenlode.terms.dated import Dated, Entry
from evenlode.terms.form import Form
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.forms.contract import ContractForm, JudgingForm, PotYearForm
from evenlode.terms.forms.outcome import IndicatorForm, MeasuredForm, OutcomeForm, StandardForm
from evenlode.terms.parsing import as_form
from evenlode.terms.values import read_day
from evenlode.terms.yaml_text import Located

FOR_EVERY_INDICATOR = ("minimum_denominator", "minimum_coverage", "stage")
"""Keys of `set` that hold for every indicator, whatever it says itself."""

DATA_TO = "data_to"
"""The key of `set` for the last day of data, where that is not the last day of the period."""

SIGNALS = "signals"
"""The key of `set` for what gaming signals are looked for with."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
M = TypeVar("M", IndicatorForm, StandardForm)


def with_what_it_sets(contract: Contract, case: CaseForm) -> Contract:
    """The contract as the case wants it. Raises a Refusal with every key and value of `set` that cannot be used."""
    rules, own = _read(contract, case)
    form = _with_rules(contract.form, rules, case)
    everywhere = {name: rules[name] for name in FOR_EVERY_INDICATOR if name in rules}
    return dataclasses.replace(
        contract,
        form=form,
        outcomes=tuple(_with_indicators(outcome, everywhere, own) for outcome in contract.outcomes),
        standards=tuple(_changed(one, own.get(one.standard, {})) for one in contract.standards),
    )


def last_day_of_data(case: CaseForm) -> date:
    """The day until which the case's rows are known: the last day of its period unless it sets `data_to`."""
    try:
        return read_day(case.set_[DATA_TO]) if DATA_TO in case.set_ else case.period.end
    except PydanticCustomError as error:
        said = error.context or {}
        raise Refusal(
            case_problem(case, str(said["rule"]), f"set.{DATA_TO}", str(said["message"]), str(said["fix"]))
        ) from None


def case_problem(case: CaseForm, rule: str, field: str, message: str, fix: str) -> Problem:
    """A problem in a case, which is named by its sentence."""
    return Problem(rule, Level.REJECT_FILE, f'case "{case.case}"', None, field, message, fix)


def _read(contract: Contract, case: CaseForm) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What `set` says as values: rules of judging, and fields by the slug of an indicator or standard."""
    problems: list[Problem] = []
    measured = _by_name(contract)
    start = contract.form.term.start
    rules: dict[str, Any] = {}
    own: dict[str, dict[str, Any]] = {}
    for key, value in case.set_.items():
        if key in measured:
            slug, form = measured[key]
            own.setdefault(slug, {}).update(_fields(value, type(form), start, case, key, problems))
        elif key in JudgingForm.model_fields or key in ("stage", SIGNALS):
            of: type[Form] = JudgingForm if key in JudgingForm.model_fields else IndicatorForm
            of = ContractForm if key == SIGNALS else of
            rules.update(_fields({key: value}, of, start, case, "", problems))
        elif key != DATA_TO:
            known = [DATA_TO, SIGNALS, *JudgingForm.model_fields, "stage", *measured]
            near = difflib.get_close_matches(key, known, n=1)
            fix = f'Did you mean "{near[0]}"?' if near else "Use a rule of judging, or the name or code of an indicator"
            problems.append(case_problem(case, "CFG.UNKNOWN_KEY", f"set.{key}", f'"{key}" is not a key here', fix))
    if problems:
        raise Refusal(problems)
    return rules, own


def _by_name(contract: Contract) -> dict[str, tuple[str, IndicatorForm | StandardForm]]:
    """Every indicator and standard by its slug and by its code."""
    found: dict[str, tuple[str, IndicatorForm | StandardForm]] = {}
    for outcome in contract.outcomes:
        for one in outcome.indicators:
            found[one.indicator] = found[one.code] = (one.indicator, one)
    for standard in contract.standards:
        found[standard.standard] = found[standard.code] = (standard.standard, standard)
    return found


def _fields(
    raw: Any, form: type[Form], start: date, case: CaseForm, key: str, problems: list[Problem]
) -> dict[str, Any]:
    """Some fields of a form from text, by attribute name; what is wrong is added to the problems."""
    where = f"set.{key}" if key else "set"
    if not isinstance(raw, Mapping):
        fix = f"Write {key}: and the fields under it"
        problems.append(case_problem(case, "CFG.SHAPE", where, f"{key} needs a mapping here", fix))
        return {}
    given = {name: _dated(value, name, form, start) for name, value in raw.items()}
    part, wrong = as_form(given, _part_of(form), f'case "{case.case}"', Located())
    problems.extend(dataclasses.replace(problem, field=f"{where}.{problem.field}") for problem in wrong)
    return {name: getattr(part, name) for name in part.model_fields_set} if part else {}


@functools.cache
def _part_of(form: type[Form]) -> type[Form]:
    """The form with every field optional: what a case may say of it."""
    fields: dict[str, Any] = {
        name: (info.rebuild_annotation() | None, Field(default=None, alias=info.alias))
        for name, info in form.model_fields.items()
    }
    return create_model(f"PartOf{form.__name__}", __base__=Form, **fields)


def _dated(value: Any, name: str, form: type[Form], start: date) -> Any:
    """A dated field written without a day holds from the contract's first day."""
    info = next((info for key, info in form.model_fields.items() if name in (key, info.alias)), None)
    kinds = [] if info is None else [info.annotation, *getattr(info.annotation, "__args__", ())]
    if not any(get_origin(kind) is Dated for kind in kinds):
        return value
    is_dated = isinstance(value, Mapping) and all(_DAY.fullmatch(str(key)) for key in value)
    return value if is_dated else {start.isoformat(): value}


def _with_rules(form: ContractForm, rules: Mapping[str, Any], case: CaseForm) -> ContractForm:
    judging = {name: value for name, value in rules.items() if name in JudgingForm.model_fields}
    changed: dict[str, Any] = {"judging": form.judging.model_copy(update=judging)}
    if SIGNALS in rules:
        changed[SIGNALS] = rules[SIGNALS]
    if case.pot is not None:
        years = Dated([(form.term.start, Entry(value=PotYearForm(amount=case.pot)))])
        changed["pot"] = form.pot.model_copy(update={"years": years})
    return form.model_copy(update=changed)


def _with_indicators(
    outcome: OutcomeForm, everywhere: Mapping[str, Any], own: Mapping[str, Mapping[str, Any]]
) -> OutcomeForm:
    indicators: Iterable[IndicatorForm] = (
        _changed(one, {**everywhere, **own.get(one.indicator, {})}) for one in outcome.indicators
    )
    return outcome.model_copy(update={"indicators": tuple(indicators)})


def _changed(form: M, fields: Mapping[str, Any]) -> M:
    """The form with some fields replaced; parameters under `with` are added to those it has."""
    changed = dict(fields)
    parameters = changed.pop("with_", None)
    if parameters is not None:
        changed.update(_with_parameters(form, parameters))
    return form.model_copy(update=changed)


def _with_parameters(form: MeasuredForm, parameters: Mapping[str, Any]) -> dict[str, Any]:
    if form.definition is None:
        return {"with_": {**form.with_, **parameters}}
    entries = [
        (
            day,
            entry.model_copy(
                update={"value": entry.value.model_copy(update={"with_": {**entry.value.with_, **parameters}})}
            ),
        )
        for day, entry in form.definition.entries
    ]
    return {"definition": Dated(entries)}
