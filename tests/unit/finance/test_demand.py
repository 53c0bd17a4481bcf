"""Stock and flow against sums that can be done by hand; measured flows from a CSV."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evenlode.finance.demand.flows import DAYS_A_MONTH, Change, Service, months_to_clear, needed_to_clear, run
from evenlode.finance.demand.measured import charts, read_flows, service_today
from evenlode.problems import Refusal

SERVICE = Service(
    waiting=100,
    caseload=600,
    referrals=50,
    fte=10,
    vacancies=0,
    first_contacts_per_fte=6,
    caseload_per_fte=100,
    months_in_care=12,
    beds=20,
    admissions=30,
    days_in_bed=DAYS_A_MONTH,
    out_of_area_day=100_00,
)


def test_a_backlog_is_cleared_after_it_over_what_capacity_leaves() -> None:
    """60 a month are taken on, 50 come: 100 that wait are gone after ten months."""
    months = run(SERVICE, 24)
    assert months_to_clear(months) == 10
    assert [round(month.waiting) for month in months[:3]] == [90, 80, 70]
    assert months[-1].taken_on == 50  # nobody waits, so no more than come
    assert months_to_clear(months, down_to=50) == 5
    assert needed_to_clear(SERVICE, 10) == 60


def test_nobody_is_lost() -> None:
    months = run(SERVICE, 36)
    came = SERVICE.waiting + SERVICE.caseload + sum(month.referrals for month in months)
    left = months[-1].waiting + months[-1].caseload + sum(month.discharges for month in months)
    assert came == pytest.approx(left)


def test_the_caseload_settles_at_arrivals_times_time_in_care() -> None:
    """Little's law, with the discharge before the intake of the month."""
    assert run(replace(SERVICE, waiting=0), 240)[-1].caseload == pytest.approx(50 * 12, rel=1e-6)


def test_a_full_caseload_holds_the_waiting_list_up() -> None:
    full = replace(SERVICE, caseload_per_fte=60)
    first = run(full, 1)[0]
    assert first.taken_on == first.discharges == 50


def test_beds_above_those_there_are_are_out_of_area() -> None:
    first = run(SERVICE, 1)[0]
    assert (round(first.beds_needed, 6), round(first.out_of_area, 6)) == (30, 10)
    assert first.out_of_area_cost == round(10 * DAYS_A_MONTH * 100_00)
    assert run(Change(days_in_bed=0.5).on(SERVICE), 1)[0].out_of_area == 0
    assert run(Change(beds=40).on(SERVICE), 1)[0].out_of_area == 0


def test_vacancies_and_demand_lengthen_the_list() -> None:
    roomy = replace(SERVICE, caseload_per_fte=1000)
    assert run(Change(vacancies=0.5).on(roomy), 12)[-1].waiting == 100 + 12 * 20
    assert run(Change(demand=1.2).on(roomy), 12)[-1].waiting == pytest.approx(100)
    assert run(roomy, 12)[-1].waiting == 0
    assert months_to_clear(run(Change(vacancies=0.5).on(roomy), 240)) is None


def test_fewer_staff_cannot_hold_the_caseload_they_inherit() -> None:
    """Half of the staff can hold 500 of 600: for as long as more than that remain, nobody new is taken on."""
    first, second, *_ = run(Change(vacancies=0.5).on(SERVICE), 3)
    assert (first.taken_on, first.caseload, first.waiting) == (0, 550, 150)
    assert second.taken_on == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"vacancies": 1.5}, "share of the staff"),
        ({"months_in_care": 0}, "for some time"),
        ({"waiting": -1}, "waiting below zero"),
    ],
)
def test_a_service_that_cannot_be_is_refused(wrong: dict[str, float], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        run(replace(SERVICE, **wrong), 12)


def test_months_that_cannot_be_looked_ahead_are_refused() -> None:
    for months in (0, 241):
        with pytest.raises(Refusal, match="looked ahead"):
            run(SERVICE, months)
    with pytest.raises(Refusal, match="in no time"):
        needed_to_clear(SERVICE, 0)


HEADER = "month,referrals,taken on,discharges,waiting,caseload,fte established,fte vacant,admissions,bed days,beds,out-of-area days\n"  # noqa: E501 - a header is one line


def test_the_service_of_today_comes_from_measured_flows(tmp_path: Path) -> None:
    path = tmp_path / "flows.csv"
    rows = "".join(f"2018-{month:02d},50,40,50,{100 + month * 10},600,10,2,30,600,20,300\n" for month in range(1, 13))
    path.write_text(f"# INVENTED\n{HEADER}{rows}", encoding="utf-8")
    measured = read_flows(path)
    service = service_today(measured)
    assert measured.invented
    assert (service.waiting, service.vacancies, service.first_contacts_per_fte, service.months_in_care) == (
        220,
        0.2,
        5,
        12,
    )
    assert (service.admissions, service.days_in_bed, service.beds) == (30, 30, 20)
    assert set(charts(measured)) == {
        "referrals",
        "taken on",
        "discharges",
        "admissions",
        "bed days",
        "out-of-area days",
    }


def test_a_jump_in_a_flow_is_signalled(tmp_path: Path) -> None:
    values = [50, 52, 49, 51, 50, 48, 52, 51, 49, 50, 51, 49, 50, 90]
    path = tmp_path / "flows.csv"
    rows = "".join(f"{2018 + at // 12}-{at % 12 + 1:02d},{value}\n" for at, value in enumerate(values))
    path.write_text("month,referrals\n" + rows, encoding="utf-8")
    measured = read_flows(path)
    assert charts(measured)["referrals"].variation == "special_cause_neutral_high"
    with pytest.raises(Refusal, match="no figures for taken on, discharges"):
        service_today(measured)


def test_everything_wrong_in_the_csv_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "flows.csv"
    path.write_text("month,referrals\n2018-01,many\n2018-03,5\nMay,\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_flows(path)
    assert [(problem.line, problem.field) for problem in refused.value.problems] == [
        (2, "referrals"),
        (3, "month"),
        (4, "month"),
    ]
    path.write_text("month,referals\n2018-01\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"not known(.|\n)*1 cells"):
        read_flows(path)
