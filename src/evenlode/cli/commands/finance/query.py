"""Ask about a finance return."""

from __future__ import annotations

from evenlode.cli import options, returning, stating


def command(
    number: returning.Number,
    said: returning.Said,
    by: stating.By = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Its provider answers, or sends a later version."""
    returning.take("query", number, said, by, workspace, format)
