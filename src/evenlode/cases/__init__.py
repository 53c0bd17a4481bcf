"""Cases: tests an analyst can read. Small tables in, expected figures, statuses and pounds compared with what comes."""

from __future__ import annotations

from evenlode.cases.differing import Difference
from evenlode.cases.loading import load_cases
from evenlode.cases.running import CaseResult, run_case

__all__ = ["CaseResult", "Difference", "load_cases", "run_case"]
