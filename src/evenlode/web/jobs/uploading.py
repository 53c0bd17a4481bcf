"""Uploads: files on their way in, named safely, in a folder that is there whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from evenlode.problems import Level, Problem, Refusal, refuse
from evenlode.web.jobs.models import Job, State

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._()-]{0,119}\.(?:csv|parquet|zip|yaml|xlsx)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The name of a file as it may lie in a folder. Raises a Refusal for one that is no plain name of a known kind."""
    plain = unicodedata.normalize("NFC", name)
    if not _NAME.fullmatch(plain) or ".." in plain:
        fix = "Name it with letters, figures, dots and dashes, ending in .csv, .parquet, .zip, .xlsx or .yaml"
        shown = "".join(one if one.isprintable() and one not in "/\\" else "?" for one in plain)[:80]
        raise Refusal(
            Problem("FILE.NAME", Level.REJECT_FILE, shown, None, "files", "the name of the file cannot be used", fix)
        )
    return plain


def keep(files: Iterable[Any], kept: Path) -> str:
    """Move uploaded files, which lie on the disk already, into a folder of their own; its name.

    The folder gets its name only once every file is in it, so a killed server leaves none that is half-filled.
    Raises a Refusal for names that cannot be used, or that are the same twice.
    """
    uploads = kept / "uploads"
    uploads.mkdir(mode=0o700, exist_ok=True)
    name = uuid4().hex
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=uploads))
    try:
        for file in files:
            target = making / safe_name(file.name)
            if target.exists():
                raise refuse(
                    "FILE.NAME", "two files have the same name", "Send each once", file=target.name, field="files"
                )
            with target.open("xb") as out:
                for chunk in file.chunks():
                    out.write(chunk)
        os.rename(making, uploads / name)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return name


def tidy(kept: Path) -> None:
    """Take away what a killed server left: parts of uploads, and folders that no job still needs."""
    for path in (kept / "arriving").glob("*"):
        path.unlink(missing_ok=True)
    over = (State.DONE, State.REFUSED, State.CANCELLED)
    known = {job.given.get("upload") for job in Job.objects.exclude(state__in=over)}
    for folder in (kept / "uploads").glob("*"):
        if folder.name not in known:
            shutil.rmtree(folder, ignore_errors=True)
