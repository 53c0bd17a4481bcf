"""The manifest beside what was sent: its period, its encoding, what its columns are called, whether it is a part."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ValidationError

from evenlode.problems import Refusal
from evenlode.results import Period, next_month
from evenlode.terms.form import Form
from evenlode.terms.parsing import read_form
from evenlode.terms.values import Day, Text, YesNo, read_day, wrong

NAMES = ("manifest.yaml", "manifest.yml", "manifest.json")
"""What the file of a manifest may be called."""

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def read_period(value: Any) -> Period:
    """A period from a month, '2016-03', or from two days, '2015-10-01..2016-09-30'."""
    if isinstance(value, Period):
        return value
    text = str(value)
    month = _MONTH.fullmatch(text)
    if month and 1 <= int(month[2]) <= 12 and int(month[1]):
        first = date(int(month[1]), int(month[2]), 1)
        return Period(first, next_month(first) - timedelta(days=1))
    start, dots, end = text.partition("..")
    if not dots:
        raise wrong("CFG.DATE", f'"{text}" is no period', "Write a month, for example 2016-03, or two days with ..")
    if (first := read_day(start)) > (last := read_day(end)):
        raise wrong("CFG.DATE", f'"{text}" ends before it starts', "Write the earlier day first")
    return Period(first, last)


class Manifest(Form):
    """What the sender says of the files. Everything may be left out.

    provider: who sends them, by the name in the contract; submission: what the sender calls it. lead_provider: which
    provider leads. period: what they are about; nothing that was observed is later. version: of the data set. received:
    the day they came in, where it was not today. invented: yes where they are nobody's. columns: for a table, the name
    that a column has in its file, and the name that it has here. part: yes where the other tables are sent another
    time, so that rows are not looked for in a table that is not among the files.
    """

    provider: Text | None = None
    submission: Text | None = None
    lead_provider: Text | None = None
    period: Annotated[Period, BeforeValidator(read_period)] | None = None
    version: Text | None = None
    received: Day | None = None
    invented: YesNo = False
    encoding: Literal["utf-8", "cp1252"] = "utf-8"
    columns: dict[Text, dict[Text, Text]] = {}  # noqa: RUF012 - pydantic copies a default for each value
    part: YesNo = False


def read_manifest(path: Path) -> Manifest:
    """The manifest in the file. Raises a Refusal with every problem in it."""
    form, _, problems = read_form(path, path.name, Manifest)
    if form is None or problems:
        raise Refusal(problems)
    return form


def manifest_of(**said: object) -> Manifest:
    """A manifest from words, as a command or a test gives them. Raises ValueError where they mean nothing."""
    try:
        return Manifest.model_validate(said)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(f"{first['msg']}") from None
