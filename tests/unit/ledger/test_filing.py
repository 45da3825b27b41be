"""The state machine itself, as a graph."""

from __future__ import annotations

from casewright.ledger.filing import FOLLOWS, IN_DOUBT, NEVER_ARMED, OVER_WITHOUT_CASE, State


def reachable(start: State) -> set[State]:
    seen: set[State] = set()
    ahead = [start]
    while ahead:
        state = ahead.pop()
        if state not in seen:
            seen.add(state)
            ahead.extend(FOLLOWS[state])
    return seen


def test_every_state_can_be_reached_from_prepared():
    assert reachable(State.PREPARED) == set(State)


def test_nothing_ever_goes_back_to_prepared_or_approved():
    for state in set(State) - NEVER_ARMED:
        assert not reachable(state) & NEVER_ARMED


def test_what_was_armed_is_never_simply_given_up():
    assert State.ABANDONED not in reachable(State.ARMED)


def test_only_an_approved_filing_can_be_armed():
    assert [state for state in State if State.ARMED in FOLLOWS[state]] == [State.APPROVED]


def test_everything_in_doubt_can_still_be_decided():
    for state in IN_DOUBT:
        assert State.VERIFIED in reachable(state)


def test_not_sent_always_comes_after_doubt():
    assert {state for state in State if State.NOT_SENT in FOLLOWS[state]} == {State.UNCERTAIN, State.NEEDS_PERSON}


def test_each_state_counts_in_exactly_one_way():
    ways = (NEVER_ARMED, IN_DOUBT, OVER_WITHOUT_CASE, frozenset({State.VERIFIED}))
    assert sorted(state for way in ways for state in way) == sorted(State)
