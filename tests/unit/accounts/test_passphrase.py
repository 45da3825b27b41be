"""The encrypted file that stands in for a keyring."""

from __future__ import annotations

import json

import pytest
from keyring.errors import KeyringError
from pydantic import SecretStr

from casewright.accounts import passphrase
from casewright.accounts.passphrase import PassphraseKeyring


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setitem(passphrase._COST, "n", 2**10)


@pytest.fixture
def opened(tmp_path):
    return lambda words="seven wooden boats": PassphraseKeyring(tmp_path / "home" / "vault.json", SecretStr(words))


def test_what_was_kept_comes_back_in_another_process(opened):
    opened().set_password("one", "ada", "first")
    opened().set_password("two", "ada", "second")
    assert opened().get_password("one", "ada") == "first"
    assert opened().get_password("two", "ada") == "second"
    assert opened().get_password("two", "eve") is None


def test_what_was_forgotten_is_gone_and_the_rest_stays(opened):
    opened().set_password("one", "ada", "first")
    opened().set_password("two", "ada", "second")
    opened().delete_password("one", "ada")
    assert opened().get_password("one", "ada") is None
    assert opened().get_password("two", "ada") == "second"


def test_another_passphrase_opens_nothing_and_overwrites_nothing(opened, tmp_path):
    opened().set_password("one", "ada", "first")
    before = (tmp_path / "home" / "vault.json").read_bytes()
    stranger = opened("eight wooden boats")
    with pytest.raises(KeyringError, match="does not open"):
        stranger.get_password("one", "ada")
    with pytest.raises(KeyringError, match="does not open"):
        stranger.set_password("one", "ada", "mine")
    assert (tmp_path / "home" / "vault.json").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"salt": "!", "content": "?"}'])
def test_a_file_that_is_not_as_it_was_written_is_refused(opened, tmp_path, content):
    opened().set_password("one", "ada", "first")
    (tmp_path / "home" / "vault.json").write_bytes(content)
    with pytest.raises(KeyringError):
        opened().get_password("one", "ada")


def test_neither_names_nor_values_are_readable_in_the_file(opened, tmp_path):
    opened().set_password("casewright: password of harbor", "ada", "first")
    text = (tmp_path / "home" / "vault.json").read_text()
    assert set(json.loads(text)) == {"salt", "content"}
    assert not any(word in text for word in ("harbor", "ada", "first", "boats"))
