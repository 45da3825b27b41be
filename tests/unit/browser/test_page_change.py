"""A wait for the page ends when somebody says stop, at the next of its steps; no step is longer than a second."""

from __future__ import annotations

from typing import Any

import pytest

from casewright.browser.page_change import Patience
from casewright.flow.window import WindowError


class Page:
    """A page that never changes; notes how long each step would have taken, in milliseconds."""

    def __init__(self) -> None:
        self.steps: list[float] = []

    def evaluate(self, script: str, milliseconds: float) -> bool:
        self.steps.append(milliseconds)
        return False


def waits(patience: Patience, page: Any, times: int) -> None:
    for _ in range(times):
        assert patience.wait(page)


def test_a_stop_is_heard_at_the_next_step_of_a_wait():
    said: list[str] = []
    page = Page()
    patience = Patience(3600, lambda: said[0] if said else None)
    waits(patience, page, 8)
    said.append("the stop switch is on")
    with pytest.raises(WindowError, match="the stop switch is on") as stopped:
        patience.wait(page)
    assert stopped.value.reason == "stopped"
    assert len(page.steps) == 8


def test_no_step_is_longer_than_a_second():
    page = Page()
    waits(Patience(3600), page, 12)
    assert max(page.steps) <= 1000


def test_without_a_switch_a_wait_goes_on_until_its_time_is_over():
    assert not Patience(0).wait(Page())
