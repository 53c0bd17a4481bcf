"""finance/*.yaml: tables of money and percentages as published, with the totals that were printed beside them."""

from __future__ import annotations

from typing import Literal

from evenlode.terms.form import Form
from evenlode.terms.text_table import TableText
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
    rows: TableText
    totals_as_printed: dict[str, Text] = {}
    notes: tuple[Text, ...] = ()
