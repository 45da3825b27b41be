"""What must hold of all flows together before one of them may be walked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casewright.claims.claim import CLAIM_TYPES
from casewright.claims.form import VALUES
from casewright.flow.fault import Fault
from casewright.flow.model import Control, FillStep, Flow, FlowSet, KeepStep, PressStep, Screen
from casewright.flow.source import meant

LANGUAGES = frozenset(
    {"en", "zh-CN", "zh-TW", "ja", "de", "fr", "it", "es", "nl", "pl", "sv", "tr", "ar", "pt-BR", "ko"}
)
"""The interface languages that Seller Central offers."""


def lint(flows: FlowSet) -> tuple[Fault, ...]:
    """Every mistake in a set of flows; none where they may be walked.

    Names resolve; every screen can be reached; on no way is there more than one submit, and a filed case comes only
    behind one; no two screens are recognised by the same controls; languages and claim types are known.
    """
    faults = [fault for flow in flows.flows.values() for fault in _flow(flow, flows)]
    if faults:
        return tuple(faults)
    return (*_twins(flows), *_unreachable(flows), *_submits(flows))


def _at(flow: Flow, screen: Screen | None, message: str) -> Fault:
    told = f"the screen `{screen.name}`: {message}" if screen else message
    return Fault(flow.path or flow.name, told, screen.line if screen else 0, 1 if screen else 0)


def _flow(flow: Flow, flows: FlowSet) -> Iterator[Fault]:
    for name in flow.include:
        if name not in flows.flows:
            yield _at(flow, None, f"includes `{name}`, which is no flow{meant(name, flows.flows)}")
    for kind in flow.files:
        if kind not in CLAIM_TYPES:
            yield _at(flow, None, f"files `{kind}`, which is no claim type{meant(kind, CLAIM_TYPES)}")
    for control in flow.controls.values():
        yield from _control(flow, control)
    if all(name in flows.flows for name in flow.include):
        for screen in flow.screens.values():
            yield from _names(flow, screen, flows)


def _control(flow: Flow, control: Control) -> Iterator[Fault]:
    for language in control.labels:
        if language not in LANGUAGES:
            yield _at(
                flow, None, f"the control `{control.name}` has a label in `{language}`{meant(language, LANGUAGES)}"
            )
    if not control.labels.get("en"):
        yield _at(
            flow, None, f"the control `{control.name}` has no English label, which stands in where others are missing"
        )
    for pattern in (words for label in control.labels.values() for words in label):
        if control.role == "url" or "(?P<" in pattern:
            try:
                re.compile(pattern)
            except re.error as error:
                yield _at(flow, None, f"the control `{control.name}`: no pattern: {error}")


def _names(flow: Flow, screen: Screen, flows: FlowSet) -> Iterator[Fault]:
    """Whatever a screen names must be there, and be of a kind that can be used so."""
    known = _controls(flow, flows)
    for name in (*screen.seen, *screen.absent):
        if name not in known:
            yield _at(flow, screen, f"there is no control `{name}`{meant(name, known)}")
        elif known[name].role == "css":
            yield _at(
                flow, screen, f"`{name}` is found by CSS, and nobody can see that: recognise by something readable"
            )
    for step in screen.do:
        if isinstance(step, KeepStep):
            continue
        if step.control not in known:
            yield _at(flow, screen, f"there is no control `{step.control}`{meant(step.control, known)}")
        elif known[step.control].role in {"url", "heading", "text"}:
            yield _at(flow, screen, f"`{step.control}` is a {known[step.control].role}: nothing can be done with it")
        if isinstance(step, FillStep) and step.value not in VALUES:
            yield _at(flow, screen, f"`with: {step.value}`: a claim has no such text{meant(step.value, VALUES)}")
    yield from _ways(flow, screen, flows, known)


def _ways(flow: Flow, screen: Screen, flows: FlowSet, known: dict[str, Control]) -> Iterator[Fault]:
    reachable = {name for other in _with_includes(flow, flows) for name in other.screens}
    for name in screen.next:
        if name not in reachable:
            yield _at(flow, screen, f"`next` names `{name}`, which is no screen here{meant(name, reachable)}")
    if screen.ends == "filed" and screen.take is None:
        yield _at(flow, screen, "ends filed, but takes no case ID (`take:`)")
    if screen.take is not None:
        control = known.get(screen.take)
        if control is None or control.role not in {"url", "text"}:
            yield _at(flow, screen, f"`take: {screen.take}` must name a url or text control")
        elif not any("(?P<case_id>" in words for words in control.labels["en"]):
            yield _at(flow, screen, f"`{screen.take}` has no group `(?P<case_id>…)` to take the case ID from")
    presses = [step for step in screen.do if isinstance(step, PressStep)]
    if any(step.submits for step in presses) and not (
        screen.do and isinstance(screen.do[-1], PressStep) and presses[-1].submits
    ):
        yield _at(flow, screen, "the submit must be its last step: nothing is done after the click")
    if sum(step.submits for step in presses) > 1:
        yield _at(flow, screen, "has more than one submit")


def _with_includes(flow: Flow, flows: FlowSet) -> tuple[Flow, ...]:
    return (flow, *(flows.flows[name] for name in flow.include if name in flows.flows))


def _controls(flow: Flow, flows: FlowSet) -> dict[str, Control]:
    found: dict[str, Control] = {}
    for part in reversed(_with_includes(flow, flows)):
        found.update(part.controls)
    return found


def _twins(flows: FlowSet) -> Iterator[Fault]:
    """Two screens with the same signs would both fit, and the walk would always stop."""
    seen: dict[object, Screen] = {}
    for screen in flows.screens:
        signs = tuple(
            frozenset(
                (control.role, control.names("en")) for control in (flows.control(screen, name) for name in names)
            )
            for names in (screen.seen, screen.absent)
        )
        if signs in seen:
            yield _at(flows.flows[screen.flow], screen, f"is recognised by the same controls as {seen[signs].key}")
        seen[signs] = screen


def _unreachable(flows: FlowSet) -> Iterator[Fault]:
    """A screen is reached at the beginning, by a `next`, behind a screen without one, or because it ends the walk."""
    named = {name for screen in flows.screens for name in screen.next}
    for flow in flows.flows.values():
        entered = [name for name, screen in flow.screens.items() if screen.do][:1]
        for screen in flow.screens.values():
            ends = screen.ends is not None or screen.hands_over is not None
            if not ends and screen.name not in named and screen.name not in entered:
                yield _at(flow, screen, "no other screen leads here (`next`)")


def _submits(flows: FlowSet) -> Iterator[Fault]:
    """Behind a submit stand only screens that end the walk: there is no second one on any way."""
    by_name: dict[str, list[Screen]] = {}
    for screen in flows.screens:
        by_name.setdefault(screen.name, []).append(screen)
    submitting = [screen for screen in flows.screens if _submitting(screen)]
    for screen in submitting:
        for follower in (one for name in screen.next for one in by_name[name]):
            if follower.ends is None and follower.hands_over is None:
                yield _at(flows.flows[screen.flow], screen, f"after its submit, `{follower.name}` would go on acting")
    if not submitting:
        yield Fault("flows", "no screen submits anything (`submits: true`)")
    yield from _filed_without_submit(flows.screens, submitting, flows)


def _filed_without_submit(screens: Iterable[Screen], submitting: Iterable[Screen], flows: FlowSet) -> Iterator[Fault]:
    behind = {name for screen in submitting for name in screen.next}
    for screen in screens:
        if screen.ends == "filed" and screen.name not in behind:
            yield _at(flows.flows[screen.flow], screen, "ends filed, but follows no submit")


def _submitting(screen: Screen) -> bool:
    return any(isinstance(step, PressStep) and step.submits for step in screen.do)
