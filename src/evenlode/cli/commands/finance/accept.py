"""Accept a finance return."""

from __future__ import annotations

from evenlode.cli import options, returning, stating


def command(
    number: returning.Number,
    by: stating.By = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """Nobody accepts what they sent themselves, nor a return whose question waits for an answer."""
    returning.take("accept", number, "", by, workspace, format)
