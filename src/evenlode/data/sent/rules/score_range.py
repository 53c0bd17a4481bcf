"""A score lies in the range of what was asked; the number for 'not known' is kept as missing and never as a score."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from evenlode.data.sent.asked import asked_of
from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.ranges import ScoreRange, range_of
from evenlode.data.sent.saying import FIRST, counted, listed, rows_said, sentence_case, shown
from evenlode.data.sent.sheet import Distinct, Mask, Places, Sheet
from evenlode.problems import Level

RANK = 70
TOGETHER = False


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """VALUE.RANGE for each question with a range that some score is outside of."""
    scored = sheet.form.scored
    if scored is None or not sheet.has(*scored.asked, scored.score):
        return
    scores = sheet.distinct(scored.score)
    filled = scores.which >= 0
    for found, rows in _questions(sheet, scored.asked):
        outside = scores.rows_where(partial(_outside, found)) & filled & rows
        if outside.any():
            yield _hit(sheet, scored.score, found, places_of(outside), _unknown(scores, found) & rows)


def _questions(sheet: Sheet, asked: tuple[str, ...]) -> Iterator[tuple[ScoreRange, Mask]]:
    """Each range that is asked for, and the rows that ask for it; a question that is not known here has none."""
    questions = asked_of([sheet.distinct(name) for name in asked])
    by_range: dict[ScoreRange, list[int]] = {}
    for place, words in enumerate(questions.words):
        if found := range_of(words):
            by_range.setdefault(found, []).append(place)
    for found, places in sorted(by_range.items(), key=lambda one: one[0].name):
        answers = np.zeros(len(questions.words), dtype=bool)
        answers[places] = True
        yield found, answers[questions.which]


def _outside(found: ScoreRange, text: str) -> bool:
    return text != found.not_known and not found.holds(text)


def _unknown(scores: Distinct, found: ScoreRange) -> Mask:
    return scores.rows_where(lambda text: text == found.not_known)


def _hit(sheet: Sheet, score: str, found: ScoreRange, places: Places, unknown: Mask) -> Hit:
    values = sorted({sheet.at(score, place) for place in places[:1000]})
    given = listed([shown(value) for value in values[:FIRST]]) + (" and others" if len(values) > FIRST else "")
    said = f"{found.name} must be {found}; {given} given"
    if unknown.any():
        lines = [int(line) for line in sheet.lines[unknown]]
        one = len(lines) == 1
        rows = counted(len(lines), "row") if len(lines) > FIRST else rows_said(lines)
        kept = f"{'is' if one else 'are'} kept as missing, not as {found.not_known}"
        said = f"{said}. {sentence_case(rows)} ({found.not_known}) {kept}"
    return Hit("VALUE.RANGE", Level.REJECT_RECORD, score, places, said, "Correct the score")
