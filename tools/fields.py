"""The fields of a form as a table in words, from its JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.markdown import table

Schema = dict[str, Any]

DATED_VALUE = "Entry_"  # stands in the name that pydantic gives a dated value of any type
BY_DATE = "A value by the first day it is in force."  # what every dated field says of itself; a page says it once


def fields(schema: Schema, parts: Mapping[str, Schema]) -> str:
    """A row a field: its name, what to write, whether it must be there, and what it says of itself."""
    required = schema.get("required", [])
    rows = [
        [f"`{field}`", said(form, parts), "yes" if field in required else _otherwise(form), _about(form)]
        for field, form in schema["properties"].items()
    ]
    columns = 4 if any(row[3] for row in rows) else 3
    return table(["field", "what to write", "required", "about"][:columns], [row[:columns] for row in rows])


def resolved(form: Schema, parts: Mapping[str, Schema]) -> Schema:
    """The form itself where it only points to another."""
    return parts[form["$ref"].rsplit("/", 1)[-1]] if "$ref" in form else form


def _about(form: Schema) -> str:
    found = str(form.get("description", ""))
    return "" if found == BY_DATE else found


def _otherwise(form: Schema) -> str:
    """What an optional field is when it is left out, where that is worth saying."""
    given = form.get("default")
    return f"no: {given}" if isinstance(given, str | int) and not isinstance(given, bool) else "no"


def said(form: Schema, parts: Mapping[str, Schema]) -> str:
    """What to write in a field, in words."""
    if "$ref" in form and "properties" in resolved(form, parts):
        name = form["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    form = resolved(form, parts)
    if "anyOf" in form or "oneOf" in form:
        ways = [said(way, parts) for way in (form.get("anyOf") or form.get("oneOf") or []) if way.get("type") != "null"]
        return " or ".join(dict.fromkeys(ways))
    if "enum" in form or "const" in form:
        return ", ".join(f"`{word}`" for word in form.get("enum", [form.get("const")]))
    if form.get("type") == "array":
        return f"list of {said(form.get('items', {}), parts)}"
    if form.get("type") == "object":
        return _mapping(form, parts)
    return _scalar(form)


def _mapping(form: Schema, parts: Mapping[str, Schema]) -> str:
    named = form.get("patternProperties") or {"": form.get("additionalProperties")}
    ((pattern, value),) = named.items()
    if pattern.startswith(r"^\d{4}"):
        return f"by date: {said(value['anyOf'][0], parts)}"
    return f"names, each with {said(value, parts)}" if isinstance(value, dict) and value else "names with values"


def _scalar(form: Schema) -> str:
    pattern = form.get("pattern", "")
    if form.get("format") == "date":
        return "day, `2015-10-01`"
    if pattern.endswith("%$"):
        return "share, `60%`"
    if pattern.endswith("%?$"):
        return "share or number"
    if pattern.startswith("^[a-z0-9]"):
        return "slug"
    if form.get("examples"):
        example = str(form["examples"][0])
        return f"{'money' if example.startswith('£') else 'for example'}, `{example}`"
    kinds = form.get("type", "anything")
    kind = kinds if isinstance(kinds, str) else kinds[0]  # text that looks like a number is text all the same
    return {"string": "text", "integer": "whole number", "boolean": "yes or no"}.get(kind, kind)
