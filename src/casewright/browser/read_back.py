"""Reading back: what controls show now, those of one frame in one question, compared with what was given to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from playwright.sync_api import Error as PlaywrightError

from casewright.browser.find import Found
from casewright.flow.reason import Reason
from casewright.flow.window import Choose, Fill, WindowError
from casewright.flow.words import fold
from casewright.message import Message, msg

_SHOWN = """(first, others) => [first, ...others].map(element => ({
  connected: element.isConnected,
  is_rich: !['input', 'textarea', 'select'].includes(element.localName),
  text: String((['input', 'textarea', 'select'].includes(element.localName) ? element.value : element.innerText) ?? ''),
  ticked: ['radio', 'checkbox'].includes(element.type) ? element.checked
    : element.getAttribute('aria-checked') === 'true',
  state: ['aria-selected', 'aria-pressed', 'aria-checked', 'aria-expanded']
    .map(name => element.getAttribute(name)).find(value => value !== null) ?? null,
  option: String((element.localName === 'select'
    ? [...element.selectedOptions].map(option => option.label).join(', ')
    : element.localName === 'input' ? element.value : element.innerText) ?? ''),
}))"""


@dataclass(frozen=True, slots=True)
class ShownControl:
    """What a control shows: the text that stands in it, whether it is ticked, what it says of itself, what is taken.

    One that is not `connected` is not in the page any more, and what it showed tells nothing. A rich-text box has no
    value but holds text.
    """

    connected: bool
    is_rich: bool = True
    text: str = ""
    ticked: bool = False
    state: str | None = None
    option: str = ""

    @property
    def pressed(self) -> bool | None:
        """Whether a tab or toggle says that it is chosen; None where it does not tell, or is gone with its page."""
        return self.state == "true" if self.connected and self.state is not None else None


GONE = ShownControl(connected=False)


def read_shown(controls: Sequence[Found]) -> Iterator[ShownControl]:
    """What each of these controls shows, in their order: one question for those that follow each other in a frame.

    Raises:
        playwright.sync_api.Error: a frame went away meanwhile.
    """
    for _, alike in groupby(controls, key=_frame_of):
        first, *others = [found.element for found in alike]
        yield from (ShownControl(**shown) for shown in first.evaluate(_SHOWN, others))


def _frame_of(found: Found) -> str:
    """What tells the frames of controls apart; one that only a selector knew is asked by itself."""
    return found.spotted.node.ref.partition("e")[0] if found.spotted else f"by itself: {id(found)}"


def shown_by(found: Found) -> ShownControl:
    """What one control shows; one whose page went away is gone."""
    try:
        return next(read_shown([found]))
    except PlaywrightError:
        return GONE


def compare_text(act: Fill, shown: ShownControl) -> str:
    """The text that stands in the control, when it is what was typed.

    Raises:
        WindowError: `read-back-differs`, with where it begins to.
        playwright.sync_api.Error: the box is not in the page any more.
    """
    if not shown.connected:
        raise PlaywrightError("Element is not attached to the DOM")
    if lines_of(shown.text, editable=shown.is_rich) != lines_of(act.text, editable=shown.is_rich):
        raise WindowError(
            Reason.READ_BACK_DIFFERS,
            msg(
                "{label} does not hold what was typed: {difference}",
                label=act.target.label,
                difference=_difference(act.text, shown.text),
            ),
            remedy=msg("Nothing was submitted. The site changed the text; shorten it, or leave out what it removes."),
        )
    return shown.text


def lines_of(text: str, *, editable: bool) -> list[str]:
    """A text as its lines. A rich-text box shows paragraphs, so empty lines and spaces at a line's end do not count."""
    lines = text.replace("\r\n", "\n").split("\n")
    return [line.rstrip() for line in lines if line.strip()] if editable else lines


def _difference(typed: str, seen: str) -> Message:
    if len(seen) < len(typed) and typed.startswith(seen):
        return msg("only {taken} of {count} characters were taken", taken=len(seen), count=len(typed))
    at = next((place for place, (one, other) in enumerate(zip(typed, seen, strict=False)) if one != other), len(typed))
    return msg(
        "from character {number} on it is {seen!r}, not {typed!r}",
        number=at + 1,
        seen=seen[at : at + 20],
        typed=typed[at : at + 20],
    )


def compare_choice(found: Found, act: Choose, shown: ShownControl) -> str:
    """What the control shows as chosen, when it is what was asked for.

    A tab or drop-down that is gone went with its page: the next look tells what came.

    Raises:
        WindowError: `read-back-differs`.
        playwright.sync_api.Error: a radio button or checkbox is not in the page any more.
    """
    wanted = "chosen"
    if is_ticked(found, act):
        if not shown.connected:
            raise PlaywrightError("Element is not attached to the DOM")
        seen = "chosen" if shown.ticked else "not chosen"
    elif act.option is None:
        seen = "not chosen" if shown.pressed is False else "chosen"
    else:
        wanted = act.option
        seen = re.sub(r"\s+", " ", shown.option).strip() if shown.connected else wanted
    if fold(seen) != fold(wanted):
        raise WindowError(
            Reason.READ_BACK_DIFFERS,
            msg("{label} shows {seen!r}, not {wanted!r}", label=act.target.label, seen=seen, wanted=wanted),
        )
    return seen


def is_ticked(found: Found, act: Choose) -> bool:
    """Whether it is a radio button or checkbox, by what was seen where the flow does not know."""
    role = found.spotted.node.role if found.spotted else act.target.role
    return role in {"radio", "checkbox"}
