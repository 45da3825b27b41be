"""Look: one message reads all frames with a reference to each element, and a reference leads back to the element."""

from __future__ import annotations

from playwright.sync_api import ElementHandle, Page, Request, Response
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame as BrowserFrame

from casewright.browser.page_change import Patience, first_line, settle
from casewright.flow.find_control import Spotted
from casewright.flow.reason import Reason
from casewright.flow.sighting import Frame, Node, Sighting
from casewright.flow.snapshot import FrameNodes, read_snapshot
from casewright.flow.window import WindowError
from casewright.message import msg

_TRIES = 3
_LEAST = 0.5
"""Seconds that a page has to go on, even when patience is over."""
_READ_MS = 5000
"""How long a look may take; a page that does not answer is asked again."""
_LANGUAGE = "() => document.documentElement?.lang ?? ''"


class Eye:
    """Reads one page. `seen` is the last sighting: what is acted on was in it, or is looked for anew.

    With `watch` it also knows what the page is waiting for.
    """

    def __init__(self, page: Page, *, watch: bool = False) -> None:
        self.page = page
        self.seen: Sighting | None = None
        self._frames: dict[str, BrowserFrame] = {}
        self._elements: dict[str, ElementHandle] = {}
        self._watches = watch
        self._language = ""
        self._language_of = ""
        self._under_way: set[Request] = set()
        if watch:
            page.on("framenavigated", self._goes_on)
            page.on("request", self._begins)
            page.on("requestfinished", self._is_over)
            page.on("requestfailed", self._is_over)
            page.on("response", _ignore)  # to hear of answers only while files are sent would take two messages more

    def look(self, patience: Patience) -> Sighting:
        """What can be read now; a page that moves during the look is looked at again.

        Raises:
            WindowError: `page-gone`, the page was closed or cannot be read.
        """
        tries = 0
        while True:
            tries += 1
            last = not patience.left
            try:
                seen = self._read()
            except PlaywrightError as error:
                if last:
                    why = msg("the page cannot be read: {first_line}", first_line=first_line(error))
                    raise WindowError(Reason.PAGE_GONE, why) from error
                settle(self.page, error, max(patience.left, _LEAST))
                if tries > _TRIES:  # it did not just go on: something has to change before it can be read
                    patience.wait(self.page)
                continue
            # An address that changed meanwhile means that half of what was read is of another page.
            if self.page.url == seen.url or tries > _TRIES:
                self.seen = seen
                return seen

    @property
    def busy(self) -> bool:
        """Return whether the page is waiting for a response: then it is not at rest."""
        return bool(self._under_way)

    def forget(self) -> None:
        """What was seen may no longer be so. A reference stays its element's own for as long as the document stands."""
        self.seen = None

    def element(self, spotted: Spotted) -> ElementHandle | None:
        """Return the very element that was seen; None if it is gone, or cannot be reached."""
        return self._element(spotted.node)

    def frame_of(self, node: Node) -> BrowserFrame | None:
        """The frame in which something was seen; None where it is gone."""
        prefix = node.ref.partition("e")[0]
        return self._frame(prefix, node)

    def _element(self, node: Node) -> ElementHandle | None:
        if not node.ref:
            return None
        if known := self._elements.get(node.ref):
            return known
        try:
            found = self.page.query_selector(f"aria-ref={node.ref}")
        except PlaywrightError as error:
            if "aria-ref" in error.message or "detached" in error.message:
                return None
            raise
        if found and self._watches:  # who does not hear of a new document keeps none
            self._elements[node.ref] = found
        return found

    def _read(self) -> Sighting:
        url = self.page.url
        parts = read_snapshot(self.page.aria_snapshot(mode="ai", timeout=_READ_MS))
        frames = [Frame.of(url if not place else self._address(part), part.nodes) for place, part in enumerate(parts)]
        return Sighting(url, self._spoken(url), tuple(frames))

    def _address(self, part: FrameNodes) -> str:
        node = next((node for node in part.nodes if node.ref), None)
        frame = self._frame(part.prefix, node) if node else None
        return frame.url if frame else ""

    def _frame(self, prefix: str, node: Node) -> BrowserFrame | None:
        """The frame whose references begin so; where it is not the only one left, asked of the browser once."""
        if not prefix:
            return self.page.main_frame
        known = self._frames.get(prefix)
        if known is None or known.is_detached():
            known = self._only_other(prefix) or self._owner(node)
            if known is not None:
                self._frames[prefix] = known
        return known

    def _only_other(self, prefix: str) -> BrowserFrame | None:
        """The one frame that it can be: the page has a single one whose prefix is not known.

        A frame that came in its place since the look is no danger: nothing is found in it by an old reference.
        """
        told = [frame for other, frame in self._frames.items() if other != prefix]
        left = [frame for frame in self.page.frames if frame != self.page.main_frame and frame not in told]
        return left[0] if len(left) == 1 else None

    def _owner(self, node: Node) -> BrowserFrame | None:
        element = self._element(node)
        return element.owner_frame() if element else None

    def _spoken(self, url: str) -> str:
        """The interface language, asked once a document."""
        if self._language_of != url or not self._language:
            self._language = str(self.page.evaluate(_LANGUAGE))
            self._language_of = url
        return self._language

    def _begins(self, request: Request) -> None:
        if request.resource_type in {"document", "fetch", "xhr"}:
            self._under_way.add(request)

    def _is_over(self, request: Request) -> None:
        self._under_way.discard(request)

    def _goes_on(self, frame: BrowserFrame) -> None:
        """References begin anew with a document; those of other frames stay what they are."""
        if frame == self.page.main_frame:
            self._language = ""
            self._elements.clear()
            return
        stays = {"", *(prefix for prefix, known in self._frames.items() if known != frame)}
        self._elements = {ref: one for ref, one in self._elements.items() if ref.partition("e")[0] in stays}


def _ignore(_: Response) -> None:
    """Heard, and of no interest now."""


def look(page: Page, patience: Patience) -> Sighting:
    """What can be read in a page that nobody acts in.

    Raises:
        WindowError: `page-gone`, the page was closed or cannot be read.
    """
    return Eye(page).look(patience)
