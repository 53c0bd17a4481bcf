"""The slow proofs: each is run with its wide settings, to the end whatever fails, and is about files that are there."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from tools import assure

Runs = list[tuple[tuple[str, ...], dict[str, str]]]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """What was run and with which settings, instead of running it; the mutation fails."""
    made: Runs = []

    def pretend(command: list[str], *, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        made.append((tuple(command[1:]), env))
        return subprocess.CompletedProcess(command, "mutate" in command[-1])

    monkeypatch.setattr(subprocess, "run", pretend)
    return made


def test_every_proof_is_run_with_its_settings_whatever_fails(
    runs: Runs, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EVENLODE_EXAMPLES", raising=False)
    monkeypatch.setattr(assure, "PROOFS", assure.PROOFS[::-1])
    assert assure.main([]) == 1
    settings = [(env.get("EVENLODE_EXAMPLES"), env.get("EVENLODE_ATTACKS")) for _, env in runs]
    assert settings[-2:] == [(None, "200"), ("10000", settings[-1][1])]
    assert len(settings) == len(assure.PROOFS) >= 9
    printed = capsys.readouterr().out
    assert "FAILED mutation" in printed
    assert "ok     generative" in printed


def test_one_proof_by_its_name(runs: Runs) -> None:
    assert assure.main(["attacks"]) == 0
    assert [command for command, _ in runs] == [("-m", "pytest", "-q", assure.ATTACKS)]


def test_an_unknown_proof_runs_nothing(runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
    assert assure.main(["attacks", "fuzzing"]) == 2
    known = ", ".join(proof.name for proof in assure.PROOFS)
    assert f"fuzzing: no such proof; there are {known}" in capsys.readouterr().err
    assert {"attacks", "journeys", "mutation"} <= {proof.name for proof in assure.PROOFS}
    assert runs == []


def test_what_the_proofs_name_is_there() -> None:
    named = [word.removeprefix("--ignore=") for proof in assure.PROOFS for word in proof.command if "/" in word]
    assert len(named) >= 8
    assert all((assure.ROOT / path).exists() for path in named)
