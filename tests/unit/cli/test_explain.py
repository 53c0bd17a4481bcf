"""Rows about people are printed only where the one who asks says that they may be seen."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from evenlode.terms.shipped import contract_folder
from tests.unit.cli.conftest import Evenlode

CONTRACT = contract_folder("oxfordshire-mental-health")


def test_rows_are_refused_outside_their_zone_and_printed_inside_it(evenlode: Evenlode, invented_store: Path) -> None:
    asked = ("explain", "5a", CONTRACT, "--store", invented_store, "--month", "2018-09", "--rows", "--format", "csv")
    refused = evenlode(*asked)
    assert refused.returncode == 4
    assert refused.stdout == ""
    assert "add --rows-zone" in refused.stderr
    shown = evenlode(*asked, "--rows-zone")
    assert shown.returncode == 0, shown.stderr
    assert "not for direct care" in shown.stderr
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert {row["person"].partition("-")[0] for row in rows} == {"invented"}
    steps = evenlode(*asked[:7], "--format", "json")
    counts = {fact["what"]: fact["value"] for fact in json.loads(steps.stdout)}
    assert str(len(rows)) == counts["eligible on 30 September 2018"]
    assert str(sum(row["counted"].startswith("numerator") for row in rows)) == counts["in the numerator"]
