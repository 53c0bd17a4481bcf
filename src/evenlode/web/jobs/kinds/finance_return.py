"""Finance return: the workbook that was uploaded becomes a version of its provider's return, or nothing does."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from evenlode.job.financing import receive_returns
from evenlode.problems import refuse
from evenlode.web.access.reading import contract_of
from evenlode.web.audit.trail import append_done
from evenlode.web.jobs.kinds import Done, Work


def do(work: Work) -> Done:
    """Take in the workbooks of an upload for the provider who sent them. The folder goes, whatever became of them."""
    folder = work.kept / "uploads" / Path(str(work.given["upload"])).name
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    if not files:
        raise refuse("FILE.MISSING", "what was uploaded is no longer here", "Upload it again")
    contract = contract_of(work.workspace)
    work.progress("Checking every cell")
    try:
        stored = receive_returns(
            files,
            contract,
            work.workspace,
            date.fromisoformat(work.given["today"]),
            work.by,
            str(work.given["provider"]),
            invented=bool(work.given["invented"]),
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found = []
    for one in stored:
        about = f"entry {one.seq}: {one.content.provider}, {one.content.year}, version {one.version}"
        append_done(work, "finance return received" if one.is_new else "finance return received before", about)
        found.append({"number": one.seq, "year": one.content.year, "version": one.version, "new": one.is_new})
    return Done({"returns": found})
