"""Colours: the tokens of the page and of its charts, each named for its use. Contrast on white is tested."""

from __future__ import annotations

WHITE = "#ffffff"
INK = "#212b32"
SECONDARY = "#4c6272"
BLUE = "#005eb8"
ORANGE = "#a8500f"
VIOLET = "#5b2d86"
OUTLINE = "#76858f"
RULE = "#d8dde0"
BAND = "#f0f4f5"

TEXT = {"ink": INK, "secondary": SECONDARY, "blue": BLUE, "orange": ORANGE, "violet": VIOLET}
"""Colours that text may have on white: at least 4.5 to 1."""
MARKS = {**TEXT, "outline": OUTLINE}
"""Colours that a mark with a meaning may have on white: at least 3 to 1. RULE and BAND are decoration alone."""
