"""Colours: page checkers cannot judge text inside a picture, so the contrast of every token is worked out here."""

from __future__ import annotations

import pytest

from evenlode.report import colours


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21. Source: WCAG 2.2, relative luminance."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_sum_is_right_for_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", sorted(colours.TEXT))
def test_text_reads_on_white_and_on_a_band(name: str) -> None:
    assert contrast(colours.TEXT[name], colours.WHITE) >= 4.5
    assert contrast(colours.TEXT[name], colours.BAND) >= 4.5


@pytest.mark.parametrize("name", sorted(colours.MARKS))
def test_marks_are_seen_on_white(name: str) -> None:
    assert contrast(colours.MARKS[name], colours.WHITE) >= 3


def test_decoration_alone_is_paler() -> None:
    assert contrast(colours.RULE, colours.WHITE) < 3
