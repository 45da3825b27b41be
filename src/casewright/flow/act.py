"""From a step of a flow to an act on the window: which control, with which words, with which of the claim's values."""

from __future__ import annotations

from casewright.claims.form import Form
from casewright.flow.model import AttachStep, ChooseStep, FillStep, FlowSet, PressStep, Screen
from casewright.flow.window import Attach, Choose, Fill, Press, Target

Plain = Press | Fill | Choose | Attach
"""What a step does; none of it can submit."""


def target_of(flows: FlowSet, screen: Screen, name: str, language: str) -> Target:
    """The control that a screen means by a name, in the words of the interface language."""
    control = flows.control(screen, name)
    return Target(f"{flows.owner(screen, name).name}.{name}", control.role, control.names(language), control.fallback)


def act_of(step: PressStep | FillStep | ChooseStep | AttachStep, target: Target, form: Form) -> Plain | None:
    """The act for a step; None where there is nothing to do: a claim without evidence attaches none.

    A submitting step gives a plain press nowhere: the walk asks its gate for that one.

    Raises:
        ValueError: the step submits.
    """
    match step:
        case PressStep(submits=True):
            raise ValueError(f"{target.label} submits, and a submit needs a permit")
        case PressStep():
            return Press(target)
        case FillStep():
            return Fill(target, form.value(step.value))
        case ChooseStep():
            return Choose(target, step.option)
        case AttachStep():
            return Attach(target, form.evidence) if form.evidence else None


def value_of(step: PressStep | FillStep | ChooseStep | AttachStep) -> str:
    """What is meant, as in the form: `message`, `evidence`, the option; empty for a press."""
    match step:
        case FillStep():
            return step.value
        case ChooseStep():
            return step.option or ""
        case AttachStep():
            return "evidence"
        case PressStep():
            return ""
