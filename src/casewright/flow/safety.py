"""What no flow may do, whoever wrote it: press what creates a case without saying so, or select more than CSS can."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from casewright.flow.model import Control, FillStep, Flow, KeepStep, PickStep, PressStep, SayStep, Screen, Step
from casewright.flow.recognise import plain

SENDS = frozenset(
    {"send", "submit", "approve", "create a case", "create case", "send email"}
    | {"enviar", "criar um caso", "送信", "発送", "ケースを作成", "发送", "提交", "创建问题"}
)
"""What stands on the controls that create a case (in small letters), in the languages that flows know."""

_ENGINE = re.compile(r"\s*[\w:-]+=|.*>>", re.DOTALL)
"""A selector of another engine than CSS, or one that goes on in another frame: `xpath=…`, `iframe >> internal:…`."""


def sends(words: Iterable[str]) -> bool:
    """Whether one of these words stands on a control that creates a case."""
    return any(plain(word).casefold() in SENDS for word in words)


def unsafe(flow: Flow, flows: Mapping[str, Flow]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Everything in a flow that no flow may do: where it stands, and why it is refused."""
    for name, control in flow.controls.items():
        for selector in _selectors(control):
            if _ENGINE.match(selector):
                yield ("controls", name), "only plain CSS is taken here: no other engine, and no way into a frame"
    world = {name: one for flow_name in (*flow.include, flow.name) for name, one in flows[flow_name].controls.items()}
    for screen in flow.screens.values():
        for place, step in enumerate(screen.do):
            where = ("screens", screen.name, "do", place)
            yield from ((where, told) for told in _step(step, world, flows))


def _selectors(control: Control) -> Iterator[str]:
    if control.fallback is not None:
        yield control.fallback
    if control.role == "css":
        yield from (word for words in control.labels.values() for word in words)


def _step(step: Step, world: Mapping[str, Control], flows: Mapping[str, Flow]) -> Iterator[str]:
    if isinstance(step, KeepStep | PickStep) or (isinstance(step, PressStep) and step.submits):
        return
    if _sends(world[step.control]):
        yield f'"{step.control}" is what creates a case on Seller Central: only a press with "submits: true" may use it'
    if isinstance(step, SayStep) and _sends(world[step.send]) and _words(world[step.control]) & _filled(flows):
        yield f'"{step.control}" is a box of a form: what is said there and sent could create a case'


def _sends(control: Control) -> bool:
    return any(sends(words) for words in control.labels.values())


def _words(control: Control) -> frozenset[str]:
    return frozenset(plain(word).casefold() for words in control.labels.values() for word in words)


def _filled(flows: Mapping[str, Flow]) -> frozenset[str]:
    """The words of every box that any flow fills in a form."""
    words: set[str] = set()
    for flow in flows.values():
        world = {name: one for other in (*flow.include, flow.name) for name, one in flows[other].controls.items()}
        for screen in flow.screens.values():
            words.update(word for name in _fills(screen) for word in _words(world[name]))
    return frozenset(words)


def _fills(screen: Screen) -> Iterator[str]:
    yield from (step.control for step in screen.do if isinstance(step, FillStep))
