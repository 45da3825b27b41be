"""What a seller stored signs in, in a real browser on the recorded sign-in pages, and is found nowhere afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.memory_keyring import MemoryKeyring

from casewright import places, redact
from casewright.accounts.register import add_account, described
from casewright.accounts.secret import secret
from casewright.accounts.sign_in_codes import Codes, totp_secret
from casewright.accounts.sign_in_keys import StoredKeys
from casewright.accounts.vault import Vault
from casewright.casework.arrival import come_in
from casewright.flow.event import Did, Event
from casewright.flow.read import read_flows
from casewright.model.outcome import Outcome
from casewright.places import Home
from casewright.recording.exchange import Answer, Request
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.site.open import Opener, OpenVisit
from casewright.site.replay import Replay

pytestmark = pytest.mark.browser

PASSWORD = "a-long Password & more"
TOTP = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
NOW = datetime(2026, 11, 23, 12, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets that a test plants are forgotten after it."""
    monkeypatch.setattr(redact, "_known", set())
    monkeypatch.setattr(redact, "_pattern", None)


class Site:
    """The recorded Seller Central, remembering what was pressed."""

    def __init__(self, *faults: str) -> None:
        site = read_site(places.recordings(), "help-center")
        self.player = Player(
            site, MemoryCaseLog(), account="Harbor Lane Goods", marketplace="US", faults=Faults.parse(*faults)
        )
        self.pressed: list[str] = []

    def respond(self, request: Request) -> Answer:
        self.pressed += [request.fields["control"]] if "control" in request.fields else []
        return self.player.respond(request)


@pytest.fixture
def visit(opener: Opener, tmp_path: Path) -> Callable[[Site], object]:
    """A visit by somebody who stored password and two-step secret."""

    @contextmanager
    def open_visit(site: Site) -> Iterator[OpenVisit]:
        home, keyring = Home(tmp_path / "home"), MemoryKeyring()
        vault = Vault(lambda: keyring)
        harbor = described("harbor", "US", "Harbor Lane Goods", "ada@example.com")
        add_account(home, vault, harbor, password=secret(PASSWORD), totp=totp_secret(TOTP))
        keys = StoredKeys(harbor, vault, Codes(home, lambda: NOW), frozenset({"sellercentral.amazon.com"}))
        with Replay(opener, lambda account, place: site.respond).visit("Harbor Lane Goods", "US", tmp_path) as visit:
            visit.window._keys = keys
            yield visit

    return open_visit


def test_password_and_code_sign_in_through_the_recorded_pages(visit, tmp_path: Path) -> None:
    site = Site("send-to:sign-in-email@/home ×1")
    events: list[Event] = []
    with visit(site) as open_visit:
        ended = come_in(open_visit, read_flows(places.flows()), lambda: None, events.append)
        seen = open_visit.window.look()

    assert ended is None, ended
    assert "Harbor Lane Goods" in seen.text
    typed = [(one.verb, one.value, one.reading.text) for one in events if isinstance(one, Did)]
    assert [(value, text) for verb, value, text in typed if verb == "enter"] == [
        ("email", ""),
        ("password", ""),
        ("code", ""),
    ]
    assert site.pressed == ["Continue", "Sign in", "Sign in"]
    assert PASSWORD not in repr(events)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]


def test_a_refused_password_is_typed_once_and_then_it_is_a_persons(visit) -> None:
    site = Site("signed-out@/home")
    with visit(site) as open_visit:
        ended = come_in(open_visit, read_flows(places.flows()), lambda: None, lambda _: None)

    assert ended is not None
    assert ended.outcome is Outcome.SIGNIN_REQUIRED
    assert site.pressed == ["Sign in"]
