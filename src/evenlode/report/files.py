"""Write a report to a folder: report.html, report.xlsx, one file a renderer."""

from __future__ import annotations

from pathlib import Path

from evenlode.report.renderers import renderers
from evenlode.report.report import Report


def write_report(report: Report, folder: Path) -> dict[str, Path]:
    """Write the report in every form, and say where: suffix to path. Nothing is written unless every form was made."""
    made = {suffix: renderer.render(report) for suffix, renderer in renderers().items()}
    folder.mkdir(parents=True, exist_ok=True)
    paths = {suffix: folder / f"report.{suffix}" for suffix in made}
    for suffix, content in made.items():
        paths[suffix].write_bytes(content)
    return paths
