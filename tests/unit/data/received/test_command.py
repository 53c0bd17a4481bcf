"""The command that a user types: its table, its notes, its exit codes, and the key that it makes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from evenlode.data.manifest import read_manifest
from tests.command import evenlode
from tests.unit.data.received.conftest import Sent

PEOPLE = "Person_ID | PersonBirthDate\nP1 | 1980-01-15"


def run(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return evenlode("receive", *arguments, folder=folder)


def test_the_command_receives_into_the_workspace_and_makes_its_key(sent: Sent, tmp_path: Path) -> None:
    folder = sent({"MHS001": PEOPLE})
    done = run(tmp_path, folder, "--provider", "lead-provider", "--month", "2016-03", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    [row] = json.loads(done.stdout)
    assert (row["submission"], row["rows"], row["result"]) == (folder.name, 1, "received")
    assert (tmp_path / "pseudonyms.key").stat().st_mode & 0o777 == 0o600
    key = (tmp_path / "pseudonyms.key").read_text(encoding="ascii").strip()
    manifest = read_manifest(tmp_path / "store")[0]
    assert key not in manifest.model_dump_json() + done.stdout
    assert str(manifest.pseudonyms).startswith("key ")


def test_what_is_refused_is_told_with_what_to_do_and_exit_code_3(sent: Sent, tmp_path: Path) -> None:
    done = run(tmp_path, sent({"MHS001": PEOPLE}), "--month", "2016-03")
    assert done.returncode == 3
    assert "It does not say who sent it. Give --provider, or write provider: into its manifest.yaml." in done.stderr
    assert not (tmp_path / "store" / "manifest.json").exists()
    assert run(tmp_path, "gone.csv", "--month", "2016-03", "--provider", "x").returncode == 3
    assert run(tmp_path, "gone.csv", "--month", "March").returncode == 2


def test_a_store_begun_with_names_as_sent_goes_on_so(sent: Sent, tmp_path: Path) -> None:
    options = ("--provider", "lead-provider", "--invented")
    assert (
        run(tmp_path, sent({"MHS001": PEOPLE}), "--month", "2016-03", "--pseudonyms", "keep", *options).returncode == 0
    )
    assert run(tmp_path, sent({"MHS001": PEOPLE}), "--month", "2016-04", *options).returncode == 0
    assert len(read_manifest(tmp_path / "store")[0].submissions) == 2
    assert not (tmp_path / "pseudonyms.key").exists()


def test_problems_where_a_file_is_refused_and_notes_where_all_are_in(sent: Sent, tmp_path: Path) -> None:
    options = ("--provider", "lead-provider", "--month", "2016-03")
    undated = sent({"MHS001": "Person_ID | PersonBirthDate\nP1 | 30/02/1980"})
    done = run(tmp_path, undated, *options)
    assert done.returncode == 3
    assert "MHS001.csv:2  PersonBirthDate:  The days are not written year-month-day" in done.stderr
    assert done.stderr.splitlines()[-1] == "1 problem"
    spells = "Person_ID | HospProvSpellID | StartDateHospProvSpell | DischDateHospProvSpell\n"
    spells += "P1 | S1 | 2016-03-05 |\nP9 | S2 | 2016-03-06 |"
    both = sent({"MHS001": PEOPLE, "MHS501": spells})
    done = run(tmp_path, both, *options)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "1 note")
    done = run(tmp_path, undated, both, *options)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (3, "1 problem")
