"""How like a title is to one of our columns: by its letters, and by words that mean the same to who keeps records."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import cache

from evenlode.data.sent.form import SentColumn

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PHRASES = {
    "service user": "person",
    "date of birth": "birth date",
    "care coordinator": "coordinator",
    "nhs no": "nhs number",
}
_SAME = {
    **dict.fromkeys(("client", "patient", "individual", "customer", "member", "su", "pt"), "person"),
    **dict.fromkeys(("no", "num", "ref", "reference", "identifier", "code"), "id"),
    **dict.fromkeys(("opened", "open", "began", "begin", "commenced", "started", "starting", "from"), "start"),
    **dict.fromkeys(("closed", "close", "ended", "ending", "finish", "finished", "to", "until"), "end"),
    **dict.fromkeys(("discharged", "disch"), "discharge"),
    **dict.fromkeys(("dob", "born"), "birth"),
    **dict.fromkeys(("eligibility",), "eligible"),
    **dict.fromkeys(("seen", "visit", "visited", "appointment"), "contact"),
    **dict.fromkeys(("dt", "day"), "date"),
    **dict.fromkeys(("org", "organisation"), "provider"),
    **dict.fromkeys(("accom", "accomm", "housing"), "accommodation"),
    **dict.fromkeys(("employ", "employed", "job"), "employment"),
    **dict.fromkeys(("recd",), "received"),
    **dict.fromkeys(("rec", "recorded"), "recording"),
    **dict.fromkeys(("kpi", "indicator"), "measure"),
}
_NOTHING = frozenset({"of", "the", "a", "an", "and", "is", "was", "in", "on", "s", "name"})
_NEAR = 0.8


@cache
def likeness(title: str, column: SentColumn) -> float:
    """From 0, nothing alike, to 1, the same name or words that mean the same."""
    plain = re.sub(r"[\W_]+", "", title.casefold())
    names = (column.name, *column.aliases)
    letters = max(_ratio(plain, re.sub(r"[\W_]+", "", name.casefold())) for name in names)
    words = meaning(title)
    said = [meaning(name) for name in (*names, column.said) if name]
    if column.is_day:
        said += [one | {"date"} for one in said]
    return max(letters if letters >= _NEAR else 0.0, *(_shared(words, one) for one in said))


@cache
def meaning(text: str) -> frozenset[str]:
    """The words of a title or name, each as the one word that stands for all that mean the same."""
    split = " ".join(_WORD.findall(text)).casefold()
    for phrase, word in _PHRASES.items():
        split = re.sub(rf"\b{phrase}\b", word, split)
    return frozenset(_SAME.get(word, word) for word in split.split() if word not in _NOTHING)


def nearest_code(text: str, codes: Iterable[tuple[str, str]]) -> str | None:
    """The code that a provider's word stands for, where there is no doubt: it or its meaning is the same in capitals
    or spaces only, or both say yes or both no. codes: each with what it means, empty where that is not known.
    """
    said = " ".join(text.casefold().split())
    alike = (said, said.removesuffix("ly"))
    found = [code for code, means in codes if {code.casefold(), code.casefold().replace("_", " "), means} & {*alike}]
    found = found or [code for code, _ in codes if _answer(said) is not None and _answer(code) == _answer(said)]
    return found[0] if len(found) == 1 else None


def _answer(text: str) -> bool | None:
    word = text.casefold()
    return True if word in ("y", "yes", "true", "1") else False if word in ("n", "no", "false", "0") else None


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio() if one and other else 0.0
