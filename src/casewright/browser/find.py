"""Finding a control the way a person does: exactly one that can be seen, by role and exact accessible name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Locator, Page

from casewright.browser.frames import host_of, shown_frames
from casewright.browser.page_change import Patience, settle
from casewright.flow.control import Role
from casewright.flow.reason import Reason
from casewright.flow.window import Target, WindowError

_BY_ROLE = frozenset(get_args(Role)) - {"text", "file", "css", "url"}


@dataclass(frozen=True, slots=True)
class Found:
    """The one control: where it is, and whether only the CSS fallback knew it."""

    locator: Locator
    frame: Frame
    by_fallback: bool = False


def find(page: Page, target: Target, hosts: frozenset[str], patience: Patience) -> Found:
    """The one visible control in all frames of our own hosts; waits until it is there.

    Raises:
        WindowError: `not-found` when patience is over, `ambiguous` for more than one, `left-host` when the page
            belongs to somebody else.
    """
    while True:
        if found := find_now(page, target, hosts, patience):
            return found
        if not patience.wait(page):
            names = " or ".join(f"“{name}”" for name in target.names) or target.fallback or "nothing"
            raise WindowError(
                Reason.NOT_FOUND,
                f"{target.label}: no {target.role} {names} can be seen on {page.url}",
                remedy="The page may have changed; `casewright flow check` compares it with the flow.",
            )


def find_now(page: Page, target: Target, hosts: frozenset[str], patience: Patience) -> Found | None:
    """The one visible control, or None where there is none at this moment.

    Raises:
        WindowError: `ambiguous`, `left-host`.
    """
    if host_of(page.url) not in hosts:
        raise WindowError(Reason.LEFT_HOST, f"the browser is on {page.url}, which is not the marketplace's own address")
    try:
        found = list(_matches(page, target, hosts, fallback=False))
        if not found and target.fallback:
            found = list(_matches(page, target, hosts, fallback=True))
    except PlaywrightError as error:
        settle(page, error, patience.left)
        return None
    if sum(count for _, count in found) > 1:
        count = sum(count for _, count in found)
        raise WindowError(Reason.AMBIGUOUS, f"{target.label}: {count} controls of this name can be seen on {page.url}")
    return found[0][0] if found else None


def _matches(page: Page, target: Target, hosts: frozenset[str], *, fallback: bool) -> Iterator[tuple[Found, int]]:
    """Each frame's matches with their number; what is typed never goes into another host's frame."""
    for frame in shown_frames(page):
        if host_of(frame.url) not in hosts | {""}:
            continue
        located = frame.locator(f"css={target.fallback}") if fallback else _located(frame, target)
        if located is None:
            continue
        visible = located.filter(visible=True)
        if count := visible.count():
            yield Found(visible, frame, fallback), count


def _located(frame: Frame, target: Target) -> Locator | None:
    """Everything in one frame that has the role and one of the names."""
    each = [_named(frame, target.role, name) for name in dict.fromkeys(target.names)]
    located: Locator | None = None
    for one in each:
        if one is not None:
            located = one if located is None else located.or_(one)
    return located


def _named(frame: Frame, role: str, name: str) -> Locator | None:
    if role in _BY_ROLE:
        return frame.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]  # one of Role's ARIA names
    if role == "file":  # what a person presses to choose files
        button = frame.get_by_role("button", name=name, exact=True)
        return button.or_(frame.get_by_role("link", name=name, exact=True))
    if role == "text":
        return frame.get_by_text(name, exact=True)
    return frame.locator(f"css={name}") if role == "css" else None
