"""`evenlode invent`: what it says, what it refuses, and months that are asked for by name."""

from __future__ import annotations

import json
from pathlib import Path

from evenlode.terms.shipped import contract_folder
from tests.unit.cli.conftest import Evenlode

CONTRACT = contract_folder("oxfordshire-mental-health")
SMALL = ("--people", "20", "--years", "1")


def test_it_says_what_it_made_and_that_it_is_invented(evenlode: Evenlode, tmp_path: Path) -> None:
    done = evenlode("invent", CONTRACT, "--to", "made", *SMALL, "--v6-from", "2016-04", "--noise", "times-missing")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("INVENTED: 20 people, 1 October 2015 to 30 September 2016\n")
    assert "times-missing" in done.stdout
    lead = tmp_path / "made" / "submissions" / "lead-provider"
    assert "version: v6.0" in (lead / "2016-04" / "manifest.yaml").read_text()
    assert "version: v4.1" in (lead / "2016-03" / "manifest.yaml").read_text()
    assert (tmp_path / "made" / "truth.csv").read_text().startswith("# INVENTED\n")


def test_it_says_the_same_in_a_row(evenlode: Evenlode) -> None:
    done = evenlode("invent", CONTRACT, "--to", "made", *SMALL, "--clean", "--format", "json")
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)
    assert (row["people"], row["noise"], row["data_to"]) == (20, "", "2016-09-30")


def test_what_cannot_be_made_leaves_nothing(evenlode: Evenlode, tmp_path: Path) -> None:
    unknown = evenlode("invent", CONTRACT, "--to", "made", *SMALL, "--noise", "snow")
    assert unknown.returncode == 3
    assert "Use resubmitted, " in unknown.stderr
    for wrong in (("--clean", "--noise", "times-missing"), ("--v6-from", "soon"), ("--years", "0")):
        assert evenlode("invent", CONTRACT, "--to", "made", *wrong).returncode == 2
    assert list(tmp_path.iterdir()) == []
