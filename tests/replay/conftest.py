"""Opens little sites as a dry run does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.replay.little_site import LittleSite

from casewright.site.open import Opener, OpenVisit
from casewright.site.replay import Replay


@pytest.fixture
def opened(opener: Opener, tmp_path: Path) -> Iterator[Callable[[LittleSite], OpenVisit]]:
    """A visit to a little site, under the real address of the United States; what is kept goes to `kept`."""
    with ExitStack() as stack:

        def open_visit(site: LittleSite) -> OpenVisit:
            replay = Replay(opener, lambda account, marketplace: site.respond)
            return stack.enter_context(replay.visit("Harbor Lane Goods", "US", tmp_path / "kept"))

        yield open_visit
