"""Zips: taken in as folders are, and refused where they are anything but files of rows."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from evenlode.data.manifest import read_manifest
from evenlode.data.received.archive import ArchiveLimits
from tests.unit.data.received.conftest import Receiver

PEOPLE = "Person_ID,PersonBirthDate\nP1,1980-01-15\n"
Fill = Callable[[zipfile.ZipFile], None]


def zipped(path: Path, fill: Fill) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    return path


def test_a_zip_is_a_submission_and_is_kept_as_it_came(tmp_path: Path, receiver: Receiver) -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("march/MHS001.csv", PEOPLE)
        archive.writestr("march/manifest.yaml", "period: 2016-03\nprovider: partner-1\n")
        archive.writestr("__MACOSX/march/._MHS001.csv", "whatever a Mac adds")

    path = zipped(tmp_path / "march.zip", fill)
    [outcome] = receiver.take(path, provider=None, month=None).outcomes
    assert (outcome.name, outcome.state, outcome.provider, outcome.rows) == ("march.zip", "received", "partner-1", 1)
    [kept] = (receiver.folder / "received").iterdir()
    [entry] = read_manifest(receiver.folder)[0].submissions
    assert entry.archive is not None
    assert (kept.read_bytes(), kept.name) == (path.read_bytes(), entry.archive.sha256)
    assert kept.stat().st_mode & 0o077 == 0


def test_a_zip_and_a_folder_of_the_same_files_are_one_submission(tmp_path: Path, receiver: Receiver) -> None:
    folder = tmp_path / "march"
    folder.mkdir()
    (folder / "MHS001.csv").write_text(PEOPLE, encoding="utf-8")
    path = zipped(tmp_path / "march.zip", lambda archive: archive.writestr("MHS001.csv", PEOPLE))
    assert [one.state for one in receiver.take(path, folder).outcomes] == ["received", "there already"]


def _link(archive: zipfile.ZipFile) -> None:
    link = zipfile.ZipInfo("MHS001.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(link, "/etc/passwd")


def _named(*names: str) -> Fill:
    def fill(archive: zipfile.ZipFile) -> None:
        for name in names:
            archive.writestr(name, PEOPLE)

    return fill


def _bomb(archive: zipfile.ZipFile) -> None:
    archive.writestr("MHS001.csv", b"0" * 30_000_000)


@pytest.mark.parametrize(
    ("fill", "rule"),
    [
        (_named("../MHS001.csv"), "FILE.NAME"),
        (_named("/MHS001.csv"), "FILE.NAME"),
        (_named("C:\\MHS001.csv"), "FILE.NAME"),
        (_named("..\\MHS001.csv"), "FILE.NAME"),
        (_named("a/MHS001.csv", "b/mhs001.csv"), "FILE.NAME"),
        (_named("more.zip"), "FILE.KIND"),
        (_named(*(f"MHS001_{number}.csv" for number in range(6))), "FILE.ZIP_LIMIT"),
        (_link, "FILE.KIND"),
        (_bomb, "FILE.ZIP_LIMIT"),
    ],
)
def test_what_an_archive_may_not_hold(tmp_path: Path, receiver: Receiver, fill: Fill, rule: str) -> None:
    path = zipped(tmp_path / "march.zip", fill)
    before = set(tmp_path.rglob("*"))
    [outcome] = receiver.take(path, archives=ArchiveLimits(most_files=5)).outcomes
    assert (outcome.state, [one.rule for one in outcome.problems]) == ("refused", [rule])
    assert outcome.problems[0].file == "march.zip"
    assert set(tmp_path.rglob("*")) - before == {receiver.folder, receiver.folder / ".lock"}


def test_sizes_that_an_archive_states_are_not_believed(tmp_path: Path, receiver: Receiver) -> None:
    path = zipped(tmp_path / "march.zip", _bomb)
    content = path.read_bytes()
    told = (30_000_000).to_bytes(4, "little")
    assert content.count(told) == 2
    path.write_bytes(content.replace(told, (1_000).to_bytes(4, "little")))
    [outcome] = receiver.take(path).outcomes
    assert outcome.state == "refused"
    assert outcome.problems[0].rule in ("FILE.ZIP_LIMIT", "FILE.DAMAGED")


def test_an_archive_that_is_cut_off_or_none(tmp_path: Path, receiver: Receiver) -> None:
    path = zipped(tmp_path / "march.zip", lambda archive: archive.writestr("MHS001.csv", PEOPLE * 100))
    whole = path.read_bytes()
    damaged, empty = "FILE.DAMAGED", "FILE.EMPTY"
    for content, rule in ((whole[:-30], damaged), (whole[:50], damaged), (b"no archive at all", damaged), (b"", empty)):
        path.write_bytes(content)
        [outcome] = receiver.take(path).outcomes
        assert (outcome.state, [one.rule for one in outcome.problems]) == ("refused", [rule])
