"""Giving files to a page through its file chooser: exactly the bytes that were approved, read back by name and size."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import ElementHandle, FilePayload, Page, Request, Response
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from casewright.browser.find import Found
from casewright.browser.frames import shown_frames
from casewright.browser.page_change import Patience
from casewright.browser.verbs import milliseconds, press
from casewright.flow.reason import Reason
from casewright.flow.window import Attach, WindowError
from casewright.model.evidence import Evidence

Listed = tuple[tuple[str, int], ...]

_FILES = "input => [...input.files].map(file => [file.name, file.size])"
_MOST_BYTES = 50 * 1024 * 1024
"""What Playwright hands over in one go."""


@dataclass(slots=True)
class Taken:
    """What was given to one control: the act, the control that was pressed, and the page's own file input."""

    act: Attach
    button: ElementHandle
    input: ElementHandle

    @property
    def on_page(self) -> bool:
        """Whether the very control is still there; a later page may have one of the same name for other files."""
        try:
            return bool(self.button.evaluate("element => element.isConnected"))
        except PlaywrightError:
            return False


def approved(file: Evidence) -> FilePayload:
    """The file's content as it was approved; these very bytes are what the page gets.

    Raises:
        WindowError: `file-changed`, it is gone or holds something else.
    """
    try:
        content = file.path.read_bytes()
    except OSError as error:
        raise WindowError(Reason.FILE_CHANGED, f"{file.name} cannot be read any more: {error.strerror}") from error
    if len(content) != file.size or hashlib.sha256(content).hexdigest() != file.sha256:
        raise WindowError(
            Reason.FILE_CHANGED,
            f"{file.name} was changed since it was approved",
            remedy="Check the claims again, look at the file, and approve it anew.",
        )
    return FilePayload(name=file.name, mimeType=file.media_type, buffer=content)


def attach(page: Page, found: Found, act: Attach, patience: Patience) -> tuple[Taken, Listed]:
    """Press the button, give the files to the chooser that opens, wait until the page has taken them, read back.

    Raises:
        WindowError: `file-changed`, `read-back-differs`, `not-found` when no chooser opens, `disabled`.
    """
    payloads = [approved(file) for file in act.files]
    if sum(file.size for file in act.files) > _MOST_BYTES:
        raise WindowError(Reason.READ_BACK_DIFFERS, f"{act.target.label}: more than 50 MB cannot be given at once")
    button = found.locator.element_handle(timeout=milliseconds(patience))
    sending = _Sending()
    with sending.watched(page):
        try:
            with page.expect_file_chooser(timeout=milliseconds(patience)) as opened:
                press(found, act.target, patience)
            opened.value.set_files(payloads)
        except PlaywrightTimeout as error:
            raise WindowError(Reason.NOT_FOUND, f"{act.target.label} opens no file chooser") from error
        given = Taken(act, button, opened.value.element)
        while True:
            _taken(page, act, sending, patience)
            files = listed(page, given)
            if not sending.under_way and not sending.refused:  # nothing began or failed while it was read back
                return given, files


def listed(page: Page, given: Taken) -> Listed:
    """The files that the page holds now, by name and bytes.

    Where the page emptied its input after sending, its list of names is what counts, with the sizes that were given.

    Raises:
        WindowError: `read-back-differs`.
    """
    wanted = tuple((file.name, file.size) for file in given.act.files)
    held = _held(given)
    shown_text = _text(page)
    missing = [name for name, _ in wanted if name not in shown_text]
    if (held and sorted(held) != sorted(wanted)) or missing:
        shown = ", ".join(name for name, _ in held) or "no files"
        told = f"; not listed: {', '.join(missing)}" if missing else ""
        raise WindowError(Reason.READ_BACK_DIFFERS, f"{given.act.target.label} holds {shown}{told}")
    return held or wanted


def _held(given: Taken) -> Listed:
    """What the page's file input holds; nothing where the input is gone."""
    try:
        return tuple((str(name), int(size)) for name, size in given.input.evaluate(_FILES))
    except PlaywrightError:
        return ()


def _text(page: Page) -> str:
    """All that can be read in all frames, as one line."""
    return re.sub(r"\s+", " ", " ".join(frame.locator("body").inner_text() for frame in shown_frames(page)))


@dataclass  # Playwright marks the objects whose methods it calls, so no slots
class _Sending:
    """What the page sends while it takes files: the requests under way, and what was refused."""

    under_way: set[Request] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    @contextmanager
    def watched(self, page: Page) -> Iterator[None]:
        """Listen to a page's requests while it is entered."""
        page.on("request", self._begins)
        page.on("response", self._answered)
        page.on("requestfailed", self._fails)
        try:
            yield
        finally:
            page.remove_listener("request", self._begins)
            page.remove_listener("response", self._answered)
            page.remove_listener("requestfailed", self._fails)

    def _begins(self, request: Request) -> None:
        if request.method in {"POST", "PUT", "PATCH"}:
            self.under_way.add(request)

    def _answered(self, response: Response) -> None:
        if response.request in self.under_way and response.status >= 400:
            self.refused.append(f"the site answered {response.status}")
        self.under_way.discard(response.request)

    def _fails(self, request: Request) -> None:
        if request in self.under_way:
            self.refused.append(f"sending failed ({request.failure})")
        self.under_way.discard(request)


def _taken(page: Page, act: Attach, sending: _Sending, patience: Patience) -> None:
    """Wait until the page lists every file and sends nothing any more.

    Raises:
        WindowError: `read-back-differs`, with what is missing and why.
    """
    while True:
        shown = _text(page)
        missing = [file.name for file in act.files if file.name not in shown]
        if not sending.under_way and not missing and not sending.refused:
            return
        given_up = sending.refused and not sending.under_way
        if given_up or not patience.wait(page):
            why = [*sending.refused, *([f"{len(sending.under_way)} still being sent"] if sending.under_way else [])]
            told = f" ({'; '.join(why)})" if why else ""
            raise WindowError(
                Reason.READ_BACK_DIFFERS,
                f"{act.target.label} did not take {', '.join(missing) or 'every file'}{told}",
                remedy="Nothing was submitted. Look at the picture of the form: the site says there what it wants.",
            )
