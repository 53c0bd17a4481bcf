"""Names: invented figures never stand beside a real organisation's name, in any file, picture or cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from evenlode.report.charts import NARROW, WIDE, draw
from evenlode.report.names import real_names, under_aliases
from evenlode.report.renderers import renderers
from evenlode.report.report import Fact, Report
from evenlode.terms.contract import Contract

Texts = Callable[[Report], dict[str, str]]
REAL = ("Oxford", "OHFT", "OCCG", "RNU", "Restore", "Elmore", "Connection Support", "County Council")


@pytest.fixture(scope="module")
def texts(drawn: Callable[[Report, str], bytes]) -> Callable[[Report], dict[str, str]]:
    """Every file of a report as text, the workbook's parts one by one."""

    def read(report: Report) -> dict[str, str]:
        made = {suffix: drawn(report, suffix) for suffix in renderers()}
        found = {"html": made["html"].decode()}
        with zipfile.ZipFile(io.BytesIO(made["xlsx"])) as parts:
            return found | {name: parts.read(name).decode() for name in parts.namelist()}

    return read


def test_no_real_name_is_left_in_any_file(texts: Texts, invented: Report, contract: Contract) -> None:
    for name, text in texts(invented).items():
        for real in {*REAL, *(party.name for party in contract.form.parties), contract.form.title, contract.slug}:
            assert not re.search(rf"(?<![A-Za-z]){re.escape(real)}", text), f"{real} in {name}"


def test_real_figures_stand_under_real_names(texts: Texts, real: Report) -> None:
    assert "Oxford Health NHS Foundation Trust" in texts(real)["html"]
    assert "INVENTED" not in texts(real)["html"]


def test_the_aliases_stand_instead(texts: Texts, invented: Report, contract: Contract) -> None:
    html = texts(invented)["html"]
    assert contract.form.alias.title in html
    assert all(party.alias in html for party in contract.form.parties)


def test_every_page_sheet_and_chart_says_invented(texts: Texts, invented: Report) -> None:
    found = texts(invented)
    sheets = [text for name, text in found.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 8
    assert all("INVENTED" in text for text in sheets)
    assert "INVENTED" in found["docProps/core.xml"]
    assert found["html"].count("<title>INVENTED") == 1
    trends = [page.measured.trend for page in (*invented.indicators, *invented.standards) if page.measured.trend]
    assert len(trends) > 8
    assert all(">INVENTED</text>" in draw(trend, size) for trend in trends for size in (WIDE, NARROW))


def test_a_published_status_or_figure_never_stands_on_an_invented_page(invented: Report) -> None:
    assert invented.published == ()
    assert not any(page.printed for page in invented.indicators)
    assert not any(page.as_printed for page in invented.standards)


@pytest.mark.parametrize(
    ("said", "under_alias"),
    [
        ("Oxford Health is late", "Velderbrook Health Trust is late"),
        ("OHFT's letters", "Velderbrook Health Trust's letters"),
        ("people of Oxfordshire", "people of Larkhithe"),
        ("the Oxfordshire County Council pays", "the Larkhithe Council pays"),
        ("Restored after a while", "Restored after a while"),
        ("restore the file", "restore the file"),
    ],
)
def test_each_way_to_write_a_name_is_found(said: str, under_alias: str, contract: Contract) -> None:
    assert under_aliases(Fact("x", said), contract).said == under_alias


def test_a_name_inside_the_contracts_own_words_is_replaced_too(
    make: Callable[..., Report], titled: Callable[[str], Contract]
) -> None:
    report = make(titled("Homes found by Restore and Oxfordshire Mind"))
    assert report.outcomes[5].title == "Homes found by Sallowby and Pellowick"


def test_the_longest_name_comes_first(contract: Contract) -> None:
    names = real_names(contract)
    assert list(map(len, names)) == sorted(map(len, names), reverse=True)
