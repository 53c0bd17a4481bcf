"""`evenlode serve`: the database made ready, personas of a demo, the server on its threads, the worker beside it."""

from __future__ import annotations

import errno
import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIServer

from evenlode.job.workspace import Workspace
from evenlode.problems import refuse
from evenlode.terms.reading import read_contract
from evenlode.web.access.reading import DEMO_MARK
from evenlode.web.setting_up import Mode


@dataclass(frozen=True, slots=True)
class Serving:
    """What is about to be served: the workspace, how, and where."""

    workspace: Path
    mode: Mode
    host: str
    port: int

    @property
    def address(self) -> str:
        """What to type into a browser."""
        return f"http://{'localhost' if self.host in ('127.0.0.1', '::1') else self.host}:{self.port}/"


def prepare(serving: Serving) -> None:
    """Make the app ready in this process: its settings, its database as the code wants it, the people of a demo.

    Raises a Refusal where the workspace holds no contract that can be read, or a production is not set up for it.
    """
    workspace = Workspace(serving.workspace.resolve())
    if not workspace.contract.is_dir():
        fix = "Name one with --workspace, or make one: evenlode demo"
        raise refuse("WORKSPACE.MISSING", f"{serving.workspace} holds no contract", fix, file=str(serving.workspace))
    contract = read_contract(workspace.contract)
    os.environ["EVENLODE_WORKSPACE"] = str(workspace.folder)
    os.environ["EVENLODE_WEB_MODE"] = serving.mode.value
    if serving.mode is Mode.DEMO:
        os.environ.setdefault("EVENLODE_TODAY", (contract.years()[:4][-1].end + timedelta(days=35)).isoformat())
    if serving.mode is not Mode.PRODUCTION:
        os.environ["EVENLODE_BASE_URL"] = serving.address.rstrip("/")
    os.environ["DJANGO_SETTINGS_MODULE"] = "evenlode.web.settings"
    for name in ("", "arriving", "static"):
        (workspace.folder / "web" / name).mkdir(exist_ok=True, mode=0o700)
    import django
    from django.core.management import call_command

    django.setup()
    from evenlode.web.readiness import refuse_unless_ready

    refuse_unless_ready()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from evenlode.web.jobs.uploading import tidy

    tidy(workspace.folder / "web")
    if serving.mode is Mode.DEMO:
        from evenlode.web.people.personas import make_personas

        make_personas(contract)


def mode_of(workspace: Path, production: bool) -> Mode:
    """Production where it is asked for; a demo where the demo made the workspace; else one's own."""
    if production:
        return Mode.PRODUCTION
    return Mode.DEMO if (workspace / DEMO_MARK).is_file() else Mode.OWN


def make_administrator(email: str) -> str:
    """Give somebody the role; the address at which they set their password, once."""
    from evenlode.web.people.signing_in import first_administrator

    return first_administrator(email)


def serve(serving: Serving, say: Callable[[str], None]) -> None:
    """Serve until somebody stops it, with Ctrl-C or as a system stops its services; the worker ends with it.

    Raises a Refusal where something else listens at the port.
    """
    from django.core.servers.basehttp import WSGIRequestHandler

    from evenlode.web.shown.ahead import build_beside
    from evenlode.web.wsgi import application

    class Handler(WSGIRequestHandler):
        """Django's, without a line for every request: addresses can hold what a log should not."""

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing."""

    with _listening(serving, Handler) as server:
        server.set_app(application)
        with _worker():
            build_beside(Workspace(serving.workspace))
            try:
                signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: no worker is left behind
                say(f"Evenlode is at {serving.address} (Ctrl-C stops it)")
                server.serve_forever()
            except KeyboardInterrupt:
                say("Stopped.")


@contextmanager
def _worker() -> Iterator[None]:
    """The process that does jobs, started again whenever it ends for as long as the server serves."""
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            running = subprocess.Popen([sys.executable, "-m", "evenlode.web.jobs"])
            while running.poll() is None and not over.wait(1):
                pass
            if over.is_set():
                running.terminate()
                running.wait()

    watching = threading.Thread(target=watch, name="worker")
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _listening(serving: Serving, handler: type[Any]) -> _Server:
    try:
        return _Server((serving.host, serving.port), handler)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        said = f"something else listens at port {serving.port}"
        raise refuse("SERVE.PORT", said, f"Use another one: --port {serving.port + 1}", field="port") from None


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    """The standard library's server with a thread a request."""

    daemon_threads = True
    request_queue_size = 64
