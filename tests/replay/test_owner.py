"""In a real browser: another account in the header is left through the account chooser, and the form is filled then."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.replay.stage import ACCOUNT, MARKETPLACE, SITES
from tests.unit.casework.conftest import claim, write

from casewright import places
from casewright.browser.launch import FoundBrowser
from casewright.flow.event import Arrived, never
from casewright.flow.page_owner import shown_owner
from casewright.flow.read import read_flows
from casewright.flow.walk import walk
from casewright.model.outcome import Outcome
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.site.open import Opener
from casewright.site.replay import Replay


@pytest.mark.browser
def test_a_browser_signed_in_to_another_account_is_brought_to_the_claims_own(
    found: FoundBrowser, chromium: Browser, tmp_path: Path
) -> None:
    faults = Faults.parse("signed-in-as:Other Goods")
    player = Player(SITES["help-center"], MemoryCaseLog(), account=ACCOUNT, marketplace=MARKETPLACE, faults=faults)
    site = Replay(Opener(found, patience=30.0, running=chromium), lambda account, marketplace: player.respond)

    with site.visit(ACCOUNT, MARKETPLACE, tmp_path) as visit:
        events = list(
            walk(
                visit.window,
                read_flows(places.flows()),
                write(claim()),
                never,
                start="/home",
                stop=lambda: None,
                owner=visit.owner,
            )
        )

    assert events[-1].outcome is Outcome.PREVIEWED, events[-1].detail
    seen = [(event.screen, str(shown_owner(event.sighting))) for event in events if isinstance(event, Arrived)]
    assert seen[:3] == [
        ("home/home", "Other Goods | United States"),
        ("interruptions/account-chooser", "None"),
        ("home/home", "Harbor Lane Goods | United States"),
    ]
