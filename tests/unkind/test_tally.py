"""The count tells like stops together, and knows when too few were filed right."""

from __future__ import annotations

from tests.unkind.tally import Tally, shortened


def test_stops_for_the_same_reason_are_counted_together_with_their_seeds():
    tally = Tally()
    tally.count("stopped", "unknown_screen: http://127.0.0.1:4711/home shows nothing", "7", "help-hub", "facts", "1.5")
    tally.count("stopped", "unknown_screen: http://127.0.0.1:4712/home shows nothing", "9", "help-hub", "beyond", "1.5")
    tally.count("filed right", "verified", "8", "help-hub", "facts", "1.5")
    assert "  2 stopped: unknown_screen: … shows nothing (seeds 7, 9)" in tally.lines()
    assert "unkind sites made from facts: 1 filed right, 1 stopped, 0 wrong of 2" in tally.lines()


def test_ninety_five_of_a_hundred_are_enough_and_ninety_four_are_not():
    tally = Tally()
    for at in range(100):
        tally.count("filed right" if at < 95 else "stopped", "", str(at), "help-hub", "facts", "1.5")
    assert not tally.falls_short
    tally.count("stopped", "", "100", "help-hub", "facts", "1.5")
    assert tally.falls_short


def test_what_is_beyond_the_facts_does_not_count_for_the_bar():
    tally = Tally()
    tally.count("stopped", "chat only", "1", "help-center", "beyond", "1.5")
    assert not tally.falls_short


def test_a_long_reason_is_cut():
    assert len(shortened("word " * 100)) == 160
