"""A slow check: the web app's own tests with people, sessions and jobs in a real PostgreSQL, and the command on it.

    python -m tools.assure_postgres_web

The journal stays in SQLite in the workspace whatever the database is, and signing is tried with both at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.postgres_for_tests import server
from tools.served import served

ROOT = Path(__file__).resolve().parents[1]
TESTS = ("tests/web/shell", "tests/web/pages")
WORKERS = 4
JOBS = 40
CLAIM = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "evenlode.web.settings"
import django
django.setup()
from evenlode.web.jobs import kinds
from evenlode.web.jobs.worker import run_next
kinds.kinds()["count"] = lambda work: print("did", flush=True) or kinds.Done()
while run_next(f"worker {os.getpid()}"):
    pass
"""
QUEUE = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "evenlode.web.settings"
import django
django.setup()
from django.db import connection
from evenlode.web.jobs.models import Job
assert connection.vendor == "postgresql", connection.vendor
for _ in range({JOBS}):
    Job.objects.create(kind="count", title="A job", contract="c", organisation="o", by="Ann <a@b.cc>")
"""


def main() -> int:
    """Run the tests, then the command with several workers; 0 where everything held."""
    with server() as database:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("EVENLODE_", "DJANGO_"))}
        env = clean | {"EVENLODE_DATABASE": database, "EVENLODE_SIGNINGS": os.environ.get("EVENLODE_SIGNINGS", "5")}
        done = subprocess.run([sys.executable, "-m", "pytest", "-q", *TESTS], cwd=ROOT, env=env)
    if done.returncode:
        return done.returncode
    with server() as database, tempfile.TemporaryDirectory(prefix="evenlode-web-") as folder:
        return _served(Path(folder), clean | {"EVENLODE_DATABASE": database})


def _served(folder: Path, env: dict[str, str]) -> int:
    """`evenlode serve` on an empty database makes its tables and answers; several workers do each job once."""
    from evenlode.terms.shipped import contract_folder

    shutil.copytree(contract_folder("two-outcome-illustration"), folder / "contract")
    with served(folder, {"EVENLODE_DATABASE": env["EVENLODE_DATABASE"]}):
        print("serve on PostgreSQL: it makes its tables and answers")
    own = env | {"EVENLODE_WORKSPACE": str(folder)}
    subprocess.run([sys.executable, "-c", QUEUE], env=own, check=True)
    workers = [
        subprocess.Popen([sys.executable, "-c", CLAIM], env=own, stdout=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    did = sum(worker.communicate()[0].count("did") for worker in workers)
    print(f"{did} of {JOBS} jobs done, each once, by {WORKERS} workers at a time")
    return 0 if did == JOBS else 1


if __name__ == "__main__":
    sys.exit(main())
