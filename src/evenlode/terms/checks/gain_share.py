"""A gain share says in which order it is worked out; its bands meet end to end; its parts fit its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.forms.contract import ContractForm
from evenlode.terms.forms.gain_share import BandForm, SharingForm
from evenlode.terms.values import say_share
from evenlode.terms.yaml_text import Path

_FIELDS = {
    "truncation": "truncate_at",
    "support fee": "support_fee",
    "minimum savings rate": "minimum_savings_rate",
    "quality": "quality",
    "cap": "cap",
    "carried losses": "carry_losses_years",
}
_TWO_SIDED = ("loss_bands", "minimum_loss_rate", "loss_cap")
_BEFORE_BANDS = ("truncation", "minimum savings rate")


def problems(folder: Folder) -> Iterator[Problem]:
    """What is wrong with each dated gain share of contract.yaml."""
    file = folder.contract
    dated = file.form.gain_share.terms if file and file.form.gain_share else None
    for day, entry in dated.entries if dated else ():
        assert file is not None  # noqa: S101 - narrows for the reader: there are no terms without a file
        inside: Path = ("gain_share", "terms", day.isoformat())
        yield from _order(file, inside, entry.value)
        yield from _form(file, inside, entry.value)
        yield from _bands(file, (*inside, "bands"), entry.value.bands)
        if entry.value.loss_bands:
            yield from _bands(file, (*inside, "loss_bands"), entry.value.loss_bands)


def _order(file: FileOf[ContractForm], inside: Path, form: SharingForm) -> Iterator[Problem]:
    order: list[str] = list(form.order)
    where = (*inside, "order")
    stated = ["bands", *(name for name, field in _FIELDS.items() if getattr(form, field) is not None)]
    if len(set(order)) < len(order):
        yield file.problem("CFG.ORDER", where, "The order names a step twice", "Name each step once")
    for name in stated:
        if name not in order:
            said = f"The order of operations does not say when the {name} come{'' if name == 'bands' else 's'}"
            yield file.problem("CFG.ORDER", where, said, f"Put {name} in its place in order:")
    for name in order:
        if name not in stated:
            said = f"The order names {name} and no {_FIELDS[name]} is stated"
            yield file.problem("CFG.ORDER", where, said, f"Add {_FIELDS[name]}: or take it out of order:")
    if form.held_by == "provider" and "quality" in order[: order.index("bands") if "bands" in order else 0]:
        said = "Quality scales what the provider keeps, and stands before the bands, which decide that"
        yield file.problem("CFG.ORDER", where, said, "Put quality after bands")
    for name in _BEFORE_BANDS:
        if name in order and "bands" in order and order.index(name) > order.index("bands"):
            said = f"The {name} is about the whole saving and stands after the bands, which share it"
            yield file.problem("CFG.ORDER", where, said, f"Put {name} before bands")


def _form(file: FileOf[ContractForm], inside: Path, form: SharingForm) -> Iterator[Problem]:
    for name in _TWO_SIDED:
        if form.sides == "one" and getattr(form, name):
            said = f"{name} is about losses, and this gain share has one side"
            yield file.problem("CFG.GAIN_SHARE", (*inside, name), said, "Delete it, or write sides: two")
    if form.sides == "two" and form.carry_losses_years is not None:
        said = "Losses are shared in their own year where there are two sides, so none is carried"
        yield file.problem("CFG.GAIN_SHARE", (*inside, "carry_losses_years"), said, "Delete it, or write sides: one")
    for name in ("minimum_savings_rate", "minimum_loss_rate"):
        if form.held_by == "provider" and getattr(form, name):
            said = f"With {name} a provider that holds the saving would lose by saving a little more"
            yield file.problem("CFG.GAIN_SHARE", (*inside, name), said, "Delete it, and begin with a band of 0%")
    for name in ("truncate_at", "support_fee"):
        if form.held_by == "provider" and getattr(form, name) is not None:
            said = f"{name} is about what the commissioner paid, and here the provider holds the saving"
            yield file.problem("CFG.GAIN_SHARE", (*inside, name), said, "Delete it, or write held_by: commissioner")
    if form.loss_cap is not None and form.cap is None:
        said = "A cap on losses stands without one on savings"
        yield file.problem("CFG.GAIN_SHARE", (*inside, "loss_cap"), said, "Add cap:, 100% where there is none")
    if form.minimum_loss_rate is not None and form.minimum_savings_rate is None:
        said = "A minimum rate of losses stands without one of savings"
        yield file.problem(
            "CFG.GAIN_SHARE", (*inside, "minimum_loss_rate"), said, "Add minimum_savings_rate:, 0% if so"
        )
    yield from _quality(file, inside, form)
    if form.retained is not None and form.retained > 1:
        yield file.problem("CFG.SHARE", (*inside, "retained"), "More than 100% is retained", "Write 100% at most")


def _quality(file: FileOf[ContractForm], inside: Path, form: SharingForm) -> Iterator[Problem]:
    quality, where = form.quality, (*inside, "quality")
    if quality is None:
        return
    steps = sorted(quality.ladder.items())
    if quality.scaled_by == "thresholds met" and not steps:
        said = "Quality is scaled by thresholds met, and no ladder says what each number leaves"
        yield file.problem("CFG.GAIN_SHARE", where, said, "Add ladder:, the least number of each step with its share")
    if any(low > high for (_, low), (_, high) in pairwise(steps)) or any(share > 1 for _, share in steps):
        said = "A higher step of quality leaves less, or one leaves more than 100%"
        yield file.problem("CFG.THRESHOLD_ORDER", where, said, "Leave more for higher quality, 100% at most")


def _bands(file: FileOf[ContractForm], where: Path, bands: Sequence[BandForm]) -> Iterator[Problem]:
    if not bands:
        yield file.problem("CFG.BANDS", where, "There is no band", "Add one: {from: 0%, share: 50%}")
        return
    if bands[0].from_ != 0:
        said = f"The first band starts at {say_share(bands[0].from_)}, so what lies below it has no share"
        yield file.problem("CFG.BANDS", (*where, 0), said, "Start it at 0%, with a share of 0% if nothing is shared")
    for place, (low, high) in enumerate(pairwise(bands)):
        if low.to is None or low.to > high.from_:
            said = f"The bands overlap: one ends {_end(low)} and the next starts at {say_share(high.from_)}"
            yield file.problem("CFG.BANDS", (*where, place + 1), said, "Let each start where the one before it ends")
        elif low.to < high.from_:
            said = f"The bands leave a gap from {say_share(low.to)} to {say_share(high.from_)}"
            yield file.problem("CFG.BANDS", (*where, place + 1), said, "Let each start where the one before it ends")
    if bands[-1].to is not None:
        said = f"Nothing says what is shared beyond {say_share(bands[-1].to)}"
        yield file.problem("CFG.BANDS", (*where, len(bands) - 1), said, "Add a last band without to:")
    for place, band in enumerate(bands):
        if band.to is not None and band.to <= band.from_:
            yield file.problem("CFG.BANDS", (*where, place), "The band ends before it starts", "Swap from and to")
        if band.share > 1:
            yield file.problem("CFG.BANDS", (*where, place), "The band passes on more than 100%", "Write 100% at most")


def _end(band: BandForm) -> str:
    return "nowhere" if band.to is None else f"at {say_share(band.to)}"
