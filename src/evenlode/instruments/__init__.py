"""How people were scored: instruments as versioned data, four scoring primitives, and what a change of score means."""

from __future__ import annotations

from evenlode.instruments.bands import band
from evenlode.instruments.changes import Category, Change, Clinical, Reliable, better_by, change
from evenlode.instruments.codes import Coded, by_code, codes_of
from evenlode.instruments.denominators import Among, Share, multi_measure, share
from evenlode.instruments.form import Instrument, Primitive
from evenlode.instruments.jacobson_truax import cut_off_c, reliable_change_index
from evenlode.instruments.ladders import LadderChange, ladder_change
from evenlode.instruments.pairing import Assessment, Excluded, Pair, Referral, excluded, pair
from evenlode.instruments.reading import instrument, instruments_sha256, names, read_instrument
from evenlode.instruments.scores import Score, score, scorings
from evenlode.instruments.scoring import ItemRule, Scoring

__all__ = [
    "Among",
    "Assessment",
    "Category",
    "Change",
    "Clinical",
    "Coded",
    "Excluded",
    "Instrument",
    "ItemRule",
    "LadderChange",
    "Pair",
    "Primitive",
    "Referral",
    "Reliable",
    "Score",
    "Scoring",
    "Share",
    "band",
    "better_by",
    "by_code",
    "change",
    "codes_of",
    "cut_off_c",
    "excluded",
    "instrument",
    "instruments_sha256",
    "ladder_change",
    "multi_measure",
    "names",
    "pair",
    "read_instrument",
    "reliable_change_index",
    "score",
    "scorings",
    "share",
]
