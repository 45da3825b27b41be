"""The guard counts how often in a row the site turned us away."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from casewright.site.guard import NetworkGuard


class Request:
    """What asked, as far as the guard looks at it."""

    def __init__(self, resource_type: str) -> None:
        self.resource_type = resource_type


def answered(guard: NetworkGuard, *statuses: int, kind: str = "document") -> int:
    for status in statuses:
        answer: Any = SimpleNamespace(status=status, request=Request(kind), url="http://127.0.0.1/x")
        guard._response(answer)
    return guard.count().turned_away


@pytest.mark.parametrize(
    ("statuses", "in_a_row"),
    [((429, 403, 429), 3), ((429, 200, 429), 1), ((200,), 0), ((503, 500), 0), ((403, 404), 0)],
)
def test_only_the_latest_refusals_in_a_row_count(statuses: tuple[int, ...], in_a_row: int):
    guard = NetworkGuard(source=SimpleNamespace(passes=None))
    assert answered(guard, *statuses) == in_a_row


def test_a_picture_that_is_refused_tells_nothing():
    guard = NetworkGuard(source=SimpleNamespace(passes=None))
    assert answered(guard, 403, 403, 403, kind="image") == 0


def test_what_a_page_asks_for_counts_like_the_page():
    guard = NetworkGuard(source=SimpleNamespace(passes=None))
    assert answered(guard, 429, 429, kind="xhr") == 2
