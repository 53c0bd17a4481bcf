"""The base of every form on disk: frozen, closed to unknown keys, and read from text alone."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """What a YAML file or a part of one may say. Every scalar arrives as text and is cast by its field's type."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, str_strip_whitespace=True)
