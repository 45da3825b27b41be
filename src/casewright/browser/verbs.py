"""Acting on one control and reading back what the page then shows: press, fill, choose."""

from __future__ import annotations

import re

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from casewright.browser.find import Found
from casewright.browser.page_change import Patience, first_line
from casewright.flow.reason import Reason
from casewright.flow.safety import sends
from casewright.flow.sighting import parse_aria
from casewright.flow.window import Choose, Fill, Target, WindowError

_LONGEST_MS = 30_000.0
_READ_MS = 2000.0
"""How long reading a control back may take that was there a moment ago."""


def milliseconds(patience: Patience) -> float:
    """What is left of a patience, for one of the browser's own waits; never 0, which would mean for ever."""
    return max(1.0, min(patience.left * 1000, _LONGEST_MS))


def ready(found: Found, target: Target, patience: Patience) -> None:
    """Wait until the control could be pressed by a person: visible, still, enabled, not covered. Presses nothing.

    Raises:
        WindowError: `disabled`, or `not-found` when something lies over it.
    """
    _click(found, target, patience, trial=True)


def press(found: Found, target: Target, patience: Patience) -> None:
    """Press with a trusted click, the only kind that the page takes.

    Raises:
        WindowError: `disabled`, `not-found`.
    """
    try:
        _click(found, target, patience)
    except PlaywrightError as error:
        # The press itself may take the frame away before the browser reports back: the next look tells where we are.
        if "detached" not in error.message:
            raise


def no_submit(found: Found, target: Target) -> None:
    """See that a control which only a selector knew is none that creates a case: that needs a permit.

    Raises:
        WindowError: `submit-not-armed`.
    """
    if not found.by_fallback and target.role != "css":
        return  # found by its words, and those were proven when the flow was read
    names = {node.name or node.text for node in parse_aria(found.locator.aria_snapshot(timeout=_READ_MS))}
    if sends(names):
        raise WindowError(Reason.SUBMIT_NOT_ARMED, f"{target.label} leads to {sorted(names)}, which creates a case")


def _click(found: Found, target: Target, patience: Patience, *, trial: bool = False) -> None:
    try:
        found.locator.click(trial=trial, timeout=milliseconds(patience))
    except PlaywrightTimeout as error:
        if not found.locator.is_enabled():
            raise WindowError(Reason.DISABLED, f"{target.label} is there, but cannot be pressed now") from error
        raise WindowError(Reason.NOT_FOUND, f"{target.label} is there, but something lies over it") from error


def fill(found: Found, act: Fill, patience: Patience) -> str:
    """Type a text over what is there and read it back.

    Raises:
        WindowError: `read-back-differs`, `disabled`.
    """
    try:
        found.locator.fill(act.text, timeout=milliseconds(patience))
    except PlaywrightTimeout as error:
        raise WindowError(Reason.DISABLED, f"{act.target.label} takes no text now: {first_line(error)}") from error
    return compare_text(found, act)


def compare_text(found: Found, act: Fill) -> str:
    """The text that stands in the control, when it is what was typed.

    Raises:
        WindowError: `read-back-differs`, with where it begins to.
    """
    seen, editable = _text(found.locator)
    if _lines(seen, editable=editable) != _lines(act.text, editable=editable):
        raise WindowError(
            Reason.READ_BACK_DIFFERS,
            f"{act.target.label} does not hold what was typed: {_difference(act.text, seen)}",
            remedy="Nothing was submitted. The site changed the text; shorten it, or leave out what it removes.",
        )
    return seen


def _text(locator: Locator) -> tuple[str, bool]:
    """What stands in a text box, and whether it is a rich-text box, which has no value but holds text."""
    try:
        return locator.input_value(timeout=_READ_MS), False
    except PlaywrightTimeout:
        raise
    except PlaywrightError as error:
        if "Node is not an <input>" not in error.message:
            raise
        return locator.inner_text(timeout=_READ_MS), True


def still_holds(found: Found, text: str) -> bool:
    """Whether a box of a chat still holds what was sent; one that is gone with its page holds nothing."""
    try:
        seen, _ = _text(found.locator) if found.locator.count() else ("", False)
    except PlaywrightError:
        return False
    return _lines(seen, editable=True) == _lines(text, editable=True)


def _lines(text: str, *, editable: bool) -> list[str]:
    """A text as its lines. A rich-text box shows paragraphs, so empty lines and spaces at a line's end do not count."""
    lines = text.replace("\r\n", "\n").split("\n")
    return [line.rstrip() for line in lines if line.strip()] if editable else lines


def _difference(typed: str, seen: str) -> str:
    if len(seen) < len(typed) and typed.startswith(seen):
        return f"only {len(seen)} of {len(typed)} characters were taken"
    at = next((place for place, (one, other) in enumerate(zip(typed, seen, strict=False)) if one != other), len(typed))
    return f"from character {at + 1} on it is {seen[at : at + 20]!r}, not {typed[at : at + 20]!r}"


def choose(found: Found, act: Choose, patience: Patience) -> str:
    """Take an option and read back that it is taken.

    Raises:
        WindowError: `read-back-differs`, `not-found`, `disabled`.
    """
    try:
        _take(found, act, patience)
    except PlaywrightTimeout as error:
        raise WindowError(Reason.NOT_FOUND, f"{act.target.label} could not be chosen: {first_line(error)}") from error
    return compare_choice(found, act)


def _take(found: Found, act: Choose, patience: Patience) -> None:
    locator, timeout = found.locator, milliseconds(patience)
    if act.target.role in {"radio", "checkbox"}:
        locator.check(timeout=timeout)
    elif act.option is None:
        if _pressed(locator) is not True:
            press(found, act.target, patience)
    elif locator.evaluate("element => element.localName") == "select":
        locator.select_option(label=act.option, timeout=timeout)
    else:  # a drop-down of the site's own making: open it, then press the option like a person
        locator.click(timeout=timeout)
        found.frame.get_by_role("option", name=act.option, exact=True).filter(visible=True).click(timeout=timeout)


def compare_choice(found: Found, act: Choose) -> str:
    """What the control shows as chosen, when it is what was asked for.

    Raises:
        WindowError: `read-back-differs`.
    """
    locator = found.locator
    if act.target.role in {"radio", "checkbox"}:
        seen = "chosen" if locator.is_checked() else "not chosen"
        wanted = "chosen"
    elif act.option is None:
        state = _pressed(locator)
        seen, wanted = ("not chosen" if state is False else "chosen"), "chosen"
    else:
        seen, wanted = _shown_option(locator), act.option
    if seen != wanted:
        raise WindowError(Reason.READ_BACK_DIFFERS, f"{act.target.label} shows {seen!r}, not {wanted!r}")
    return seen


_STATE = """element => ['aria-selected', 'aria-pressed', 'aria-checked', 'aria-expanded']
  .map(name => element.getAttribute(name)).find(value => value !== null) ?? null"""


def _pressed(locator: Locator) -> bool | None:
    """Whether a tab or toggle says that it is chosen; None where it does not tell, or is gone with its page."""
    try:
        state = locator.evaluate(_STATE, timeout=1000) if locator.count() else None
    except PlaywrightError:
        return None
    return None if state is None else state == "true"


_OPTION = """element => element.localName === 'select'
  ? [...element.selectedOptions].map(option => option.label).join(', ')
  : element.localName === 'input' ? element.value : element.innerText"""


def _shown_option(locator: Locator) -> str:
    return re.sub(r"\s+", " ", str(locator.evaluate(_OPTION))).strip()
