"""The job and the command: what a release leaves, what is public of it, and how it ends when it may not go out."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest

from evenlode.data.supplied.outturns_csv import write_outturns_csv
from evenlode.disclosure import What, read_what
from evenlode.job import Workspace
from evenlode.job.releasing import ReleaseResult, release
from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.releases import releases
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from tests.command import evenlode
from tests.unit.disclosure.conftest import make_outturns

CONTRACT = contract_folder("oxfordshire-mental-health")
LEAD, PARTNER = "lead-provider", "partner-1"
SAFE = {(LEAD, "clusters 4 to 8", 0): (60, 120), (PARTNER, "clusters 4 to 8", 0): (3, 40)}
UNSAFE = {(LEAD, "clusters 4 to 8", 0): (40, 60), (PARTNER, "clusters 4 to 8", 0): (1, 1)}
MONTHLY = What(read_what(["headline:month", "by-provider:month"]))


def workspace(folder: Path, counts: dict[tuple[str, str, int], tuple[int, int]], invented: bool = True) -> Workspace:
    """A workspace with one run, whose outturns are these."""
    place = folder / "runs" / "0001-measure"
    place.mkdir(parents=True)
    rows = write_outturns_csv(make_outturns(counts, "in-paid-employment"), invented=invented)
    (place / "outturns.csv").write_text(rows, encoding="utf-8", newline="")
    (place / "run.json").write_text('{"contract": "oxfordshire-mental-health"}', encoding="utf-8")
    return Workspace(folder)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace(tmp_path_factory.mktemp("released"), SAFE)


@pytest.fixture(scope="module")
def made(place: Workspace) -> ReleaseResult:
    return release(CONTRACT, place, what=MONTHLY, by="somebody")


def command(place: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return evenlode(
        "release", "--workspace", place, "--contract", CONTRACT, "--what", "headline:month", *more, folder=place
    )


def test_what_is_public_holds_no_exact_count_and_says_invented(made: ReleaseResult) -> None:
    assert made.folder is not None
    public = made.folder / "public"
    assert sorted(path.name for path in public.iterdir()) == ["figures.csv", "figures.json", "method.html"]
    first, *rest = (public / "figures.csv").read_text(encoding="utf-8").splitlines()
    assert first == "# INVENTED"
    rows = {row["provider"]: row for row in csv.DictReader(rest)}
    assert (rows[LEAD]["numerator"], rows[LEAD]["denominator"], rows[LEAD]["rate"]) == ("60", "120", "0.50")
    assert (rows[PARTNER]["numerator"], rows[PARTNER]["denominator"], rows[PARTNER]["rate"]) == ("*", "40", "*")
    assert (rows["all"]["numerator"], rows["all"]["denominator"]) == ("65", "160")
    said = json.loads((public / "figures.json").read_text(encoding="utf-8"))
    assert (said["invented"], len(said["figures"]), said["policy"]) == (True, 3, "evenlode-default, version 1")
    assert "INVENTED" in (public / "method.html").read_text(encoding="utf-8")


def test_no_real_name_stands_beside_invented_figures(made: ReleaseResult) -> None:
    assert made.folder is not None
    contract = read_contract(CONTRACT)
    text = "".join(path.read_text(encoding="utf-8") for path in (made.folder / "public").iterdir())
    assert contract.lead_provider.alias in text
    assert all(party.name not in text for party in contract.form.parties)
    assert contract.form.title not in text


def test_why_each_number_is_hidden_is_kept_beside_what_is_public(made: ReleaseResult) -> None:
    assert made.folder is not None
    lines = (made.folder / "why-hidden.csv").read_text(encoding="utf-8").splitlines()
    assert any(line.endswith(f"{PARTNER},all,numerator,a count of 1 to 7") for line in lines)


def test_the_ledger_holds_the_hash_of_every_public_file(made: ReleaseResult, place: Workspace) -> None:
    from evenlode.payment.statement import sha256_of

    assert made.folder is not None
    with Journal.open(place.records) as journal:
        (found,) = releases(journal)
        assert journal.verify() == []
    assert found.of.files == {path.name: sha256_of(path.read_bytes()) for path in (made.folder / "public").iterdir()}


def test_the_same_again_is_refused(made: ReleaseResult, place: Workspace) -> None:
    assert made.recorded is not None
    with pytest.raises(Refusal) as refused:
        release(CONTRACT, place, what=MONTHLY, by="somebody")
    assert refused.value.rule == "DISCLOSURE.NOTHING"


def test_a_dry_run_leaves_nothing(tmp_path: Path) -> None:
    found = release(CONTRACT, workspace(tmp_path, SAFE), what=MONTHLY, by="somebody", dry_run=True)
    assert (found.folder, found.recorded, found.plan.refused) == (None, None, ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["runs"]


def test_nothing_is_left_where_the_ledger_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = workspace(tmp_path, SAFE)
    monkeypatch.setattr("evenlode.job.releasing._ledger", lambda workspace: [])
    release(CONTRACT, own, what=MONTHLY, by="somebody")
    before = sorted(path.name for path in (tmp_path / "releases").iterdir())
    with pytest.raises(Refusal) as refused:  # as when another release came in between
        release(CONTRACT, own, what=MONTHLY, by="somebody")
    assert refused.value.rule == "DISCLOSURE.STALE"
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == before


def test_a_run_of_another_contract_is_refused(tmp_path: Path) -> None:
    own = workspace(tmp_path, SAFE)
    (own.runs / "0001-measure" / "run.json").write_text('{"contract": "elsewhere"}', encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        release(CONTRACT, own, by="somebody")
    assert refused.value.rule == "RUN.CONTRACT"


def test_the_command_says_what_is_hidden_and_where_the_release_is(tmp_path: Path) -> None:
    workspace(tmp_path, SAFE)
    done = command(tmp_path, "--what", "by-provider:month")
    assert done.returncode == 0, done.stderr
    assert "INVENTED figures" in done.stdout
    assert "a count of 1 to 7" in done.stdout
    assert "only its folder public is for publication" in done.stderr


def test_a_release_that_would_tell_ends_with_4_and_leaves_nothing(tmp_path: Path) -> None:
    workspace(tmp_path, UNSAFE)
    done = command(tmp_path)
    assert done.returncode == 4
    assert "in-paid-employment, month 1 October 2017 to 31 October 2017, all providers, all segments" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["runs"]
    assert command(tmp_path, "--headlines-may-go").returncode == 0


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (["--what", "by-provider-and-segment:rolling"], 4, "rolling"),
        (["--policy", "no-such"], 3, "no disclosure policy"),
        (["--run", "0007-run"], 3, "no run with outturns"),
        (["--within", "2017"], 2, "not a day"),
    ],
)
def test_what_cannot_be_released_ends_with_its_code(tmp_path: Path, more: list[str], code: int, says: str) -> None:
    workspace(tmp_path, SAFE)
    done = command(tmp_path, *more)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
