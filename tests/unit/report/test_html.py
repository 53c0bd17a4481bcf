"""The page: self-contained, readable by everybody, escaped, and the same bytes for the same report."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from evenlode.money import pounds
from evenlode.report.renderers.html import render
from evenlode.report.report import Report
from evenlode.terms.contract import Contract

VOID = {"meta", "img", "source", "br"}


class Page(HTMLParser):
    """What the tests ask of a page: its elements in order, what is open around each, and its texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self._open)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self._open):
            self.text += data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs, _ in self.elements if tag in tags]


@pytest.fixture(scope="module", params=["invented", "real", "replayed", "baseline"])
def page(request: pytest.FixtureRequest, make: Callable[..., Report], drawn: Callable[[Report, str], bytes]) -> Page:
    report = make(year=0) if request.param == "baseline" else request.getfixturevalue(request.param)
    return Page(drawn(report, "html").decode())


@pytest.fixture(scope="module")
def html(invented: Report, drawn: Callable[[Report, str], bytes]) -> str:
    return drawn(invented, "html").decode()


def test_it_has_a_language_a_title_one_main_heading_and_its_landmarks(page: Page) -> None:
    assert page.all("html") == [{"lang": "en-GB"}]
    assert len(page.all("h1")) == len(page.all("title")) == 1
    assert [len(page.all(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert [one["aria-label"] for one in page.all("nav")] == ["On this page"]


def test_headings_never_skip_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_id_is_its_own_and_every_link_leads_somewhere(page: Page) -> None:
    ids = [one["id"] for one in page.all(*{tag for tag, _, _ in page.elements}) if "id" in one]
    assert len(ids) == len(set(ids))
    for one in page.all("a", "use"):
        assert (one["href"] or "").removeprefix("#") in ids
    for one in page.all("section"):
        assert one.get("aria-label") or one["aria-labelledby"] in ids


def test_the_first_link_skips_to_the_findings(page: Page) -> None:
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) > 0
    assert all(one.get("scope") in ("col", "row", "rowgroup") for one in page.all("th"))
    assert all(one.get("role") for one in page.all("table", "thead", "tbody", "tfoot", "tr", "th", "td"))


def test_every_picture_has_words(page: Page) -> None:
    assert all(len(one["alt"] or "") > 20 for one in page.all("img"))
    for tag, attrs, _ in page.elements:
        if tag == "svg":
            assert attrs["aria-hidden"] == "true"


def test_it_needs_nothing_from_outside(page: Page, html: str) -> None:
    assert not page.all("script", "link", "iframe", "object", "base", "form")
    for one in page.all("img", "source"):
        assert (one.get("src") or one.get("srcset") or "").startswith("data:image/svg+xml,")
    assert not re.search(r"(src|href|srcset)=\"(?!#|data:)", html)
    assert not re.search(r"url\((?!#)|@import|@font-face|https?:", re.sub(r"http://www\.w3\.org/2000/svg", "", html))


def test_a_source_set_is_one_address(html: str) -> None:
    """A space in it would begin a description of the address, and the browser would take the wide picture."""
    sets = [one["srcset"] or "" for one in Page(html).all("source")]
    assert sets
    assert not any(re.search(r"\s|,$", one) for one in sets)


def test_the_money_on_the_page_is_the_payment(invented: Report, html: str) -> None:
    assert invented.pot is not None
    text = Page(html).text
    for _, amount in invented.pot.split.parts():
        assert pounds(amount) in text
    for row in invented.outcomes:
        assert row.split is not None
        assert f"of {pounds(row.split.total)}" in text


def test_the_bar_is_as_long_as_the_pot(html: str) -> None:
    first = html[html.index('<svg class="bar"') :].split("</svg>")[0]
    widths = [float(found) for found in re.findall(r'<rect class="[a-z-]+" x="[^"]+" y="1" width="([\d.]+)%"', first)]
    assert sum(widths) == pytest.approx(100, abs=0.01)
    assert len(widths) == 3


def test_every_status_and_state_is_said_in_words(html: str) -> None:
    text = Page(html).text
    for said in ("Achieved", "Not achieved", "Not assessable", "Not measured", "Not on offer", "Held", "not supplied"):
        assert said in text


def test_a_replay_shows_statuses_and_no_figure_chart_or_pound(
    replayed: Report, drawn: Callable[[Report, str], bytes]
) -> None:
    page = Page(drawn(replayed, "html").decode())
    assert not page.all("img")
    assert "no figures and no money" in page.text
    without_published = page.text.split("Finance")[0]
    assert "£" not in without_published
    assert page.text.split("How it is worked out")[0].count("Baseline year") == 12


def test_what_the_contract_says_is_escaped(make: Callable[..., Report], titled: Callable[[str], Contract]) -> None:
    html = render(make(titled('<script>alert("1")</script> & more'))).decode()
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_same_report_gives_the_same_bytes(make: Callable[..., Report]) -> None:
    assert render(make()) == render(make())


def test_draft_or_final_is_said(html: str, make: Callable[..., Report]) -> None:
    assert "A draft may still change." in Page(html).text
    final = make(draft=False)
    assert final.standing == "Final"
    assert "This report does not change any more." in Page(render(final).decode()).text
