from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from tests.desk_world import OpenDesk, claims, desk, home

__all__ = ["claims", "desk", "home"]


@pytest.fixture
def browser(desk: OpenDesk) -> Iterator[httpx.Client]:
    """A browser that was let in."""
    with desk.client() as client:
        yield client
