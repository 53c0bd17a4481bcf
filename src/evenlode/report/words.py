"""Words for figures: numbers to nine as words, shares as people say them, periods by their short names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from evenlode.results import Grain, Period

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PARTS = {
    Fraction(1, 10): "a tenth",
    Fraction(1, 5): "a fifth",
    Fraction(1, 4): "a quarter",
    Fraction(1, 3): "a third",
    Fraction(2, 5): "two fifths",
    Fraction(1, 2): "half",
    Fraction(3, 5): "three fifths",
    Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
    Fraction(4, 5): "four fifths",
    Fraction(9, 10): "nine tenths",
    Fraction(1): "all",
}
_NEAR = Fraction(12, 1000)
MINUS = "\N{MINUS SIGN}"


def number(count: int) -> str:
    """'seven', and '12' from ten on."""
    return _NUMBERS[count] if 0 <= count <= 9 else f"{count:,}"


def how_many(count: int, one: str, many: str | None = None) -> str:
    """'one outcome', 'two outcomes', 'no outcomes'."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def was(count: int) -> str:
    """'was' for one, 'were' for any other number."""
    return "was" if count == 1 else "were"


def some_of(part: int, whole: int, one: str) -> str:
    """'two of seven outcomes were', 'all seven outcomes were', 'both outcomes were', 'none of seven outcomes was'."""
    if whole == 1:
        return f"the only {one} was" if part else f"the only {one} was not"
    if whole == 2 and not part:
        return f"neither {one} was"
    if part == whole:
        return f"both {one}s were" if whole == 2 else f"all {how_many(whole, one)} were"
    return f"{number(part) if part else 'none'} of {how_many(whole, one)} {was(part or 1)}"


def sentence(text: str) -> str:
    """The text with a capital letter at its start and a full stop at its end."""
    text = text.strip()
    ended = text if text.endswith((".", "?", "!", ":")) else f"{text}."
    return ended[:1].upper() + ended[1:]


def lower_start(label: str) -> str:
    """The name of a period inside a sentence: 'year 2', but 'Sep 2017'."""
    return label[:1].lower() + label[1:] if label.startswith("Year") else label


def listed(parts: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def part_of(share: Fraction) -> str:
    """'a quarter', 'about a third' or '37%': a share of a whole as a person says it."""
    nearest = min(_PARTS, key=lambda part: abs(part - share))
    if share == nearest:
        return _PARTS[nearest]
    if abs(share - nearest) <= _NEAR and nearest != 1:
        return f"about {_PARTS[nearest]}"
    return "less than 1%" if 0 < share < Fraction(1, 100) else decimals(share * 100, 0) + "%"


def decimals(value: Fraction, places: int) -> str:
    """The value to so many decimals, half away from nothing, with a real minus sign and thousands marked."""
    scaled = abs(value) * 10**places
    rounded = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    whole, rest = divmod(rounded, 10**places)
    sign = MINUS if value < 0 and rounded else ""
    return f"{sign}{whole:,}" + (f".{rest:0{places}d}" if places else "")


def trimmed(value: Fraction, places: int) -> str:
    """As decimals, without noughts at its end: '20', '17.6'."""
    text = decimals(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_units(amount: Fraction, unit: str) -> str:
    """'17.6 points', '1 point', '50% of the pot'."""
    said = trimmed(amount, 1)
    return f"{said}{unit}" if unit.startswith("%") else f"{said} {unit.removesuffix('s') if said == '1' else unit}"


def figure(value: Fraction, unit: str, line: Fraction | None = None) -> str:
    """A measured figure in words: '57.1%', '-1.2 percentage points', '12.34'.

    Where rounding would put it on the wrong side of the line it is compared with, more decimals are written:
    59.96% against 60% stays 59.96%, because it does not meet it.
    """
    scale = 1 if unit == "number" else 100
    shown = value * scale
    places = 2 if unit == "number" else 1
    while (
        line is not None and value != line and places < 6 and _rounded(shown, places) == _rounded(line * scale, places)
    ):
        places += 1
    text = trimmed(shown, places) if unit == "number" else decimals(shown, places)
    return text + {"share": "%", "change": " percentage points", "number": ""}[unit]


def gap_said(gap: Fraction, unit: str) -> str:
    """By how much a line was missed: '1.8 percentage points', '1 percentage point', '0.5'; never a nought."""
    if unit == "number":
        return figure(gap, "number", Fraction(0))
    said = figure(gap, "change", Fraction(0)).removesuffix(" percentage points")
    said = said.removesuffix(".0")
    return f"{said} percentage point{'' if said == '1' else 's'}"


def target(value: Fraction, unit: str) -> str:
    """A line as the contract writes it: '60%', '42.5%', '12'."""
    if unit == "number":
        return trimmed(value, 4)
    return trimmed(value * 100, 2) + ("%" if unit == "share" else " percentage points")


def short_day(day: date) -> str:
    """'1 Oct 2017'."""
    return f"{day.day} {day:%b %Y}"


def period_name(period: Period, grain: Grain) -> str:
    """'Sep 2017', 'Jul to Sep 2017', 'Year to Sep 2017'."""
    if grain is Grain.MONTH:
        return f"{period.start:%b %Y}"
    if grain is Grain.QUARTER:
        same = period.start.year == period.end.year
        return f"{period.start:%b}{'' if same else f' {period.start.year}'} to {period.end:%b %Y}"
    return f"Year to {period.end:%b %Y}"


def people(count: int | None) -> str:
    """'1,204', or the words for a count that nobody gave."""
    return "not supplied" if count is None else f"{count:,}"


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts in order, each once."""
    return tuple(dict.fromkeys(texts))


def _rounded(value: Fraction, places: int) -> str:
    return decimals(value, places)
