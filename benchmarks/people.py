"""People for the benchmark: a store of clean invented rows, written fast and the same from the same seed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from evenlode.data.manifest import FileEntry, Manifest, file_sha256, write_manifest
from evenlode.data.shapes import arrow_schema
from evenlode.data.tables import TABLES
from evenlode.results import Period
from evenlode.terms.contract import Contract

Array = npt.NDArray[Any]
Columns = dict[str, Any]

YEARS = 5
CLUSTERS = ("01", "03", "04", "05", "06", "07", "08", "10", "11", "12", "13", "14", "15", "16", "17", "18")
TEAMS = ("A06", "A08", "A09", "A16", "B01")


def write_store(contract: Contract, to: Path, people: int, seed: int = 7) -> None:
    """The store in the folder `to`, which must not exist: five contract years of so many people."""
    years = contract.years()[:YEARS]
    lead = contract.lead_provider.party
    providers = [lead, *(one.party for one in contract.providers() if one.party != lead)]
    world = _World(people, seed, Period(years[0].start, years[-1].end), providers)
    to.mkdir(parents=True)
    entries = {name: (_write(to, name, columns),) for name, columns in world.tables().items()}
    said = {"invented": True, "data_from": years[0].start, "data_to": years[-1].end, "lead_provider": lead}
    write_manifest(to, Manifest.model_validate({**said, "seed": seed, "tables": entries}))


class _World:
    """One entry of each array a person; days are numbers counted from 1970."""

    def __init__(self, people: int, seed: int, span: Period, providers: list[str]) -> None:
        self.random = np.random.default_rng(seed)
        self.start, self.end = _day(span.start), _day(span.end)
        self.size, self.providers = people, np.array(providers)
        draw = self.random
        there = draw.random(people) < 0.5
        self.joined = np.where(there, self.start - draw.integers(1, 900, people), self._any_day(people))
        self.left = self.joined + 90 + draw.exponential(900, people).astype(int)
        self.names = np.char.add("benchmark-", np.char.zfill((draw.permutation(people) + 1).astype(str), 7))
        self.provider = draw.choice(self.providers, people, p=_falling(len(providers)))

    def tables(self) -> dict[str, Columns]:
        """Every table, by name."""
        referrals, opened = self._referrals()
        return {
            "people": self._people(),
            "referrals": referrals,
            "contacts": self._contacts(opened),
            "honos_clusters": self._clusters(),
            "hospital_spells": self._spells(),
            "role_status": self._roles(),
            "accommodation_status": self._accommodation(),
            "physical_health": self._physical(),
        }

    def _any_day(self, size: int) -> Array:
        days: Array = self.random.integers(self.start, self.end + 1, size)
        return days

    def _people(self) -> Columns:
        month = self.random.integers(12 * 1945, 12 * 2002, self.size)
        born = (month - 12 * 1970).astype("datetime64[M]").astype("datetime64[D]").astype(int)
        commissioner = np.where(self.random.random(self.size) < 0.97, "10Q", "14Y")
        return {"person": self.names, "provider": self.provider, "birth_month": born, "commissioner": commissioner}

    def _referrals(self) -> tuple[Columns, tuple[Array, Array, Array, Array]]:
        """The referral that a person is under care with, and for some a short one with anybody beside it."""
        again = np.flatnonzero(self.random.random(self.size) < 0.6)
        person = np.concatenate([np.arange(self.size), again])
        received = np.concatenate([self.joined, self._any_day(len(again))])
        closed = np.concatenate([self.left, received[self.size :] + self.random.integers(1, 200, len(again))])
        there = received <= self.end
        person, received, closed = person[there], received[there], closed[there]
        provider = np.where(
            np.arange(len(there))[there] < self.size,
            self.provider[person],
            self.random.choice(self.providers, len(person)),
        )
        name = _names("referral", len(person))
        time = self.random.integers(0, 86400, len(person))
        columns = {
            "person": self.names[person],
            "provider": provider,
            "referral": name,
            "received_day": received,
            "received_time": time,
            "priority": self.random.choice(["1", "2", "3", "4"], len(person)),
            "team_type": self.random.choice(TEAMS, len(person)),
            "closed_day": np.ma.masked_where(closed > self.end, closed),
        }
        return columns, (person, provider, name, received * 86400 + time)

    def _contacts(self, opened: tuple[Array, Array, Array, Array]) -> Columns:
        """A first contact hours or weeks after each referral, for one in twenty months later, and about nine more."""
        person, provider, referral, received = opened
        many = 1 + self.random.poisson(9, len(person))
        which = np.repeat(np.arange(len(person)), many)
        gap = np.where(self.random.random(len(which)) < 0.2, 86400 / 6, 86400 * 25)
        late = np.where(self.random.random(len(person)) < 0.05, 86400 * 40, 0)
        at = received[which] + late[which] + 60 + self.random.exponential(gap).astype(int)
        which, at = which[at // 86400 <= self.end], at[at // 86400 <= self.end]
        return {
            "person": self.names[person[which]],
            "provider": provider[which],
            "contact": _names("contact", len(which)),
            "referral": referral[which],
            "day": at // 86400,
            "time": at % 86400,
            "attendance": self.random.choice(["5", "6", "7"], len(which), p=[0.8, 0.1, 0.1]),
            "mechanism": self.random.choice(["01", "02", "11", "98"], len(which), p=[0.6, 0.25, 0.1, 0.05]),
        }

    def _clusters(self) -> Columns:
        """HoNOS clusters one after another under the person's own provider."""
        person, starts, ends = self._stretches(300)
        return {
            "person": self.names[person],
            "provider": self.provider[person],
            "code": self.random.choice(CLUSTERS, len(person)),
            "from_day": starts,
            "to_day": np.ma.masked_where(ends > self.end, ends),
        }

    def _stretches(self, usual: int) -> tuple[Array, Array, Array]:
        """Person, first and last day of stretches that cover a person's time under care without a gap."""
        most = 12
        gaps = 1 + self.random.exponential(usual, (self.size, most)).astype(int)
        starts = self.joined[:, None] + np.concatenate(
            [np.zeros((self.size, 1), int), np.cumsum(gaps[:, :-1], axis=1)], axis=1
        )
        ends = np.concatenate([starts[:, 1:] - 1, np.full((self.size, 1), self.end + 1)], axis=1)
        ends = np.minimum(ends, self.left[:, None])
        person, at = np.nonzero((starts <= ends) & (starts <= self.end))
        return person, starts[person, at], ends[person, at]

    def _spells(self) -> Columns:
        """Spells in hospital one after another, some soon after the one before; most under the lead provider."""
        most = 4
        stays = 1 + self.random.gamma(1.5, 15, (self.size, most)).astype(int)
        soon = self.random.random((self.size, most)) < 0.15
        gaps = np.where(
            soon,
            self.random.integers(0, 100, (self.size, most)),
            100 + self.random.exponential(2500, (self.size, most)).astype(int),
        )
        admitted = self.joined[:, None] + np.cumsum(gaps + stays, axis=1) - stays
        person, at = np.nonzero(admitted <= np.minimum(self.left, self.end)[:, None])
        first, last = admitted[person, at], admitted[person, at] + stays[person, at]
        return {
            "person": self.names[person],
            "provider": np.where(self.random.random(len(person)) < 0.9, self.providers[0], self.providers[-1]),
            "spell": _names("spell", len(person)),
            "admitted": first,
            "discharged": np.ma.masked_where(last > self.end, last),
            "admission_source": self.random.choice(["19", "49"], len(person), p=[0.97, 0.03]),
            "discharge_method": np.ma.masked_where(last > self.end, self.random.choice(["1", "4"], len(person))),
            "discharge_destination": np.ma.masked_where(last > self.end, np.full(len(person), "19")),
            "ward_class": self.random.choice(["10", "11", "37"], len(person), p=[0.8, 0.15, 0.05]),
        }

    def _reviews(self, usual: int) -> tuple[Array, Array]:
        """Person and day of reviews, at most one a day."""
        person, starts, _ = self._stretches(usual)
        return person, starts

    def _roles(self) -> Columns:
        person, days = self._reviews(130)
        role = self.random.choice(["paid", "education", "voluntary", "home_parent", "none"], len(person))
        structured = self.random.choice(["yes", "no"], len(person), p=[0.9, 0.1])
        return {**self._at(person, days), "role": role, "structured": structured}

    def _accommodation(self) -> Columns:
        person, days = self._reviews(150)
        settled = self.random.choice(["Y", "N", "9"], len(person), p=[0.75, 0.2, 0.05])
        return {**self._at(person, days), "type": np.full(len(person), "01"), "settled": settled}

    def _physical(self) -> Columns:
        """Weight and smoking, asked separately."""
        person, days = self._reviews(200)
        bmi = np.round(self.random.normal(28, 5, len(person)), 1).astype(str)
        other, smoked = self._reviews(200)
        smoking = self.random.choice(["current", "former", "never"], len(other))
        both = {**self._at(np.concatenate([person, other]), np.concatenate([days, smoked]))}
        check = np.repeat(["bmi", "smoking"], [len(person), len(other)])
        return {**both, "check": check, "value": np.concatenate([bmi, smoking])}

    def _at(self, person: Array, days: Array) -> Columns:
        return {"person": self.names[person], "provider": self.provider[person], "day": days}


def _falling(size: int) -> Array:
    """Shares that get smaller from the lead provider on."""
    shares = 1 / np.arange(1, size + 1) ** 1.5
    found: Array = shares / shares.sum()
    return found


def _names(what: str, size: int) -> Array:
    return np.char.add(f"{what}-", np.char.zfill(np.arange(1, size + 1).astype(str), 8))


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _write(folder: Path, name: str, columns: Columns) -> FileEntry:
    schema = arrow_schema(TABLES[name])
    rows = len(columns["person"])
    arrays = [_array(columns.get(one.name), one.type, rows) for one in schema]
    path = folder / f"{name}.parquet"
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path)
    return FileEntry(file=path.name, sha256=file_sha256(path), rows=rows)


def _array(values: Any, kind: pa.DataType, rows: int) -> pa.Array:
    """Text, days and seconds; what is masked or not there at all is blank."""
    if values is None:
        return pa.nulls(rows, kind)
    found: Any = np.ma.asarray(values)
    blank = np.ma.getmaskarray(found)
    if pa.types.is_string(kind):
        return pa.array(found.data.astype(str), kind, mask=blank)
    return pa.array(found.data.astype("int32"), mask=blank).cast(kind)
