"""What the tests on generated sites share: the approved claims, and a page of a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page
from tests.unkind.claims import Approved, approve


@pytest.fixture(scope="session")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Approved]:
    """The approved claim of a type, with its plan; made once."""
    folder = tmp_path_factory.mktemp("unkind-claims")
    return cache(lambda claim_type: approve(claim_type, folder))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page with nothing of the program around it."""
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="en-US")
    yield context.new_page()
    context.close()
