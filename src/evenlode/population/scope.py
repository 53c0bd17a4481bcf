"""Scope: whether a person's referral is in the contract, by the first of twelve rules that fires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evenlode.instruments.honos_clusters import honos_cluster

Scope = Literal["in", "later", "out", "reject"]

OUT_SERVICES = frozenset({"forensic", "mha_assessment", "advocacy", "information", "primary_care_only", "camhs"})
LATER_DIAGNOSES = frozenset(
    {"autism", "abi", "huntingtons", "korsakoffs", "drugs_alcohol", "eating_disorder"},
)
ADULT_FROM = 18
AGE_TO = 65


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rules ask of a person and a referral; None where it is not known. age is in years at the date judged.

    service is the referral's; primary_dx a word of LATER_DIAGNOSES or another; pre_cluster says that a service of the
    contract is still assessing; impairment that functioning is significantly impaired and needs are similar.
    """

    honos_cluster: str | int | None = None
    age: int | None = None
    service: str | None = None
    primary_dx: str | None = None
    pre_cluster: bool = False
    impairment: bool = False
    homeless: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """In, later, out or rejected; the number of the rule that fired, and its name."""

    scope: Scope
    rule: int
    because: str


def decide(one: Situation, age_to: int = AGE_TO) -> Decision:
    """The first rule that fires, in the order of the two source documents' lists.

    age_to: the last age that is in. HoNOS cluster 0 says nothing and falls through to what is known besides.
    Source: business case 2013, section on scope; review 2020, "18-65".
    """
    known = None if one.honos_cluster is None else honos_cluster(one.honos_cluster)
    code = -1 if known is None else known.code
    rules: tuple[tuple[bool, Scope, str], ...] = (
        (one.service in OUT_SERVICES, "out", "service"),
        (one.age is not None and one.age < ADULT_FROM, "out", "age"),
        (18 <= code <= 21, "out", "cluster_18_21"),
        (one.age is not None and one.age > age_to, "out", "age"),
        (one.honos_cluster is not None and known is None, "reject", "cluster_invalid"),
        (4 <= code <= 17, "in", "cluster"),
        (1 <= code <= 3, "later", "cluster_1_3"),
        (one.pre_cluster, "in", "pre_cluster"),
        (one.primary_dx in LATER_DIAGNOSES, "later", "primary_diagnosis"),
        (one.impairment, "in", "distress_similar_need"),
        (one.homeless, "out", "homeless"),
        (True, "out", "no_rule"),
    )
    return next(
        Decision(scope, number, because) for number, (fires, scope, because) in enumerate(rules, start=1) if fires
    )
