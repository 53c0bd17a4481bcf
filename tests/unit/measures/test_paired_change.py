"""paired_change: reviews, the pair of scores behind each, and the latest review of a period deciding."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import ibis
import pytest

from evenlode.measures import problems_of_parameters, steps
from evenlode.measures.paired_change import Parameters
from evenlode.measures.paired_scores import pairs
from evenlode.measures.scored import scored
from evenlode.population.segments import assign_segments
from evenlode.results import EVERYONE, Grain, Period
from tests.engines.plain import months_before
from tests.engines.rows import LEAD, SEGMENTS, answer, definition, figures, one, small_store, summed

QPR = {"tool": "qpr-15"}
CLUSTERS = "person | code | from\n1 | 04 | 2017-01-01\n2 | 04 | 2017-01-01"
REVIEWS = """
    person | assessment | date
    1      | a          | 2017-10-01
    1      | b          | 2018-03-01
    2      | c          | 2017-10-01
    2      | d          | 2018-03-01
    """


def qpr(**changes: Any) -> Any:
    return definition({**QPR, **changes.pop("parameters", {})}, measure="paired_change", **changes)


def test_an_item_sent_twice_counts_once_where_both_agree_and_not_at_all_where_they_do_not() -> None:
    items = [f"1|f|2018-01-01|sfq|{item}|1" for item in range(1, 9)] + ["1|f|2018-01-01|sfq|8|1"]
    items += [f"2|g|2018-01-01|sfq|{item}|1" for item in range(1, 9)] + ["2|g|2018-01-01|sfq|8|2"]
    items += ["3|h|2018-01-01|sfq|total|7", "3|h|2018-01-01|sfq|total|7", "4|i|2018-01-01|sfq|total|7"]
    items += ["4|i|2018-01-01|sfq|total|8", "5|j|2018-01-01|sfq|total|25"]
    rows = "\n".join(["person|assessment|date|tool|item|score", *items])
    with small_store(scores=rows) as store:
        found = {row["person"]: (row["points"], row["per"]) for row in store.fetch(scored(store, sfq()))}
    assert found == {"1": (8, 1), "3": (7000, 1000)}


def sfq() -> Any:
    return Parameters(tool="sfq").rule()


def test_a_review_is_shown_under_its_provider_and_counted_once_in_the_totals() -> None:
    reviews = """
        person | provider | assessment | date
        1      | lead     | a          | 2017-10-01
        1      | other    | b          | 2017-10-01
        1      | lead     | c          | 2018-03-01
        1      | other    | d          | 2018-03-20
        2      | other    | e          | 2017-10-01
        2      | other    | f          | 2018-03-20
        """
    scores = """
        person | referral | date       | tool   | item  | score
        1      | r        | 2017-06-01 | qpr-15 | total | 30
        1      | r        | 2018-02-01 | qpr-15 | total | 40
        1      | r        | 2018-03-10 | qpr-15 | total | 20
        """
    with small_store(honos_clusters=CLUSTERS, honos_cluster_assessments=reviews, scores=scores) as store:
        found = summed(store, qpr(), qpr(provider="lead provider", indicator="lead"))
    both = [each for each in found if each.indicator == "tested"]
    march = {name: one(both, Grain.MONTH, "2018-03-31", name) for name in (LEAD, "other", EVERYONE)}
    assert {name: answer(each) for name, each in march.items()} == {
        LEAD: (1, 1, 1, 0, 0),
        "other": (0, 1, 2, 1, 0),
        EVERYONE: (0, 1, 2, 1, 0),
    }
    lead_alone = [each for each in found if each.indicator == "lead"]
    assert answer(one(lead_alone, Grain.MONTH, "2018-03-31")) == (1, 1, 1, 0, 0)
    assert figures(both, Grain.MONTH, segment="non-psychosis") == {"2018-03-31": "0/1"}
    assert {each.segment for each in both} == {EVERYONE, "everybody", "non-psychosis"}


def test_the_steps_of_a_month_are_counted() -> None:
    scores = """
        person | referral | date       | tool   | item  | score
        1      | r        | 2017-06-01 | qpr-15 | total | 30
        1      | r        | 2018-02-01 | qpr-15 | total | 40
        1      | r        | 2018-02-02 | qpr-15 | 1     | 4
        1      | r        | 2018-02-02 | honos  | total | 4
        """
    march = Period(date(2018, 3, 1), date(2018, 3, 31))
    with small_store(honos_clusters=CLUSTERS, honos_cluster_assessments=REVIEWS, scores=scores) as store:
        found = steps(store, qpr(), assign_segments(store, SEGMENTS), march)
    assert [(step.text, step.rows) for step in found] == [
        ("rows of scores that were sent", 4),
        ("that belong to qpr-15", 3),
        ("forms with a valid total", 2),
        ("assessments with the HoNOS cluster tool that were sent", 4),
        ("after the checks", 4),
        ("reviews: later than the first one", 2),
        ("in the month", 2),
        ("eligible in 1 March 2018 to 31 March 2018", 2),
        ("of these, with a record", 1),
        ("in the denominator", 1),
        ("in the numerator", 1),
        ("beside them, could not be timed", 0),
    ]


@pytest.mark.parametrize(
    ("parameters", "rule", "said"),
    [
        ({}, "CFG.MISSING", "tool"),
        ({"tool": "qpr"}, "CODE.LIST", '"qpr" is no instrument'),
        ({"tool": "core-om"}, "INSTR.CODING", "the coding must be said"),
        ({"tool": "qpr-15", "coding": "endorsed"}, "INSTR.CODING", "no coding"),
        ({"tool": "qpr-15", "score": "hope"}, "INSTR.FIGURE", 'no figure "hope"'),
        ({"tool": "eq-5d-5l", "score": "profile"}, "INSTR.FIGURE", "is no number"),
        ({"tool": "honos", "minimum_valid": "13"}, "INSTR.FIGURE", "12 items, it cannot need 13"),
        ({"tool": "honos", "first": "10 or more"}, "INSTR.CUT_OFF", "is not a line with its side"),
        ({"tool": "honos", "baseline": "best"}, "CODE.LIST", "best"),
    ],
)
def test_parameters_that_cannot_be_used_say_why(parameters: dict[str, str], rule: str, said: str) -> None:
    (problem,) = problems_of_parameters([definition(parameters, measure="paired_change")])
    assert (problem.rule, said in str(problem)) == (rule, True), str(problem)


def test_its_queries_suit_other_engines() -> None:
    with small_store(
        honos_clusters=CLUSTERS,
        scores="person | date | tool | item | score\n1 | 2018-01-01 | qpr-15 | total | 30",
        referrals="person | referral | received_day\n1 | r | 2018-01-01",
        people="person | birth_month\n1 | 1980-01-01",
    ) as store:
        rule = Parameters(tool="core-om", coding="endorsed").rule()
        pairs(store, rule, "first")
        assign_segments(store, (SEGMENTS[0].model_copy(update={"commissioners": ("10Q",)}),))
        for query in (scored(store, rule), *store._made_from.values()):
            for dialect in ("postgres", "pyspark", "duckdb"):
                assert "SELECT" in str(ibis.to_sql(query, dialect=dialect)).upper()


FIRST, LAST = date(2017, 1, 1), date(2018, 9, 30)
PEOPLE = ["1", "2", "3", "4"]
Row = dict[str, Any]


def generated(seed: int) -> tuple[list[Row], list[Row], list[Row]]:
    """Assessments, scores with and without a referral, and referrals; many of one day."""
    draw = random.Random(seed)  # noqa: S311 - made-up rows, not a secret

    def row() -> Row:
        return {"person": draw.choice(PEOPLE), "provider": draw.choice([LEAD, "other"])}

    def day() -> date:
        return FIRST + timedelta(days=8 * draw.randrange((LAST - FIRST).days // 8))

    assessments = [{**row(), "assessment": f"a{number:02d}", "day": day()} for number in range(40)]
    scores = [
        {
            **row(),
            "referral": draw.choice(["r", "s", "", ""]),
            "assessment": f"{number:02d}",
            "day": day(),
            "score": draw.choice([5, 10, 12, 15, 20, 20, 99]),
        }
        for number in range(80)
    ]
    spans = [sorted([day(), day()]) for _ in range(10)]
    referrals = [
        {**row(), "referral": f"r{number}", "received_day": start, "closed_day": draw.choice([None, end])}
        for number, (start, end) in enumerate(spans)
    ]
    return assessments, scores, referrals


def text(rows: list[Row], **more: str) -> str:
    known = [{**row, **more} for row in rows]
    lines = ["|".join(known[0])] + [
        "|".join("" if value is None else str(value) for value in row.values()) for row in known
    ]
    return "\n".join(lines)


class Plain:
    """The same measure in plain Python, review by review."""

    def __init__(self, given_rows: tuple[list[Row], list[Row], list[Row]], previous: bool) -> None:
        self.assessments, scores, self.referrals = given_rows
        self.scores = [row for row in scores if row["score"] <= 60]
        self.previous = previous

    def reviews(self) -> set[tuple[str, str, date]]:
        first: dict[tuple[str, str], date] = {}
        for row in self.assessments:
            key = row["person"], row["provider"]
            first[key] = min(first.get(key, date.max), row["day"])
        return {
            (row["person"], row["provider"], row["day"])
            for row in self.assessments
            if row["day"] > first[row["person"], row["provider"]]
        }

    def verdict(self, person: str, on: date) -> tuple[bool, bool]:
        """(paired, improved) of a person reviewed on a day: QPR, at least 28 days apart, any rise."""
        own = [row for row in self.scores if row["person"] == person and row["day"] <= on]
        last = self._best(own, latest=True)
        if last is None or last["day"] <= months_before(on, 12):
            return False, False
        before = self._before(last, [row for row in own if row["day"] <= last["day"]])
        if before is None or (last["day"] - before["day"]).days < 28:
            return False, False
        return True, last["score"] > before["score"]

    def _before(self, last: Row, own: list[Row]) -> Row | None:
        if last["referral"]:
            own = [row for row in own if all(row[name] == last[name] for name in ("provider", "referral"))]
        else:
            starts = [
                row["received_day"]
                for row in self.referrals
                if (row["person"], row["provider"]) == (last["person"], last["provider"])
                and row["received_day"] <= last["day"]
                and (row["closed_day"] is None or row["closed_day"] > last["day"])
            ]
            own = [row for row in own if starts and row["day"] >= min(starts)]
        if self.previous:
            own = [row for row in own if row["day"] < last["day"]]
        return self._best(own, latest=self.previous)

    @staticmethod
    def _best(own: list[Row], latest: bool) -> Row | None:
        """Of the first or the last day, the later assessment by name."""
        days = {row["day"] for row in own}
        if not days:
            return None
        chosen = max(days) if latest else min(days)
        return max((row for row in own if row["day"] == chosen), key=lambda row: row["assessment"])


@pytest.mark.parametrize(("seed", "previous"), [(1, False), (2, False), (3, True), (4, True)])
def test_every_figure_is_as_plain_python_says(seed: int, previous: bool) -> None:
    given_rows = generated(seed)
    plain = Plain(given_rows, previous)
    assessments, scores, referrals = given_rows
    clusters = "\n".join(["person|code|from", *(f"{who}|04|2016-01-01" for who in PEOPLE)])
    care = [
        *referrals,
        *(
            {"person": who, "provider": "third", "referral": who, "received_day": date(2016, 1, 1), "closed_day": None}
            for who in PEOPLE
        ),
    ]
    with small_store(
        LAST,
        honos_clusters=clusters,
        referrals=text(care),
        honos_cluster_assessments=text(assessments),
        scores=text(scores, tool="qpr-15", item="total"),
    ) as store:
        asked = qpr(parameters={"baseline": "previous"} if previous else {}, segments=("everybody",))
        found = summed(store, asked)
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.CONTRACT_YEAR):
        for provider in (EVERYONE, LEAD, "other"):
            shown = [each for each in found if (each.grain, each.provider, each.segment) == (grain, provider, EVERYONE)]
            for each in shown:
                latest: dict[str, date] = defaultdict(lambda: date.min)
                for person, where, on in plain.reviews():
                    if on in each.period and provider in (EVERYONE, where):
                        latest[person] = max(latest[person], on)
                verdicts = [plain.verdict(person, on) for person, on in latest.items()]
                paired = sum(is_paired for is_paired, _ in verdicts)
                improved = sum(better for _, better in verdicts)
                assert answer(each) == (improved, paired, len(verdicts), len(verdicts) - paired, 0), each
            assert sum(each.eligible or 0 for each in shown) > 0
