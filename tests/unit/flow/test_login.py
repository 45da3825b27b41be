"""Coming in ends on the account's own page, and fills nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.flow.fake_window import kinds, with_a_person

from casewright.flow.event import Arrived, Ended, HandedOver
from casewright.flow.page_owner import CHOOSER, Owner
from casewright.flow.walk import login
from casewright.flow.window import Open
from casewright.model.outcome import Outcome

HARBOR = Owner("Harbor Lane Goods", "US")


@pytest.fixture
def come(flows):
    def run(window, attended=False, owner=HARBOR):
        return login(window, flows, owner, stop=lambda: None, attended=attended)

    return run


@pytest.fixture
def at_home(window):
    """The dashboard with an account in its header."""

    def show(account: str) -> None:
        home = window.pages["home"]
        header = f'- banner:\n  - button "{account} | United States"\n'
        window.pages["home"] = replace(home, frames=(replace(home.frames[0], aria=header + home.frames[0].aria),))

    return show


def test_who_is_signed_in_already_does_nothing(window, come, at_home):
    at_home("Harbor Lane Goods")
    events = list(come(window))
    assert kinds(events) == [Arrived, Ended]
    assert (events[-1].outcome, str(events[-1].detail)) == (
        Outcome.PREVIEWED,
        "signed in to Harbor Lane Goods | United States",
    )
    assert window.acts == [Open("/home")]


def test_a_person_signs_in_and_it_goes_on(window, come, at_home):
    at_home("Harbor Lane Goods")
    window.at = "sign-in"
    handed, ended = with_a_person(window, come, ["sign-in", "puzzle", "home"])
    assert [one.reason for one in handed] == ["signin_required", "human_challenge"]
    assert ended.outcome is Outcome.PREVIEWED


def test_without_a_person_a_sign_in_stops_it(window, come):
    window.at = "sign-in"
    *before, ended = come(window)
    assert ended.outcome is Outcome.SIGNIN_REQUIRED
    assert not [event for event in before if isinstance(event, HandedOver)]


def test_another_account_is_tried_to_leave_once(window, come, at_home):
    at_home("Other Goods")
    *_, ended = come(window)
    assert ended.outcome is Outcome.SIGNIN_REQUIRED
    assert window.acts == [Open("/home"), Open(CHOOSER)]


def test_a_first_page_that_names_no_account_is_not_taken_for_ours(window, come):
    *_, ended = come(window)
    assert ended.outcome is Outcome.UNKNOWN_SCREEN


def test_a_page_that_says_no_is_told(window, come):
    window.at = "denied"
    *_, ended = come(window)
    assert ended.outcome is Outcome.NO_PERMISSION
