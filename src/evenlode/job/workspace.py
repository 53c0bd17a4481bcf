"""A workspace: the folder that the commands and the web app work in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evenlode.problems import refuse


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where things are: the store of what was sent, the journal, and one folder a run."""

    folder: Path

    @property
    def contract(self) -> Path:
        """The contract folder kept in the workspace."""
        return self.folder / "contract"

    @property
    def store(self) -> Path:
        """What providers sent, normalised."""
        return self.folder / "store"

    @property
    def records(self) -> Path:
        """The journal: what must never be lost."""
        return self.folder / "records.db"

    @property
    def runs(self) -> Path:
        """One folder a run, never changed once it is there."""
        return self.folder / "runs"

    def newest_run(self, *kinds: str) -> Path | None:
        """The newest run folder of one of the kinds (measure, settle, run, replay); None where there is none."""
        found = [path for kind in kinds for path in self.runs.glob(f"[0-9][0-9][0-9][0-9]-{kind}") if path.is_dir()]
        return max(found, default=None, key=lambda path: path.name)

    @contextmanager
    def new_run(self, kind: str, to: Path | None = None) -> Iterator[tuple[Path, Path]]:
        """A folder to write in, and where it will stand once everything is in it.

        The folder appears under its name only when the block ends well, so that a full disk, a Ctrl-C or a killed
        process leaves no half-written run behind. With `to` the run goes there instead; it must not exist yet.
        """
        refuse_used(to)
        parent = to.parent if to else self.runs
        parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=parent))
        making.chmod(0o777 & ~_umask())
        try:
            final = to or self._next(kind)
            yield making, final
            while True:
                try:
                    os.rename(making, final)
                    break
                except OSError:
                    if to or not final.exists():
                        raise
                    final = self._next(kind)
        finally:
            shutil.rmtree(making, ignore_errors=True)

    def _next(self, kind: str) -> Path:
        numbers = [int(path.name[:4]) for path in self.runs.glob("[0-9][0-9][0-9][0-9]-*")]
        return self.runs / f"{max(numbers, default=0) + 1:04d}-{kind}"


def _umask() -> int:
    """What the user's folders are not to allow: a temporary folder is private, a run is not."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def refuse_used(to: Path | None) -> None:
    """Raises a Refusal where a run is to go to a folder that is there already."""
    if to is not None and to.exists():
        raise refuse("RUN.EXISTS", f"{to} is there already, and a run is never changed", "Choose another folder")
