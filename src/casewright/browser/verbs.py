"""Acting on one control and reading back what the page then shows: press, fill, choose."""

from __future__ import annotations

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from casewright.browser.eye import Eye
from casewright.browser.find import Found, find
from casewright.browser.page_change import Patience, first_line
from casewright.browser.read_back import compare_choice, compare_text, is_ticked, lines_of, read_shown, shown_by
from casewright.flow.reason import Reason
from casewright.flow.safety import creates_case, sends
from casewright.flow.window import Choose, Fill, Target, WindowError
from casewright.flow.words import fold
from casewright.message import msg

_LONGEST_MS = 30_000.0
_SHORTEST_MS = 1_000.0
"""A control that was found at the very end of a patience is still given so long to be used."""


def milliseconds(patience: Patience) -> float:
    """What is left of a patience, for one of the browser's own waits; never 0, which would mean for ever."""
    return max(_SHORTEST_MS, min(patience.left * 1000, _LONGEST_MS))


def ready(found: Found, target: Target, patience: Patience) -> None:
    """Wait until a person could press the control: visible, still, enabled, not covered. Presses nothing.

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
    names = {str(words) for words in found.element.evaluate(_WORDS) if words}
    if sends(names):
        raise WindowError(Reason.SUBMIT_NOT_ARMED, creates_case(target.label, sorted(names)))


_WORDS = """element => {
  const up = at => at.parentElement ?? at.getRootNode().host;
  const pressed = new Set([element]), around = new Set();
  for (let at = element; at; at = up(at)) {
    if (at.matches(`button, a, label, summary, ${['button', 'link', 'tab', 'menuitem'].map(r => `[role=${r}]`)}`))
      pressed.add(at);
    if (at.control) pressed.add(at.control);
    if (at.shadowRoot && at !== element) around.add(at);
  }
  const inside = from => [from, ...from.querySelectorAll('*')].flatMap(at =>
    at.shadowRoot ? [at, ...inside(at.shadowRoot)] : [at]);
  const named = at => (at.getAttribute('aria-labelledby') ?? '').split(/\\s+/u)
    .map(id => id && at.getRootNode().getElementById?.(id)?.textContent);
  const onIt = at => at instanceof Element
    ? [at.ariaLabel, at.innerText, at.value, at.title, ...['label', 'alt'].map(n => at.getAttribute(n)), ...named(at)]
    : [at.textContent];
  return [...[...pressed].flatMap(inside).flatMap(onIt), ...[...around].map(at => at.getAttribute('label'))]
    .map(words => String(words ?? '').replace(/\\s+/gu, ' ').trim());
}"""
"""Everything that may stand on an element, on what is pressed with it (a button around it, the control of a label), and
on what lies in it: for one that was found without any words."""


def _click(found: Found, target: Target, patience: Patience, *, trial: bool = False) -> None:
    try:
        found.element.click(trial=trial, timeout=milliseconds(patience))
    except PlaywrightTimeout as error:
        if not trial and _begun(error.message):
            return  # the page took the press and has not come back from it: the next look tells where we are
        if not found.element.is_enabled():
            raise WindowError(
                Reason.DISABLED, msg("{label} is there, but cannot be pressed now", label=target.label)
            ) from error
        covered = msg("{label} is there, but something else covers it", label=target.label)
        slow = msg("{label} is there, but could not be pressed in time", label=target.label)
        raise WindowError(Reason.NOT_FOUND, covered if _COVERED in error.message else slow) from error


_COVERED = "intercepts pointer events"
_PRESSING = "performing click action"


def _begun(log: str) -> bool:
    """Return whether the press was under way when the time was over, by the browser's own log of its last attempt."""
    return log.rfind(_PRESSING) > max(log.rfind(_COVERED), log.rfind("retrying click action"))


def fill(found: Found, act: Fill, patience: Patience) -> str:
    """Type a text over what is there and read it back.

    Raises:
        WindowError: `read-back-differs`, `disabled`.
    """
    try:
        found.element.fill(act.text, timeout=milliseconds(patience))
    except PlaywrightTimeout as error:
        raise WindowError(
            Reason.DISABLED,
            msg("{label} takes no text now: {first_line}", label=act.target.label, first_line=first_line(error)),
        ) from error
    return compare_text(act, next(read_shown([found])))


def still_holds(found: Found, text: str) -> bool:
    """Whether a box of a chat still holds what was sent; one that is gone with its page holds nothing."""
    shown = shown_by(found)
    return shown.connected and lines_of(shown.text, editable=True) == lines_of(text, editable=True)


def choose(eye: Eye, found: Found, act: Choose, hosts: frozenset[str], patience: Patience) -> str:
    """Take an option and read back that it is taken.

    Raises:
        WindowError: `read-back-differs`, `not-found`, `disabled`.
    """
    try:
        _take(eye, found, act, hosts, patience)
    except PlaywrightTimeout as error:
        raise WindowError(
            Reason.NOT_FOUND,
            msg("{label} could not be chosen: {first_line}", label=act.target.label, first_line=first_line(error)),
        ) from error
    return compare_choice(found, act, shown_by(found))


def _take(eye: Eye, found: Found, act: Choose, hosts: frozenset[str], patience: Patience) -> None:
    element, timeout = found.element, milliseconds(patience)
    if is_ticked(found, act):
        element.check(timeout=timeout)
    elif act.option is None:
        if shown_by(found).pressed is not True:
            press(found, act.target, patience)
    elif element.evaluate("element => element.localName") == "select":
        element.select_option(label=_as_written(element, act.option), timeout=timeout)
    else:  # a drop-down of the site's own making: open it, then press the option like a person
        element.click(timeout=timeout)
        option = find(eye, Target(act.target.label, "option", (act.option,)), hosts, patience.at_most(_OPENING))
        option.element.click(timeout=timeout)


_LABELS = "element => [...element.options].map(option => option.label)"


def _as_written(element: ElementHandle, option: str) -> str:
    """An option as the page writes it: the case of letters and kinds of quotes do not matter."""
    offered = [str(label) for label in element.evaluate(_LABELS)]
    same = [label for label in offered if fold(label) == fold(option)]
    return same[0] if len(same) == 1 else option


_OPENING = 5.0
"""Seconds in which a drop-down shows its options."""
