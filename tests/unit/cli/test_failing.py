"""What a command says when it cannot do its work, and the exit code that goes with it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer

from evenlode.cli import failing
from evenlode.problems import Level, Problem, Refusal


def ended(error: BaseException, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and the message of a command that raises the error."""
    with pytest.raises(typer.Exit) as left, failing.told():
        raise error
    said = capsys.readouterr()
    assert said.out == ""
    return left.value.exit_code, said.err


def test_a_refusal_prints_every_problem_in_columns_and_counts_them(capsys: pytest.CaptureFixture[str]) -> None:
    stop = Level.REJECT_FILE
    problems = [
        Problem("A.B", stop, "contract.yaml", 12, "term.end", '"31 September" is not a date', "Write 30 September"),
        Problem("A.C", stop, "x.csv", 3, "value", "The value is blank", "Fill it in", count=4, first_lines=(3, 9)),
        Problem("A.D", stop, "y.csv", None, None, "There is no such file", "Did you mean x.csv?"),
    ]
    assert ended(Refusal(problems), capsys) == (
        3,
        'contract.yaml:12  term.end:  "31 September" is not a date. Write 30 September.\n'
        "x.csv:3           value:     The value is blank (4 rows, the first: 3, 9). Fill it in.\n"
        "y.csv                        There is no such file. Did you mean x.csv?\n"
        "6 problems\n",
    )


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "out.csv"), 1, "The disk is full (out.csv): make room"),
        (OSError(errno.EROFS, "Read-only file system"), 1, "The disk is read-only: make room"),
        (PermissionError(errno.EACCES, "Permission denied", "store"), 4, "You may not read or write this (store)"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "a.csv"), 1, "No such file or directory (a.csv)"),
    ],
)
def test_the_machine_refuses_in_one_sentence(
    error: OSError, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_code, message = ended(error, capsys)
    assert (exit_code, message.count("\n")) == (code, 1)
    assert message.startswith(said)


def test_ctrl_c_says_that_nothing_is_half_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(KeyboardInterrupt(), capsys) == (130, "Stopped. Nothing was half-written.\n")


def test_a_fault_of_ours_names_its_place_and_never_its_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EVENLODE_DEBUG", raising=False)
    code, said = ended(ValueError("Ann Other, born 1980-01-01"), capsys)
    assert code == 1
    assert "ValueError" in said
    assert "EVENLODE_DEBUG=1" in said
    assert "Ann" not in said
    assert "Traceback" not in said


def test_a_fault_of_ours_shows_everything_when_asked_to(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENLODE_DEBUG", "1")
    code, said = ended(ValueError("all of it"), capsys)
    assert code == 1
    assert "Traceback" in said
    assert "all of it" in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_told(evenlode, tmp_path: Path) -> None:
    script = "from evenlode.cli.app import main; main()"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", script, "config"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr.startswith("The disk is full")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another thing there")
def test_ctrl_c_in_the_middle_of_the_demo_leaves_nothing(tmp_path: Path) -> None:
    script = "from evenlode.cli.app import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "demo"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests may run where Ctrl-C is ignored
    )
    waited_until = time.monotonic() + 60
    while not list(tmp_path.glob(".demo-*/store")) and process.poll() is None and time.monotonic() < waited_until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err == "Stopped. Nothing was half-written.\n"
    assert out == ""
    assert list(tmp_path.iterdir()) == []
