"""From a step of a flow to an act on the window: which control, with which words, with which of the claim's values."""

from __future__ import annotations

from collections.abc import Callable

from casewright.flow.model import (
    Acting,
    AttachStep,
    ChooseStep,
    CompareStep,
    FillStep,
    FlowSet,
    PressStep,
    SayStep,
    Screen,
)
from casewright.flow.window import Attach, Choose, Compare, Fill, Press, Say, Target
from casewright.model.evidence import Evidence
from casewright.model.form import Form
from casewright.model.outcome import Outcome

Plain = Press | Fill | Choose | Attach | Say | Compare
"""What a step does; none of it can submit."""


def target_of(flows: FlowSet, screen: Screen, name: str, language: str) -> Target:
    """The control that a screen means by a name, in the words of the interface language."""
    control = flows.control(screen, name)
    return Target(f"{flows.owner(screen, name).name}.{name}", control.role, control.names(language), control.fallback)


class Lacking(Exception):
    """The claim does not have what a step needs; never leaves the walk."""

    def __init__(self, outcome: Outcome, what: str) -> None:
        super().__init__(what)
        self.outcome = outcome


def act_of(step: Acting, form: Form, target: Callable[[str], Target]) -> Plain | None:
    """The act for a step; None where there is nothing to do: a claim without evidence attaches none.

    `target` knows the controls of the screen by name. A submitting step gives a plain press nowhere: the walk asks
    its gate for that one.

    Raises:
        ValueError: the step submits.
        Lacking: the claim has no such text, or no document where the site asks for one.
    """
    match step:
        case PressStep(submits=True):
            raise ValueError(f"{step.control} submits, and a submit needs a permit")
        case PressStep():
            return Press(target(step.control))
        case ChooseStep():
            return Choose(target(step.control), step.option)
        case AttachStep():
            files = _files(step, form)
            return Attach(target(step.control), files) if files else None
        case _:
            return _with_text(step, _text(step.value, form), target)


def _with_text(step: FillStep | SayStep | CompareStep, text: str, target: Callable[[str], Target]) -> Plain:
    match step:
        case FillStep():
            return Fill(target(step.control), text)
        case SayStep():
            return Say(target(step.control), text, target(step.send))
        case CompareStep():
            return Compare(target(step.control), text)


def _text(value: str, form: Form) -> str:
    text = form.value(value)
    if not text.strip():
        raise Lacking(Outcome.FAILED_BEFORE_SUBMIT, value.replace("_", " "))
    return text


def _files(step: AttachStep, form: Form) -> tuple[Evidence, ...]:
    if step.value == "evidence":
        return form.evidence
    if form.document is None:
        raise Lacking(Outcome.EVIDENCE_MISSING, "document as PDF, JPEG, PNG or TIFF")
    return (form.document,)


def value_of(step: Acting) -> str:
    """What is meant, as in the form: `message`, `evidence`, the option; empty for a press."""
    match step:
        case ChooseStep():
            return step.option or ""
        case PressStep():
            return ""
        case _:
            return step.value
