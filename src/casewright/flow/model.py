"""What is walked: screens with their steps, flows, and all flows linked together. Made by reading, never changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import SerializeAsAny

from casewright.flow.control import Control
from casewright.flow.step import FlowStep
from casewright.flow.verbs.enter import EnterStep
from casewright.flow.verbs.keep import KeepStep
from casewright.flow.verbs.pick import PickStep
from casewright.flow.verbs.press import PressStep
from casewright.flow.window import Target
from casewright.model.outcome import Outcome
from casewright.model.problem import Value

TURNS = frozenset({Outcome.SIGNIN_REQUIRED, Outcome.HUMAN_CHALLENGE, Outcome.NO_PERMISSION})
"""What `hands-over:` may say in one word; it is then the walk's outcome where no person is there to go on."""


def outcome_of_turn(reason: str) -> Outcome:
    """Return what a walk ends with if no person is there: the reason itself, if it is a known outcome."""
    return Outcome(reason) if reason in TURNS else Outcome.HUMAN_CHALLENGE


Purpose = Literal["file", "reply", "read", "any"]
"""What a flow is walked for: filing a claim, replying to a case, reading the case log, or any of them."""


class Screen(Value):
    """One recognisable moment of the site, and what to do on it.

    Each of `seen` must be present exactly once; none of `absent` (`not:`) may be; at least one of `any` must be (unless
    it is empty). Exactly one of: `do` with `next`, `take` (a `url` or `text` control whose named group `case_id` is the
    case), `ends`, `hands_over`, `waits` (seconds that the page may stay before another screen comes), `reads` (the case
    log is read there). `through` are the presses on category levels that may come between this screen and the next;
    `slow` is how many seconds the next may take with nothing visible happening. `rests` is for how many seconds the
    page must have been unchanged before it counts as this screen. `without` are addresses at which, according to the
    screen, the account has nothing: they are not opened again. `next` holds screen names of this flow, of an included
    one (by bare name), or is empty for "any recognised screen".
    """

    name: str
    flow: str
    seen: tuple[str, ...]
    absent: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    do: tuple[SerializeAsAny[FlowStep], ...] = ()
    through: tuple[SerializeAsAny[PressStep], ...] = ()
    next: tuple[str, ...] = ()
    take: str | None = None
    ends: Outcome | Literal["filed"] | None = None
    hands_over: str | None = None
    waits: float | None = None
    slow: float | None = None
    rests: float | None = None
    reads: Literal["cases", "case"] | None = None
    without: tuple[str, ...] = ()
    line: int = 0

    @property
    def key(self) -> str:
        """`help-center/tiles`: unique over all flows."""
        return f"{self.flow}/{self.name}"

    @property
    def interrupts(self) -> bool:
        """Whether it may come after any screen: an end, a person's turn, a way in, or a notice to dismiss."""
        apart = self.picks or self.enters or self.pressed_away
        return self.hands_over is not None or self.ends not in {None, "filed"} or apart

    @property
    def pressed_away(self) -> bool:
        """Whether a single press is all that is done there, whatever comes next: a notice in the way."""
        return len(self.do) == 1 and isinstance(self.do[0], PressStep) and not self.do[0].submits and not self.next

    @property
    def picks(self) -> bool:
        """Whether the account is chosen there."""
        return any(isinstance(step, PickStep) for step in self.do)

    @property
    def enters(self) -> bool:
        """Whether it is a sign-in screen, filled with what the seller stored."""
        return any(isinstance(step, EnterStep) for step in self.do)

    @property
    def first_used(self) -> str | None:
        """The control of `seen` that its first step uses, whatever the claim; None if there is no such step."""
        step = self.do[0] if self.do else None
        used = step.uses[0].control if step and step.uses and not step.conditional else None
        return used if used in self.seen and not self.enters else None

    def press_after(self, step: FlowStep) -> str | None:
        """Return the control that is pressed right after a step; None if something else follows."""
        after = [one for one in self.do[self.do.index(step) + 1 :] if not isinstance(one, KeepStep)]
        return after[0].control if after and isinstance(after[0], PressStep) else None

    @property
    def submits(self) -> bool:
        """Whether one of its steps creates the case."""
        return any(step.submits for step in self.do)


class Flow(Value):
    """The screens of one variant of the site, with its includes named (their screens stay their own).

    `start` is the path where a walk begins; `english` the path that asks the site for English.
    """

    name: str
    version: int
    purpose: Purpose = "file"
    files: tuple[str, ...] = ()
    start: str | None = None
    english: str | None = None
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

    def takes(self, claim_type: str) -> bool:
        """Return whether it files such claims; a walk that only signs in has none."""
        return not self.files or not claim_type or claim_type in self.files

    def for_claim(self, value: Callable[[str], str]) -> Flow:
        """Return the same with the claim's values in the words of its controls."""
        return self.model_copy(update={"controls": {name: one.for_claim(value) for name, one in self.controls.items()}})


@dataclass(frozen=True, slots=True)
class Signs:
    """What a screen is recognised by: what is present once, what is absent, and of what at least one is present.

    `first` is what is always used first there: if it is disabled, the step is over but still on the page.
    """

    screen: Screen
    seen: tuple[Control, ...]
    absent: tuple[Control, ...]
    any: tuple[Control, ...] = ()
    first: Control | None = None


@dataclass(frozen=True, slots=True)
class Meanings:
    """The controls and screens that can be named in a flow. `owners` are the names of the flows that define them."""

    controls: dict[str, Control]
    owners: dict[str, str]
    screens: dict[str, Screen]


def link(flow: Flow, flows: Mapping[str, Flow]) -> Meanings:
    """Return what the names of a flow mean; its own names win. Missing includes are skipped."""
    world = [flows[name] for name in reversed(flow.include) if name in flows] + [flow]
    return Meanings(
        {name: control for one in world for name, control in one.controls.items()},
        {name: one.name for one in world for name in one.controls},
        {name: screen for one in world for name, screen in one.screens.items()},
    )


class FlowSet(Value):
    """All flows, and the purpose for which they are recognised together; screens of included flows appear once."""

    flows: dict[str, Flow]
    purpose: Purpose = "file"

    def to(self, purpose: Purpose) -> FlowSet:
        """Return the same flows for another purpose: the screens of other purposes are then not recognised."""
        return FlowSet(flows=self.flows, purpose=purpose)

    def for_claim(self, value: Callable[[str], str]) -> FlowSet:
        """Return the same flows with a claim's values in the words of their controls."""
        return FlowSet(flows={name: flow.for_claim(value) for name, flow in self.flows.items()}, purpose=self.purpose)

    @property
    def walked(self) -> tuple[Flow, ...]:
        """The flows of this purpose, and those of any."""
        return tuple(flow for flow in self.flows.values() if flow.purpose in {self.purpose, "any"})

    @cached_property
    def screens(self) -> tuple[Screen, ...]:
        """Every screen of every flow of this purpose, once."""
        return tuple(screen for flow in self.walked for screen in flow.screens.values())

    @cached_property
    def meanings(self) -> dict[str, Meanings]:
        """What the names of each flow mean."""
        return {name: link(flow, self.flows) for name, flow in self.flows.items()}

    @cached_property
    def signs(self) -> tuple[Signs, ...]:
        """What every screen is recognised by."""
        return tuple(self._signs_of(screen) for screen in self.screens)

    def _signs_of(self, screen: Screen) -> Signs:
        seen, absent, any_of = (self._controls(screen, names) for names in (screen.seen, screen.absent, screen.any))
        first = screen.first_used
        return Signs(screen, seen, absent, any_of, self.control(screen, first) if first else None)

    def _controls(self, screen: Screen, names: tuple[str, ...]) -> tuple[Control, ...]:
        return tuple(self.control(screen, name) for name in names)

    def control(self, screen: Screen, name: str) -> Control:
        """Return the control that `screen` means by `name`: its own flow's, else an included one's."""
        return self.meanings[screen.flow].controls[name]

    def label_of(self, screen: Screen, name: str) -> str:
        """Return a control's origin, as targets and readings name it: `contact-form.send`."""
        return f"{self.meanings[screen.flow].owners[name]}.{name}"

    def target(self, screen: Screen, name: str, language: str) -> Target:
        """Return the same as a window looks for it, in the interface language's words."""
        meanings = self.meanings[screen.flow]
        control = meanings.controls[name]
        label = self.label_of(screen, name)
        return Target(label, control.role, control.names(language), control.fallback, control.scopes(language))

    def following(self, screen: Screen) -> tuple[Screen, ...]:
        """Return the screens that `next` names, of its own flow or an included one; empty for any screen."""
        return tuple(self.meanings[screen.flow].screens[name] for name in screen.next)

    @cached_property
    def led_to(self) -> frozenset[str]:
        """The keys of the screens that some screen names in `next`."""
        return frozenset(after.key for screen in self.screens for after in self.following(screen))

    @property
    def english(self) -> str | None:
        """The path that asks the site for English; None if no flow knows one."""
        return next((flow.english for flow in self.walked if flow.english), None)

    @property
    def labels(self) -> tuple[str, ...]:
        """`help-center@3`, …: how plan and receipt name the flows walked."""
        return tuple(flow.label for flow in self.walked)

    @property
    def digests(self) -> dict[str, str]:
        """Label of each flow and its digest: what a plan binds to."""
        return {flow.label: flow.digest for flow in self.walked}
