"""The flow language as types: controls, screens, and a closed union of verbs. Unknown keys are refused."""

from __future__ import annotations

import re
from typing import Literal

from casewright.claims.outcome import Outcome
from casewright.claims.problem import Value

Role = Literal[
    "button",
    "textbox",
    "heading",
    "radio",
    "checkbox",
    "tab",
    "link",
    "combobox",
    "text",
    "file",
    "css",
    "url",
]
Labels = dict[str, tuple[str, ...]]
"""Words by interface language; `en` is the base that stands in where a language has none."""


class Control(Value):
    """Something on a page, named the way a person names it.

    `css` and `url` controls hold their selector or pattern in `labels["en"][0]`. `fallback` is the CSS of `or:`.
    """

    name: str
    role: Role
    labels: Labels
    fallback: str | None = None

    def names(self, language: str) -> tuple[str, ...]:
        """The words for an interface language (`en`, `zh-CN`, …), English where there are none."""
        broad = language.partition("-")[0]
        return self.labels.get(language) or self.labels.get(broad) or self.labels.get("en", ())

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern of a `url` control."""
        return re.compile(self.labels["en"][0])


class PressStep(Value):
    """`press: CONTROL`, and `submits: true` on the one that creates the case."""

    verb: Literal["press"] = "press"
    control: str
    submits: bool = False


class FillStep(Value):
    """`fill: CONTROL` `with: VALUE`."""

    verb: Literal["fill"] = "fill"
    control: str
    value: str


class ChooseStep(Value):
    """`choose: CONTROL`, in a drop-down with `option:`."""

    verb: Literal["choose"] = "choose"
    control: str
    option: str | None = None


class AttachStep(Value):
    """`attach: CONTROL` `with: evidence`."""

    verb: Literal["attach"] = "attach"
    control: str


class KeepStep(Value):
    """`keep: NAME`: a picture of this moment."""

    verb: Literal["keep"] = "keep"
    name: str


Step = PressStep | FillStep | ChooseStep | AttachStep | KeepStep


class Screen(Value):
    """One recognisable moment of the site, and what to do on it.

    `seen` are controls each there exactly once; `absent` (`not:`) are there not at all. Exactly one of: `do` with
    `next`, `take` (a `url` or `text` control whose named group `case_id` is the case), `ends`, `hands_over`.
    `next` holds screen names of this flow, of an included one (by bare name), or is empty for "whatever is
    recognised".
    """

    name: str
    flow: str
    seen: tuple[str, ...]
    absent: tuple[str, ...] = ()
    do: tuple[Step, ...] = ()
    next: tuple[str, ...] = ()
    take: str | None = None
    ends: Outcome | Literal["filed"] | None = None
    hands_over: str | None = None
    interrupts: bool = False
    line: int = 0

    @property
    def key(self) -> str:
        """`help-center/tiles`: unique over all flows."""
        return f"{self.flow}/{self.name}"


class Flow(Value):
    """The screens of one variant of the site, with its includes named (their screens stay their own)."""

    name: str
    version: int
    files: tuple[str, ...] = ()
    start: str | None = None
    include: tuple[str, ...] = ()
    controls: dict[str, Control]
    screens: dict[str, Screen]
    digest: str
    mended: bool = False
    path: str = ""

    @property
    def label(self) -> str:
        """`help-center@3`, or `help-center@3+mend`: how plan and receipt name it."""
        return f"{self.name}@{self.version}{'+mend' if self.mended else ''}"


class FlowSet(Value):
    """All flows that are recognised together; screens of an included flow stand in once."""

    flows: dict[str, Flow]

    @property
    def screens(self) -> tuple[Screen, ...]:
        """Every screen of every flow, once."""
        return tuple(screen for flow in self.flows.values() for screen in flow.screens.values())

    def control(self, screen: Screen, name: str) -> Control:
        """The control that `screen` means by `name`: its own flow's, else an included one's."""
        own = self.flows[screen.flow]
        for flow in (own, *(self.flows[included] for included in own.include)):
            if name in flow.controls:
                return flow.controls[name]
        raise KeyError(f"{screen.key}: {name}")

    @property
    def digests(self) -> dict[str, str]:
        """Label of each flow and its digest: what a plan binds to."""
        return {flow.label: flow.digest for flow in self.flows.values()}
