"""Pictures of money: what they add up to, what they call it, and that they say INVENTED inside."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from typing import Any

import pytest

from evenlode.report import flows, svg, waterfall
from evenlode.report.report import State
from evenlode.report.states_drawn import state_box


def statement(**more: Any) -> dict[str, Any]:
    return {
        "pot": 300_000_000,
        "totals": {"earned": 175_800_000, "held": 15_000_000, "not_earned": 34_200_000, "not_on_offer": 75_000_000},
        "parties": [{"name": "The board", "role": "commissioner"}, {"name": "Lead trust", "role": "lead provider"}],
        "invented": True,
        **more,
    }


def poured(**more: Any) -> waterfall.Waterfall:
    found = waterfall.waterfall(statement(**more), Fraction(100), "points")
    assert found is not None
    return found


def test_the_bars_go_from_the_pot_to_what_is_earned_and_leave_no_penny_out() -> None:
    found = poured()
    assert [(one.name, one.amount, one.note) for one in found.bars] == [
        ("The pot", 300_000_000, "100 points"),
        ("Not on offer", 75_000_000, "25 points"),
        ("Not earned", 34_200_000, "11.4 points"),
        ("Held", 15_000_000, "5 points"),
        ("Earned", 175_800_000, "58.6 points"),
    ]
    assert found.bars[-1].low == 0
    assert found.title == "Of every £100 in the pot, £59 was earned, £5 is held and £36 goes to reinvestment"


def test_a_gain_share_stands_on_what_is_earned_and_a_loss_comes_off_it() -> None:
    gain, together = poured(gain_share={"to_provider": 14_532_800}).bars[-2:]
    assert (gain.low, gain.high, gain.kind) == (175_800_000, 190_332_800, "added")
    assert (together.low, together.high) == (0, 190_332_800)
    loss, left = poured(gain_share={"to_provider": -200_000_000}).bars[-2:]
    assert (loss.low, loss.high, loss.kind) == (-24_200_000, 175_800_000, "taken")
    assert (left.low, left.high) == (-24_200_000, 0)


def test_a_state_with_nothing_in_it_has_no_bar_and_a_pot_of_nothing_no_picture() -> None:
    totals = {"earned": 100, "held": 0, "not_earned": 0, "not_on_offer": 0}
    assert [one.name for one in poured(pot=100, totals=totals).bars] == ["The pot", "Earned"]
    assert waterfall.waterfall(statement(pot=0), Fraction(100), "points") is None


@pytest.mark.parametrize("draw", [waterfall.draw_wide, waterfall.draw_narrow])
def test_the_waterfall_is_labelled_in_the_picture_and_invented_is_in_it(draw: Any) -> None:
    found = poured(gain_share={"to_provider": 14_532_800})
    text = draw(found)
    ET.fromstring(text)  # noqa: S314 - our own picture
    for said in ("The pot", "£3,000,000", "Held", "£150,000", "Gain share", "£145,328", "Together", "£1,903,328"):
        assert f">{said}<" in text
    assert ">INVENTED<" in text
    assert text == draw(found)
    real = poured(invented=False)
    assert "INVENTED" not in draw(real)


PARTNERS = [{"partner": "Haven", "total": 24_000_000}, {"partner": "Bridge", "total": 13_000_000}]


def flowing(**more: Any) -> flows.Flows:
    found = flows.flows(statement(**more))
    assert found is not None
    return found


def test_what_goes_into_the_lead_provider_comes_out_or_is_kept() -> None:
    found = flowing(partners=PARTNERS, gain_share={"to_provider": 14_532_800}, base_payment=[{"amount": 5_000_000}] * 2)
    assert sum(one.amount for one in found.into) == 175_800_000 + 14_532_800 + 10_000_000
    assert sum(one.amount for one in found.into) == sum(one.amount for one in found.out)
    assert {(one.target, one.amount) for one in found.past} == {("Held", 15_000_000), ("Reinvestment", 109_200_000)}
    assert found.title == "Lead trust keeps 82p of each pound it is paid"
    assert found.table().rows[0] == ("Outcomes pot", "Lead trust", "£1,758,000")


def test_a_partner_that_owes_pays_in_and_a_lead_provider_short_of_money_keeps_nothing() -> None:
    owes = [{"partner": "Haven", "total": -1_000_000}, {"partner": "Bridge", "total": 200_000_000}]
    found = flowing(partners=owes)
    assert ("Haven", "Lead trust", 1_000_000) in [(one.source, one.target, one.amount) for one in found.into]
    assert not [one for one in found.out if one.target.startswith("Kept")]
    assert found.title == "Lead trust passes on £232,000 more than it is paid"


def test_without_partners_the_flows_are_those_of_the_pot() -> None:
    found = flowing()
    assert found.out == ()
    assert found.title == "£1,758,000 of the £3,000,000 pot goes to Lead trust"
    nothing = {"earned": 0, "held": 0, "not_earned": 0, "not_on_offer": 0}
    assert flows.flows(statement(totals=nothing)) is None


@pytest.mark.parametrize("draw", [flows.draw_wide, flows.draw_narrow])
def test_every_flow_is_labelled_and_a_name_cannot_break_the_picture(draw: Any) -> None:
    found = flowing(partners=[{"partner": "<Haven> & Co", "total": 24_000_000}])
    text = draw(found)
    ET.fromstring(text)  # noqa: S314 - our own picture
    for said in ("£1,758,000", "&lt;Haven&gt; &amp; Co", "Reinvestment", "£1,092,000", "INVENTED"):
        assert said in text


def test_each_state_has_a_pattern_of_its_own_and_no_id_that_a_page_could_hold_twice() -> None:
    drawn = {state: "".join(state_box(state, 10, 20, 60, 40)) for state in State}
    assert len(set(drawn.values())) == len(State)
    assert not any("id=" in text or "url(" in text for text in drawn.values())
    hatch = drawn[State.HELD]
    inside = [tuple(map(float, pair)) for pair in re.findall(r"[ML]([\d.]+) ([\d.]+)", hatch)]
    assert inside
    assert all(10 <= x <= 70 and 20 <= y <= 60 for x, y in inside)


def test_a_path_is_closed_text() -> None:
    assert svg.path("M0 0L1 1", "#000000", 2) == '<path d="M0 0L1 1" fill="none" stroke="#000000" stroke-width="2"/>'
