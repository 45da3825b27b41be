"""A walk types nothing before the page says that it is the claim's account."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.flow.fake_window import DESCRIBE, FORM, HOME, only, page

from casewright.flow.event import Arrived, Clicked
from casewright.flow.page_owner import CHOOSER, Owner
from casewright.flow.window import Fill, Open, Submit
from casewright.model.outcome import Outcome

HARBOR = Owner("Harbor Lane Goods", "US")
OURS = '- banner:\n  - button "Harbor Lane Goods | United States"\n'
THEIRS = '- banner:\n  - button "Other Goods | United States"\n'


def with_headers(window, header: str) -> None:
    """Every page begins with this header."""
    for name, seen in window.pages.items():
        first, *rest = seen.frames
        window.pages[name] = replace(seen, frames=(replace(first, aria=header + first.aria), *rest))


def test_the_claims_own_account_is_filed_in(window, end):
    with_headers(window, OURS)
    assert end(window, owner=HARBOR).outcome is Outcome.FILED_UNVERIFIED


def test_another_account_opens_the_chooser_and_types_nothing(window, end):
    with_headers(window, THEIRS)
    ended = end(window, owner=HARBOR)
    assert ended.outcome is Outcome.SIGNIN_REQUIRED
    assert window.done(Open) == [Open("/home"), Open(CHOOSER)]
    assert window.done(Fill) == []


def test_a_page_to_type_on_without_a_header_is_waited_for_then_left_alone(window, end):
    ended = end(window, owner=HARBOR)
    assert ended.outcome is Outcome.UNKNOWN_SCREEN
    assert "does not show whose account it is" in str(ended.detail)
    assert window.done(Fill) == []


def test_a_header_that_comes_late_is_seen(window, end):
    with_headers(window, OURS)
    window.pages["early"] = page("/help", DESCRIBE)
    window.leads["help.ask"] = ("early", "describe")
    assert end(window, owner=HARBOR).outcome is Outcome.FILED_UNVERIFIED


def test_a_header_that_changes_before_the_submit_stops_it(window, go):
    with_headers(window, OURS)
    changed = page("/help", "- iframe", FORM)

    def on(what, act) -> None:
        if what == "Find":
            window.pages["form"] = changed

    window.on = on
    *_, ended = go(window, owner=HARBOR)
    assert ended.outcome is Outcome.SIGNIN_REQUIRED
    assert "no longer shows an account" in str(ended.detail)
    assert window.done(Submit) == []


def test_an_account_is_not_looked_for_where_nobody_asked(window, go):
    events = go(window)
    assert only(events, Clicked)
    assert only(events, Arrived)[0].sighting.frames[0].aria == HOME


@pytest.mark.parametrize("owner", [Owner("Other Goods", "CA"), Owner("Third Goods", "US")])
def test_a_name_or_a_marketplace_alone_is_not_enough(window, end, owner):
    with_headers(window, THEIRS)
    assert end(window, owner=owner).outcome is Outcome.SIGNIN_REQUIRED
