"""Close: a month drawn up, and signed where that was asked: checklist, accrual, journals and the pages of the close."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from evenlode.job.closing import close_month
from evenlode.results import Period, next_month
from evenlode.web.jobs.kinds import Done, Work


def do(work: Work) -> Done:
    """Close the month given as '2018-10'; balances: the other party's, as the text of a CSV."""
    start = date.fromisoformat(f"{work.given['month']}-01")
    month = Period(start, next_month(start) - timedelta(days=1))
    work.progress(f"Drawing up {start:%B %Y}")
    with tempfile.TemporaryDirectory(prefix="evenlode-close-") as folder:
        file = Path(folder) / "balances.csv"
        text = str(work.given.get("balances", "")).strip()
        if text:
            file.write_text(text, encoding="utf-8")
        found = close_month(
            work.workspace.contract,
            work.workspace,
            month,
            by=work.by,
            sign=bool(work.given.get("sign")),
            balances=file if text else None,
        )
    return Done(
        {
            "run": found.folder.name,
            "month": work.given["month"],
            "checks": [[one.item, one.is_done, one.found] for one in found.checks],
            "signed": bool(found.signed_by),
        }
    )
