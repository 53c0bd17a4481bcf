"""Jobs on SQLite: one worker gets each, a closed tab stops none, a killed worker leaves one that can start again."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from evenlode.problems import refuse
from evenlode.web.access import Duty
from evenlode.web.jobs import kinds as of_kinds
from evenlode.web.jobs.kinds import Done, Work

KILLED = """
import sys, time
import tests.web.conftest as app  # sets Django up, on a folder of its own
from django.conf import settings
settings.WORKSPACE, settings.DATABASES["default"]["NAME"] = sys.argv[1], sys.argv[2]
from django.db import connections
connections.close_all()
connections["default"].settings_dict["NAME"] = sys.argv[2]
from evenlode.web.jobs import kinds
from evenlode.web.jobs.worker import run_next

def slow(work):
    print("working", flush=True)
    time.sleep(60)

kinds.kinds()["slow"] = slow
run_next("killed")
"""


@pytest.fixture
def kind(app: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Plant kinds of work by name, for those who may load data; every job is taken away first."""
    from evenlode.web.jobs.models import Job

    Job.objects.all().delete()
    from evenlode.web.jobs import asking
    from evenlode.web.pages import job

    before = dict(of_kinds.kinds())

    def plant(**work: Callable[[Work], Done]) -> None:
        of_kinds.kinds().update(work)

    monkeypatch.setattr(asking, "DUTY_OF", defaultdict(lambda: Duty.LOAD_DATA))
    monkeypatch.setattr(job, "DUTY_OF", asking.DUTY_OF)
    yield plant
    of_kinds.kinds().clear()
    of_kinds.kinds().update(before)
    Job.objects.all().delete()


def make(kind: str, title: str = "A job", organisation: str = "commissioner") -> Any:
    from evenlode.web.jobs.models import Job

    contract = "oxfordshire-mental-health"
    return Job.objects.create(kind=kind, title=title, contract=contract, organisation=organisation, by="Ann <a@b.cc>")


def test_a_job_is_done_with_its_progress_and_what_it_found(kind: Callable[..., None]) -> None:
    from evenlode.web.jobs.worker import run_next

    seen: list[tuple[str, int, int]] = []

    def work(given: Work) -> Done:
        given.progress("Half way", 1, 2)
        job.refresh_from_db()
        seen.append((job.said, job.done, job.of))
        return Done({"answer": 42})

    kind(work=work)
    job = make("work")
    assert run_next("one")
    job.refresh_from_db()
    assert seen == [("Half way", 1, 2)]
    assert (job.state, job.found) == ("done", {"answer": 42})
    assert not run_next("one")


def test_a_refusal_keeps_its_problems_and_a_fault_keeps_no_value(kind: Callable[..., None]) -> None:
    from evenlode.web.jobs.worker import run_next

    def refused(work: Work) -> Done:
        raise refuse("FILE.COLUMNS", "there is no column", "Add it", file="a.csv", line=3)

    def faulty(work: Work) -> Done:
        raise ValueError("943 476 5919")

    kind(refused=refused, faulty=faulty)
    one, two = make("refused"), make("faulty")
    while run_next("one"):
        pass
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, one.problems[0]["rule"], one.problems[0]["row"]) == ("refused", "FILE.COLUMNS", 3)
    assert two.state == "failed"
    assert "ValueError" in two.said
    assert "943" not in two.said


def test_of_many_workers_one_gets_each_job(kind: Callable[..., None]) -> None:
    from django.db import connection

    from evenlode.web.jobs.models import Job
    from evenlode.web.jobs.worker import run_next

    done: list[int] = []
    kind(count=lambda work: done.append(1) or Done())
    for _ in range(12):
        make("count")

    def drain(name: str) -> None:
        while run_next(name):
            pass
        connection.close()

    threads = [threading.Thread(target=drain, args=(f"worker {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 12
    assert Job.objects.filter(state="done").count() == 12


def test_a_job_whose_worker_is_silent_is_marked_and_starts_again(
    kind: Callable[..., None], signed_in: Callable[[str], Any]
) -> None:
    from django.utils import timezone

    from evenlode.web.jobs.models import Job
    from evenlode.web.jobs.worker import mark_interrupted, run_next

    kind(work=lambda work: Done())
    job = make("work")
    alive = timezone.now() - timedelta(seconds=20)
    Job.objects.filter(pk=job.pk).update(state="running", alive=alive)
    assert mark_interrupted() == 0
    Job.objects.filter(pk=job.pk).update(alive=alive - timedelta(seconds=20))
    assert mark_interrupted() == 1
    client = signed_in("Owen Price")
    text = client.get(f"/job/{job.pk}/").content.decode()
    assert "Interrupted, start it again" in text
    found = client.post(f"/job/{job.pk}/", {"again": "yes"})
    assert found.status_code == 302
    assert run_next("another")
    assert ">Done<" in client.get(found["Location"]).content.decode()
    assert client.post(found["Location"]).status_code == 404  # nothing to start again


def test_t37_a_worker_killed_in_the_middle_leaves_the_job_to_be_marked(kind: Callable[..., None], app: Path) -> None:
    from django.conf import settings
    from django.utils import timezone

    from evenlode.web.jobs.models import Job
    from evenlode.web.jobs.worker import mark_interrupted

    job = make("slow")
    database = str(settings.DATABASES["default"]["NAME"])
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", KILLED, str(app), database]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "working\n"
        worker.kill()
    job.refresh_from_db()
    assert job.state == "running"
    assert mark_interrupted() == 0  # it was heard of a moment ago
    Job.objects.filter(pk=job.pk).update(alive=timezone.now() - timedelta(seconds=31))
    assert mark_interrupted() == 1


def test_signs_of_life_come_while_the_work_goes_on(kind: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    from evenlode.web.jobs import worker

    monkeypatch.setattr(worker, "BEAT", 0.01)
    seen: set[Any] = set()

    def work(given: Work) -> Done:
        until = time.monotonic() + 10
        while len(seen) < 3 and time.monotonic() < until:
            job.refresh_from_db()
            seen.add(job.alive)
        return Done()

    kind(work=work)
    job = make("work")
    worker.run_next("one")
    assert len(seen) == 3


def test_another_organisations_job_is_not_there(kind: Callable[..., None], signed_in: Callable[[str], Any]) -> None:
    job = make("work", organisation="lead-provider")
    address = f"/job/{job.pk}/"
    assert signed_in("Joan Tully").get(address).status_code == 200
    for name in ("Owen Price", "Peter Vance", "Iain Muir"):
        client = signed_in(name)
        for form in ("", "?format=json", "?format=csv"):
            assert client.get(address + form).status_code == 404
        assert client.post(address).status_code in (403, 404)
