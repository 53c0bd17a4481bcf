"""Whatever a program sends, the API answers in words and never with a fault of ours; what it refuses is not kept."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenlode.records.journal import Journal
from tests.web.shell.test_api_actions import TABLE, place, token

__all__ = ["place", "token"]  # the fixtures of the table's own tests

EXAMPLES = max(int(os.environ.get("EVENLODE_EXAMPLES", "60")) // 10, 60)
NAMES = ("year", "years", "seed", "figures", "step", "said", "indicator", "start", "end", "limit", "offset", "since")
VALUE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(["2015-10-01", "5a", "accept", "query", "0001-run", "../../x", "\x00", "9999-12-31", "0001-01-01"]),
    st.lists(st.integers(), max_size=3),
)
FIELDS = st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), VALUE, max_size=6)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    operation=st.sampled_from(sorted(TABLE)),
    number=st.one_of(st.integers(-1, 2**70).map(str), st.text(min_size=1, max_size=20)),
    body=st.one_of(FIELDS.map(json.dumps), st.text(max_size=20)),
    query=FIELDS,
    who=st.sampled_from(["Owen Price", "Peter Vance", "Daniel Okafor"]),
)
def test_nothing_that_is_sent_makes_a_fault(
    place: Path,
    stranger: Any,
    token: Callable[[str], dict[str, str]],
    operation: tuple[str, str],
    number: str,
    body: str,
    query: dict[str, Any],
    who: str,
) -> None:
    from evenlode.web.people.models import Token

    Token.objects.all().delete()
    header = token(who)
    path, method = operation
    asked = "&".join(f"{quote(name)}={quote(str(value))}" for name, value in query.items())
    where = f"/api/{path.replace('{number}', quote(number, safe=''))}?{asked}"
    before = _entries(place)
    found = stranger.generic(method, where, body.encode(errors="replace"), "application/json", headers=header)
    assert found.status_code < 500, (method, where, body)
    if found.status_code >= 400:
        assert _entries(place) == before
        assert "Traceback" not in found.content.decode()


def _entries(place: Path) -> int:
    """How many entries the journal has beside those of the audit trail."""
    if not (place / "records.db").exists():
        return 0
    with Journal.open(place / "records.db") as journal:
        return sum(entry.kind != "audit" for entry in journal.entries())
