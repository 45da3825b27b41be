"""A careful person files by hand on generated sites, with the program beside them: it types, gives, arms and proves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from greenlet import greenlet
from playwright.sync_api import Browser, Frame, Locator, Page
from tests.unkind.axes import AXES, Sample, draw
from tests.unkind.careful import CarefulPerson, Scope
from tests.unkind.claims import Approved as ApprovedClaim
from tests.unkind.judge import judge
from tests.unkind.run import Program, _told
from tests.unkind.server import serve
from tests.unkind.site import UnkindSite

from casewright.app.asks import Approved, HandDo, HandEnd, HandMoment, HandWish, Meanwhile, SubmitQuestion
from casewright.app.by_hand import WalksByHand
from casewright.app.events import Noted, RunEvent
from casewright.app.filing import file_claims
from casewright.browser import start
from casewright.casework.plan import Entry
from casewright.model.outcome import Outcome
from casewright.model.site_name import SiteName
from casewright.recording.read import read_recording

pytestmark = pytest.mark.browser

_TAKES_IT = {"channels": "email-phone-chat", "trouble": "none", "limit": "4000", "subject_limit": "none"}


class HelpedPerson(CarefulPerson):
    """The careful person, who lets the program type and give the files. `wish` hands over to it."""

    def __init__(self, page: Page, site: UnkindSite, address: str, wish: Callable[[HandWish], None]) -> None:
        super().__init__(page, site, address)
        self.wish = wish

    def fill(self, scope: Scope, words: str, text: str) -> None:
        name = next((name for name, value in self.form.items() if value == text), None)
        box = self.box(scope, words)
        box.wait_for()
        for _ in range(20):  # a box may be put there anew while somebody types
            box.click()
            self.wish(HandWish(HandDo.TYPE, str(name)))
            self.page.wait_for_timeout(100)
            if self.box(scope, words).input_value() == text:
                return

    def attach(self, upload: Locator, files: list[str] | None = None, *, press: int | None = None) -> None:
        self.wish(HandWish(HandDo.ATTACH))
        upload.locator("#select-file").click()
        for path in (one["path"] for one in self.form["evidence"]):
            name = path.rsplit("/", 1)[-1]
            while not upload.locator("xpath=..").get_by_role("button", name=f"Remove {name}").count():
                self.wish(HandWish(HandDo.READ))

    def press(self, scope: Scope, words: str, *, nth: int = 0) -> None:
        if isinstance(scope, Frame) and "/hill/" in scope.url:
            self.wish(HandWish(HandDo.SEND))
        super().press(scope, words, nth=nth)


@dataclass
class Seat:
    """Where the person sits: asked by the program, answered by a walk that goes on between two answers."""

    walk: Callable[[Callable[[HandWish], None]], None]
    sure: bool = True
    questions: list[SubmitQuestion] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    _person: Any = None

    def offered(self, entry: Entry, why: str) -> bool:
        return True

    def next_wish(self, moment: HandMoment, meanwhile: Meanwhile) -> HandWish:
        self.told.append(f"{moment.told} {meanwhile()}")
        if self._person is None:
            here = greenlet.getcurrent()
            self._person = greenlet(lambda: self.walk(here.switch))
        wish = self._person.switch()
        return wish if isinstance(wish, HandWish) else HandWish(HandDo.QUIT)

    def about_to_send(self, question: SubmitQuestion, meanwhile: Meanwhile) -> bool:
        self.questions.append(question)
        return self.sure

    def how_it_ended(self, entry: Entry, meanwhile: Meanwhile) -> HandEnd:
        self._person.switch()
        return HandEnd.SENT


def _site(door: str, **choices: str) -> Sample:
    plain = {axis.name: axis.alternatives[0].name for axis in AXES if door in axis.doors}
    return draw(3, door).with_choices(**plain | _TAKES_IT | choices)  # type: ignore[arg-type]


_SITES = [
    _site("help-center", labels="order"),
    _site("help-center", attach="contact-form", suggestion="none"),
    _site("help-hub"),
]


@pytest.mark.parametrize("sample", _SITES, ids=["boxes without names", "files in the form", "hub"])
def test_what_a_person_sends_by_hand_is_proven_whatever_the_pages_are(
    sample: Sample,
    chromium: Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    approved: Callable[[str], ApprovedClaim],
) -> None:
    claim = approved(sample.claim_type)
    site = UnkindSite(sample, claim, 0.1)
    events: list[RunEvent] = []
    with serve(site) as address, patch.object(start, "browser", Program(chromium, tmp_path, monkeypatch, 1, 1)._shared):
        for name, value in {"HOME": tmp_path / "home", "SANDBOX_URL": address, "PATIENCE_SECONDS": 10.0}.items():
            monkeypatch.setenv(f"CASEWRIGHT_{name}", str(value))

        def walk(wish: Callable[[HandWish], None]) -> None:
            HelpedPerson(chromium.contexts[-1].pages[0], site, address, wish).file()

        seat = Seat(walk)
        filed = file_claims(
            [claim.plan],
            SiteName.SANDBOX,
            Approved("a test"),
            out=tmp_path / "out",
            walks_by_hand=WalksByHand(seat, always=True),
            tell=events.append,
        )
    told = _told(filed)
    judgment = judge(site.store, claim, told)
    assert judgment.kind == "filed right", f"{judgment.reason}\n{told}\n{seat.told}\n{filed.settled[0].walked.mismatch}"
    assert told.outcome == Outcome.VERIFIED
    [question] = seat.questions
    assert {"subject", "message"} <= question.values
    assert not {"subject", "message", "evidence"} & question.unseen, (seat.told, question.unseen)
    [kept] = [event for event in events if isinstance(event, Noted) and "recording" in str(event.text)]
    [folder] = (tmp_path / "out" / "walks").iterdir() if (tmp_path / "out" / "walks").is_dir() else [None]
    assert folder is not None, str(kept.text)
    assert len(read_recording(folder).pages) > 1
