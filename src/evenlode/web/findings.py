"""Findings as each side may see them: rows and fields to providers, counts by rule to everybody else."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from evenlode.web.access import PROVIDING, Role
from evenlode.web.jobs.asking import Seen

_REACH = ("reject_file", "reject_record", "warn", "accept")


def findings_for(job: Seen, role: Role) -> list[dict[str, Any]]:
    """What was found, what stops everything first and then what happens most often.

    Providers see file, row and field. The commissioner's side sees counts by rule, and never which row it was.
    """
    rows = [dict(one) for one in job.problems]
    if role not in PROVIDING:
        rows = [_counted(list(same)) for _, same in groupby(sorted(rows, key=_rule), _rule)]
    return sorted(rows, key=lambda one: (_REACH.index(one["level"]), -one["count"], str(one["file"])))


def _rule(one: dict[str, Any]) -> tuple[str, str]:
    return one["level"], one["rule"]


def _counted(same: list[dict[str, Any]]) -> dict[str, Any]:
    """The findings of one rule as their number."""
    count = sum(one["count"] for one in same)
    files = len({one["file"] for one in same})
    said = f"in {files} file{'' if files == 1 else 's'}"
    fix = "The provider sees each row and what to do"
    return {**same[0], "row": None, "field": None, "file": said, "message": same[0]["rule"], "fix": fix, "count": count}
