"""A browser that is there already is named by an address on this machine, by a profile, or by a command."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from casewright.accounts.account import Account
from casewright.accounts.own_browser import BrowserKind, find_address, read_address, read_own_browser


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("cdp:http://127.0.0.1:9222", BrowserKind.ADDRESS, "http://127.0.0.1:9222"),
        ("cdp:127.0.0.1:9222", BrowserKind.ADDRESS, "http://127.0.0.1:9222"),
        ("cdp: http://localhost:9222/", BrowserKind.ADDRESS, "http://127.0.0.1:9222"),
        ("cdp:http://[::1]:9222", BrowserKind.ADDRESS, "http://[::1]:9222"),
        ("cdp:ws://127.0.0.1:9/devtools/browser/a-b", BrowserKind.ADDRESS, "ws://127.0.0.1:9/devtools/browser/a-b"),
        ("profile:/home/lin/shop", BrowserKind.PROFILE, "/home/lin/shop"),
        ("profile:C:\\Shops\\one", BrowserKind.PROFILE, "C:\\Shops\\one"),
        ("command:open-shop --name 'Harbor Lane'", BrowserKind.COMMAND, "open-shop --name 'Harbor Lane'"),
    ],
)
def test_each_way_to_name_a_browser_is_read(text: str, kind: BrowserKind, where: str) -> None:
    own = read_own_browser(text)

    assert (own.kind, own.where) == (kind, where)


@pytest.mark.parametrize(
    "text",
    [
        *("", "cdp:", "chrome", "http://127.0.0.1:9222", "profile:", "cdp:http://127.0.0.1", "cdp:ftp://127.0.0.1:21"),
        *("cdp:http://192.168.1.7:9222", "cdp:http://shop.example:9222", "cdp:http://0.0.0.0:9222"),
        *("cdp:http://127.0.0.1.shop.example:9222", "cdp:http://127.0.0.1@shop.example:9222", "cdp:http://[::]:9222"),
        *("cdp:http://localhost.shop.example:9222", "cdp:http://me:word@127.0.0.1:9222", "cdp:http://127.0.0.1:99999"),
    ],
)
def test_what_is_no_browser_of_this_machine_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_own_browser(text)


@given(st.ip_addresses().filter(lambda address: not address.is_loopback), st.integers(1, 65_535))
def test_no_address_that_leads_away_from_this_machine_is_ever_taken(address: object, port: int) -> None:
    named = f"[{address}]" if ":" in str(address) else address

    with pytest.raises(ValueError, match="on this machine"):
        read_address(f"http://{named}:{port}")


@pytest.mark.parametrize(
    "printed",
    [
        "http://127.0.0.1:9222",
        "see https://help.example/ports\nDevTools listening on ws://127.0.0.1:9222/devtools/browser/1-2\n",
        json.dumps({"code": 0, "data": {"ws": {"selenium": "127.0.0.1:9222"}, "debug_port": "9222"}}),
        json.dumps({"data": {"http": "http://127.0.0.1:9222"}}).replace("/", "\\/"),
        "opened 3.12.0.4 at localhost:9222",
    ],
)
def test_the_address_is_found_in_whatever_a_tool_prints(printed: str) -> None:
    address = find_address(printed)

    assert address
    assert address.removeprefix("ws:").removeprefix("http:").startswith("//127.0.0.1:9222")


def test_what_names_no_address_yet_is_waited_for() -> None:
    assert find_address("opening the store (v3.12.0.4), see https://help.example/") is None


def test_an_address_of_another_machine_that_a_tool_prints_is_refused() -> None:
    with pytest.raises(ValueError, match="on this machine"):
        find_address("ws://10.0.0.5:9222/devtools/browser/1")


def test_an_account_keeps_its_browser_as_it_was_read_and_no_other() -> None:
    account = Account(name="one", marketplace="US", merchant="One", browser="cdp:localhost:9222")

    assert account.browser == "cdp:http://127.0.0.1:9222"
    assert Account.model_validate(account.model_dump()) == account
    with pytest.raises(ValidationError, match="on this machine"):
        Account(name="one", marketplace="US", merchant="One", browser="cdp:http://10.0.0.5:9222")
