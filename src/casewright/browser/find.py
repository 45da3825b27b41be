"""Find a control as a person would: exactly one that can be used, in what was seen, or in a new look."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError

from casewright.browser.eye import Eye
from casewright.browser.frames import host_of, shown_frames
from casewright.browser.page_change import Patience, settle
from casewright.flow.find_control import WORDS, Spotted, find_controls
from casewright.flow.reason import Reason
from casewright.flow.sighting import Node
from casewright.flow.window import Target, WindowError
from casewright.message import msg


@dataclass(frozen=True, slots=True)
class Found:
    """The one control: the element itself, as what it was seen, and whether only the CSS fallback knew it."""

    element: ElementHandle
    spotted: Spotted | None = None

    @property
    def by_fallback(self) -> bool:
        """Whether only a selector knew it."""
        return self.spotted is None

    @property
    def in_page(self) -> bool:
        """Whether it stands in the page itself and in no frame of it."""
        frame = self.element.owner_frame() if self.spotted is None else None
        return self.spotted.frame == 0 if self.spotted else frame is not None and frame.parent_frame is None


def find(eye: Eye, target: Target, hosts: frozenset[str], patience: Patience) -> Found:
    """Return the one control in all frames of our own hosts; wait until it is there and usable.

    The last sighting is trusted as long as its element is still there; then the page is looked at again.

    Raises:
        WindowError: `not-found` or `disabled` when patience is over, `ambiguous` for more than one that does not go
            away, `left-host` when the page belongs to somebody else.
    """
    leaving: Patience | None = None
    while True:
        try:
            found, trouble = find_now(eye, target, hosts, patience), None
        except WindowError as error:
            if error.reason is not Reason.AMBIGUOUS:
                raise
            found, trouble = None, error
        if found and not _is_greyed(found):
            return found
        if found:
            trouble = WindowError(Reason.DISABLED, msg("{label} is there, but cannot be used now", label=target.label))
        ambiguous = trouble is not None and trouble.reason is Reason.AMBIGUOUS
        leaving = (leaving or patience.at_most(_LEAVING)) if ambiguous else None
        eye.forget()
        if not (leaving or patience).wait(eye.page):
            raise trouble or _not_found(target, eye)


_LEAVING = 1.0
"""Seconds that the second of two controls has to go: a page that replaces a part of itself may show both."""


def find_now(eye: Eye, target: Target, hosts: frozenset[str], patience: Patience) -> Found | None:
    """The one control, enabled or not, or None where there is none at this moment.

    Raises:
        WindowError: `ambiguous`, `left-host`.
    """
    if host_of(eye.page.url) not in hosts:
        where = msg("the browser is on {url}, which is not the marketplace's own address", url=eye.page.url)
        raise WindowError(Reason.LEFT_HOST, where)
    try:
        for _ in range(2):  # what was seen first, then a new look
            is_new = eye.seen is None
            spotted = _spot(eye, target, hosts, patience)
            if spotted and (element := _element_of(eye, target, spotted)):
                return Found(element, spotted)
            eye.forget()
            if is_new and not spotted:
                break
        return _by_selector(eye, target, hosts)
    except PlaywrightError as error:
        eye.forget()
        settle(eye.page, error, patience.left)
        return None


def _spot(eye: Eye, target: Target, hosts: frozenset[str], patience: Patience) -> Spotted | None:
    """The one control of what was seen, or of a new look."""
    seen = eye.seen or eye.look(patience)
    spotted = [
        one
        for one in find_controls(seen, target.role, target.names, target.scopes)
        if _stands_in_own_frame(eye, one, hosts)
    ]
    if len(spotted) > 1:
        told = msg(
            "{label}: {count} controls of this name can be seen on {url}",
            label=target.label,
            count=len(spotted),
            url=seen.url,
        )
        raise WindowError(Reason.AMBIGUOUS, told)
    return spotted[0] if spotted else None


def _element_of(eye: Eye, target: Target, spotted: Spotted) -> ElementHandle | None:
    """What is acted on; None where it is gone since."""
    element = eye.element(spotted)
    if element and target.role == "combobox" and spotted.node.role in WORDS:
        return _under_words(element, spotted.node)
    return element


def _under_words(element: ElementHandle, node: Node) -> ElementHandle | None:
    """What holds the words themselves, inside a part of the page in which nothing else is said."""
    return element.query_selector(f"text={json.dumps(node.name or node.text, ensure_ascii=False)}") or element


def _stands_in_own_frame(eye: Eye, spotted: Spotted, hosts: frozenset[str]) -> bool:
    """Return whether it stands in a frame of our own hosts: what is typed never goes into another's."""
    if not spotted.node.ref.startswith("f"):
        return True
    frame = eye.frame_of(spotted.node)
    return frame is not None and host_of(frame.url) in hosts | {""}


def _is_greyed(found: Found) -> bool:
    return not found.element.is_enabled() if found.spotted is None else found.spotted.node.disabled


def _by_selector(eye: Eye, target: Target, hosts: frozenset[str]) -> Found | None:
    """What only a selector knows: a `css` control, or the `or:` of one whose words are not there."""
    selectors = target.names if target.role == "css" else [target.fallback] if target.fallback else []
    found = [element for selector in selectors for element in _select(eye, f"css={selector}", hosts)]
    if len(found) > 1:
        told = msg(
            "{label}: {count} controls fit its selector on {url}",
            label=target.label,
            count=len(found),
            url=eye.page.url,
        )
        raise WindowError(Reason.AMBIGUOUS, told)
    return Found(found[0]) if found else None


def _select(eye: Eye, selector: str, hosts: frozenset[str]) -> Iterator[ElementHandle]:
    for frame in shown_frames(eye.page):
        if host_of(frame.url) in hosts | {""}:
            yield from (one for one in frame.query_selector_all(selector) if one.is_visible())


def _not_found(target: Target, eye: Eye) -> WindowError:
    names = [f"“{name}”" for name in target.names] or [target.fallback or ""]
    where = msg(
        "{label}: no {role} {names} can be seen on {url}",
        label=target.label,
        role=target.role,
        names=names,
        url=eye.page.url,
    )
    return WindowError(Reason.NOT_FOUND, where)
