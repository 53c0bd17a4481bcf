"""What a clinical case asks, of which public function; each gives its answer as named values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from evenlode import instruments
from evenlode.instruments.changes import Reliable
from evenlode.instruments.honos import high_low, reductions, significant_scales
from evenlode.instruments.honos_clusters import review_due, super_cluster, transition, within_review
from evenlode.instruments.item_list import read_items
from evenlode.measures.four_week_wait import clock_stop
from evenlode.population.icd10_segments import icd10_segment
from evenlode.population.scope import Situation, decide
from evenlode.terms.values import read_yes_no

Given = Mapping[str, Any]
Answer = Mapping[str, object]


def in_order(instrument: str, text: str) -> dict[str, str | None]:
    """Items by name from answers in the instrument's order, a dash for a gap."""
    return {
        item: None if answer == "-" else answer
        for item, answer in zip(instruments.instrument(instrument).item_names(), text.split(), strict=False)
    }


def items_of(given: Given) -> dict[str, str | None]:
    """The answers of a case: in order, or by item with later lines over earlier ones."""
    if "answers" in given:
        return in_order(given["instrument"], given["answers"])
    found = {item: value for items, value in given["items"].items() for item in read_items(items)}
    return {item: None if value == "missing" else value for item, value in found.items()}


def score(given: Given) -> Answer:
    name, items = given["instrument"], items_of(given)
    minimum = given.get("minimum_valid")
    found = instruments.score(name, items, given.get("coding"), minimum_valid=minimum and int(minimum))
    lines = [one.clinical for one in instruments.instrument(name).cut_offs if one.default and one.of == "total"]
    said = {field: getattr(found, field) for field in ("total", "answered", "missing", "invalid", "valid", "profile")}
    said["is-clinical"] = lines[0].holds(found.total) if lines and found.total is not None else None
    said["significant"] = significant_scales(items) if name == "honos" else None
    return {"index": found.subscales.get("index"), **said, **found.subscales}


def change(given: Given) -> Answer:
    form = instruments.instrument(given["instrument"])
    found = instruments.change(form, given["before"], given["after"])
    line = next((one.clinical for one in form.cut_offs if one.default), None)
    size = next(one.by for one in form.changes if one.default)
    said = {"reliable": found.reliable, "clinical": found.clinical, "category": found.category}
    return {**said, "by": size, "line": None if line is None else str(line)}


def change_of_ladder(given: Given) -> Answer:
    name = given["instrument"]
    found = instruments.ladder_change(name, in_order(name, given["previous"]), in_order(name, given["current"]))
    return {field: getattr(found, field) for field in found.__dataclass_fields__}


def multi_measure(given: Given) -> Answer:
    found = instruments.multi_measure(Reliable(word) for word in given["changes"].split())
    names = {"improvement": Reliable.IMPROVED, "no-change": Reliable.NONE, "deterioration": Reliable.DETERIORATED}
    return {name: int(found is one) for name, one in names.items()}


def review(given: Given) -> Answer:
    assessed, period_end = date.fromisoformat(given["assessed"]), date.fromisoformat(given["period_end"])
    due, within = review_due(given["code"], assessed), within_review(given["code"], assessed, period_end)
    return {"due": due, "within": within}


def scale(given: Given) -> Answer:
    found = high_low(int(given["previous"]), int(given["current"]))
    return {"label": found.label, "outcome": found.outcome}


def reduction(given: Given) -> Answer:
    found = reductions(in_order("honos", given["previous"]), in_order("honos", given["current"]))
    return {} if found is None else {meaning.value: holds for meaning, holds in found.items()}


def scope(given: Given) -> Answer:
    read = {"age": int, "pre_cluster": read_yes_no, "impairment": read_yes_no, "homeless": read_yes_no}
    found = decide(Situation(**{name: read.get(name, str)(value) for name, value in given.items()}))
    return {"scope": found.scope, "because": found.because}


def wait(given: Given) -> Answer:
    firsts = ("start", "first_contact", "first_outcome", "first_assessment", "first_plan_or_intervention")
    found = clock_stop(*(date.fromisoformat(given[name]) if name in given else None for name in firsts))
    return {"stop": found and found.day, "days": found and found.days}


ASKS: dict[str, Callable[[Given], Answer]] = {
    "score": score,
    "change": change,
    "ladder_change": change_of_ladder,
    "multi_measure": multi_measure,
    "band": lambda given: {"band": instruments.band(given["instrument"], given["score"])},
    "high_low": scale,
    "reductions": reduction,
    "reliable_change_index": lambda given: {"index": instruments.reliable_change_index(**given)},
    "cut_off_c": lambda given: {"line": instruments.cut_off_c(**given)},
    "review": review,
    "super_cluster": lambda given: {"super-cluster": super_cluster(given["code"])},
    "transition": lambda given: {"transition": transition(given["before"], given["after"])},
    "icd10_segment": lambda given: {"segment": icd10_segment(given["code"], int(given["age"]))},
    "decide": scope,
    "clock_stop": wait,
}
