"""`evenlode map`: learn, fill in, receive; and what it says when it is asked for nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import typer

from evenlode.cli.commands import map_, receive, supply
from evenlode.problems import Refusal

ROWS = "Client ID,Date of contact\nC1,03/04/2016\n"
CONTRACT = Path(__file__).resolve().parents[3] / "contracts/two-outcome-illustration"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "own.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_a_file_is_learnt_filled_in_and_received(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = Path("own.yaml")
    map_.command(own, mapping, to=["partner_contact"], provider="partner-1")
    told = capsys.readouterr()
    assert "1 place to fill in: own.yaml" in told.err
    assert 'always "partner-1"' in told.out
    with pytest.raises(Refusal, match="How date writes its days is not filled in"):
        receive.command([own], mapping=mapping, month="2016-04")
    mapping.write_text(mapping.read_text("utf-8").replace("dates: null", "dates: day/month/year"), encoding="utf-8")
    receive.command([own], mapping=mapping, month="2016-04")
    assert "received" in capsys.readouterr().out
    with pytest.raises(Refusal, match="may hold what somebody filled in"):
        map_.command(own, mapping, to=["partner_contact"])
    map_.command(own, Path("next.yaml"), before=mapping)
    assert "nothing was written" in capsys.readouterr().err
    own.write_text(ROWS.replace("Client ID", "Client number"), encoding="utf-8")
    map_.command(own, Path("next.yaml"), before=mapping)
    text = Path("next.yaml").read_text("utf-8")
    assert "version: 2" in text
    assert "dates: day/month/year" in text


def test_figures_are_learnt_with_the_contract_s_codes_and_supplied(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(CONTRACT, "contract")
    own.write_text("Measure,Frequency,Month,Numerator,Denominator\nWork,Monthly,Oct-16,4,8\n", encoding="utf-8")
    map_.command(own, Path("own.yaml"), to=["outturns"])
    text = Path("own.yaml").read_text("utf-8")
    assert '"Work": null  # one of: ' in text
    Path("own.yaml").write_text(text.replace('"Work": null', '"Work": "1"'), encoding="utf-8")
    supply.command([own], mapping=Path("own.yaml"), dry_run=True)
    assert "by version 1 of the mapping own" in capsys.readouterr().out
    with pytest.raises(typer.BadParameter, match="name one file"):
        supply.command([own, own], mapping=Path("own.yaml"))


@pytest.mark.parametrize(
    ("to", "says"),
    [
        (["caseload"], "is no table that rows can become"),
        (None, "with --to, or the mapping before with --from"),
        (["outturns", "MHS001"], "outturns are mapped by themselves"),
    ],
)
def test_what_cannot_be_asked(own: Path, to: list[str] | None, says: str) -> None:
    with pytest.raises(typer.BadParameter, match=says):
        map_.command(own, Path("own.yaml"), to=to)


def test_a_mapping_is_for_one_file(own: Path) -> None:
    with pytest.raises(typer.BadParameter, match="name one file"):
        receive.command([own, own], mapping=own)
    with pytest.raises(typer.BadParameter, match="name the files"):
        receive.command(None)


def test_the_workbook_is_made_for_one_provider(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receive.command(None, make_workbook=Path("p.xlsx"), provider="partner-1", month="2016-03")
    assert capsys.readouterr().out == "p.xlsx\n"
    with pytest.raises(typer.BadParameter, match="--provider PARTY"):
        receive.command(None, make_workbook=Path("q.xlsx"))
