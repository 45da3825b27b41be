"""The flow language as types: controls, screens, and a closed union of verbs. Unknown keys are refused."""

from __future__ import annotations

from typing import Literal

from casewright.model.form import Form
from casewright.model.outcome import Outcome
from casewright.model.problem import Value

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
Key = Literal["email", "password", "code"]
"""What signs in. No flow and no walk ever holds one: the window asks whoever keeps them."""

TURNS = frozenset({Outcome.SIGNIN_REQUIRED, Outcome.HUMAN_CHALLENGE, Outcome.NO_PERMISSION})
"""What `hands-over:` may say in one word; it is then the walk's outcome where no person is there to go on."""

CASE_ID = "(?P<case_id>"
"""What makes a `text` control a pattern; a `url` control is one always. Everything else is compared word by word."""

Purpose = Literal["file", "reply", "read", "any"]
"""What a flow is walked for: filing a claim, replying to a case, reading the case log, or any of them."""

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
        wanted = language.replace("_", "-").casefold()
        known = {code.casefold(): words for code, words in self.labels.items()}
        return known.get(wanted) or known.get(wanted.partition("-")[0]) or known.get("en", ())

    @property
    def takes(self) -> bool:
        """Whether it is a pattern that takes the case ID: an address or a text with the named group `case_id`."""
        return self.role in {"url", "text"} and any(CASE_ID in word for words in self.labels.values() for word in words)


class Conditions(Value):
    """When a step is done: always, or only `for:` some claim types, where a value is `given:`, or is `missing:`."""

    types: tuple[str, ...] = ()
    given: str | None = None
    missing: str | None = None

    @property
    def conditional(self) -> bool:
        """Whether there are claims for which the step is left out."""
        return bool(self.types or self.given or self.missing)

    def met(self, form: Form) -> bool:
        """Whether the step is done for this form."""
        return (
            (not self.types or form.claim_type in self.types)
            and (self.given is None or bool(form.value(self.given).strip()))
            and (self.missing is None or not form.value(self.missing).strip())
        )


class PressStep(Conditions):
    """`press: CONTROL`, and `submits: true` on the one that creates the case."""

    verb: Literal["press"] = "press"
    control: str
    submits: bool = False


class FillStep(Conditions):
    """`fill: CONTROL` `with: VALUE`."""

    verb: Literal["fill"] = "fill"
    control: str
    value: str


class ChooseStep(Conditions):
    """`choose: CONTROL`, in a drop-down with `option:`."""

    verb: Literal["choose"] = "choose"
    control: str
    option: str | None = None


class AttachStep(Conditions):
    """`attach: CONTROL` `with: evidence`, or `with: document` where the site takes one file."""

    verb: Literal["attach"] = "attach"
    control: str
    value: Literal["evidence", "document"] = "evidence"


class SayStep(Conditions):
    """`say: CONTROL` `with: VALUE`, and `send:` the button beside it."""

    verb: Literal["say"] = "say"
    control: str
    value: str
    send: str


class CompareStep(Conditions):
    """`compare: CONTROL` `with: VALUE`: the page shows that text behind the control."""

    verb: Literal["compare"] = "compare"
    control: str
    value: str


class KeepStep(Value):
    """`keep: NAME`: a picture of this moment."""

    verb: Literal["keep"] = "keep"
    name: str


class PickStep(Value):
    """`pick: account`: in the account chooser, the account and the marketplace of the claim."""

    verb: Literal["pick"] = "pick"
    what: Literal["account"] = "account"


class EnterStep(Value):
    """`enter: CONTROL` `with: email`, `password` or `code`: signs in with what the seller stored, if they did."""

    verb: Literal["enter"] = "enter"
    control: str
    what: Key


Acting = PressStep | FillStep | ChooseStep | AttachStep | SayStep | CompareStep
"""The steps that do or compare something on a control."""
Step = Acting | KeepStep | PickStep | EnterStep


class Screen(Value):
    """One recognisable moment of the site, and what to do on it.

    `seen` are controls each there exactly once; `absent` (`not:`) are there not at all. Exactly one of: `do` with
    `next`, `take` (a `url` or `text` control whose named group `case_id` is the case), `ends`, `hands_over`, `waits`
    (seconds for which the page may stand so before another screen comes), `reads` (the case log is read there).
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
    waits: float | None = None
    reads: Literal["cases", "case"] | None = None
    line: int = 0

    @property
    def key(self) -> str:
        """`help-center/tiles`: unique over all flows."""
        return f"{self.flow}/{self.name}"

    @property
    def interrupts(self) -> bool:
        """Whether it may come after any screen: it ends the walk, hands it to a person, or brings in."""
        return self.hands_over is not None or self.ends not in {None, "filed"} or self.picks or self.enters

    @property
    def picks(self) -> bool:
        """Whether the account is chosen there."""
        return any(isinstance(step, PickStep) for step in self.do)

    @property
    def enters(self) -> bool:
        """Whether it is a sign-in screen, to be done with what the seller stored."""
        return any(isinstance(step, EnterStep) for step in self.do)

    @property
    def submits(self) -> bool:
        """Whether one of its steps creates the case."""
        return any(isinstance(step, PressStep) and step.submits for step in self.do)


class Flow(Value):
    """The screens of one variant of the site, with its includes named (their screens stay their own).

    `start` is where a walk begins; `english` where the site is asked for English. Both are paths.
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


class FlowSet(Value):
    """All flows, and for which purpose they are recognised together; screens of an included flow stand in once."""

    flows: dict[str, Flow]
    purpose: Purpose = "file"

    def to(self, purpose: Purpose) -> FlowSet:
        """The same flows for another purpose: the screens of the others are not recognised then."""
        return self.model_copy(update={"purpose": purpose})

    @property
    def walked(self) -> tuple[Flow, ...]:
        """The flows of this purpose, and those of any."""
        return tuple(flow for flow in self.flows.values() if flow.purpose in {self.purpose, "any"})

    @property
    def screens(self) -> tuple[Screen, ...]:
        """Every screen of every flow of this purpose, once."""
        return tuple(screen for flow in self.walked for screen in flow.screens.values())

    def control(self, screen: Screen, name: str) -> Control:
        """The control that `screen` means by `name`: its own flow's, else an included one's."""
        return self.owner(screen, name).controls[name]

    def owner(self, screen: Screen, name: str) -> Flow:
        """The flow whose control `screen` means by `name`."""
        own = self.flows[screen.flow]
        for flow in (own, *self._included(own)):
            if name in flow.controls:
                return flow
        raise KeyError(f"{screen.key}: {name}")

    def following(self, screen: Screen) -> tuple[Screen, ...]:
        """The screens that `next` names: of its own flow, else of an included one. Empty for "whatever comes"."""
        own = self.flows[screen.flow]
        world = {name: found for flow in (own, *self._included(own)) for name, found in flow.screens.items()}
        return tuple(world[name] for name in screen.next)

    def _included(self, flow: Flow) -> tuple[Flow, ...]:
        return tuple(self.flows[name] for name in flow.include)

    @property
    def english(self) -> str | None:
        """Where the site is asked for English; None where no flow knows."""
        return next((flow.english for flow in self.walked if flow.english), None)

    @property
    def labels(self) -> tuple[str, ...]:
        """`help-center@3`, …: how plan and receipt name what was walked with."""
        return tuple(flow.label for flow in self.walked)

    @property
    def digests(self) -> dict[str, str]:
        """Label of each flow and its digest: what a plan binds to."""
        return {flow.label: flow.digest for flow in self.walked}
