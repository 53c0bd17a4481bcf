"""What each rule of sent rows is told as when the rows may be people's: a sentence and a fix, without any value."""

from __future__ import annotations

from typing import NamedTuple

from evenlode.data.sent.hits import Hit
from evenlode.problems import Level


class Words(NamedTuple):
    """What is wrong, and what to do. Neither ends with a full stop."""

    said: str
    fix: str


BLANK_FIX = "Fill it in, or leave the row out"
SAID = {
    "CODE.LIST": Words("The value is no code of its list", "Use a code of the list; `evenlode validate` prints it"),
    "CODE.REPAIRED": Words("The code came without its leading zero; it was put back", "Send the code as text"),
    "DATE.FORMAT": Words(
        "The days are not written year-month-day, and are never guessed", "Write them like 2016-03-31"
    ),
    "DATE.FORMAT_MIXED": Words(
        "The days of one column are written in several ways, and are never guessed", "Write all of them like 2016-03-31"
    ),
    "DATE.FUTURE": Words(
        "The day is after the end of the period", "Correct the day, or send the row in the period it belongs to"
    ),
    "DATE.INVALID": Words("There is no such day", "Correct it, and write it like 2016-03-31"),
    "DATE.ORDER": Words(
        "It ends before it begins", "Correct one of the two dates, or leave the end blank while it lasts"
    ),
    "ID.NHS_CHECK": Words("The NHS number cannot be right", "Correct it at source; it is never printed"),
    "ID.NHS_PLACEHOLDER": Words("The NHS number is the same digit ten times", "Leave it blank where nobody knows it"),
    "ID.NHS_SHARED": Words(
        "Several people have one NHS number", "Correct it at source, or join their records there; it is never printed"
    ),
    "KEY.DUPLICATE": Words("Rows of one record differ; none of them is used", "Keep one row of each record"),
    "LINK.MISSING_PARENT": Words("The row that it belongs to was not sent", "Send that row too, or leave this one out"),
    "MONEY.FORMAT": Words("The amount is not plain pounds and pence", "Write 1234.50; credits on a line of their own"),
    "TIME.FORMAT": Words("The time is no time of day; it is taken as not known", "Write 14:05 or 14:05:30"),
    "TYPE.CHARACTERS": Words("The cell holds a character that cannot be printed", "Export the column again"),
    "VALUE.FORMAT": Words(
        "The text does not have the shape of its column", "`evenlode validate` shows how it is written"
    ),
    "VALUE.MISSING": Words("The cell is blank", BLANK_FIX),
    "VALUE.RANGE": Words("The score is outside its range", "Correct the score; `evenlode validate` names the range"),
    "XREC.OVERLAP": Words(
        "It starts while another one is in force for the same person", "End the earlier one the day before"
    ),
}
"""By rule. Every rule that `evenlode.data.sent` has for rows stands here; a test says so."""

_COPIES = Words("The same row is sent more than once; it is counted once", "None needed")


def words_of(hit: Hit) -> Words:
    """The words for a fault of rows. Copies of a row break the rule of keys too, and do no harm."""
    return _COPIES if hit.rule == "KEY.DUPLICATE" and hit.level is Level.WARN else SAID[hit.rule]
