"""A night's sign-in serves the next morning, for its own account, and for nobody who only has the file."""

from __future__ import annotations

import base64
import sys
import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright.accounts.secret import Kind
from casewright.accounts.sign_in_store import LASTS, SessionUnreadable, SignInStore
from casewright.accounts.vault import KeyringUnusable
from casewright.errors import CasewrightError, ExitCode
from casewright.redact import redact

TOKEN = "Atza|IwEBIN0-canary-token-of-a-session"


@pytest.fixture
def sessions(home, vault, clock) -> SignInStore:
    return SignInStore(home, vault, clock)


def cookie(name, clock, *, value=TOKEN, days=None):
    expires = -1 if days is None else (clock() + timedelta(days=days)).timestamp()
    return {"name": name, "value": value, "domain": ".amazon.com", "path": "/", "expires": expires}


def state_of(*cookies):
    return {"cookies": list(cookies), "origins": [{"origin": "https://sellercentral.amazon.com", "localStorage": []}]}


def names(session):
    return [one["name"] for one in session.state["cookies"]]


def test_what_was_kept_comes_back_whole(sessions, clock):
    state = state_of(cookie("at-main", clock, days=365), cookie("session-id", clock))
    sessions.keep("harbor", state)
    clock.turn(hours=9)
    session = sessions.fetch("Harbor")
    assert session is not None
    assert session.state == state
    assert clock() - session.kept_at == timedelta(hours=9)


def test_there_is_no_session_before_one_was_kept(sessions, keyring):
    keyring.failure = RuntimeError("it must not be asked")
    assert sessions.fetch("harbor") is None


def test_the_file_says_nothing_and_only_its_owner_may_read_it(sessions, home, clock):
    sessions.keep("harbor", state_of(cookie("at-main", clock)))
    (file,) = home.sessions.glob("*.session")
    content = file.read_bytes()
    assert not any(word in content for word in (TOKEN.encode(), b"at-main", b"amazon"))
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600
        assert home.sessions.stat().st_mode & 0o777 == 0o700


def test_without_a_keyring_nothing_is_written(sessions, home, keyring, clock):
    keyring.failure = RuntimeError("no bus")
    with pytest.raises(KeyringUnusable):
        sessions.keep("harbor", state_of(cookie("at-main", clock)))
    assert not list(home.sessions.glob("*.session"))


def test_cookies_that_are_over_are_left_out(sessions, clock):
    sessions.keep("harbor", state_of(cookie("at-main", clock, days=10), cookie("csm", clock, days=1)))
    clock.turn(days=2)
    session = sessions.fetch("harbor")
    assert session is not None
    assert names(session) == ["at-main"]


def test_a_session_whose_dated_cookies_are_all_over_is_over(sessions, clock):
    sessions.keep("harbor", state_of(cookie("at-main", clock, days=1), cookie("session-id", clock)))
    clock.turn(days=1)
    assert sessions.fetch("harbor") is None


def test_a_session_is_over_when_it_is_too_old(sessions, clock):
    sessions.keep("harbor", state_of(cookie("at-main", clock, days=365)))
    clock.turn(seconds=LASTS.total_seconds())
    assert sessions.fetch("harbor") is not None
    clock.turn(seconds=1)
    assert sessions.fetch("harbor") is None


def test_a_session_without_its_key_asks_for_a_new_sign_in(sessions, vault, clock):
    sessions.keep("harbor", state_of(cookie("at-main", clock)))
    assert vault.wipe("harbor") == (Kind.SESSION_KEY,)
    with pytest.raises(SessionUnreadable, match="no longer in the keyring") as refused:
        sessions.fetch("harbor")
    assert refused.value.exit_code is ExitCode.PERSON_NEEDED


def test_one_accounts_file_is_worth_nothing_in_anothers_place(sessions, home, clock):
    sessions.keep("harbor", state_of(cookie("at-main", clock)))
    (file,) = home.sessions.glob("*.session")
    mine = file.read_bytes()
    sessions.keep("lagoon", state_of(cookie("at-main", clock)))
    (other,) = set(home.sessions.glob("*.session")) - {file}
    other.write_bytes(mine)
    with pytest.raises(SessionUnreadable):
        sessions.fetch("lagoon")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 300), bit=st.integers(0, 7))
def test_a_changed_file_is_never_used(sessions, home, clock, at, bit):
    sessions.keep("harbor", state_of(cookie("at-main", clock)))
    (file,) = home.sessions.glob("*.session")
    content = bytearray(base64.urlsafe_b64decode(file.read_bytes()))
    content[at % len(content)] ^= 1 << bit
    file.write_bytes(base64.urlsafe_b64encode(content))
    with pytest.raises(SessionUnreadable):
        sessions.fetch("harbor")


def test_wiping_says_whether_there_was_something(sessions, home, clock):
    sessions.keep("harbor", state_of(cookie("at-main", clock)))
    assert sessions.has("harbor")
    assert sessions.wipe("harbor")
    assert not sessions.wipe("harbor")
    assert sessions.fetch("harbor") is None
    assert list(home.sessions.iterdir()) == []


def test_sessions_kept_at_the_same_time_do_not_tear_each_other(sessions, clock):
    states = [state_of(cookie(f"cookie-{number}", clock, value="x" * 50_000)) for number in range(6)]
    threads = [threading.Thread(target=sessions.keep, args=("harbor", state)) for state in states]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session = sessions.fetch("harbor")
    assert session is not None
    assert session.state in states


def test_a_disk_that_gives_way_is_a_refusal(sessions, home, clock):
    home.make().sessions.write_text("a file in the folder's place")
    with pytest.raises(CasewrightError, match="cannot be kept"):
        sessions.keep("harbor", state_of(cookie("at-main", clock)))


def test_the_keys_to_an_account_are_secret_from_the_moment_they_are_seen(home, vault, sessions, clock):
    sessions.keep("harbor", state_of(cookie("at-main", clock), cookie("lc-main", clock, value="en_US")))
    assert TOKEN not in redact(f"GET /?token={TOKEN} en_US")
    assert "en_US" in redact(f"GET /?token={TOKEN} en_US")
