"""Answer what finance asked about a return."""

from __future__ import annotations

from evenlode.cli import options, returning, stating


def command(
    number: returning.Number,
    said: returning.Said,
    by: stating.By = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Where a figure was wrong, send a later version in its place."""
    returning.take("answer", number, said, by, workspace, format)
