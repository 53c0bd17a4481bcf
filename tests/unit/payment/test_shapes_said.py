"""Every shape has its words, so that no page shows an indicator without the line it is judged by."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evenlode.payment.shapes_said import DATED_SHAPES, shape_in_words, shapes_of
from evenlode.terms.forms.outcome import IndicatorForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contracts_folder
from evenlode.terms.values import say_share

SAID = {
    ("levels", "1"): "good 50%, improved 60%, excellent 70%",
    ("levels", "3"): "threshold 47%, benchmark 87%, baseline 27%, counted in ten points",
    ("levels", "4"): "90 pays 100%, 75 pays 75%, 50 pays 50%, 30 pays 25%",
    ("levels", "5"): "a return with 95% coverage",
    ("cquin", "1"): "nothing at 60%, all at 90%, a straight line between",
    ("unit-price", "1"): "£15.12 for each",
    ("unit-price", "2"): "£2,500 for each, up to £600,000",
    ("shared-saving", "1"): "80%",
}


@pytest.mark.parametrize(("contract", "code"), SAID)
def test_each_shape_in_words(contract: str, code: str) -> None:
    form = read_contract(contracts_folder() / "gallery" / contract).indicator(code)
    assert isinstance(form, IndicatorForm)
    ((_, dated),) = shapes_of(form)
    assert shape_in_words(dated.entries[0][1].value, say_share) == SAID[contract, code]


def test_every_shape_is_told() -> None:
    from evenlode.payment import shapes

    told = {name.replace("_", " ") for name in DATED_SHAPES} | {"any improvement", "none"}
    assert {name.replace("_", " ") for name in shapes.names()} <= told


def test_what_is_no_shape_is_refused() -> None:
    with pytest.raises(TypeError, match="str is no shape"):
        shape_in_words("60%", say_share)
    assert shape_in_words(Fraction(1, 2), say_share) == "50%"
