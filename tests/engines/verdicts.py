"""What becomes of each event by itself: many traps in one store, because a run of the engine costs the same for one."""

from __future__ import annotations

from evenlode.data.store import Store
from evenlode.measures import measure
from evenlode.population.segments import assign_segments
from evenlode.results import EVERYONE
from evenlode.terms.definitions import Definition
from tests.engines.rows import SEGMENTS, TERM

WORDS = {
    (1, 1, 0): "in time",
    (0, 1, 0): "failed",
    (0, 0, 1): "untimed",
    (1, 1, 1): "in time, untimed",
    (0, 1, 1): "failed, untimed",
}


def verdicts(store: Store, of: Definition) -> dict[str, str]:
    """The event's own name, without its provider -> one of WORDS."""
    counted = measure(store, [of], assign_segments(store, SEGMENTS), TERM)
    rows = counted.rows(counted.measured[0])
    everybody = rows.filter(rows.provider == EVERYONE, rows.segment == EVERYONE)
    return {
        row["unit"].partition(" ")[2]: WORDS[row["numerator"], row["denominator"], row["untimed"]]
        for row in store.fetch(everybody)
    }
