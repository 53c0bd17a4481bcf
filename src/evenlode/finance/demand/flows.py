"""Stock and flow by month: people wait, are taken on and leave care; beds fill and overflow out of area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evenlode.money import Pence
from evenlode.problems import refuse

DAYS_A_MONTH = 365 / 12
MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Service:
    """A service as it is today, by month. FTE are full-time equivalents.

    waiting, caseload: people now. referrals: accepted ones a month. fte: established; vacancies: share of them that is
    empty. first_contacts_per_fte: people that one FTE in post can take on in a month; caseload_per_fte: people that it
    can hold. months_in_care: how long a person stays on the caseload. beds: own ones; admissions a month;
    days_in_bed: length of stay; out_of_area_day: what a day elsewhere costs.
    """

    waiting: float
    caseload: float
    referrals: float
    fte: float
    vacancies: float
    first_contacts_per_fte: float
    caseload_per_fte: float
    months_in_care: float
    beds: float = 0
    admissions: float = 0
    days_in_bed: float = 0
    out_of_area_day: Pence = 0

    @property
    def in_post(self) -> float:
        """FTE that are there to work."""
        return self.fte * (1 - self.vacancies)

    @property
    def capacity(self) -> float:
        """People that can be taken on in a month, were there room on the caseload."""
        return self.in_post * self.first_contacts_per_fte


@dataclass(frozen=True, slots=True)
class Change:
    """A what-if: factors on demand and on both lengths of stay, and vacancies and beds where they become others."""

    demand: float = 1
    months_in_care: float = 1
    days_in_bed: float = 1
    vacancies: float | None = None
    beds: float | None = None

    def on(self, service: Service) -> Service:
        """The service with the change from its first month on."""
        return replace(
            service,
            referrals=service.referrals * self.demand,
            admissions=service.admissions * self.demand,
            months_in_care=service.months_in_care * self.months_in_care,
            days_in_bed=service.days_in_bed * self.days_in_bed,
            vacancies=service.vacancies if self.vacancies is None else self.vacancies,
            beds=service.beds if self.beds is None else self.beds,
        )


@dataclass(frozen=True, slots=True)
class Month:
    """One month, counted from 1: flows in it, stocks at its end. wait: months at this pace for who joins now."""

    number: int
    referrals: float
    taken_on: float
    discharges: float
    waiting: float
    caseload: float
    wait: float | None
    beds_needed: float
    out_of_area: float
    out_of_area_cost: Pence


def run(service: Service, months: int) -> tuple[Month, ...]:
    """The months ahead if nothing else changes.

    Each month caseload / months_in_care leave; then as many are taken on as wait, as staff can take on, and as there is
    room for. Beds needed are admissions x days_in_bed / days in a month (Little's law); those above the beds there are
    are out of area. Raises a Refusal for a service that cannot be.
    """
    _check(service, months)
    found: list[Month] = []
    waiting, caseload = service.waiting, service.caseload
    for number in range(1, months + 1):
        discharges = min(caseload, caseload / service.months_in_care)
        room = max(service.in_post * service.caseload_per_fte - (caseload - discharges), 0)
        taken_on = min(waiting + service.referrals, service.capacity, room)
        waiting += service.referrals - taken_on
        caseload += taken_on - discharges
        needed = service.admissions * service.days_in_bed / DAYS_A_MONTH
        away = max(needed - service.beds, 0)
        found.append(
            Month(
                number=number,
                referrals=service.referrals,
                taken_on=taken_on,
                discharges=discharges,
                waiting=waiting,
                caseload=caseload,
                wait=waiting / taken_on if taken_on else None,
                beds_needed=needed,
                out_of_area=away,
                out_of_area_cost=round(away * DAYS_A_MONTH * service.out_of_area_day),
            )
        )
    return tuple(found)


def months_to_clear(months: Sequence[Month], down_to: float = 0) -> int | None:
    """The first month at whose end no more than so many wait; None where that does not come in the months given."""
    return next((month.number for month in months if month.waiting <= down_to + 1e-9), None)


def needed_to_clear(service: Service, within: int, down_to: float = 0) -> float:
    """People to be taken on each month so that the waiting list is down in so many months."""
    if within < 1:
        raise refuse("FLOW.MONTHS", "a backlog cannot be cleared in no time", "Give a month or more")
    return service.referrals + max(service.waiting - down_to, 0) / within


def _check(service: Service, months: int) -> None:
    if not 1 <= months <= MOST_MONTHS:
        raise refuse("FLOW.MONTHS", f"{months} months cannot be looked ahead", f"Use 1 to {MOST_MONTHS}")
    if not 0 <= service.vacancies <= 1:
        raise refuse("FLOW.VACANCIES", "vacancies are a share of the staff established", "Use 0% to 100%")
    if service.months_in_care <= 0:
        raise refuse("FLOW.STAY", "people stay on the caseload for some time", "Give months in care above zero")
    names = ("waiting", "caseload", "referrals", "fte", "first_contacts_per_fte", "caseload_per_fte", "beds")
    negative = [name for name in (*names, "admissions", "days_in_bed") if getattr(service, name) < 0]
    if negative:
        raise refuse("FLOW.NEGATIVE", f"{', '.join(negative)} below zero", "Use zero or more")
