"""finance/*.yaml: tables of money and percentages as published, with the totals that were printed beside them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import field_validator

from evenlode.terms.form import Form
from evenlode.terms.text_table import read_text_table
from evenlode.terms.values import Slug, Text


class FinanceTableForm(Form):
    """A published table. `rows` is a text table; `totals_as_printed` is never overwritten by a sum, nor the other way.

    unit says what the numbers are; notes say what is odd. The finance part reads the columns it needs by name.
    """

    table: Slug
    title: Text
    reference: Text
    unit: Literal["GBP thousand", "GBP million", "per cent", "mixed"]
    status: Literal["published", "illustrative"] = "published"
    rows: tuple[dict[str, str], ...]
    totals_as_printed: dict[str, Text] = {}
    notes: tuple[Text, ...] = ()

    @field_validator("rows", mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return read_text_table(value) if isinstance(value, str) else value
