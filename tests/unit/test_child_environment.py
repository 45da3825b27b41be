"""A child process is given what it needs to run, and no secret of this one."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest

from casewright.child_environment import child_environment, only_child_environment

SECRETS = (
    "CASEWRIGHT_LEDGER_URL",
    "CASEWRIGHT_KEYRING_PASSPHRASE",
    "DATABASE_URL",
    "PGPASSWORD",
    "AWS_SECRET_ACCESS_KEY",
    "GITHUB_TOKEN",
    "PLAYWRIGHT_SERVICE_ACCESS_TOKEN",
    "PYTHON_KEYRING_PASSPHRASE",
    "XDG_SECRET",
    "LC_API_KEY",
)


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "open sesame")
    monkeypatch.setenv("HTTPS_PROXY", "http://seller:open%20sesame@proxy.example:8080")


@pytest.mark.parametrize("downloads", [False, True])
def test_no_secret_is_given_whatever_it_is_called(downloads: bool) -> None:
    assert "open sesame" not in child_environment(downloads=downloads).values()


def test_what_a_program_needs_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"DISPLAY": ":0", "LC_CTYPE": "zh_CN.UTF-8", "SystemRoot": r"C:\Windows"}.items():
        monkeypatch.setenv(name, value)

    given = child_environment()

    assert (given["DISPLAY"], given["LC_CTYPE"], given["PATH"]) == (":0", "zh_CN.UTF-8", os.environ["PATH"])
    assert r"C:\Windows" in given.values()


def test_only_what_downloads_is_told_of_the_proxy() -> None:
    assert "HTTPS_PROXY" not in child_environment()
    assert "HTTPS_PROXY" in child_environment(downloads=True)


def test_what_is_held_back_is_there_again_afterwards_also_after_a_failure() -> None:
    before = dict(os.environ)
    during: dict[str, str] = {}

    with suppress(RuntimeError), only_child_environment():
        during.update(os.environ)
        raise RuntimeError

    assert during
    assert not set(SECRETS) & set(during)
    assert dict(os.environ) == before


def test_a_variable_that_the_child_gets_changed_is_as_before_afterwards() -> None:
    before = dict(os.environ)

    with only_child_environment(TMPDIR="/other", CASEWRIGHT_NEW="x"):
        during = dict(os.environ)

    assert (during["TMPDIR"], during["CASEWRIGHT_NEW"]) == ("/other", "x")
    assert dict(os.environ) == before
