"""Outcomes-based commissioning: what was promised, what was measured, how sure we are, what is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evenlode.job import run
    from evenlode.terms.reading import read_contract

__version__ = "0.1.0"
__all__ = ["__version__", "read_contract", "run"]


def __getattr__(name: str) -> Any:
    """The two names most people need, imported when first asked for: the command line stays quick to start."""
    if name == "read_contract":
        from evenlode.terms.reading import read_contract

        return read_contract
    if name == "run":
        from evenlode.job import run

        return run
    raise AttributeError(f"module 'evenlode' has no attribute {name!r}")
