"""Two processes of one person: neither tears what the other keeps, and only one works in an account."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casewright.accounts.account_lock import lock_account
from casewright.accounts.passphrase import PassphraseKeyring
from casewright.accounts.secret import secret
from casewright.accounts.sign_in_store import SignInStore
from casewright.accounts.vault import Vault
from casewright.errors import PersonNeeded
from casewright.places import Home

PASSPHRASE = "six words that nobody would guess"
Start = Callable[..., "subprocess.Popen[str]"]

KEEP = """
import sys
from casewright.accounts.sign_in_store import SignInStore
from casewright.accounts.vault import open_vault
from casewright.places import home
sessions = SignInStore(home(), open_vault(home()))
print("ready", flush=True)
for number in range(int(sys.argv[2])):
    sessions.keep("harbor", {"origins": [sys.argv[1], str(number % 10) * 60_000]})
"""

HOLD = """
import sys
from casewright.accounts.account_lock import lock_account
from casewright.places import home
with lock_account(home().make(), sys.argv[1]):
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def start(home: Home) -> Iterator[Start]:
    """Starts a process of the same person in the same home, and waits until it is at work."""
    running: list[subprocess.Popen[str]] = []
    told = os.environ | {"CASEWRIGHT_HOME": str(home.root), "CASEWRIGHT_KEYRING_PASSPHRASE": PASSPHRASE}

    def begin(program: str, *words: str) -> subprocess.Popen[str]:
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", program, *words],
                env=told,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path.cwd(),
            )
        )
        assert running[-1].stdout
        assert running[-1].stdout.readline() == "ready\n"
        return running[-1]

    yield begin
    for one in running:
        one.kill()
        one.communicate()


def sessions_of(home: Home) -> SignInStore:
    return SignInStore(home, Vault(lambda: PassphraseKeyring(home.vault, secret(PASSPHRASE))))


def state_of(sessions: SignInStore) -> tuple[str, str]:
    """What the kept session says, which must be whole."""
    session = sessions.fetch("harbor")
    assert session
    name, text = session.state["origins"]  # type: ignore[misc]  # as the writers wrote it
    return str(name), str(text)


def test_a_session_is_whole_at_every_moment_while_two_processes_keep_theirs(home: Home, start: Start) -> None:
    sessions = sessions_of(home)
    sessions.keep("harbor", {"origins": ["first", "0" * 60_000]})
    writers = [start(KEEP, name, "12") for name in ("one", "other")]

    seen = []
    while any(writer.poll() is None for writer in writers):
        seen.append(state_of(sessions))
    seen.append(state_of(sessions))

    assert [writer.returncode for writer in writers] == [0, 0]
    assert {name for name, _ in seen} <= {"first", "one", "other"}
    assert all(len(text) == 60_000 and len(set(text)) == 1 for _, text in seen)


def test_a_process_that_is_killed_while_it_keeps_a_session_leaves_a_whole_one(home: Home, start: Start) -> None:
    sessions = sessions_of(home)
    sessions.keep("harbor", {"origins": ["first", "0" * 60_000]})

    start(KEEP, "one", "100000").kill()

    assert len(state_of(sessions)[1]) == 60_000
    sessions.keep("harbor", {"origins": ["last", "whole"]})
    assert state_of(sessions) == ("last", "whole")


def test_one_process_works_in_an_account_and_many_accounts_are_worked_in(home: Home, start: Start) -> None:
    holder = start(HOLD, "Harbor Lane Goods")
    start(HOLD, "Lagoon Supplies")

    with pytest.raises(PersonNeeded, match="Another Casewright is working"), lock_account(home, "harbor lane goods"):
        pytest.fail("two held it")

    holder.kill()
    holder.communicate()
    with lock_account(home, "Harbor Lane Goods"):
        assert list(home.sessions.glob("*.visit"))
