"""Recorded statements of a contract that is read already: which there are, and the state of each on a day."""

from __future__ import annotations

import json
from datetime import date

from evenlode.job.stating import Listed
from evenlode.job.workspace import Workspace
from evenlode.records.journal import Journal
from evenlode.records.settling import history_of
from evenlode.records.statements import statements
from evenlode.settlement.cuts import cuts_of
from evenlode.terms.contract import Contract


def recorded(workspace: Workspace, contract: Contract, today: date) -> list[Listed]:
    """Every statement in the order of recording; none where the workspace has no journal."""
    if not workspace.records.exists():
        return []
    cuts = cuts_of(contract)
    with Journal.open(workspace.records, create=False) as journal:
        own = [one for one in statements(journal) if one.contract in (contract.slug, contract.form.alias.contract)]
        years = {one.year: one.contract for one in own}
        histories = {
            year: history_of(journal, name, contract.year_of(date.fromisoformat(year))) for year, name in years.items()
        }
    return [Listed(one, histories[one.year].state(one.version, cuts, today), json.loads(one.content)) for one in own]
