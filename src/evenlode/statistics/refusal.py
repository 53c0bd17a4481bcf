"""Refusal: a statistic that cannot be computed from what was given."""

from __future__ import annotations

from numbers import Integral


class Refusal(Exception):  # noqa: N818 - the house word; an error is ours, a refusal is about what was given
    """What rule was broken, where, and what to do about it. A class of its own: statistics imports nothing of ours."""

    def __init__(self, rule: str, where: str, message: str, fix: str) -> None:
        self.rule = rule
        self.where = where
        self.message = message
        self.fix = fix
        super().__init__(f"{where}: {rule}: {message}. {fix}")


def plain_count(count: int) -> int:
    """A count out of a table (numpy's, pandas') as Python's own int; anything else as it is, to be refused."""
    return int(count) if isinstance(count, Integral) and not isinstance(count, bool) else count


def refuse_unless_whole(where: str, **counts: object) -> None:
    """Refuse a count that is no whole number of zero or more; True and False are not counts."""
    for name, count in counts.items():
        if not isinstance(count, int) or isinstance(count, bool):
            raise Refusal("STAT.COUNT", where, f"the {name} {count!r} is not a whole number", "Give a count, as an int")
        if count < 0:
            raise Refusal("STAT.COUNT", where, f"the {name} {count} is below zero", "Give a count of zero or more")
