"""The way into a browser that is not ours: a debugging protocol relay that shows Playwright only our own tabs.

Playwright attaches to every tab that a browser shows it, and stops each new one for a moment. In a seller's own browser
that is not acceptable, so it never speaks to the browser itself: what passes here concerns tabs that were opened here,
and everything else (other tabs, cookies, storage, downloads, the browser's end) is refused, whoever asks. A mistake in
this program cannot reach another tab either.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Protocol

from websockets.exceptions import WebSocketException

Packet = dict[str, Any]
"""One message of the protocol: a call, its answer, or an event."""

Prepare = Callable[[str, str], Iterable[tuple[str, Packet]]]
"""The calls that a session begins with, from its target's type and the browser's own user agent."""

_OWN_CALLS = 1_000_000_000
"""Calls that the relay makes are numbered from here; Playwright's begin at 1."""
_SECONDS = 20.0
_PASSED = frozenset({"Browser.getVersion", "Target.attachToBrowserTarget", "Target.createTarget"})
_WITH_A_TAB = frozenset(
    {"Target.activateTarget", "Target.attachToTarget", "Target.closeTarget", "Target.getTargetInfo"}
)
_LEFT_ALONE = frozenset({"Browser.setDownloadBehavior", "Browser.close", "Target.setAutoAttach"})
"""What would change the whole browser. Playwright asks for it and takes a yes for an answer."""
_BEYOND_A_TAB = (
    *("Browser.", "Storage.", "SystemInfo.", "Tracing.", "Extensions.", "IndexedDB.", "DOMStorage.", "CacheStorage."),
    *("Network.getCookies", "Network.getAllCookies", "Network.setCookie", "Network.deleteCookies", "Network.clear"),
    *("Target.get", "Target.createTarget", "Target.attach", "Target.exposeDevToolsProtocol", "Target.setDiscover"),
)
"""What could be asked through a tab's own session, and reaches further than the tab."""


class Wire(Protocol):
    """One end of the relay: a web socket."""

    def send(self, message: str) -> None:
        """Send one message."""

    def recv(self, timeout: float | None = None) -> str | bytes:
        """The next message."""

    def close(self) -> None:
        """End the connection."""


class TabRelay:
    """Stands between Playwright and a browser. `refused` are the names of the calls that were not passed on."""

    def __init__(self, browser: Wire, prepare: Prepare) -> None:
        self.refused: list[str] = []
        self._browser = browser
        self._prepare = prepare
        self._playwright: Wire | None = None
        self._user_agent = ""
        self._last = _OWN_CALLS
        self._numbering = threading.Lock()
        self._tabs: set[str] = set()
        self._sessions: set[str] = set()
        self._opened: list[Packet] = []
        self._roots: set[str] = set()
        self._rooting: set[int] = set()
        self._creating: set[int] = set()
        self._attaching: dict[int, Packet] = {}

    def open_tab(self) -> None:
        """Open our first tab, before Playwright comes, and learn from it what the browser calls itself.

        Raises:
            WebSocketException, TimeoutError, RuntimeError: the browser does not answer, or does not do it.
        """
        target = self._ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._tabs.add(target)
        self._ask("Target.autoAttachRelated", _related(target))
        session = self._opened[0]["params"]["sessionId"]
        evaluated = self._ask("Runtime.evaluate", {"expression": "navigator.userAgent"}, session)
        self._user_agent = str(evaluated["result"]["value"])
        self._begin(self._opened[0])

    def serve(self, playwright: Wire) -> None:
        """Pass on what concerns our tabs until one side ends."""
        self._playwright = playwright
        back = threading.Thread(target=self._pump, args=(self._browser, self._from_browser), daemon=True)
        back.start()
        self._pump(playwright, self._from_playwright)
        back.join()

    def close(self) -> None:
        """Close our tabs and let go of the browser, which goes on. Nothing is raised, and it may be said twice."""
        with suppress(WebSocketException, OSError):  # the browser is gone, and our tabs with it
            while self._tabs:
                self._tell("Target.closeTarget", {"targetId": self._tabs.pop()})
        for wire in (self._browser, self._playwright):
            if wire is not None:
                with suppress(WebSocketException, OSError):
                    wire.close()

    def _pump(self, source: Wire, handle: Callable[[Packet], None]) -> None:
        """Hand over what comes from one side; its end is the end of both."""
        with suppress(WebSocketException, OSError, EOFError):
            while True:
                handle(json.loads(source.recv()))
        self.close()

    def _from_playwright(self, packet: Packet) -> None:
        method, params = str(packet.get("method")), packet.get("params") or {}
        if method in _LEFT_ALONE and packet.get("sessionId") not in self._sessions:
            self._answer(packet, {})
            if method == "Target.setAutoAttach":
                self._show_opened()
        elif not self._may(packet.get("sessionId"), method, params):
            self.refused.append(method)
            self._answer(packet, None)
        else:
            if method == "Target.createTarget":
                self._creating.add(packet["id"])
            elif method == "Target.attachToBrowserTarget":
                self._rooting.add(packet["id"])
            self._browser.send(json.dumps(packet))

    def _may(self, session: str | None, method: str, params: Packet) -> bool:
        """Return whether a call concerns our tabs alone."""
        if session is not None and session not in self._roots:
            return session in self._sessions and not method.startswith(_BEYOND_A_TAB)
        if method in _WITH_A_TAB:
            return params.get("targetId") in self._tabs or (method == "Target.getTargetInfo" and not params)
        return method in _PASSED and not params.get("browserContextId")

    def _from_browser(self, packet: Packet) -> None:
        number = packet.get("id")
        if number in self._creating:
            self._creating.discard(number)
            self._attach(packet)
        elif number in self._rooting:
            self._rooting.discard(number)
            self._roots.add(packet.get("result", {}).get("sessionId", ""))
            self._pass_on(packet)
        elif number in self._attaching:
            self._pass_on(self._attaching.pop(number))
        elif isinstance(number, int) and number >= _OWN_CALLS:
            return
        elif number is not None or self._concerns_us(packet):
            if packet.get("method") == "Target.attachedToTarget" and packet.get("sessionId") not in self._roots:
                self._begin(packet)
            self._pass_on(packet)

    def _concerns_us(self, event: Packet) -> bool:
        """Return whether an event tells of our tabs; what belongs to a tab of ours is ours from here on."""
        params = event.get("params") or {}
        if event.get("method") == "Target.attachedToTarget":
            return self._is_attached_to_us(event.get("sessionId"), params)
        if "sessionId" in event and event["sessionId"] not in self._roots:
            return event["sessionId"] in self._sessions
        return params.get("sessionId") in self._sessions

    def _is_attached_to_us(self, session: str | None, attached: Packet) -> bool:
        """Take what was attached for ours: nothing else is, without a session, but our tabs and what they open."""
        if session is not None and session not in self._sessions | self._roots:
            return False
        self._sessions.add(attached["sessionId"])
        if attached["targetInfo"]["type"] == "page":
            self._tabs.add(attached["targetInfo"]["targetId"])
        return True

    def _attach(self, created: Packet) -> None:
        """A tab was opened: see it and what it opens, and only then say so."""
        if "result" not in created:
            self._pass_on(created)
            return
        target = created["result"]["targetId"]
        self._tabs.add(target)
        self._attaching[self._tell("Target.autoAttachRelated", _related(target))] = created

    def _begin(self, attached: Packet) -> None:
        """Prepare a session before anything else is said in it."""
        params = attached["params"]
        for method, given in self._prepare(params["targetInfo"]["type"], self._user_agent):
            self._tell(method, given, params["sessionId"])

    def _show_opened(self) -> None:
        for event in self._opened:
            self._pass_on(event)
        self._opened.clear()

    def _ask(self, method: str, params: Packet, session: str | None = None) -> Packet:
        """A call of our own before anybody else speaks."""
        number = self._tell(method, params, session)
        while True:
            packet = json.loads(self._browser.recv(_SECONDS))
            if packet.get("method") == "Target.attachedToTarget" and self._concerns_us(packet):
                self._opened.append(packet)
            if packet.get("id") == number:
                if "error" in packet:
                    raise RuntimeError(str(packet["error"].get("message")))
                result: Packet = packet["result"]
                return result

    def _tell(self, method: str, params: Packet, session: str | None = None) -> int:
        with self._numbering:
            self._last += 1
            number = self._last
        packet: Packet = {"id": number, "method": method, "params": params}
        self._browser.send(json.dumps(packet | ({"sessionId": session} if session else {})))
        return number

    def _answer(self, call: Packet, result: Packet | None) -> None:
        said: Packet = {"id": call["id"]} | ({"sessionId": call["sessionId"]} if "sessionId" in call else {})
        refusal = {"error": {"code": -32000, "message": "Casewright asks this of its own tabs only"}}
        self._pass_on(said | (refusal if result is None else {"result": result}))

    def _pass_on(self, packet: Packet) -> None:
        if self._playwright is not None:
            self._playwright.send(json.dumps(packet))


def _related(target: str) -> Packet:
    """See this tab, and stop a window that it opens until that was seen, too; frames and workers come with it."""
    return {"targetId": target, "waitForDebuggerOnStart": True, "filter": [{"type": "page"}]}
