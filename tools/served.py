"""The web app served as a user serves it, for a proof: a workspace, a port that is free, an end."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_CODE = "from evenlode.cli.app import main; main()"


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers. address: without a slash at its end; process: the server itself, beside its worker."""

    address: str
    port: int
    process: subprocess.Popen[str]


@contextmanager
def served(workspace: Path, env: Mapping[str, str] | None = None, patience: float = 120) -> Iterator[Served]:
    """`evenlode serve` until the block ends. env: settings beside those there are. RuntimeError where it fails."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("EVENLODE_", "DJANGO_"))}
    command = [sys.executable, "-c", _CODE, "serve", "--workspace", str(workspace), "--port", str(port)]
    with subprocess.Popen(command, env=clean | dict(env or {}), stderr=subprocess.PIPE, text=True) as process:
        made = Served(f"http://localhost:{port}", port, process)
        try:
            _wait(made, patience)
            yield made
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()  # before its pipe is closed, which it says goodbye to


def _wait(made: Served, patience: float) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if made.process.poll() is not None:
            raise RuntimeError(f"the server ended: {made.process.stderr.read() if made.process.stderr else ''}")
        try:
            with urllib.request.urlopen(f"{made.address}/sign-in/", timeout=10):  # noqa: S310 - our own
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer within {patience:.0f} seconds")
