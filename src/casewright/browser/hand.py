"""A person's own walk in the browser: what they ask for goes into the box they clicked in. Nothing presses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic

from playwright.sync_api import ElementHandle, FileChooser, Page
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame as BrowserFrame

from casewright.browser import verbs
from casewright.browser.attach import approved
from casewright.browser.capture import Capture
from casewright.browser.find import Found
from casewright.browser.frames import host_of, shown_frames
from casewright.browser.page_change import Patience, first_line
from casewright.flow.files_shown import FilesShown
from casewright.flow.reason import Reason
from casewright.flow.sighting import Sighting
from casewright.flow.window import Fill, Kept, Target, Window, WindowError
from casewright.message import NOTHING, Message, msg
from casewright.model.evidence import Evidence
from casewright.recording.captured import CapturedMoment

_SCRIPTS = Path(__file__).parent / "scripts"
_FOCUSED = (_SCRIPTS / "focused.js").read_text(encoding="utf-8")
_BOXES = (_SCRIPTS / "boxes.js").read_text(encoding="utf-8")
_TAKES_TEXT = """element => element.localName === 'textarea' || element.isContentEditable || (
  element.localName === 'input' && ['text', 'search', 'tel', 'url', 'email', 'number', ''].includes(element.type))"""
_FILES = "input => [...input.files].map(file => file.name)"
_BOX = Target("the box", "textbox")
_SERVES = 0.25
"""Seconds for which the browser goes on between two looks at the keyboard."""
_LOOKS = 1.0
"""Seconds between two looks at what the page shows, for the recording of the walk."""
_TYPING = 10.0
_FRAMES = 12
"""Frames inside frames that the focus is followed into."""


class HandPage:
    """The page of a window while a person walks in it. It types, attaches files and reads, and cannot press.

    `hosts` are those on which something may be typed or given; `come_to_front` shows it where the case log was read.
    """

    def __init__(
        self,
        page: Page,
        window: Window,
        hosts: frozenset[str],
        go: Callable[[str], None],
        come_to_front: Callable[[], None],
    ) -> None:
        self._page = page
        self._window = window
        self._hosts = hosts
        self._go = go
        self._come_to_front = come_to_front
        self._capture = Capture(page)
        self._chosen: list[FileChooser] = []
        self._waiting: tuple[Evidence, ...] = ()
        self._looked = 0.0

    def open(self, path: str) -> None:
        """Show the page on which the person begins.

        Raises:
            WindowError: `left-host`, `page-gone`.
        """
        self._go(path)

    def watch(self) -> None:
        """A walk begins: keep what is on the page at each press from now on, and nothing from before."""
        self._capture.begin_here()
        self._forget_files()

    def serve(self) -> Message:
        """Let the browser work for a moment; hand files to a chooser that was opened meanwhile.

        Raises:
            WindowError: `page-gone`.
        """
        self._come_to_front()
        Patience(_SERVES).wait(self._page)
        if monotonic() - self._looked > _LOOKS:
            self._capture.see()
            self._looked = monotonic()
        return self._hand_over() if self._chosen else NOTHING

    def type_into_focused(self, text: str) -> str:
        """Type over the contents of the box that the person clicked in, and read it back.

        Raises:
            WindowError: `not-found`, `left-host`, `read-back-differs`, `disabled`, `page-gone`.
        """
        try:
            element = self._focused()
            return verbs.fill(Found(element), Fill(_BOX, text), Patience(_TYPING))
        except PlaywrightError as error:
            raise WindowError(
                Reason.NOT_FOUND, msg("the box accepted nothing: {reason}", reason=first_line(error))
            ) from error

    def give_files(self, files: Sequence[Evidence]) -> None:
        """Hand these files to the next file chooser that the person opens."""
        if not self._waiting:
            self._page.on("filechooser", self._opened)
        self._waiting = tuple(files)

    def texts(self) -> tuple[str, ...]:
        """Return what is in the boxes now, and what was in them at each press so far."""
        now = [text for texts, _ in self._boxes() for text in texts]
        before = [
            text
            for moment in self._capture.moments
            for document in moment.documents
            if host_of(document.url) in self._hosts
            for text in (*document.typed.values(), *document.unnamed)
        ]
        return tuple(dict.fromkeys((*now, *before)))

    def files_seen(self, files: Sequence[Evidence]) -> tuple[str, ...]:
        """Which of these files a file input holds, or the page lists by name."""
        held = {name for _, names in self._boxes() for name in names}
        missing = FilesShown(files).missing_in(self.look())
        return tuple(proof.name for proof in files if proof.name in held or proof.name not in missing)

    def look(self) -> Sighting:
        """What can be read now.

        Raises:
            WindowError: `page-gone`.
        """
        return self._window.look()

    def keep(self, name: str) -> Kept:
        """Keep a picture, the page and its text.

        Raises:
            WindowError: `page-gone`.
        """
        return self._window.keep(name)

    def moments(self) -> tuple[CapturedMoment, ...]:
        """What was seen of the walk."""
        return self._capture.walk()

    def _opened(self, chooser: FileChooser) -> None:
        self._chosen.append(chooser)

    def _hand_over(self) -> Message:
        """Give the files to the chooser that the person opened, and read back what it holds."""
        chooser, files = self._chosen.pop(), self._waiting
        try:
            self._own(chooser.element.owner_frame())
            if len(files) > 1 and not chooser.is_multiple():
                return msg("That button takes one file at a time: name one by its number, then press it again.")
            chooser.set_files([approved(file) for file in files])
            held = [str(name) for name in chooser.element.evaluate(_FILES)]
        except WindowError as error:
            return error.message
        except PlaywrightError as error:
            return msg("The files were not taken: {reason}", reason=first_line(error))
        finally:
            self._forget_files()
        return msg("Given to the page: {files}.", files=held or [file.name for file in files])

    def _forget_files(self) -> None:
        """The next chooser is the person's own again."""
        if self._waiting:
            self._page.remove_listener("filechooser", self._opened)
        self._waiting = ()
        self._chosen.clear()

    def _focused(self) -> ElementHandle:
        """The text box that has the focus, in whichever frame.

        Raises:
            WindowError: `not-found`, the focus is in no text box; `left-host`, it is in somebody else's page.
        """
        frame: BrowserFrame | None = self._page.main_frame
        for _ in range(_FRAMES):
            self._own(frame)
            element = frame.evaluate_handle(_FOCUSED).as_element() if frame else None
            if element is None:
                break
            inner = element.content_frame()
            if inner is None:
                if element.evaluate(_TAKES_TEXT):
                    return element
                break
            frame = inner
        raise WindowError(
            Reason.NOT_FOUND, msg("no text box has the focus: click into the box in the browser first"), remedy=NOTHING
        )

    def _own(self, frame: BrowserFrame | None) -> None:
        """Check that a frame is the marketplace's own.

        Raises:
            WindowError: `left-host`.
        """
        if frame is None or host_of(frame.url) not in self._hosts | {""}:
            address = frame.url if frame else msg("no page")
            where = msg("this is {address}, which is not one of the marketplace's own addresses", address=address)
            raise WindowError(Reason.LEFT_HOST, where)

    def _boxes(self) -> Iterator[tuple[list[str], list[str]]]:
        """Texts and chosen files of every frame of our own; one that goes away meanwhile is left out."""
        try:
            frames = [frame for frame in shown_frames(self._page) if host_of(frame.url) in self._hosts | {""}]
        except PlaywrightError:
            return
        for frame in frames:
            try:
                texts, files = frame.evaluate(_BOXES)
            except PlaywrightError:
                continue
            yield texts, files
