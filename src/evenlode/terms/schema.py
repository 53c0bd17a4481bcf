"""JSON Schema of every file of a contract, so that editors complete and check while somebody types."""

from __future__ import annotations

from typing import Any

from evenlode.terms.forms import FORMS


def json_schemas() -> dict[str, dict[str, Any]]:
    """Each kind of file ('outcomes/*.yaml') with its JSON Schema, draft 2020-12. A cases file is a list of cases."""
    return {kind: _schema(kind) for kind in FORMS}


def _schema(kind: str) -> dict[str, Any]:
    schema = FORMS[kind].model_json_schema(by_alias=True)
    if kind == "cases/*.yaml":
        definitions = schema.pop("$defs", {})
        schema = {"type": "array", "items": schema, "$defs": definitions}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Evenlode {kind}", **schema}
