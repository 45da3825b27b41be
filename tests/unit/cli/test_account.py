from __future__ import annotations

import getpass
import io
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from casewright import places, redact
from casewright.accounts import passphrase
from casewright.accounts.account_lock import lock_account
from casewright.accounts.vault import PASSPHRASE
from casewright.flow.page_owner import Owner
from casewright.places import Home
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.testing.text_window import TextWindow

from .conftest import Casewright

PASSWORD = "canary-password-4410"
TOTP = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
ADD = ("account", "add", "harbor", "--marketplace", "US", "--merchant", "Harbor Lane Goods")


@pytest.fixture(autouse=True)
def own_memory(monkeypatch: pytest.MonkeyPatch):
    """Secrets of one test are not taken out of the next one's texts; no real keyring is ever asked."""
    monkeypatch.setattr(redact, "_known", set())
    monkeypatch.setattr(redact, "_pattern", None)
    monkeypatch.setitem(passphrase._COST, "n", 2**10)
    monkeypatch.setenv(PASSPHRASE, "seven wooden boats on a grey lake")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch):
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_an_account_is_added_without_any_secret_and_listed(casewright: Casewright):
    assert casewright(*ADD).code == 0
    (stored,) = casewright("account", "list", "--json").document["data"]["accounts"]
    assert stored["account"]["merchant"] == "Harbor Lane Goods"
    assert stored["secrets"] == []
    assert "by hand" in casewright("account", "list").out


def test_secrets_come_from_standard_input_and_are_never_shown(casewright: Casewright, at_home: Path, typed):
    typed(f"{PASSWORD}\n{TOTP}\n")
    added = casewright(*ADD, "--password-stdin", "--json")
    assert added.document["data"]["kept"] == ["password", "two-step secret"]
    listed = casewright("account", "list", "--json")
    assert listed.document["data"]["accounts"][0]["secrets"] == ["password", "two-step secret"]
    written = b"".join(path.read_bytes() for path in at_home.rglob("*") if path.is_file())
    for canary in (PASSWORD, TOTP):
        assert canary not in added.out + added.err + listed.out + listed.err
        assert canary.encode() not in written
    told = casewright("account", "add", "lagoon", "--marketplace", "US", "--merchant", "Lagoon Supplies").out
    assert told == "Added lagoon. Kept in the file that your passphrase encrypts: nothing.\n"


def test_secrets_are_typed_hidden_where_there_is_a_person(casewright: Casewright, monkeypatch: pytest.MonkeyPatch):
    answers = iter([PASSWORD, ""])
    monkeypatch.setattr("casewright.cli.prompt.need_terminal", lambda flag: None)
    monkeypatch.setattr(getpass, "getpass", lambda question, stream: next(answers))
    assert casewright(*ADD, "--ask", "--json").document["data"]["kept"] == ["password"]


def test_without_a_terminal_nobody_is_asked(casewright: Casewright):
    done = casewright(*ADD, "--ask")
    assert done.code == 4
    assert "--password-stdin" in done.err


def test_without_a_keyring_a_password_is_refused_and_nothing_is_written(
    casewright: Casewright, at_home: Path, typed, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(PASSPHRASE)
    monkeypatch.setattr("keyring.get_keyring", _no_keyring)
    typed(f"{PASSWORD}\n")
    done = casewright(*ADD, "--password-stdin")
    assert done.code == 4
    assert PASSPHRASE in done.err
    assert PASSWORD not in done.out + done.err
    assert casewright("account", "list", "--json").document["data"]["accounts"] == []


def _no_keyring():
    from keyring.backends.fail import Keyring  # noqa: PLC0415 (only where it is asked for)

    return Keyring()


def test_removing_says_what_was_wiped(casewright: Casewright, typed):
    typed(f"{PASSWORD}\n")
    casewright(*ADD, "--password-stdin")
    done = casewright("account", "remove", "harbor lane goods")
    assert done.code == 0
    assert done.out == "Wiped from harbor: password, its entry in the list of accounts.\n"
    assert casewright("account", "remove", "harbor").code == 1


def test_what_could_not_be_wiped_needs_a_person(casewright: Casewright, typed, monkeypatch: pytest.MonkeyPatch):
    typed(f"{PASSWORD}\n")
    casewright(*ADD, "--password-stdin")
    monkeypatch.delenv(PASSPHRASE)
    monkeypatch.setattr("keyring.get_keyring", _no_keyring)
    done = casewright("account", "logout", "harbor")
    assert done.code == 4
    assert "Not wiped: what the keyring may hold" in done.out
    assert casewright("account", "remove", "harbor").code == 4
    assert "harbor" in casewright("account", "list").out, "it stays until the keyring can be wiped, too"


def test_an_account_at_work_is_not_wiped(casewright: Casewright, at_home: Path):
    casewright(*ADD)
    with lock_account(Home(at_home), "harbor"):
        assert casewright("account", "logout", "harbor").code == 4


@pytest.mark.parametrize("words", [("--marketplace", "Atlantis"), ("--marketplace", "US", "--email", "a b")])
def test_what_is_no_account_is_refused(casewright: Casewright, words):
    assert casewright("account", "add", "harbor", *words).code in {1, 2}


def test_a_remembered_secret_is_taken_out_of_whatever_is_printed(casewright: Casewright, typed):
    redact.remember("harbor lane goods is secret")
    done = casewright("account", "logout", "harbor lane goods is secret")
    assert done.code == 1
    assert "is secret" not in done.err
    assert redact.MARK in done.err


class LiveWithout:
    """The live site, with recorded texts in the browser's place."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        self.visited: list[tuple[str, str]] = []

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path):
        self.visited.append((account, marketplace))
        faults = Faults.parse(*self.faults)
        site = read_site(places.recordings(), "help-center")
        player = Player(site, MemoryCaseLog(), account="Harbor Lane Goods", marketplace=marketplace, faults=faults)
        window = TextWindow(player, keep_in=keep_in)
        yield SimpleNamespace(window=window, owner=Owner("Harbor Lane Goods", marketplace), attended=True)


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch):
    def use(*faults: str) -> LiveWithout:
        site = LiveWithout(*faults)
        monkeypatch.setattr("casewright.app.sites.SiteWork.open_site", lambda self: site)
        monkeypatch.setattr("casewright.flow.walk.PERSON", 0.0)
        return site

    return use


def test_login_ends_on_the_accounts_own_page_and_says_whether_the_session_is_kept(casewright: Casewright, live):
    site = live()
    casewright(*ADD)
    done = casewright("account", "login", "Harbor Lane Goods", "--json")
    assert done.code == 0
    assert done.document["data"] == {"account": "harbor", "session_kept": False}
    assert site.visited == [("harbor", "US")]
    assert "sign in again" in casewright("account", "login", "harbor").out


def test_login_that_nobody_finishes_ends_with_4(casewright: Casewright, live):
    live("signed-out@/home")
    casewright(*ADD)
    done = casewright("account", "login", "harbor", "--json")
    assert done.code == 4
    assert "signin_required" in done.document["problems"][0]["message"]


def test_login_is_for_accounts_that_were_added(casewright: Casewright, live):
    site = live()
    assert casewright("account", "login", "harbor", "--json").code == 1
    assert site.visited == []
