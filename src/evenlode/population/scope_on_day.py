"""Scope on a day: every open referral by the first of the twelve rules that fires, and what its person then is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.data.store import Store
from evenlode.population import in_force
from evenlode.population.scope import Decision, Scope, Situation, decide

if TYPE_CHECKING:
    import ibis

SERVICES = {
    "B01": "forensic",
    "B02": "forensic",
    "C05": "camhs",
    "C06": "camhs",
    "C07": "camhs",
    "A05": "primary_care_only",
}
"""What a team type says of the service, where it is one that rule 1 leaves out."""

HOMELESS = ("12", "13", "14", "15", "16", "17", "18", "19")
"""Types of accommodation of somebody without a home."""

_LATER = (
    ("F84", "autism"),
    ("F106", "korsakoffs"),
    ("F1", "drugs_alcohol"),
    ("F50", "eating_disorder"),
    ("F072", "abi"),
    ("S06", "abi"),
    ("T905", "abi"),
    ("G10", "huntingtons"),
    ("F022", "huntingtons"),
)
"""The first letters of ICD-10 codes of the conditions that rule 9 puts off, the most exact ones first."""

BOTH = "in by one referral and not by another"


@dataclass(frozen=True, slots=True)
class Placed:
    """One open referral on the day, under pseudonyms, with what was decided for it and by which rule."""

    person: str
    provider: str
    referral: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class ByRule:
    """How many open referrals a rule decided, and of how many people."""

    decision: Decision
    referrals: int
    people: int


def scope_on(store: Store, day: date, age_to: int) -> list[Placed]:
    """Every referral open on the day, in the order of people and referrals. Rows about people: for the rows' zone.

    What the rows say: the HoNOS cluster in force, the age, the latest primary diagnosis and type of accommodation, and
    the team. Somebody in no HoNOS cluster counts as being assessed while a referral of theirs has had no assessment
    with the HoNOS cluster tool since it was received. Nothing in the rows says that functioning is much impaired, so
    rule 10 never fires here. age_to: the last age that is in, as the contract says it.
    """
    return [
        Placed(row["person"], row["provider"], row["referral"], decide(_situation(row), age_to))
        for row in sorted(
            store.fetch(_known(store, day)), key=lambda row: (row["person"], row["provider"], row["referral"])
        )
    ]


def by_rule(placed: Iterable[Placed]) -> list[ByRule]:
    """The numbers behind each rule that fired, in the order of the rules."""
    referrals: Counter[Decision] = Counter()
    people: dict[Decision, set[str]] = defaultdict(set)
    for one in placed:
        referrals[one.decision] += 1
        people[one.decision].add(one.person)
    order = sorted(referrals, key=lambda one: one.rule)
    return [ByRule(one, referrals[one], len(people[one])) for one in order]


def of_people(placed: Iterable[Placed]) -> dict[str, int]:
    """How many people are in, later, out or rejected by all their open referrals, and how many are in by some alone."""
    held: dict[str, set[Scope]] = defaultdict(set)
    for one in placed:
        held[one.person].add(one.decision.scope)
    found: Counter[str] = Counter()
    for scopes in held.values():
        mixed = "in" in scopes and len(scopes) > 1
        found[BOTH if mixed else next(one for one in ("in", "reject", "later", "out") if one in scopes)] += 1
    return {name: found[name] for name in ("in", BOTH, "later", "out", "reject") if found[name]}


def _situation(row: dict[str, Any]) -> Situation:
    diagnosis = (row["dx"] or "").strip().upper().replace(".", "")
    return Situation(
        honos_cluster=row["code"],
        age=row["age"],
        service=SERVICES.get(row["team_type"] or ""),
        primary_dx=next((word for start, word in _LATER if diagnosis.startswith(start)), diagnosis or None),
        pre_cluster=row["code"] is None and not row["assessed"],
        homeless=row["type"] in HOMELESS,
    )


def _known(store: Store, day: date) -> ibis.Table:
    """(person, provider, referral, team_type, code, dx, type, age, assessed) of the referrals open on the day."""
    import ibis

    referrals = store.table("referrals")
    rows = referrals.filter(
        referrals.rejected_day.isnull(),
        referrals.received_day <= day,
        referrals.closed_day.isnull() | (referrals.closed_day > day),
    ).select("person", "provider", "referral", "received_day", "team_type")
    clusters = in_force.by_person(store)
    clusters = clusters.filter(clusters.from_day <= day, clusters.to_day >= day).select("person", "code")
    born = store.table("people").group_by("person").agg(born=lambda rows: rows.birth_month.max())
    diagnoses = store.table("diagnoses")
    primary = _latest(diagnoses.filter(diagnoses["rank"] == "primary"), day, "code").rename(dx="code")
    homes = _latest(store.table("accommodation_status"), day, "type")
    tested = store.table("honos_cluster_assessments")
    last = tested.filter(tested.day <= day).group_by("person").agg(tested=lambda rows: rows.day.max())
    for other in (clusters, born, primary, homes, last):
        rows = rows.left_join(other, "person", rname="{name}_again").drop("person_again")
    age = (12 * (day.year) + day.month - rows.born.year() * 12 - rows.born.month()) // 12
    return rows.select(
        "person",
        "provider",
        "referral",
        "team_type",
        "code",
        "dx",
        "type",
        age=age.cast("int64"),
        assessed=(rows.tested >= rows.received_day).fill_null(False) & ibis.literal(True),
    )


def _latest(rows: ibis.Table, day: date, column: str) -> ibis.Table:
    """(person, column): what the person's latest row by the day says; of several on it the greatest."""
    known = rows.filter(rows.day <= day)
    last = known.group_by("person").agg(last=known.day.max())
    both = known.inner_join(last, ["person", known.day == last["last"]])
    return both.group_by("person").agg(**{column: both[column].max()})
