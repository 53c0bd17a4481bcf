"""Pseudonyms: made with a key that only its owner may read, the same for one person wherever they are sent."""

from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path

import pyarrow as pa
import pytest

from evenlode.data.received import KEEP, Pseudonyms
from evenlode.problems import Refusal
from tests.unit.data.received.conftest import Receiver, Sent


def test_the_key_is_made_once_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    path = tmp_path / "workspace" / "key"
    first, again = Pseudonyms.of_file(path), Pseudonyms.of_file(path)
    assert first == again
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["key"]
    assert path.read_text(encoding="ascii").strip() not in f"{first!r}{first.said}"
    assert Pseudonyms.of_file(tmp_path / "other").said != first.said


@pytest.mark.parametrize("text", ["", "short", "G" * 64, "é" * 64])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match="no key of pseudonyms"):
        Pseudonyms.of_file(path)


def test_a_pseudonym_is_the_keyed_hash_of_the_number_and_its_kind() -> None:
    people = Pseudonyms(b"k" * 32)
    names = pa.array(["P1", "P2"])
    expected = [hmac.new(b"k" * 32, b"person\x1f" + name, hashlib.sha256).hexdigest()[:32] for name in (b"P1", b"P2")]
    assert people.of_all(names, "person").to_pylist() == expected
    assert people.of_all(pa.array(["P2", "P3", "P1"]), "person").to_pylist()[::2] == expected[::-1]
    assert people.of_all(names, "NHS number").to_pylist() != expected
    assert KEEP.of_all(names, "person") == names


def test_one_person_is_one_by_person_id_and_by_nhs_number_and_two_by_local_names(
    sent: Sent, receiver: Receiver, tmp_path: Path
) -> None:
    people = Pseudonyms.of_file(tmp_path / "key")
    by_id, local = "Person_ID | LocalPatientID\nP1 | L{}", "LocalPatientID\nL1"
    by_number = "LocalPatientID | NHSNumber\nL{} | 9434765919"
    for table in (by_id, by_number):
        for number, provider in enumerate(("lead-provider", "partner-1")):
            receiver.take(sent({"MHS001": table.format(number)}), provider=provider, pseudonyms=people)
        assert len(set(receiver.column("people", "person"))) == 1
    for provider in ("lead-provider", "partner-1"):
        receiver.take(sent({"MHS001": local}), provider=provider, pseudonyms=people)
    assert len(set(receiver.column("people", "person"))) == 2
