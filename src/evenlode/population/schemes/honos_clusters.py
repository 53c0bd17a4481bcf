"""HoNOS clusters in four groups: non-psychosis, blank, psychosis and organic. Source: business case 2013, section 7."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from evenlode.instruments.honos_clusters import SuperCluster, super_cluster
from evenlode.population.schemes.known import NOT_KNOWN, Known

SINCE = date(2010, 1, 1)
NEEDS_MAPPING = False
_NAMES = {
    SuperCluster.NON_PSYCHOTIC: "non-psychosis",
    SuperCluster.PSYCHOSIS: "psychosis",
    SuperCluster.ORGANIC: "organic",
    SuperCluster.BLANK: "blank",
    SuperCluster.VARIANCE: "variance",
}


def category(one: Known, mapping: Mapping[str, str]) -> str:
    """The group of the HoNOS cluster in force; 0 is variance, and 9 was left blank."""
    return _NAMES.get(super_cluster(one.honos_cluster), NOT_KNOWN)
