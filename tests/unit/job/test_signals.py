"""A signal is answered before a year is signed off: from the outturn file on, as a user has it. INVENTED figures."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from evenlode.job import Workspace, settle
from evenlode.job.signals import acknowledge_signal, latest
from evenlode.job.stating import step
from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.settlement.states import Step
from evenlode.signals.signal import Signal, Strength, written
from evenlode.terms.shipped import contract_folder

YEAR = Period(date(2015, 10, 1), date(2016, 9, 30))
LOUD = Signal(
    "coding-drift", "HoNOS cluster", "lead-provider", YEAR, "0.25", "0.12", "0.001", Strength.SIGNAL, "It <moved>."
)
SIGNALS = (
    LOUD,
    Signal("left-and-returned", "referrals", "lead-provider", YEAR, "0.1", "0.1", "1", Strength.QUIET, "Nothing."),
    Signal("heaped-at-line", "x", "lead-provider", YEAR, "", "", "", Strength.NOT_ASSESSABLE, "Too few."),
)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path)
    shutil.copytree(contract_folder("two-outcome-illustration"), workspace.contract)
    head = "# INVENTED\nindicator,grain,start,end,numerator,denominator\n"
    rows = "".join(
        f"{name},contract year,2015-10-01,2016-09-30,60,100\n" for name in ("first-indicator", "second-indicator")
    )
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "outturns.csv").write_text(head + rows, encoding="utf-8")
    (tmp_path / "figures" / "signals.csv").write_text(written(SIGNALS, invented=True), encoding="utf-8")
    return workspace


def settled(place: Workspace) -> Path:
    return settle(place.contract, place, period=YEAR, outturns=place.folder / "figures" / "outturns.csv").folder


def test_a_statement_is_not_approved_before_its_signals_are_answered(place: Workspace) -> None:
    run = settled(place)
    assert (run / "signals.csv").read_text(encoding="utf-8") == written(SIGNALS, invented=True)
    page = (run / "report.html").read_text(encoding="utf-8")
    assert "2 looks for patterns that a payment can invite, 1 of which found one; 1 more could not be assessed" in page
    assert "It &lt;moved&gt;." in page
    assert "Not acknowledged yet" in page
    for kind, by in ((Step.FREEZE, "ann"), (Step.PREPARE, "ann")):
        step(place.contract, place, kind, by, period=YEAR)
    with pytest.raises(Refusal, match="It <moved>") as refused:
        step(place.contract, place, Step.APPROVE, "ben", period=YEAR)
    assert [one.rule for one in refused.value.problems] == ["SIGNAL.OPEN"]
    with pytest.raises(Refusal, match="is no signal"):
        acknowledge_signal(place.contract, place, "left", "ann", "Because")
    done = acknowledge_signal(place.contract, place, "coding", "cat", "A new guide came in May.")
    assert done.signal == LOUD.key
    step(place.contract, place, Step.APPROVE, "ben", period=YEAR)
    answers = {one.signal.key: one.answer.reason for one in latest(place.contract, place)[1] if one.answer}
    assert answers == {LOUD.key: "A new guide came in May."}
    assert "A new guide came in May. (cat, " in (settled(place) / "report.html").read_text(encoding="utf-8")


def test_figures_without_signals_beside_them_have_none_to_answer(place: Workspace) -> None:
    (place.folder / "figures" / "signals.csv").unlink()
    run = settled(place)
    assert not (run / "signals.csv").exists()
    assert "What the rows ask about" not in (run / "report.html").read_text(encoding="utf-8")
    with pytest.raises(Refusal, match="no run has looked for signals"):
        latest(place.contract, place)
    for kind, by in ((Step.FREEZE, "ann"), (Step.PREPARE, "ann"), (Step.APPROVE, "ben")):
        step(place.contract, place, kind, by, period=YEAR)
