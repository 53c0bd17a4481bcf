"""Charts: the line breaks where a figure is missing, the target stands in dated steps, the takeaway is true."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

from evenlode.report.charts import NARROW, WIDE, draw
from evenlode.report.report import Report, Trend

SVG = "{http://www.w3.org/2000/svg}"


def trend(report: Report, code: str) -> Trend:
    found = next(page.measured.trend for page in report.indicators if page.measured.code == code)
    assert found is not None
    return found


def parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)  # noqa: S314 - our own picture, made a line above


def test_a_missing_month_is_a_marked_gap_that_breaks_the_line(invented: Report) -> None:
    picture = parsed(draw(trend(invented, "2c-i"), WIDE))
    assert len(picture.findall(f"{SVG}polyline")) == 2
    assert len(picture.findall(f"{SVG}circle")) == 23
    assert [one.text for one in picture.iter(f"{SVG}text")].count("?") == 1


def test_the_target_steps_on_its_day_with_its_variation(invented: Report) -> None:
    said = [one.text for one in parsed(draw(trend(invented, "6"), WIDE)).iter(f"{SVG}text")]
    assert {"70%", "Target 72%", "CV-01", "71.0%", "Year 1: baseline", "Year 2"} - set(said) <= {"71.0%"}
    assert "80%" not in [step.said for step in trend(invented, "6").steps]


def test_nothing_is_drawn_outside_the_picture(invented: Report) -> None:
    for size in (WIDE, NARROW):
        for page in invented.indicators:
            if page.measured.trend is None:
                continue
            for one in parsed(draw(page.measured.trend, size)).iter(f"{SVG}circle"):
                assert size.left <= float(one.attrib["cx"]) <= size.width - size.right
                assert 0 < float(one.attrib["cy"]) < size.height


def test_labels_at_the_end_do_not_touch(invented: Report) -> None:
    for page in invented.indicators:
        if page.measured.trend is None:
            continue
        texts = parsed(draw(page.measured.trend, WIDE)).iter(f"{SVG}text")
        ends = [one for one in texts if one.attrib["x"] == f"{WIDE.width - WIDE.right + 6}"]
        heights = sorted(float(one.attrib["y"]) for one in ends)
        assert all(after - before >= 16 for before, after in pairwise(heights))


def test_the_title_is_the_takeaway_and_the_alt_text_says_it(invented: Report) -> None:
    one = trend(invented, "2c-ii")
    assert one.title == "The target in force was met in two of 24 months reported."
    assert one.alt.startswith(f"INVENTED figures. {one.title}")
    assert "last 84.8% in Sep 2017, against 88%" in one.alt
    assert "One period has no figure." in trend(invented, "2c-i").alt


def test_a_line_never_met_is_said_so_and_a_standard_has_a_threshold(invented: Report) -> None:
    found = next(page.measured.trend for page in invented.standards if page.measured.code == "L6")
    assert found is not None
    assert found.title == "The threshold in force was met in none of six months reported."


def test_the_same_trend_gives_the_same_picture_and_another_another(invented: Report) -> None:
    one = trend(invented, "5a")
    assert draw(one, WIDE) == draw(one, WIDE)
    assert draw(one, WIDE) != draw(replace(one, invented=False), WIDE)


def test_text_from_the_contract_is_escaped(invented: Report) -> None:
    picture = draw(replace(trend(invented, "5a"), alt="<b>&"), WIDE)
    assert "<title>&lt;b&gt;&amp;</title>" in picture
    assert not re.search(r"<b>", picture)


def test_a_flat_line_still_has_a_scale(make: Callable[..., Report], invented: Report) -> None:
    one = trend(invented, "5a")
    value = one.points[0].value
    flat = replace(one, points=tuple(replace(row, value=value) for row in one.points), steps=())
    heights = {shape.attrib["cy"] for shape in parsed(draw(flat, WIDE)).iter(f"{SVG}circle")}
    assert len(heights) == 1
