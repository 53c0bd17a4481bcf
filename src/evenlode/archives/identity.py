"""What a workbook says of itself, in properties of the file that no sheet shows: written and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_PREFIX = "evenlode "
"""What the name of each property begins with in the file."""

_LONGEST = 80
"""Letters of a property that are read, as many as the longest slug has: what a file says is shown in messages."""


def put_identity(book: Any, identity: Mapping[str, str]) -> None:
    """Write the identity into an xlsxwriter workbook."""
    for name, value in identity.items():
        book.set_custom_property(_PREFIX + name, value, "text")


def identity_of(book: Any, names: Iterable[str]) -> dict[str, str]:
    """The identity of an openpyxl workbook by these names; what the file does not say of itself is empty."""
    said = {one.name: str(one.value or "")[:_LONGEST] for one in book.custom_doc_props.props}
    return {name: said.get(_PREFIX + name, "") for name in names}
