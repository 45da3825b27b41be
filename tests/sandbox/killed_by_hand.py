"""A claim filed by hand, killed at one point: `python killed_by_hand.py after:arm plan.json OUT`.

The person walks as a preview does and stops in front of the submit, which they press themselves. `before:press` and
`after:press` kill the program around that; the other points are those of `killed.py`, `-` is none. Writes how often the
person walked and what became of the claim.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from tests.sandbox.killed import arrange, die

from casewright.app import by_hand, sites
from casewright.app.asks import Approved, Entry, HandDo, HandEnd, HandMoment, HandWish, Meanwhile, SubmitQuestion
from casewright.app.filing import file_claims
from casewright.browser.hand import HandPage
from casewright.flow.event import never
from casewright.flow.walk import START, walk
from casewright.message import Message
from casewright.model.outcome import Outcome
from casewright.model.site_name import SiteName
from casewright.site.open import shipped_flows

_OPENED: list[HandPage] = []


@dataclass
class Person:
    """Walks once a claim, says that they are about to send it, and presses; `dies` is when the program is killed."""

    dies: str
    walked: int = 0

    def offered(self, entry: Entry, why: Message) -> bool:
        return False

    def next_wish(self, moment: HandMoment, meanwhile: Meanwhile) -> HandWish:
        self.walked += 1
        window = _OPENED[-1]._window
        *_, ended = walk(window, shipped_flows(), moment.entry.form, never, start=START, stop=lambda: None)
        assert ended.outcome is Outcome.PREVIEWED, ended.detail
        return HandWish(HandDo.SEND)

    def about_to_send(self, question: SubmitQuestion, meanwhile: Meanwhile) -> bool:
        assert not question.unseen & {"subject", "message"}, question.unseen
        return True

    def how_it_ended(self, entry: Entry, meanwhile: Meanwhile) -> HandEnd:
        if self.dies == "before:press":
            die()
        page = _OPENED[-1]._page
        send_button(page).click()
        page.wait_for_url("**/view-case?*")
        if self.dies == "after:press":
            die()
        meanwhile()
        return HandEnd.SENT


def send_button(page: Page) -> Any:
    """What sends the form, in the frame in which it stands."""
    buttons = [frame.get_by_role("button", name="Send", exact=True) for frame in page.frames]
    [button] = [one for one in buttons if one.count() == 1]
    return button


def file_by_hand(point: str, plan: Path, out: Path) -> None:
    """File the plan's claim in a browser that nobody has to see."""
    if not point.endswith(":press") and point != "-":
        arrange(point)
    shown, opens = sites.SiteWork.open_site, by_hand.open_hand

    def open_hidden(work: sites.SiteWork, **how: Any) -> Any:
        return shown(work, **how | {"shown": False})

    def open_hand(visit: Any) -> Any:
        _OPENED.append(opens(visit))  # type: ignore[arg-type]
        return _OPENED[-1]

    sites.SiteWork.open_site = open_hidden  # type: ignore[method-assign]
    by_hand.open_hand = open_hand
    person = Person(point)
    filed = file_claims(
        [plan],
        SiteName.SANDBOX,
        Approved("a test"),
        out=out,
        walks_by_hand=by_hand.WalksByHand(person, always=True),
    )
    sys.stdout.write(json.dumps({"walked": person.walked, "outcomes": outcomes(filed.settled)}))


def outcomes(settled: Sequence[Any]) -> list[str]:
    """What became of each claim."""
    return [str(one.outcome) for one in settled]


if __name__ == "__main__":
    file_by_hand(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
