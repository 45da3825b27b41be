"""Where a password is stored the sign-in screens are done once with it; everything else is a person's."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from casewright import places
from casewright.flow.event import Arrived, Did, Ended, never
from casewright.flow.reason import Reason
from casewright.flow.walk import walk
from casewright.flow.window import WindowError
from casewright.model.outcome import Outcome
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.testing.text_window import TextWindow

from .conftest import claim, write
from .practice import flows


@dataclass
class Keys:
    """What a seller stored; each is given once."""

    values: dict = field(default_factory=lambda: {"email": "ada@example.com", "password": "hunter-2", "code": "123456"})
    hosts: frozenset = frozenset({"sellercentral.amazon.com"})
    given: list = field(default_factory=list)

    def give(self, what) -> str:
        if what in self.given or what not in self.values:
            raise WindowError(Reason.NO_KEY, "none")
        self.given.append(what)
        return self.values[what]


def walked(*faults: str, keys: Keys | None) -> tuple[list, TextWindow]:
    site = read_site(places.recordings(), "help-center")
    player = Player(site, MemoryCaseLog(), account="Harbor Lane Goods", marketplace="US", faults=Faults.parse(*faults))
    window = TextWindow(player, keys=keys)
    return list(walk(window, flows(), write(claim()), never, start="/home", stop=lambda: None)), window


def screens(events: list) -> list[str]:
    return [event.screen.partition("/")[2] for event in events if isinstance(event, Arrived)]


def outcome(events: list) -> Outcome:
    assert isinstance(events[-1], Ended)
    return events[-1].outcome


def test_the_whole_sign_in_screen_is_done_with_what_is_stored() -> None:
    keys = Keys()
    events, _ = walked("signed-out@/home ×1", keys=keys)
    assert outcome(events) is Outcome.PREVIEWED, events[-1].detail
    assert screens(events)[:2] == ["sign-in-whole", "home"]
    assert keys.given == ["email", "password"]


def test_the_two_stages_and_the_code_too() -> None:
    keys = Keys()
    events, _ = walked("send-to:sign-in-email@/home ×1", keys=keys)
    assert outcome(events) is Outcome.PREVIEWED, events[-1].detail
    assert screens(events)[:4] == ["sign-in-email", "sign-in-password", "two-step", "home"]
    assert keys.given == ["email", "password", "code"]


def test_nothing_that_happens_tells_what_was_typed() -> None:
    events, _ = walked("send-to:sign-in-email@/home ×1", keys=Keys())
    assert [(one.verb, one.value, one.reading.text) for one in events if isinstance(one, Did)][:5] == [
        ("enter", "email", ""),
        ("press", "", ""),
        ("enter", "password", ""),
        ("press", "", ""),
        ("enter", "code", ""),
    ]
    told = repr([one for one in events if isinstance(one, Did)])
    assert [secret for secret in Keys().values.values() if secret in told] == []


@pytest.mark.parametrize("page", ["sign-in", "sign-in-email", "sign-in-password", "two-step"])
def test_without_anything_stored_signing_in_is_a_persons(page: str) -> None:
    events, _ = walked(f"send-to:{page}@/home ×1", keys=None)
    assert outcome(events) is Outcome.SIGNIN_REQUIRED


def test_a_refused_password_is_not_tried_again() -> None:
    keys = Keys()
    events, _ = walked("signed-out@/home", keys=keys)
    assert outcome(events) is Outcome.SIGNIN_REQUIRED
    assert keys.given == ["email", "password"]


def test_a_missing_two_step_secret_leaves_the_code_to_the_person() -> None:
    keys = Keys({"email": "ada@example.com", "password": "hunter-2"})
    events, _ = walked("send-to:sign-in-email@/home ×1", keys=keys)
    assert outcome(events) is Outcome.SIGNIN_REQUIRED
    assert screens(events)[-1] == "two-step"


@pytest.mark.parametrize(
    ("page", "ends"),
    [
        ("captcha", Outcome.HUMAN_CHALLENGE),
        ("emailed-code", Outcome.HUMAN_CHALLENGE),
        ("approve-on-device", Outcome.HUMAN_CHALLENGE),
        ("locked", Outcome.RATE_LIMITED),
    ],
)
def test_challenges_are_always_a_persons(page: str, ends: Outcome) -> None:
    keys = Keys()
    events, _ = walked(f"send-to:{page}@/home ×1", keys=keys)
    assert outcome(events) is ends
    assert keys.given == []


def test_keys_of_another_host_are_not_typed() -> None:
    keys = Keys(hosts=frozenset({"sellercentral.amazon.de"}))
    events, _ = walked("signed-out@/home ×1", keys=keys)
    assert outcome(events) is Outcome.SIGNIN_REQUIRED
    assert keys.given == []
