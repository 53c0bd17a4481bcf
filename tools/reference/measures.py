"""The measures: what each one counts and which parameters it takes, from its own file."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator

from tools.fields import fields
from tools.markdown import page


def pages() -> dict[str, str]:
    """measures.md."""
    from evenlode.measures import measure_names

    intro = (
        "A measure answers one question: which rows count, from when until when. An indicator names one in `measure` "
        "and gives its parameters in `with`. One file in `src/evenlode/measures` is one measure, found by its name."
    )
    sections = (part for name in measure_names() for part in _section(name))
    return {"measures.md": page("Measures", "the files of evenlode.measures", intro, *sections)}


def _section(name: str) -> Iterator[str]:
    """What the file says of itself, then its parameters, then the forms inside them."""
    module = importlib.import_module(f"evenlode.measures.{name}")
    schema = module.Parameters.model_json_schema(by_alias=True)
    inner = schema.get("$defs", {})
    yield f"## `{name}`"
    yield inspect.getdoc(module) or ""
    yield schema.get("description", "")
    if schema["properties"]:
        yield fields(schema, inner)
    for part, form in sorted(inner.items()):
        if "properties" in form:
            yield f"### {part}"
            yield form.get("description", "")
            yield fields(form, inner)
