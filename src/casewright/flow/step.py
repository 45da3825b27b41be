"""What all verbs have in common: reading themselves, naming the controls they use, and knowing when they apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from casewright.flow.control import Control
from casewright.flow.fault import did_you_mean
from casewright.flow.source import Where
from casewright.flow.window import Act, Target
from casewright.flow.written import ClaimType, Name, Truth, ValueName, Written
from casewright.message import Message, msg
from casewright.model.claim import CLAIM_TYPES
from casewright.model.form import VALUES, Form
from casewright.model.labels import label
from casewright.model.outcome import Outcome


class Use(NamedTuple):
    """One control that a step names: under which key, with which roles, and whether a page may be without it."""

    key: Where
    control: str
    roles: frozenset[str]
    optional: bool = False


class StepFault(NamedTuple):
    """What is wrong in a step: the path below it, a sentence, and whether the key itself is meant."""

    where: Where
    message: Message
    at_key: bool = False


class Lacking(Exception):
    """The claim does not have what a step needs; never leaves the walk."""

    def __init__(self, outcome: Outcome, what: Message) -> None:
        super().__init__(str(what))
        self.outcome = outcome
        self.what = what


class FlowStep(Written):
    """One line below `do:`. A verb is one model: it reads itself, checks itself and makes its act."""

    verb: ClassVar[str]
    roles: ClassVar[frozenset[str]] = frozenset()
    """The roles of the controls that the verb can be done on."""

    @property
    def uses(self) -> tuple[Use, ...]:
        """Return the controls that it names."""
        return ()

    @property
    def conditional(self) -> bool:
        """Whether some claims or pages skip it."""
        return False

    def may_be_left_out(self, _shows: Callable[[str], bool], /) -> bool:
        """Return whether some claims skip it on a page that shows these controls."""
        return False

    @property
    def submits(self) -> bool:
        """Whether it creates the case."""
        return False

    @property
    def value_name(self) -> str:
        """What it gives or takes of the form, for the report: `message`, `evidence`, an option; empty for a press."""
        return ""

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """Return everything wrong with it, given the controls that can be named at its place."""
        for use in self.uses:
            control = controls.get(use.control)
            if control is None:
                yield unknown_control(use.key, use.control, controls)
            elif use.roles and control.role not in use.roles:
                misfit = msg(
                    '"{key}" cannot be used on the role {role}, only on: {roles}',
                    key=use.key[-1],
                    role=control.role,
                    roles=sorted(use.roles),
                )
                yield StepFault(use.key, misfit)

    def act(self, _form: Form, _target: Callable[[str], Target], /) -> Act | None:
        """Return its act for this form; None for nothing. `target` resolves the screen's control names.

        Raises:
            Lacking: the claim does not have what is needed.
            ValueError: the walk does this one itself.
        """
        raise ValueError(f"{self.verb} makes no act of its own")


class Until(Written):
    """What must show before anything else is done: one of the claim's values, whole, from a control on."""

    shows: ValueName
    behind: Name


class ConditionalStep(FlowStep):
    """A step that may be done for some claims only; without a condition it is done for all."""

    types: Annotated[tuple[ClaimType, ...], Field(min_length=1)] | tuple[()] = Field(
        (), alias="for", description="Only for these claim types."
    )
    has: ValueName | None = Field(None, alias="given", description="Only where the claim has this value.")
    missing: ValueName | None = Field(None, description="Only where the claim does not have this value.")
    offered: Truth = Field(False, description="Only where the page offers the control: there once, and enabled.")
    after: Name | None = Field(None, description="Only where this control was filled or chosen before in this walk.")
    until: Until | None = Field(None, description="What must show before anything else is done.")

    @property
    def conditional(self) -> bool:
        """Whether some claims or pages skip it."""
        return bool(self.types or self.has or self.missing or self.offered or self.after)

    def may_be_left_out(self, shows: Callable[[str], bool], /) -> bool:
        """Return whether some claims skip it on a page that shows these controls."""
        return bool(self.types or self.has or self.missing or self.offered or (self.after and not shows(self.after)))

    def met(self, form: Form) -> bool:
        """Return whether it is done for this form."""
        return (
            (not self.types or form.claim_type in self.types)
            and (self.has is None or bool(form.value(self.has).strip()))
            and (self.missing is None or not form.value(self.missing).strip())
        )

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """Check the step and its conditions."""
        yield from super().check(controls)
        for place, kind in enumerate(self.types):
            if kind not in CLAIM_TYPES:
                unknown = did_you_mean(msg('"{word}" is not a claim type', word=kind), kind, CLAIM_TYPES)
                yield StepFault(("for", place), unknown)
        named = (("given", self.has), ("missing", self.missing))
        yield from (fault for key, value in named if value for fault in unknown_value((key,), value))
        if self.after and self.after not in controls:
            yield unknown_control(("after",), self.after, controls)
        if self.until:
            yield from unknown_value(("until", "shows"), self.until.shows)
            if self.until.behind not in controls:
                yield unknown_control(("until", "behind"), self.until.behind, controls)


def unknown_control(where: Where, name: str, controls: Mapping[str, Control]) -> StepFault:
    """Return the fault that nothing here has this name."""
    return StepFault(where, did_you_mean(msg('there is no control "{name}"', name=name), name, controls))


class ValueStep(ConditionalStep):
    """A step that takes one of the claim's values, named by `with:`."""

    value: ValueName = Field(alias="with")

    @property
    def value_name(self) -> str:
        """The name of the value."""
        return self.value

    def check(self, controls: Mapping[str, Control]) -> Iterator[StepFault]:
        """Check the step, its conditions, and that claims have its value."""
        yield from super().check(controls)
        yield from unknown_value(("with",), self.value)


def unknown_value(where: Where, value: str) -> Iterator[StepFault]:
    """Return a fault if claims have no such value."""
    if value not in VALUES:
        yield StepFault(where, did_you_mean(msg('claims have no value "{name}"', name=value), value, VALUES))


def text_of(form: Form, value: str) -> str:
    """Return the text of one of the form's values.

    Raises:
        Lacking: the claim has none.
    """
    text = form.value(value)
    if not text.strip():
        raise Lacking(Outcome.FAILED_BEFORE_SUBMIT, msg("the {field}", field=label(value)))
    return text
