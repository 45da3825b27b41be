"""Through the relay nothing is asked of a browser but what concerns our tabs, and nothing of others is seen."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosedOK

from casewright.browser.tab_relay import TabRelay

OURS, THEIRS = "our-tab", "their-tab"


class Ended(ConnectionClosedOK):
    def __init__(self) -> None:
        super().__init__(None, None)


class QueueWire:
    """One end of a relay whose other side is a test."""

    def __init__(self) -> None:
        self.incoming: queue.Queue[str | None] = queue.Queue()
        self.sent: list[dict[str, Any]] = []
        self.closed = threading.Event()

    def send(self, message: str) -> None:
        if self.closed.is_set():
            raise Ended
        self.sent.append(json.loads(message))
        self.answer(self.sent[-1])

    def recv(self, timeout: float | None = None) -> str:
        message = self.incoming.get(timeout=60)
        if message is None:
            raise Ended
        return message

    def close(self) -> None:
        self.closed.set()
        self.incoming.put(None)

    def say(self, packet: dict[str, Any]) -> None:
        self.incoming.put(json.dumps(packet))

    def answer(self, call: dict[str, Any]) -> None:
        """Nothing answers by itself."""


class SmallBrowser(QueueWire):
    """What a browser does as far as a relay needs it: it opens a tab and lets it be attached to."""

    def answer(self, call: dict[str, Any]) -> None:
        result: dict[str, Any] = {}
        if call["method"] == "Target.createTarget":
            result = {"targetId": OURS}
        elif call["method"] == "Target.autoAttachRelated":
            self.say(attached(OURS, "our-session"))
        elif call["method"] == "Runtime.evaluate":
            result = {"result": {"value": "Mozilla/5.0 Chrome/156"}}
        self.say({"id": call["id"], "result": result})


def attached(target: str, session: str, kind: str = "page", **more: str) -> dict[str, Any]:
    info = {"targetId": target, "type": kind, "browserContextId": "1", **more}
    return {"method": "Target.attachedToTarget", "params": {"sessionId": session, "targetInfo": info}}


@contextmanager
def relayed() -> Iterator[tuple[TabRelay, SmallBrowser, QueueWire]]:
    """A relay between a small browser and what stands for Playwright, with its first tab open."""
    browser, playwright = SmallBrowser(), QueueWire()
    relay = TabRelay(browser, lambda kind, name: [("Emulation.setUserAgentOverride", {"userAgent": f"{name} {kind}"})])
    relay.open_tab()
    thread = threading.Thread(target=relay.serve, args=(playwright,))
    thread.start()
    try:
        yield relay, browser, playwright
    finally:
        relay.close()
        thread.join(60)
        assert not thread.is_alive()


def ask(playwright: QueueWire, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
    """Ask as Playwright does, and wait for the answer."""
    playwright.say({"id": 7, "method": method, "params": params} | ({"sessionId": session} if session else {}))
    until = threading.Event()
    while not (answers := [packet for packet in playwright.sent if packet.get("id") == 7]):
        until.wait(0.002)
    playwright.sent.remove(answers[0])
    return answers[0]


def test_the_first_thing_said_in_a_tab_is_who_we_are() -> None:
    with relayed() as (_, browser, playwright):
        ask(playwright, "Target.setAutoAttach")

        named = [call for call in browser.sent if call["method"] == "Emulation.setUserAgentOverride"]
        assert [(call["sessionId"], call["params"]["userAgent"]) for call in named] == [
            ("our-session", "Mozilla/5.0 Chrome/156 page")
        ]
        assert [packet["params"]["targetInfo"]["targetId"] for packet in playwright.sent] == [OURS]


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("Target.getTargets", {}),
        ("Target.setDiscoverTargets", {"discover": True}),
        ("Target.attachToTarget", {"targetId": THEIRS, "flatten": True}),
        ("Target.closeTarget", {"targetId": THEIRS}),
        ("Target.activateTarget", {"targetId": THEIRS}),
        ("Target.createBrowserContext", {}),
        ("Target.exposeDevToolsProtocol", {"targetId": THEIRS}),
        ("Storage.getCookies", {}),
        ("Storage.setCookies", {"cookies": []}),
        ("Storage.clearCookies", {}),
        ("SystemInfo.getProcessInfo", {}),
        ("Browser.crash", {}),
        ("Browser.setPermission", {}),
    ],
)
def test_what_reaches_further_than_our_tabs_is_refused(method: str, params: dict[str, object]) -> None:
    with relayed() as (relay, browser, playwright):
        browser.sent.clear()

        assert "error" in ask(playwright, method, **params)
        assert browser.sent == []
        assert relay.refused == [method]


@pytest.mark.parametrize("method", ["Browser.close", "Browser.setDownloadBehavior", "Target.setAutoAttach"])
def test_what_would_change_the_whole_browser_is_not_passed_on_though_it_is_answered(method: str) -> None:
    with relayed() as (_, browser, playwright):
        browser.sent.clear()

        assert ask(playwright, method)["result"] == {}
        assert browser.sent == []


@pytest.mark.parametrize(
    "method", ["Network.getAllCookies", "Storage.getCookies", "Target.getTargets", "Browser.close"]
)
def test_a_session_of_our_tab_reaches_no_further_either(method: str) -> None:
    with relayed() as (_, browser, playwright):
        browser.sent.clear()

        assert "error" in ask(playwright, method, session="our-session")
        assert browser.sent == []


@given(st.text(min_size=1, max_size=20).filter(lambda name: name != "our-session"), st.text(max_size=30))
def test_no_session_but_ours_can_be_spoken_in(session: str, method: str) -> None:
    relay = TabRelay(SmallBrowser(), lambda *_: [])
    relay.open_tab()

    assert not relay._may(session, method, {})


def test_what_happens_in_other_tabs_is_not_seen() -> None:
    with relayed() as (_, browser, playwright):
        browser.say(attached(THEIRS, "their-session") | {"sessionId": "somebody-elses-session"})
        browser.say({"method": "Network.requestWillBeSent", "params": {}, "sessionId": "their-session"})
        browser.say({"method": "Target.targetCreated", "params": {"targetInfo": {"targetId": THEIRS}}})
        ask(playwright, "Browser.getVersion")

        assert playwright.sent == []


def test_frames_workers_and_windows_of_our_tab_are_ours_and_are_told_who_we_are_first() -> None:
    with relayed() as (_, browser, playwright):
        browser.sent.clear()
        browser.say(attached("frame", "frame-session", "iframe") | {"sessionId": "our-session"})
        browser.say(attached("worker", "worker-session", "worker") | {"sessionId": "frame-session"})
        browser.say(attached("window", "window-session", openerId=OURS))
        browser.say(attached("window-without-opener", "other-window-session"))
        ask(playwright, "Browser.getVersion")

        named = [call["sessionId"] for call in browser.sent if call["method"] == "Emulation.setUserAgentOverride"]
        assert named == ["frame-session", "worker-session", "window-session", "other-window-session"]
        assert "result" in ask(playwright, "Target.closeTarget", targetId="window")
        assert "result" in ask(playwright, "Target.closeTarget", targetId="window-without-opener")
        assert "error" in ask(playwright, "Target.closeTarget", targetId="frame")


def test_at_the_end_our_tabs_are_closed_and_the_browser_is_not() -> None:
    with relayed() as (relay, browser, playwright):
        browser.sent.clear()
        relay.close()
        relay.close()

        assert [(call["method"], call["params"]) for call in browser.sent] == [
            ("Target.closeTarget", {"targetId": OURS})
        ]
        assert browser.closed.wait(60)
        assert playwright.closed.wait(60)


def test_a_browser_that_goes_away_ends_playwrights_connection() -> None:
    with relayed() as (_, browser, playwright):
        browser.incoming.put(None)

        assert playwright.closed.wait(60)
