"""Receive: what was uploaded becomes a submission of the store, whole or not at all."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from evenlode.data.manifest import NAME, read_manifest
from evenlode.data.received import KEEP, Pseudonyms, receive
from evenlode.problems import refuse
from evenlode.terms.reading import read_contract
from evenlode.web.jobs.kinds import Done, Work


def do(work: Work) -> Done:
    """Take in the files of an upload. The folder goes once it is settled what became of them."""
    folder = work.kept / "uploads" / Path(str(work.given["upload"])).name
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    if not files:
        raise refuse("FILE.MISSING", "what was uploaded is no longer here", "Upload it again")
    contract = read_contract(work.workspace.contract)
    work.progress("Checking what was sent")
    found = receive(
        files,
        work.workspace.store,
        provider=work.given["provider"] or None,
        month=work.given["month"] or None,
        received_on=date.fromisoformat(work.given["today"]),
        invented=bool(work.given["invented"]),
        lead_provider=contract.lead_provider.party,
        pseudonyms=_pseudonyms(work),
        part=bool(work.given["part"]),
        parties={one.party for one in contract.providers()},
    )
    shutil.rmtree(folder, ignore_errors=True)
    rows = [
        {
            "name": one.name,
            "state": one.state,
            "provider": one.provider,
            "from": one.period.start.isoformat() if one.period else None,
            "to": one.period.end.isoformat() if one.period else None,
            "received": one.received.isoformat() if one.received else None,
            "rows": one.rows,
            "left_out": one.left_out,
        }
        for one in found.outcomes
    ]
    return Done({"submissions": rows}, tuple(found.problems), found.refused)


def _pseudonyms(work: Work) -> Pseudonyms:
    """As the store was begun; with the workspace's key where it is new."""
    store = work.workspace.store
    if (store / NAME).is_file() and read_manifest(store, names=False)[0].pseudonyms == KEEP.said:
        return KEEP
    return Pseudonyms.of_file(work.workspace.folder / "pseudonyms.key")
