"""The invented records: HoNOS clusters, statuses that improve slowly, and hospital spells with readmissions."""

from __future__ import annotations

import numpy as np

from evenlode.data.invented.people import Array, Columns, World

_CLUSTERS = {4: 17, 5: 5, 6: 3, 7: 3, 8: 5, 10: 4, 11: 9, 12: 14, 13: 5, 14: 4, 15: 2, 16: 3, 17: 3}
_WARDS = {"10": 80, "12": 8, "11": 4, "37": 4, "": 4}
_SPELLS = 8
"""The most hospital spells a person can have."""


def all_tables(world: World) -> dict[str, Columns]:
    """Every table of the store, by name."""
    return {
        "honos_clusters": _honos_clusters(world),
        **_roles(world),
        "accommodation_status": _accommodation(world),
        "hospital_spells": _hospital_spells(world),
    }


def _honos_clusters(world: World) -> Columns:
    """A HoNOS cluster at every third review, mostly the same as before, under each provider the person is with."""
    starts = world.reviews[:, ::3]
    codes: Array = world.random.choice(list(_CLUSTERS), starts.shape, p=_shares(_CLUSTERS))
    changes = world.random.random(starts.shape) < 0.25
    for review in range(1, starts.shape[1]):
        codes[:, review] = np.where(changes[:, review], codes[:, review], codes[:, review - 1])
    ends = np.concatenate([starts[:, 1:] - 1, np.full((world.people, 1), world.end + 1)], axis=1)
    ends = np.minimum(ends, world.left[:, None])
    person, at = np.nonzero((starts <= ends) & (starts <= world.end))
    again = np.flatnonzero(world.second[person] != "")
    providers = np.concatenate([world.provider[person], world.second[person][again]])
    person, at = np.concatenate([person, person[again]]), np.concatenate([at, at[again]])
    code, until = codes[person, at], ends[person, at]
    bare = (code < 10) & world.sometimes(0.03, len(person))
    return {
        "person": world.names[person],
        "provider": providers,
        "code": np.where(bare, code.astype(str), np.char.zfill(code.astype(str), 2)),
        "from_day": starts[person, at],
        "to_day": np.ma.masked_where(until > world.end, until),
    }


def _roles(world: World) -> dict[str, Columns]:
    """Roles, and the employment status that the same review would give."""
    days = world.reviews
    has_role = world.luck() < world.share(days, 0.43, 0.66)
    kind = world.luck()
    found = np.where(kind < world.share(days, 0.15, 0.21), "paid", np.where(kind < 0.55, "education", "voluntary"))
    role = np.where(has_role, found, np.where(kind < 0.1, "home_parent", "none"))
    person, at = np.nonzero(world.asked(0.04, 0.10))
    role_status = {
        "person": world.names[person],
        "provider": world.provider[person],
        "day": days[person, at],
        "role": role[person, at],
        "structured": np.where(role[person, at] == "none", "no", "yes"),
    }
    person, at = np.nonzero(world.asked(0.25, 0.20))
    codes = {"paid": "01", "education": "03", "voluntary": "07", "home_parent": "05", "none": "04"}
    code = np.select([role[person, at] == name for name in codes], list(codes.values()), "")
    employment_status = {
        "person": world.names[person],
        "provider": world.provider[person],
        "day": days[person, at],
        "code": np.where(world.sometimes(0.02, len(person)), "ZZ", code),
    }
    return {"role_status": role_status, "employment_status": employment_status}


def _accommodation(world: World) -> Columns:
    """Settled or not, with a type that fits."""
    person, at = np.nonzero(world.asked(0.04, 0.08))
    days = world.reviews[person, at]
    is_settled = world.luck()[person, 0] < world.share(days, 0.68, 0.94)
    home = world.random.choice(["01", "02", "03", "04", "11"], len(person))
    none = world.random.choice(["12", "14", "16", "18", "19"], len(person))
    said = np.where(is_settled, "Y", "N")
    return {
        "person": world.names[person],
        "provider": world.provider[person],
        "day": days,
        "type": np.where(is_settled, home, none),
        "settled": np.where(world.sometimes(0.02, len(person)), "9", said),
    }


def _hospital_spells(world: World) -> Columns:
    """Spells one after another: about 7% return within 28 days of a discharge and 12% within 90."""
    shape = (world.people, _SPELLS)
    stays = 2 + world.random.gamma(1.5, 20, shape).astype(int)
    fate = world.random.random(shape)
    soon, later = world.random.integers(0, 29, shape), world.random.integers(29, 91, shape)
    much_later = 91 + world.random.exponential(9 * 365, shape).astype(int)
    gaps = np.where(fate < 0.065, soon, np.where(fate < 0.11, later, much_later))
    first = np.maximum(world.joined, world.start - 365) + world.random.exponential(8 * 365, world.people).astype(int)
    admitted = np.empty(shape, int)
    admitted[:, 0] = first
    for spell in range(1, _SPELLS):
        admitted[:, spell] = admitted[:, spell - 1] + stays[:, spell - 1] + gaps[:, spell - 1]
    person, at = np.nonzero(admitted <= np.minimum(world.left, world.end)[:, None])
    discharged = admitted[person, at] + stays[person, at]
    number = np.char.zfill(np.arange(1, len(person) + 1).astype(str), 6)
    ward = _one_of(world, _WARDS, len(person)) if not world.clean else np.full(len(person), "10")
    lasts = discharged > world.end
    return {
        "person": world.names[person],
        "provider": np.full(len(person), world.lead),
        "spell": np.char.add("spell-", number),
        "admitted": admitted[person, at],
        "discharged": np.ma.masked_where(lasts, discharged),
        "admission_source": np.where(world.sometimes(0.02, len(person)), "49", "19"),
        "admission_method": np.full(len(person), "21"),
        "discharge_method": np.ma.masked_where(lasts, np.where(world.sometimes(0.01, len(person)), "4", "1")),
        "discharge_destination": np.ma.masked_where(lasts, np.where(world.sometimes(0.03, len(person)), "49", "19")),
        "ward_class": np.ma.masked_equal(ward, ""),
    }


def _one_of(world: World, weights: dict[str, int], size: int) -> Array:
    return world.random.choice(list(weights), size, p=_shares(weights))


def _shares(weights: dict[int, int] | dict[str, int]) -> list[float]:
    total = sum(weights.values())
    return [weight / total for weight in weights.values()]
