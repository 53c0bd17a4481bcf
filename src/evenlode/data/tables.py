"""The table dictionary: which tables the store may hold, and what each column means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evenlode.data.codes import CODE_LISTS, CodeList


@dataclass(frozen=True, slots=True)
class Column:
    """One column. needed: a row without it is left out. list_name: the code list its values come from.

    observed: a date that cannot be later than the last day of data. short: what a small table may call it.
    repaired: a code of one character gets its leading zero back.
    """

    name: str
    about: str
    kind: Literal["text", "date"] = "text"
    needed: bool = False
    list_name: str | None = None
    observed: bool = False
    short: str | None = None
    repaired: bool = False

    @property
    def codes(self) -> CodeList | None:
        """Its code list; None where any text will do."""
        return CODE_LISTS[self.list_name] if self.list_name else None


@dataclass(frozen=True, slots=True)
class TableForm:
    """One table under its declared schema.

    order: (earlier, later) dates that must not be the wrong way round. key: columns that name one record; two
    different records with one key are both left out, unless `ties` says that a measure decides between them.
    no_overlap: rows of one person and provider with different values of this column must not overlap in time.
    instead: another table that gives the same, so that one of the two is enough.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    order: tuple[str, str] | None = None
    key: tuple[str, ...] = ()
    ties: bool = False
    no_overlap: str | None = None
    instead: str | None = None

    def column(self, name: str) -> Column:
        """The column of this name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(column.name for column in self.columns)


_PERSON = Column("person", "the person's pseudonym", needed=True)
_PROVIDER = Column("provider", "the party that sent the row, by its name in the contract", needed=True)
_FROM = Column("from_day", "first day in force", "date", needed=True, observed=True, short="from")
_TO = Column("to_day", "last day in force, which still belongs to it; blank while it lasts", "date", short="to")
_DAY = Column("day", "the day it was recorded for", "date", needed=True, observed=True, short="date")

_HONOS_CLUSTERS = TableForm(
    "honos_clusters",
    "HoNOS clusters in force (MHS803 or a local feed)",
    (
        _PERSON,
        _PROVIDER,
        Column("code", "the HoNOS cluster", needed=True, list_name="HoNOS cluster", repaired=True),
        _FROM,
        _TO,
    ),
    order=("from_day", "to_day"),
    no_overlap="code",
    instead="segments",
)
_SEGMENTS = TableForm(
    "segments",
    "segments in force, where they are given and not worked out from HoNOS clusters",
    (_PERSON, _PROVIDER, Column("segment", "a segment of the contract", needed=True), _FROM, _TO),
    order=("from_day", "to_day"),
    instead="honos_clusters",
)
_ROLE_STATUS = TableForm(
    "role_status",
    "roles recorded for a person; several on one day all hold (local feed)",
    (
        _PERSON,
        _PROVIDER,
        _DAY,
        Column("role", "paid, education, voluntary, home_parent or none", needed=True, list_name="role"),
        Column("structured", "yes or no, as recorded", list_name="structured"),
    ),
)
_EMPLOYMENT_STATUS = TableForm(
    "employment_status",
    "employment status (MHS004)",
    (
        _PERSON,
        _PROVIDER,
        _DAY,
        Column("code", "EmployStatus", needed=True, list_name="employment status", repaired=True),
    ),
    key=("person", "provider", "day"),
    ties=True,
)
_ACCOMMODATION_STATUS = TableForm(
    "accommodation_status",
    "accommodation status (MHS003)",
    (
        _PERSON,
        _PROVIDER,
        _DAY,
        Column("type", "AccommodationType", list_name="accommodation type", repaired=True),
        Column("settled", "SettledAccommodationInd", list_name="settled"),
    ),
    key=("person", "provider", "day"),
    ties=True,
)
_HOSPITAL_SPELLS = TableForm(
    "hospital_spells",
    "hospital provider spells (MHS501, with the ward class at discharge from MHS502)",
    (
        _PERSON,
        _PROVIDER,
        Column("spell", "the provider's own name of the spell", needed=True),
        Column("admitted", "StartDateHospProvSpell", "date", needed=True, observed=True),
        Column("discharged", "DischDateHospProvSpell; blank while the spell lasts", "date", observed=True),
        Column("admission_source", "SourceAdmMHHospProvSpell"),
        Column("admission_method", "MethAdmMHHospProvSpell"),
        Column("discharge_method", "MethOfDischMHHospProvSpell"),
        Column("discharge_destination", "DestOfDischHospProvSpell"),
        Column("ward_class", "class of the last ward", list_name="ward class"),
    ),
    order=("admitted", "discharged"),
    key=("provider", "spell"),
)

TABLES: Mapping[str, TableForm] = {
    table.name: table
    for table in (
        _HONOS_CLUSTERS,
        _SEGMENTS,
        _ROLE_STATUS,
        _EMPLOYMENT_STATUS,
        _ACCOMMODATION_STATUS,
        _HOSPITAL_SPELLS,
    )
}
