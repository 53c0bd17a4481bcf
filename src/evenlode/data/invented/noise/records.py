"""Noise in single records: copies, blanks, lost zeros, wrong and unknown codes."""

from __future__ import annotations

import numpy as np

from evenlode.data.invented.noise.chance import Chance, Tables, blanked, moments, words
from evenlode.data.invented.sending.text import Words
from evenlode.data.invented.world.care import ETHNICITIES

_CODES = 100


def duplicate_rows(tables: Tables, chance: Chance) -> Tables:
    """One row in a hundred of referrals, contacts and roles comes twice."""
    found = dict(tables)
    for name in ("referrals", "contacts", "roles"):
        again = np.flatnonzero(chance.some(tables[name], 0.01))
        found[name] = tables[name].chosen(np.concatenate([np.arange(len(tables[name])), again]))
    return found


def person_missing(tables: Tables, chance: Chance) -> Tables:
    """One role, home or reading of physical health in two hundred does not say whose it is."""
    names = ("roles", "accommodation", "readings")
    return {
        **tables,
        **{name: blanked(tables[name], "Person_ID", chance.some(tables[name], 0.005)) for name in names},
    }


def leading_zero_lost(tables: Tables, chance: Chance) -> Tables:
    """A fifth of the HoNOS clusters from 4 to 8 is sent as '4' and not as '04'."""
    import pyarrow as pa

    rows = tables["clusters"]
    codes = words(rows, "AMHCareClustCodeFin")
    known = pa.chunked_array([codes.words, pa.array([str(code) for code in range(10)])]).combine_chunks()
    bare = chance.some(rows, 0.2) & (codes.at >= 0) & (codes.at < 10)
    lost = Words(known, np.where(bare, _CODES + codes.at, codes.at))
    return {**tables, "clusters": rows.having(AMHCareClustCodeFin=lost)}


def times_missing(tables: Tables, chance: Chance) -> Tables:
    """Some referrals, contacts, calls and letters say the day and no time."""
    found = dict(tables)
    referrals = tables["referrals"]
    which = words(referrals, "ServiceRequestID").at
    lost = chance.random.random(int(which.max(initial=0)) + 1) < 0.04
    found["referrals"] = blanked(referrals, "ReferralRequestReceivedTime", lost[which])
    contacts = tables["contacts"]
    found["contacts"] = blanked(contacts, "CareContTime", chance.some(contacts, 0.03))
    for name, columns in {"crisis_log": ("patient_contacted_ts", "gp_contacted_ts"), "letters": ("sent_ts",)}.items():
        rows = tables[name]
        for column in columns:
            rows = rows.having(**{column: moments(rows, column).untimed(chance.some(rows, 0.02))})
        found[name] = rows
    return found


def honos_nines(tables: Tables, chance: Chance) -> Tables:
    """One HoNOS scale in a hundred is rated 9, not known."""
    rows = tables["honos"]
    score = words(rows, "PersScore")
    return {**tables, "honos": rows.having(PersScore=score.put(chance.some(rows, 0.01), np.array(9)))}


def dialog_eights(tables: Tables, chance: Chance) -> Tables:
    """One DIALOG answer in twenty is 8, which is no answer."""
    rows = tables["dialog"]
    score = words(rows, "PersScore")
    return {**tables, "dialog": rows.having(PersScore=score.put(chance.some(rows, 0.05), np.array(8)))}


def settled_homeless(tables: Tables, chance: Chance) -> Tables:
    """One person in forty without a home is sent as settled all the same."""
    rows = tables["accommodation"]
    settled = words(rows, "SettledAccommodationInd")
    wrong = chance.persons(0.025)[rows.person] & (settled.at == 1)
    return {**tables, "accommodation": rows.having(SettledAccommodationInd=settled.put(wrong, np.array(0)))}


def ethnicity_invalid(tables: Tables, chance: Chance) -> Tables:
    """For 1.4% of people the code of their ethnicity is none."""
    rows = tables["people"]
    ethnicity = words(rows, "EthnicCategory")
    wrong = chance.persons(0.014)[rows.person]
    return {**tables, "people": rows.having(EthnicCategory=ethnicity.put(wrong, np.array(len(ETHNICITIES))))}
