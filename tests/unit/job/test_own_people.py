"""A provider gets its own people back, in its own workspace, and nobody else's. INVENTED people."""

from __future__ import annotations

import csv
import json
import stat
from datetime import date
from pathlib import Path

import pytest

from evenlode.data.received.pseudonyms import Pseudonyms
from evenlode.job import Workspace
from evenlode.job.gaps import Gaps
from evenlode.job.own_people import own_people
from evenlode.measures.gaps import Gap, State
from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Period

OCTOBER = Period(date(2017, 10, 1), date(2017, 10, 31))
KEY, OTHER_KEY = "a1" * 32, "b2" * 32


def code(number: str, kind: str = "person") -> str:
    import pyarrow as pa

    found: list[str] = Pseudonyms(bytes.fromhex(KEY)).of_all(pa.array([number]), kind).to_pylist()
    return found[0]


def of(provider: str, *people: str) -> Gaps:
    rows = [
        Gap(one if at else "lead r1", one, (provider,), ("everybody",), State.FAILS, "a review", date(2017, 11, 30))
        for at, one in enumerate(people)
    ]
    return Gaps("6", "Tested", OCTOBER, date(2017, 11, 30), provider, tuple(rows), invented=True)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path)
    workspace.store.mkdir()
    said = {"invented": True, "data_to": "2017-10-31", "pseudonyms": Pseudonyms(bytes.fromhex(KEY)).said}
    (workspace.store / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    (tmp_path / "pseudonyms.key").write_text(KEY, encoding="ascii")
    rows = "Person_ID,NHSNumber,LocalPatientID,name\n7,,,=Seven\n,999 000 0018,,Eight\n,,L9,Nine\n"
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    return workspace


def written(place: Workspace, found: Gaps, people: str = "people.csv", key: str = "pseudonyms.key") -> list[list[str]]:
    done = own_people(place, "lead", place.store, place.folder / people, place.folder / key).write(found)
    assert done.found + done.not_found == len(found.gaps)
    return list(csv.reader(done.file.read_text(encoding="utf-8").splitlines()[1:]))


def test_people_are_found_by_each_of_their_numbers_and_by_no_other_way(place: Workspace) -> None:
    own = [code("7"), code("9990000018", "NHS number"), code("L9", "lead\x1f"), code("L9", "other\x1f"), code("8")]
    head, *rows = written(place, of("lead", *own))
    assert head[3:] == ["name", "event", "segments", "counts_as", "what_would_change_it", "by"]
    assert [row[3] for row in rows] == ["'=Seven", "Eight", "Nine"]
    assert rows[0][4:] == ["lead r1", "everybody", "fails", "a review", "2017-11-30"]
    assert rows[1][4] == ""
    assert not any(one in "\n".join(map(str, rows)) for one in own)  # no list of which pseudonym is whose


def test_the_file_is_its_owners_alone_and_nothing_is_left_elsewhere(place: Workspace) -> None:
    written(place, of("lead", code("7")))
    folder = place.folder / "own-people"
    file = folder / "gaps-6-lead-2017-10.csv"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert file.read_text(encoding="utf-8").startswith("# INVENTED. People can be told from this file.")
    assert {path.name for path in place.folder.iterdir()} == {"own-people", "store", "people.csv", "pseudonyms.key"}
    assert {path.name for path in folder.iterdir()} == {".gitignore", "provider.txt", file.name}


def test_a_workspace_is_one_providers(place: Workspace) -> None:
    written(place, of("lead", code("7")))
    for provider in ("other", EVERYONE):
        with pytest.raises(Refusal, match=f"gaps of {provider}, and the people are those of lead"):
            written(place, of(provider, code("7")))
    files = (place.store, place.folder / "people.csv", place.folder / "pseudonyms.key")
    with pytest.raises(Refusal, match="holds the own people of lead, and other is another"):
        own_people(place, "other", *files)
    (place.folder / "elsewhere").mkdir()
    (place.folder / "linked").mkdir()
    (place.folder / "linked" / "own-people").symlink_to(place.folder / "elsewhere")
    with pytest.raises(Refusal, match="leads out of the workspace"):
        own_people(Workspace(place.folder / "linked"), "lead", *files)


def test_without_the_key_of_the_store_nobody_is_found(place: Workspace) -> None:
    (place.folder / "other.key").write_text(OTHER_KEY, encoding="ascii")
    with pytest.raises(Refusal, match="not the key that the store was begun with"):
        written(place, of("lead", code("7")), key="other.key")
    with pytest.raises(Refusal, match="there is no key"):
        written(place, of("lead", code("7")), key="none.key")
    assert not (place.folder / "none.key").exists()  # no new key is made


@pytest.mark.parametrize(
    ("text", "said"),
    [("name\nSeven\n", "no column Person_ID or"), ("Person_ID,name\n7\n", "has 1 cells"), ("", "no column")],
)
def test_a_file_of_people_that_cannot_be_used(place: Workspace, text: str, said: str) -> None:
    (place.folder / "wrong.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match=said) as refused:
        written(place, of("lead"), people="wrong.csv")
    assert "Seven" not in str(refused.value)
    with pytest.raises(Refusal, match="cannot be read"):
        written(place, of("lead"), people="missing.csv")


def test_a_store_that_keeps_names_as_sent_needs_no_key(place: Workspace) -> None:
    said = {"invented": True, "data_to": "2017-10-31", "pseudonyms": "as sent"}
    (place.store / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    (_, row) = written(place, of("lead", "7", "8"), key="none.key")
    assert row[3] == "'=Seven"
