"""The forms of a contract folder: every field of every kind of file, and one JSON Schema for editors."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tools.fields import DATED_VALUE, Schema, fields, resolved
from tools.markdown import page


def pages() -> dict[str, str]:
    """contract.md and contract.schema.json."""
    from evenlode.terms.schema import json_schemas

    schemas = json_schemas()
    parts = parts_of_files(schemas)
    text = page(
        "The contract folder",
        "the forms in evenlode.terms.forms",
        "A contract is a folder of YAML files. Everything in them is read as text and then cast; an unknown key is an "
        "error. Editors that know JSON Schema complete and check while you type: on the first line of a file put "
        "`# yaml-language-server: $schema=` and the address of [contract.schema.json](contract.schema.json).",
        _dated(schemas),
        *(_section(f"## `{kind}`", schema, parts) for kind, schema in schemas.items()),
        "## Parts of files",
        *(_section(f"### {name}", part, parts) for name, part in sorted(parts.items()) if "properties" in part),
    )
    return {
        "contract.md": text,
        "contract.schema.json": json.dumps(bundle(schemas), indent=1, ensure_ascii=False) + "\n",
    }


def parts_of_files(schemas: Mapping[str, Schema]) -> dict[str, Schema]:
    """The forms that stand inside the files' forms, by name.

    Raises ValueError where two files mean different things by one name.
    """
    found: dict[str, Schema] = {}
    for kind, schema in schemas.items():
        for name, part in schema.get("$defs", {}).items():
            if DATED_VALUE not in name and found.setdefault(name, part) != part:
                raise ValueError(f"{kind} and an earlier file use the name {name} for different forms: rename one")
    return found


def bundle(schemas: Mapping[str, Schema]) -> Schema:
    """One JSON Schema that fits every file of a contract folder; each file's parts keep their own names, apart."""
    apart = {
        kind: json.loads(json.dumps(schema).replace("#/$defs/", f"#/$defs/{_slug(kind)}."))
        for kind, schema in schemas.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of an Evenlode contract folder",
        "anyOf": [{name: value for name, value in schema.items() if name != "$defs"} for schema in apart.values()],
        "$defs": {
            f"{_slug(kind)}.{name}": part
            for kind, schema in apart.items()
            for name, part in schema.get("$defs", {}).items()
        },
    }


def _slug(kind: str) -> str:
    return kind.removesuffix(".yaml").removesuffix("/*")


def _dated(schemas: Mapping[str, Schema]) -> str:
    inner = (pair for schema in schemas.values() for pair in schema.get("$defs", {}).items())
    entry = next((part for name, part in inner if DATED_VALUE in name), None)
    if entry is None:
        return ""
    others = ", ".join(f"`{name}`" for name in entry["properties"] if name != "value")
    return (
        "**By date** below means a mapping of first day to value: `{2015-10-01: 50%, 2017-10-01: 60%}`. Each value is "
        f"in force until the day before the next. In its place `value` with any of {others} may stand."
    )


def _section(heading: str, schema: Schema, parts: Mapping[str, Schema]) -> str:
    """One file or part: what it is, then its fields."""
    listed = schema.get("type") == "array"
    schema = resolved(schema["items"], parts) if listed else schema
    about = "\n\n".join(" ".join(text.split()) for text in schema.get("description", "").split("\n\n"))
    return f"{heading}\n\n{'A list. Each of it: ' if listed else ''}{about}\n\n{fields(schema, parts)}"
