"""A run of the bench from its page: what the form refuses, its job, cancelling it, and a warning made a proposal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from evenlode.job import stressing
from evenlode.web.jobs.kinds import stress as kind
from tests.web.shown.test_money import STRESS

GOOD = {"year": "2017-10-01", "years": "1000", "seed": "7", "figures": ""}
LINT = [
    {
        "rule": "DESIGN.OUTSIDE_CONTROL",
        "about": "in-a-meaningful-role",
        "message": "5a & more",
        "mend": "Make it monitored",
    },
    {"rule": "DESIGN.WITHIN_NOISE", "about": "in-a-meaningful-role", "message": "Too near", "mend": "Move the line"},
    {"rule": "DESIGN.TOO_FEW", "about": "in-a-meaningful-role", "message": "Few", "mend": "Average it over 2 years"},
    {"rule": "DESIGN.NOT_MEASURED", "about": "carers-supported", "message": "None", "mend": "Move its points"},
]


@pytest.fixture
def place(app: Path) -> Iterator[Path]:
    """The served folder without runs and jobs, before and after."""
    import shutil

    from evenlode.web.jobs.models import Job

    def clear() -> None:
        Job.objects.all().delete()
        shutil.rmtree(app / "runs", ignore_errors=True)

    clear()
    yield app
    clear()


def work() -> None:
    from evenlode.web.jobs.worker import run_next

    while run_next("test"):
        pass


def leave_a_run(place: Path) -> None:
    """A finished run of the bench, as the job leaves it."""
    folder = place / "runs" / "0001-stress"
    folder.mkdir(parents=True)
    assumed = [
        {"indicator": {"code": "5a", "indicator": "in-a-meaningful-role"}, "people": 400, "share": "3/5", "line": "0.6"}
    ]
    found = STRESS | {
        "lint": LINT,
        "stress": STRESS["stress"] | {"assumed": [one | {"source": "x"} for one in assumed]},
    }
    (folder / "stress.json").write_text(json.dumps(found), encoding="utf-8")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"year": "1999-10-01"}, "Choose a contract year"),
        ({"years": "1000000000"}, "Choose one of 1000, 10000, 50000"),
        ({"seed": "²"}, "Enter the seed as a whole number"),
        ({"seed": "-1"}, "Enter the seed as a whole number"),
        ({"seed": "99999999999999999999"}, "Enter the seed as a whole number"),
        ({"figures": "../../secret"}, "Choose what is taken to be true now"),
    ],
)
def test_the_form_says_what_is_wrong(
    place: Path, signed_in: Callable[[str], Any], wrong: dict[str, str], said: str
) -> None:
    found = signed_in("Owen Price").post("/stress/", GOOD | wrong)
    assert found.status_code == 400
    assert said in found.content.decode()


def test_a_run_is_a_job_with_what_was_asked_and_its_page_shows_it(
    place: Path, signed_in: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}

    def bench(folder: Path, workspace: Any, **about: Any) -> Any:
        asked.update(about)
        about["progress"]("S1 Something")
        leave_a_run(place)
        return stressing.StressRun(place / "runs" / "0001-stress", None, None, True)  # type: ignore[arg-type]  # only its folder is read

    monkeypatch.setattr(kind, "stress", bench)
    owen = signed_in("Owen Price")
    empty = owen.get("/stress/").content.decode()
    assert "has not been put on the bench yet" in empty
    found = owen.post("/stress/", GOOD)
    work()
    page = owen.get(found["Location"]).content.decode()
    assert "The run is 0001-stress." in page
    assert (str(asked["period"].start), asked["years"], asked["seed"], asked["data"]) == ("2017-10-01", 1000, 7, None)
    assert asked["invented"] is True
    assert "would be paid for noise" in owen.get("/stress/").content.decode()
    for name in ("Priya Shah", "Helen Marsh", "Daniel Okafor"):
        assert signed_in(name).post("/stress/", GOOD).status_code == 403


def test_a_run_that_is_cancelled_stops_at_its_next_word_and_leaves_nothing(
    place: Path, signed_in: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    owen = signed_in("Owen Price")
    where = owen.post("/stress/", GOOD)["Location"]
    told: list[str] = []

    def bench(folder: Path, workspace: Any, **about: Any) -> Any:
        about["progress"]("S1 first")
        told.append("first")
        assert owen.post(where, {"cancel": "yes"}).status_code == 302
        about["progress"]("S2 second")
        told.append("second")

    monkeypatch.setattr(kind, "stress", bench)
    assert "Cancel it" in owen.get(where).content.decode()
    assert "Cancel it" not in signed_in("Priya Shah").get(where).content.decode()
    work()
    assert told == ["first"]
    page = owen.get(where).content.decode()
    assert ">Cancelled<" in page
    assert "Owen Price cancelled it" in page
    assert not (place / "runs").exists()
    # one that waits is cancelled at once, by a role that may start it and by no other
    waiting = owen.post(where, {"again": "yes"})["Location"]
    assert signed_in("Daniel Okafor").post(waiting, {"cancel": "yes"}).status_code == 403
    assert owen.post(waiting, {"cancel": "yes"}).status_code == 302
    work()
    assert told == ["first"]
    assert ">Cancelled<" in owen.get(waiting).content.decode()


def test_a_warning_becomes_a_proposal_with_everything_filled_in(place: Path, signed_in: Callable[[str], Any]) -> None:
    leave_a_run(place)
    priya, owen = signed_in("Priya Shah"), signed_in("Owen Price")
    assert "Propose it" not in owen.get("/stress/").content.decode()
    text = priya.get("/stress/").content.decode()
    assert text.count("Propose it") == 3  # too few counted is no matter of a dated value
    forms = [
        {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
        for form in text.split("<form")[1:]
        if "Propose it" in form
    ]
    assert [(one["change"], one["value"]) for one in forms] == [
        ("5a.stage", "monitored"),
        ("5a.target", "65%"),  # 60% is true now, and chance moves 400 people's figure by 4.8 points
        ("carers-supported.points", ""),
    ]
    assert text.index("Move its points") < text.index("Average it over 2 years")
    assert (forms[0]["day"], forms[0]["month"], forms[0]["year"]) == ("1", "10", "2020")
    page = priya.post("/contract/propose/", forms[0]).content.decode()
    assert "5a &amp; more." in page
    assert 'value="monitored"' in page
    assert "Stress test 0001-stress, DESIGN.OUTSIDE_CONTROL" in page


def test_a_job_of_another_duty_cannot_be_started_again(place: Path, signed_in: Callable[[str], Any]) -> None:
    from evenlode.web.jobs.asking import DUTY_OF
    from evenlode.web.jobs.kinds import kinds
    from evenlode.web.jobs.models import Job

    assert set(DUTY_OF) == set(kinds())
    job = Job.objects.create(
        kind="close", title="Close", contract="oxfordshire-mental-health", organisation="commissioner", state="failed"
    )
    assert signed_in("Owen Price").post(f"/job/{job.pk}/", {"again": "yes"}).status_code == 403
    assert signed_in("Daniel Okafor").post(f"/job/{job.pk}/", {"again": "yes"}).status_code == 302
