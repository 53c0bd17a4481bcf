"""Invented submissions: the same bytes from the same seed, clean or with noise, and never in the place of real ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from evenlode.data.checks import check
from evenlode.data.invented import Invented, invent, invent_submissions, plan
from evenlode.data.invented.days import NEVER
from evenlode.data.invented.making import plan_of
from evenlode.data.invented.noise import SWITCHES, chance_of, noisy
from evenlode.data.invented.noise.chance import Tables
from evenlode.data.invented.noise.sending import first_time, months_again, months_missing
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.sending.all_tables import all_rows
from evenlode.data.invented.truth import Truth, read_truth
from evenlode.data.invented.truth.understood import is_understood
from evenlode.data.invented.world import World, world_of
from evenlode.data.manifest import Manifest, read_manifest, write_manifest
from evenlode.data.sent.manifest import NAMES
from evenlode.data.sent.manifest import read_manifest as read_said
from evenlode.data.sent.validating import validate
from evenlode.data.store import open_store
from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

LEAD = "lead-provider"


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


@pytest.fixture(scope="module")
def clean(contract: Contract, tmp_path_factory: pytest.TempPathFactory) -> Invented:
    """One year in three versions: version 5 comes in January, version 6 in April."""
    folder = tmp_path_factory.mktemp("clean") / "invented"
    return invent_submissions(
        contract, folder, people=150, clean=True, years=1, v5_from=12 * 2016, v6_from=12 * 2016 + 3
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def words(made: Invented, month: str, file: str, party: str = LEAD) -> list[dict[str, object]]:
    rows = pq.read_table(made.submissions / party / month / f"{file}.parquet")
    found: list[dict[str, object]] = rows.to_pylist()
    return found


def one_year(contract: Contract, people: int = 300, noise: tuple[str, ...] | None = None, seed: int = 1) -> Plan:
    return plan_of(contract, people, seed, clean=noise is None, noise=noise, years=1)


def test_the_same_seed_gives_the_same_bytes(contract: Contract, tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        invent_submissions(contract, tmp_path / name, people=40, seed=seed, years=1)
    one, again, other = (contents(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    role = f"submissions/{LEAD}/2015-10/role_status.parquet"
    assert one[role] != other[role]
    assert one["truth.csv"] != other["truth.csv"]
    assert one["truth.csv"].startswith(b"# INVENTED\n")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_clean_submissions_have_no_findings_in_any_version(clean: Invented) -> None:
    folders = sorted(path for path in clean.submissions.glob("*/*") if path.is_dir())
    assert len(folders) == 12 * 6
    for folder in folders:
        said = next(path for path in folder.iterdir() if path.name in NAMES)
        files = sorted(path for path in folder.iterdir() if path.suffix == ".parquet")
        found = validate(files, read_said(said))
        assert [str(problem) for problem in found.problems] == [], folder
        assert sum(one.rows for one in found.files) > 0 or folder.parent.name != LEAD


def test_every_version_has_its_own_shape(clean: Invented) -> None:
    def names(month: str) -> set[str]:
        return {path.stem for path in (clean.submissions / LEAD / month).glob("*.parquet")}

    assert {"MHS102", "MHS801", "MHS802", "MHS803"} <= names("2015-12") & names("2016-02")
    assert not {"MHS902", "cluster", "cluster_review"} & names("2016-02")
    assert {"MHS902", "cluster", "cluster_review"} <= names("2016-05")
    assert not {"MHS102", "MHS801", "MHS802", "MHS803"} & names("2016-05")
    four, five, six = (words(clean, month, "MHS003")[0] for month in ("2015-12", "2016-02", "2016-05"))
    assert str(four["AccommodationStatusCode"])[:2] in ("MA", "MH", "HM", "HS", "CJ")
    assert str(five["AccommodationType"]).isdecimal()
    assert set(five) == set(six)
    assert "ConsMediumUsed" in words(clean, "2015-12", "MHS201")[0]
    assert "CareProfTeamLocalID" in words(clean, "2016-05", "MHS101")[0]
    (header,) = words(clean, "2016-05", "MHS000")
    assert (header["DatSetVer"], header["OrgIDProvider"], header["PrimSystemInUse"]) == ("v6.0", LEAD, "INVENTED")
    assert words(clean, "2015-10", "MHS001")[0]["UniqMonthID"] == "1387"


def test_open_records_come_again_every_month_as_they_are_known(clean: Invented) -> None:
    referrals = [row for month in ("2015-10", "2015-11", "2015-12") for row in words(clean, month, "MHS101")]
    by_name: dict[object, list[object]] = {}
    for row in referrals:
        by_name.setdefault(row["ServiceRequestID"], []).append(row["ServDischDate"])
    often = [closed for closed in by_name.values() if len(closed) == 3]
    assert len(often) > 20
    assert all(closed[:2] == [None, None] for closed in often)
    assert any(closed[2] is not None for closed in often)


def test_it_is_of_the_size_that_the_magnitudes_say(contract: Contract) -> None:
    """Shares of the default 20,000 people: 5,500 counted at a time, 9,500 referrals and 700 discharges a year."""
    made = plan_of(contract, 6000, clean=True)
    world = world_of(made, 0, made.people)
    day, scale = made.start + 900, 20_000 / made.people
    clusters, referrals, spells = world.clusters, world.referrals, world.spells
    counted = (clusters.first <= day) & (clusters.last >= day) & (clusters.code >= 4) & (clusters.code <= 17)
    assert 4500 < counted.sum() * scale < 6500
    came = (referrals.received >= made.start) & (referrals.received <= made.end)
    assert 8500 < came.sum() * scale / 5 < 10_500
    assert 600 < (spells.discharged <= made.end).sum() * scale / 5 < 900
    assert 9 not in set(clusters.code.tolist())


def test_a_block_hangs_on_nothing_but_its_number(contract: Contract) -> None:
    made = one_year(contract)
    alone, beside = world_of(made, 3, 200), world_of(replace(made, people=9_000_000), 3, 200)
    assert np.array_equal(alone.referrals.received, beside.referrals.received)
    assert np.array_equal(alone.scores.honos, beside.scores.honos)
    other = world_of(made, 4, 200)
    assert not np.array_equal(alone.stays.joined, other.stays.joined)
    assert not set(alone.people.number) & set(other.people.number)


@pytest.mark.parametrize("parts", [1, 2])
def test_blocks_are_written_one_after_another_and_counted_once(
    contract: Contract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: int
) -> None:
    """With files kept open a month has one of each; where a part holds two of three blocks it has two."""
    monkeypatch.setattr(plan, "BLOCK", 50)
    monkeypatch.setattr("evenlode.data.invented.sending.writing.BLOCKS_A_PART", 4 // parts)
    made = invent_submissions(contract, tmp_path / "all", people=130, clean=True, years=1)
    folder = made.submissions / LEAD / "2016-01"
    files = sorted(path.name for path in folder.glob("MHS101*.parquet"))
    assert files == (["MHS101.parquet"] if parts == 1 else ["MHS101-000.parquet", "MHS101-001.parquet"])
    people = [row["Person_ID"] for path in folder.glob("MHS001*.parquet") for row in pq.read_table(path).to_pylist()]
    assert len(set(people)) == len(people) > 30
    assert {str(person)[:11] for person in people} == {f"invented-{block:02d}" for block in range(3)}
    one = one_year(contract, 130)
    sums = Truth(one, contract)
    for number, size in ((2, 30), (0, 50), (1, 50)):
        sums.add(world_of(one, number, size))
    sums.write(tmp_path / "again.csv")
    assert read_truth(tmp_path / "again.csv") == read_truth(made.truth)


CHANGED = {
    "duplicate-rows": {"referrals", "contacts", "roles"},
    "person-missing": {"roles", "accommodation", "readings"},
    "leading-zero-lost": {"clusters"},
    "times-missing": {"referrals", "contacts", "crisis_log", "letters"},
    "stale-status": {"roles", "employment", "accommodation"},
    "honos-nines": {"honos"},
    "dialog-eights": {"dialog"},
    "settled-homeless": {"accommodation"},
    "sparse-month": {"employment", "accommodation"},
    "ward-stays-missing": {"wards"},
    "ethnicity-invalid": {"people"},
    "old-definition": {"roles"},
    "proms-sparse": {"core", "qpr", "star", "sfq", "reqol", "goal", "dialog"},
    "v6-break": {"clusters", "reviews", "honos"},
    "boundary-change": {"people"},
}


def texts(tables: Tables, name: str) -> list[list[object]]:
    rows = tables[name]
    every = np.arange(len(rows))
    return [column.values(every).to_pylist() for column in rows.columns.values()]


@pytest.fixture(scope="module")
def world(contract: Contract) -> World:
    made = plan_of(contract, 1500, clean=True, years=2, v6_from=12 * 2016 + 9)
    return world_of(made, 0, made.people)


@pytest.mark.parametrize("name", sorted(CHANGED))
def test_each_noise_alone_changes_what_it_should_and_nothing_else(world: World, name: str) -> None:
    tables = all_rows(world)
    found = noisy(replace(world, plan=replace(world.plan, noise=frozenset([name]))), tables)
    changed = {table for table in tables if texts(found, table) != texts(tables, table)}
    assert changed == CHANGED[name]


def test_every_switch_is_tried(contract: Contract) -> None:
    elsewhere = {"resubmitted", "missing-months", "regression-to-the-mean"}
    assert set(CHANGED) | elsewhere == set(SWITCHES)
    assert plan_of(contract, 10).noise == {name for name, switch in SWITCHES.items() if switch.on}


def test_months_come_again_whole_and_others_never(contract: Contract, tmp_path: Path) -> None:
    names = ("resubmitted", "missing-months")
    made = invent_submissions(contract, tmp_path / "all", people=200, noise=names, years=1)
    asked = one_year(contract, 200, names)
    again = [f"{month // 12}-{month % 12 + 1:02d}" for month in sorted(months_again(asked))]
    assert sorted(path.name[:-2] for path in (made.submissions / LEAD).glob("*-2")) == again != []
    first, second = (len(words(made, f"{again[0]}{end}", "MHS201")) for end in ("", "-2"))
    assert 0 < second - first < 0.2 * second
    received = [(made.submissions / LEAD / f"{again[0]}{end}" / "manifest.yaml").read_text() for end in ("", "-2")]
    assert received[0] != received[1]
    ((party, _), *_) = missing = sorted(months_missing(asked))
    assert len(missing) == 3
    folders = [path for path in (made.submissions / f"partner-{party}").iterdir() if path.is_dir()]
    assert len(folders) == 12 - 3
    world = world_of(asked, 0, 200)
    assert len(first_time(all_rows(world), chance_of(world, "resubmitted"))["contacts"]) < len(world.contacts)


def test_the_truth_is_silent_about_what_it_does_not_understand(contract: Contract) -> None:
    definitions = contract.definitions(Period(contract.term.start, contract.term.end))
    assert {one.indicator for one in definitions if one.measure != "supplied" and not is_understood(one)} == set()
    returned = next(one for one in definitions if one.measure == "returned_within")
    assert not is_understood(replace(returned, parameters={**returned.parameters, "counting": "people"}))
    assert not is_understood(replace(returned, parameters={**returned.parameters, "by_moonlight": "yes"}))
    assert not is_understood(replace(returned, measure="four_week_wait"))


def test_first_scores_are_worse_where_they_regress_to_the_mean(contract: Contract) -> None:
    steady, regressing = (
        world_of(plan_of(contract, 2000, noise=noise), 0, 2000) for noise in ((), ("regression-to-the-mean",))
    )
    first = np.diff(steady.assessments.stay, prepend=-1) != 0
    assert regressing.scores.core[first].mean() > steady.scores.core[first].mean() + 10
    assert np.array_equal(regressing.scores.star[~first], steady.scores.star[~first])
    assert np.array_equal(regressing.clusters.first, steady.clusters.first)


def test_nothing_happens_before_or_after_its_time(world: World) -> None:
    referrals, contacts, made = world.referrals, world.contacts, world.plan
    assert (referrals.closed >= referrals.received).all()
    assert (contacts.day >= referrals.received[contacts.referral]).all()
    assert (contacts.day <= np.minimum(referrals.last[contacts.referral], made.end)).all()
    died = world.people.died[referrals.person]
    assert (referrals.last[died < NEVER] <= died[died < NEVER]).all()
    assert (world.spells.discharged >= world.spells.admitted).all()
    for rows in all_rows(world).values():
        assert rows.month.min(initial=made.first_month) >= made.first_month
        assert rows.month.max(initial=made.first_month) <= made.last_month


def test_only_invented_submissions_are_replaced(contract: Contract, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    invent_submissions(contract, folder, people=20, years=1, seed=1)
    first = contents(folder)
    invent_submissions(contract, folder, people=20, years=1, seed=2)
    assert contents(folder) != first
    (folder / "invented.json").write_text("{}", encoding="utf-8")
    kept = contents(folder)
    with pytest.raises(Refusal) as refused:
        invent_submissions(contract, folder, people=20, years=1)
    assert refused.value.rule == "STORE.EXISTS"
    assert contents(folder) == kept
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"people": 0}, "0 people cannot be invented"),
        ({"years": 6}, "the contract has 5 years"),
        ({"noise": ["snow"]}, "snow is no noise that can be made"),
        ({"noise": ["v6-break"]}, "version 6 begins after the last month"),
    ],
)
def test_what_means_nothing_is_refused(contract: Contract, tmp_path: Path, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        invent_submissions(contract, tmp_path / "none", **wrong)  # type: ignore[arg-type]  # one of them is wrong
    assert not (tmp_path / "none").exists()


def test_a_store_is_made_at_once_and_only_an_invented_one_is_replaced(contract: Contract, tmp_path: Path) -> None:
    store = tmp_path / "store"
    invent(contract, store, people=40, years=1, clean=True)
    invent(contract, store, people=40, years=1, clean=True, seed=2)
    with open_store(store) as opened:
        span = Period(contract.term.start, opened.data_to)
        assert (opened.invented, opened.data_from, span.end) == (True, contract.term.start, contract.years()[0].end)
        assert opened.lead_provider == LEAD
        assert [found.rule for found in check(opened, span)] in ([], ["TABLE.MISSING"])
    manifest, _ = read_manifest(store)
    write_manifest(store, Manifest(**{**manifest.model_dump(), "invented": False}))
    kept = contents(store)
    with pytest.raises(Refusal) as refused:
        invent(contract, store, people=20, years=1)
    assert refused.value.rule == "STORE.EXISTS"
    assert contents(store) == kept
