"""Every page of the web app as every persona: server time and bytes, slowest first, beside a fixed piece of work."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

MOST_MS, MOST_BYTES = 300, 400_000
"""What a page may take of one core, and weigh."""
TIMES = 3
SHOWN = 15
DAY = "2019-11-04"
"""The day that a demo takes for today."""


@dataclass(frozen=True)
class Visit:
    """A page as one persona got it: the best of a few times, in ms of CPU, and its bytes. first: the first time."""

    who: str
    address: str
    first: float
    best: float
    bytes: int


def main(folder: str) -> int:
    """Exit code 1 where a page is slower or heavier than it may be. The workspace is copied, and left as it is."""
    with tempfile.TemporaryDirectory(prefix="evenlode-bench-pages-") as made:
        place = Path(made) / "workspace"
        shutil.copytree(folder, place, ignore=shutil.ignore_patterns("web"))
        _set_up(place)
        work = min(_timed(_fixed_work)[0] for _ in range(5))
        found = sorted(_visits(place), key=lambda one: -one.best)
    print("\n".join(_lines(found, work)))
    return 1 if any(one.best > MOST_MS or one.bytes > MOST_BYTES for one in found) else 0


def _set_up(place: Path) -> None:
    """Django on the copy, with the personas of a demo."""
    (place / ".evenlode-demo").write_text("for the benchmark\n", encoding="utf-8")
    os.environ |= {
        "EVENLODE_WORKSPACE": str(place),
        "EVENLODE_WEB_MODE": "demo",
        "EVENLODE_TODAY": DAY,
        "EVENLODE_SECRET_KEY": "a key for the benchmark alone, long enough for every check of it",
        "DJANGO_SETTINGS_MODULE": "evenlode.web.settings",
    }
    import django

    (place / "web" / "static").mkdir(parents=True, exist_ok=True)
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from evenlode.job import Workspace
    from evenlode.terms.reading import read_contract
    from evenlode.web.people.personas import make_personas
    from evenlode.web.shown.kept import keep_all

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0, interactive=False)
    make_personas(read_contract(place / "contract"))
    keep_all(Workspace(place))


def _visits(place: Path) -> Iterator[Visit]:
    from django.test import Client

    from evenlode.web.people.models import Person
    from evenlode.web.people.roles import Role

    for person in Person.objects.order_by("name"):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        roles = {Role(held.role) for held in person.memberships.all()}
        if len(roles) != 1:
            continue
        for address in _addresses(place, roles.pop()):
            took = [_timed(partial(client.get, address)) for _ in range(TIMES)]
            answer = took[-1][1]
            if answer.status_code != 200:
                print(f"{person.name} {address}: {answer.status_code}", file=sys.stderr)
                continue
            yield Visit(person.name, address, took[0][0], min(ms for ms, _ in took), len(answer.content))


def _addresses(place: Path, role: Any) -> Iterator[str]:
    """Every page that the role may open: those about one thing with every indicator, or the first step."""
    from evenlode.terms.reading import read_contract
    from evenlode.web.pages import pages

    contract = read_contract(place / "contract")
    slugs = [one.indicator for outcome in contract.outcomes for one in outcome.indicators]
    slugs += [one.standard for one in contract.standards]
    for page in pages():
        if role not in page.roles or page.is_open:
            continue
        if "<" not in page.path:
            yield f"/{page.path}"
        elif page.path.startswith("indicator/<slug:indicator>/"):
            few = slugs if page.name == "indicator" else slugs[:1]
            yield from (f"/{page.path.replace('<slug:indicator>', slug)}" for slug in few)


def _timed(do: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of CPU of this thread, so that other work on the machine does not count, and what came of it."""
    began = time.thread_time()
    found = do()
    return (time.thread_time() - began) * 1000, found


def _fixed_work() -> str:
    """Hashing in a loop: about as long on every run of one machine."""
    found = b"evenlode"
    for _ in range(100_000):
        found = sha256(found).digest()
    return found.hex()


def _lines(found: list[Visit], work: float) -> Iterator[str]:
    yield f"{len(found)} visits; 100,000 hashes take {work:.0f} ms of CPU here, which is 1.00"
    yield ""
    yield "| page | as | ms | against the hashes | first time, ms | kB |"
    yield "|---|---|---|---|---|---|"
    for one in found[:SHOWN]:
        ratio = one.best / work
        size = one.bytes / 1000
        yield f"| {one.address} | {one.who} | {one.best:.0f} | {ratio:.2f} | {one.first:.0f} | {size:.0f} |"
    heaviest = max(found, key=lambda one: one.bytes)
    yield ""
    yield f"Heaviest: {heaviest.address} as {heaviest.who}, {heaviest.bytes / 1000:.0f} kB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
