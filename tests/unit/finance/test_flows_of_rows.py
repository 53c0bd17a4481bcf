"""Flows counted from rows, against months that can be counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evenlode.data.memory import store_of
from evenlode.finance.demand.measured import service_today
from evenlode.job import Workspace
from evenlode.job.finance_reporting import never_mixed
from evenlode.job.financing import stored_returns
from evenlode.job.flows import FlowMonth, as_measured, eligible_people, flows_of
from evenlode.problems import Refusal
from evenlode.report.finance import Eligible
from tests.engines.rows import tables

REFERRALS = """
    person | provider | referral | received_day | closed_day | rejected_day
    1      | lead     | a        | 2017-11-20   | 2018-02-10 |
    2      | lead     | b        | 2018-01-05   |            |
    3      | lead     | c        | 2018-01-10   | 2018-02-15 |
    4      | lead     | d        | 2018-01-31   |            |
    5      | lead     | e        | 2018-01-15   |            | 2018-01-16
    """
CONTACTS = """
    person | provider | contact | referral | day        | attendance | mechanism
    2      | lead     | 1       | b        | 2018-01-20 | 7          | 01
    2      | lead     | 2       | b        | 2018-02-03 | 5          | 01
    2      | lead     | 3       | b        | 2018-03-03 | 6          | 02
    4      | lead     | 4       | d        | 2018-01-31 | 5          | 02
    """
SPELLS = """
    person | provider | spell | admitted   | discharged
    2      | lead     | s     | 2018-01-30 | 2018-02-02
    4      | lead     | t     | 2018-03-25 |
    """
OWN = """
    person | provider | service | from       | to         | care_act_eligible
    7      | partner  | home    | 2018-01-03 | 2018-02-28 | yes
    7      | partner  | work    | 2018-02-01 |            | yes
    8      | partner  | home    | 2018-02-05 | 2018-03-30 | no
    9      | partner  | home    | 2018-02-05 |            |
    """


@pytest.fixture
def found() -> dict[tuple[str, str], FlowMonth]:
    texts = {"referrals": REFERRALS, "contacts": CONTACTS, "hospital_spells": SPELLS, "partner_caseload": OWN}
    with store_of(tables(**texts), date(2018, 4, 15)) as store:
        store.data_from = date(2018, 1, 1)
        return {(one.provider, f"{one.month:%Y-%m}"): one for one in flows_of(store)}


def test_the_months_of_a_provider(found: dict[tuple[str, str], FlowMonth]) -> None:
    """Referral b waits in January; c is closed unseen; d is seen at once; a came before the data and counts as seen."""
    lead = [found["lead", f"2018-0{month}"] for month in (1, 2, 3)]
    assert [(one.referrals, one.taken_on, one.left_unseen, one.discharges) for one in lead] == [
        (3, 1, 0, 0),
        (0, 1, 1, 1),
        (0, 0, 0, 0),
    ]
    assert [(one.waiting, one.caseload) for one in lead] == [(2, 2), (0, 2), (0, 2)]
    assert [one.contacts for one in lead] == [1, 1, 1]  # the one that was not attended is no contact
    assert [(one.admissions, one.bed_days) for one in lead] == [(1, 2), (0, 1), (1, 7)]


def test_nobody_is_lost_from_month_to_month(found: dict[tuple[str, str], FlowMonth]) -> None:
    for provider in ("lead", "partner"):
        for before, after in (("2018-01", "2018-02"), ("2018-02", "2018-03")):
            old, new = found[provider, before], found[provider, after]
            assert new.waiting == old.waiting + new.referrals - new.taken_on - new.left_unseen
            assert new.caseload == old.caseload + new.taken_on - new.discharges


def test_a_partners_caseload_is_seen_on_its_first_day_and_left_after_its_last(
    found: dict[tuple[str, str], FlowMonth],
) -> None:
    own = [found["partner", f"2018-0{month}"] for month in (1, 2, 3)]
    assert [(one.referrals, one.taken_on, one.discharges, one.caseload) for one in own] == [
        (1, 1, 0, 1),
        (3, 3, 0, 4),
        (0, 0, 2, 2),
    ]


def test_a_month_that_is_not_whole_is_left_out(found: dict[tuple[str, str], FlowMonth]) -> None:
    assert max(month for _, month in found) == "2018-03"


def test_eligible_people_are_counted_once_by_provider_at_the_end_of_each_month() -> None:
    with store_of(tables(partner_caseload=OWN), date(2018, 3, 31)) as store:
        assert eligible_people(store) == (
            Eligible("partner", "2018-01", people=1, eligible=1, not_known=0),
            Eligible("partner", "2018-02", people=3, eligible=1, not_known=1),
            Eligible("partner", "2018-03", people=2, eligible=1, not_known=1),
        )


def test_staff_come_from_the_financial_year_of_the_month() -> None:
    with store_of(tables(partner_caseload=OWN), date(2018, 4, 30)) as store:
        measured = as_measured(flows_of(store), {"2017/18": (10_000, 1_500)}, invented=True)
    assert measured.columns["fte established"] == (10.0, 10.0, 10.0, None)
    assert measured.columns["fte vacant"] == (1.5, 1.5, 1.5, None)
    assert "admissions" not in measured.columns  # no hospital sent anything
    assert service_today(measured).vacancies == pytest.approx(0.15)


def test_rows_that_cannot_say_who_was_seen_are_refused() -> None:
    with store_of(tables(referrals=REFERRALS), date(2018, 3, 31)) as store, pytest.raises(Refusal) as refused:
        flows_of(store)
    assert refused.value.rule == "FLOW.ROWS"


def test_real_rows_never_stand_beside_invented_returns(full: Path) -> None:
    returns = stored_returns(Workspace(full))
    with store_of(tables(partner_caseload=OWN), date(2018, 3, 31)) as store, pytest.raises(Refusal) as refused:
        never_mixed(store, returns)
    assert refused.value.rule == "FINANCE.MIXED"
