"""The statement: everything that decided the money, in bytes that never vary."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from evenlode.payment import judge, pay
from evenlode.payment.statement import HASHES, canonical, sha256_of, statement, unchanged
from evenlode.problems import Refusal
from evenlode.results import Grain, Kind, Outturn
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.scaffold import new_contract

DIGESTS = {name: f"{number:064x}" for number, name in enumerate(HASHES)}


@pytest.fixture
def contract(tmp_path: Path) -> Contract:
    return read_contract(new_contract(tmp_path / "meadow"))


@pytest.fixture
def write(contract: Contract) -> Callable[..., dict[str, Any]]:
    """The statement of the contract's first year, in which its indicator passes."""
    terms = contract.terms_on(date(2027, 9, 30))
    (indicator,) = terms.indicators()
    figure = Outturn(
        indicator.indicator, "1", Kind.PROPORTION, Grain.CONTRACT_YEAR, terms.year, numerator=700, denominator=1000
    )
    judgements = judge([replace(figure, kind=indicator.kind)], terms)

    def written(**changes: Any) -> dict[str, Any]:
        values: dict[str, Any] = {
            "contract": contract,
            "terms": terms,
            "judgements": judgements,
            "payment": pay(judgements, terms),
            "hashes": DIGESTS,
            "invented": False,
            "names": {},
        }
        return statement(**(values | changes))

    return written


def test_it_holds_the_pot_every_line_every_judgement_and_the_hashes(write: Any) -> None:
    found = write()
    assert found["pot"] == 30_000_000
    assert found["year"] == {"from": "2026-10-01", "to": "2027-09-30", "number": 1}
    assert sum(line["share_of_pot"] for line in found["lines"]) == found["pot"]
    assert sum(found["totals"].values()) == found["pot"]
    assert set(found["totals"]) == {"earned", "held", "not_earned", "not_on_offer"}
    (judged,) = found["judgements"]
    assert judged["because"]["value"] == "7/10"
    assert (judged["because"]["numerator"], judged["because"]["denominator"]) == (700, 1000)
    assert found["lines"][0]["because"]
    assert found["hashes"] == DIGESTS
    assert [party["name"] for party in found["parties"]][:2] == ["The commissioner", "The lead provider"]


def test_the_same_statement_has_the_same_bytes_and_another_has_others(write: Any) -> None:
    one = canonical(write())
    assert one == canonical(write())
    assert one.endswith(b"}\n")
    assert sha256_of(one) == sha256_of(canonical(write()))
    assert one != canonical(write(hashes=DIGESTS | {"outturns": "f" * 64}))
    assert len(sha256_of(one)) == 64


def test_the_order_of_keys_changes_nothing_and_the_order_of_lines_does(write: Any) -> None:
    found = write()
    turned = dict(reversed(found.items()))
    assert canonical(turned) == canonical(found)
    assert canonical(found | {"lines": found["lines"][::-1]}) != canonical(found)


@pytest.mark.parametrize("value", [0.5, float("nan"), Decimal(1), Fraction(1, 2), date(2017, 10, 1), {1, 2}, b"x"])
def test_what_could_be_written_in_two_ways_is_refused_by_its_place(write: Any, value: object) -> None:
    document = write()
    document["lines"][0]["earned"] = value
    with pytest.raises(ValueError, match=r"statement\.lines\[0\]\.earned is "):
        canonical(document)


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(ValueError, match="which is not text"):
        canonical({"totals": {1: 2}})


def test_text_beyond_ascii_is_kept_as_it_is() -> None:
    assert canonical({"title": "Café · £5"}) == '{\n  "title": "Café · £5"\n}\n'.encode()


class TestUnchanged:
    def test_what_was_written_is_unchanged(self, write: Any) -> None:
        assert unchanged(canonical(write()))

    @pytest.mark.parametrize(
        "change",
        [
            lambda content: content.replace(b"  ", b"    "),
            lambda content: content.rstrip(),
            lambda content: content[: len(content) // 2],
            lambda content: content.replace(b'"pot": 30000000', b'"pot": 30000000.0'),
            lambda content: content.replace(b'"pot": 30000000', b'"pot": 30000001'),
            lambda content: content.replace(b'"earned": 0', b'"earned": 1', 1),
            lambda content: content.replace(b'"form": "evenlode statement 1"', b'"form": "something else"'),
            lambda content: content.replace(b"\n", b"\r\n"),
            lambda content: b"\xef\xbb\xbf" + content,
            lambda content: b"[]\n",
            lambda content: b"",
            lambda content: b"\xff",
        ],
        ids=lambda change: None,
    )
    def test_what_was_touched_is_not(self, write: Any, change: Callable[[bytes], bytes]) -> None:
        content = canonical(write())
        assert change(content) != content
        assert not unchanged(change(content))

    def test_a_document_of_another_kind_is_not(self, write: Any) -> None:
        document = write()
        del document["totals"]
        assert not unchanged(canonical(document))


class TestInvented:
    def test_aliases_stand_for_every_real_name_and_the_title_says_invented(self, write: Any) -> None:
        text = canonical(write(invented=True)).decode()
        assert "INVENTED - Sample Vale outcomes contract" in text
        assert "Alder Trust" in text
        assert not any(real in text for real in ("The lead provider", "The commissioner", "meadow", "Meadow"))
        assert json.loads(text)["invented"] is True

    def test_a_real_name_beside_an_invented_figure_is_refused(self, write: Any) -> None:
        with pytest.raises(Refusal, match="The lead provider") as refusal:
            write(invented=True, names={"lead": "The lead provider"})
        assert refusal.value.rule == "INVENTED.NAME"

    def test_a_given_name_is_shown(self, write: Any) -> None:
        assert write(names={"lead": "Alder"})["parties"][1] == {
            "name": "Alder",
            "role": "lead provider",
            "party": "lead",
        }


class TestHashes:
    def test_none_says_that_there_was_none(self, write: Any) -> None:
        assert write(hashes=DIGESTS | {"data_manifest": "none"})["hashes"]["data_manifest"] == "none"

    def test_a_hash_may_have_every_digit(self, write: Any) -> None:
        every = "0123456789abcdef" * 4
        assert write(hashes=DIGESTS | {"data_manifest": every})["hashes"]["data_manifest"] == every

    @pytest.mark.parametrize(
        "hashes",
        [
            {name: value for name, value in DIGESTS.items() if name != "outturns"},
            DIGESTS | {"outturns": ""},
            DIGESTS | {"outturns": "F" * 64},
            DIGESTS | {"outturns": "f" * 63},
            DIGESTS | {"weather": "f" * 64},
        ],
    )
    def test_a_hash_that_is_missing_malformed_or_unknown_is_refused(self, write: Any, hashes: dict[str, str]) -> None:
        with pytest.raises(Refusal) as refusal:
            write(hashes=hashes)
        assert refusal.value.rule == "STATEMENT.HASH"
