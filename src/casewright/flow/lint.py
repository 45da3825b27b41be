"""Prove what can be proven of flows before one is walked: names, paths, submits, and screens told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from casewright.flow.control import PLACE, Control
from casewright.flow.fault import Fault, did_you_mean
from casewright.flow.model import Flow, Meanings, Screen, link
from casewright.flow.safety import unsafe
from casewright.flow.source import Source, Where
from casewright.flow.step import FlowStep
from casewright.flow.verbs.open import OpenStep
from casewright.flow.written import LANGUAGES
from casewright.message import Message, msg
from casewright.model.claim import CLAIM_TYPES
from casewright.model.form import VALUES


def lint(flows: Mapping[str, Flow], sources: Mapping[str, Source]) -> list[Fault]:
    """Return everything wrong with flows that are each well-formed, with its line.

    It proves: every name means one thing; languages and claim types are known; patterns compile; what must be seen can
    be seen; each verb fits its control; every screen can be reached; every path that files a case has exactly one
    submit, and nothing is done after it; nothing is done that no flow may do; no screen is hidden by another.
    """
    faults: list[Fault] = []
    worlds = [World(flow, flows, sources[name], faults) for name, flow in flows.items()]
    for world in worlds:
        _includes(world)
        _controls(world)
    if faults:  # paths cannot be followed while names lead nowhere
        return faults
    for world in worlds:
        for screen in world.flow.screens.values():
            _names(world, screen)
    if faults:
        return faults
    for world in worlds:
        for where, message in unsafe(world.flow, flows):
            world.fault(where, message, at_key=len(where) == 2)
        for screen in world.flow.screens.values():
            _submit(world, screen)
    _reached(worlds)
    _starts(worlds)
    _hidden(worlds)
    return faults


@dataclass
class World:
    """A flow and what its names can mean: its own controls and screens, and those of the flows it includes."""

    flow: Flow
    flows: Mapping[str, Flow]
    source: Source
    faults: list[Fault]

    @cached_property
    def meanings(self) -> Meanings:
        """Return everything that can be named here."""
        return link(self.flow, self.flows)

    @property
    def controls(self) -> dict[str, Control]:
        """Every control that can be named here."""
        return self.meanings.controls

    @property
    def screens(self) -> dict[str, Screen]:
        """Every screen that can be named here."""
        return self.meanings.screens

    @property
    def included(self) -> tuple[Flow, ...]:
        """The included flows that exist."""
        return tuple(self.flows[name] for name in self.flow.include if name in self.flows)

    def fault(self, where: Where, message: Message, *, at_key: bool = False) -> None:
        """Note what is wrong at a path in the flow's file."""
        self.faults.append(self.source.fault(where, message, at_key=at_key))


def _includes(world: World) -> None:
    flow = world.flow
    for place, name in enumerate(flow.include):
        if name not in world.flows:
            unknown = did_you_mean(msg('there is no flow "{name}"', name=name), name, world.flows)
            world.fault(("include", place), unknown)
        elif name == flow.name or name in flow.include[:place]:
            world.fault(("include", place), msg('"{name}" is already included', name=name))
    taken: dict[tuple[str, str], str] = {}
    for included in (*world.included, flow):
        for kind, names in (("controls", included.controls), ("screens", included.screens)):
            for name in names:
                other = taken.setdefault((kind, name), included.name)
                if other != included.name:
                    where: Where = (kind, name) if included is flow else ("include",)
                    twice = msg(
                        '"{name}" is defined both in {first} and in {second}',
                        name=name,
                        first=other,
                        second=included.name,
                    )
                    world.fault(where, twice, at_key=True)
    for place, kind in enumerate(flow.files):
        if kind not in CLAIM_TYPES:
            unknown = did_you_mean(msg('"{word}" is not a claim type', word=kind), kind, CLAIM_TYPES)
            world.fault(("files", place), unknown)


def _controls(world: World) -> None:
    for name, control in world.flow.controls.items():
        where = ("controls", name, control.role)
        for code in sorted(control.labels.keys() - LANGUAGES):
            unknown = msg('"{word}" is not an interface language of Seller Central', word=code)
            world.fault((*where, code), did_you_mean(unknown, code.replace("_", "-"), LANGUAGES), at_key=True)
        if "en" not in control.labels:
            world.fault(
                where, msg("the English words are missing: they are used wherever a language has none of its own")
            )
        for name_of_value in sorted(control.places - VALUES):
            missing = msg('claims have no value "{name}"', name=name_of_value)
            world.fault(where, did_you_mean(missing, name_of_value, VALUES))
        if control.role == "url" or control.takes:
            _pattern(world, where, control)


def _pattern(world: World, where: Where, control: Control) -> None:
    for word in (word for words in control.labels.values() for word in words):
        try:
            re.compile(word)
        except re.error as error:
            world.fault(where, msg("this pattern is not valid: {reason}", reason=error))


def _names(world: World, screen: Screen) -> None:
    where: Where = ("screens", screen.name)
    for key, names in (("seen", screen.seen), ("not", screen.absent), ("any", screen.any)):
        for place, name in enumerate(names):
            control = _control(world, (*where, key, place), name)
            if control and control.role == "css":
                only_used = msg(
                    '"{name}" is a CSS selector: a screen is recognized only by what can be read', name=name
                )
                world.fault((*where, key, place), only_used)
            if name in names[:place] or (key != "seen" and name in screen.seen):
                world.fault((*where, key, place), msg('"{name}" is already listed here', name=name))
    for place, name in enumerate(screen.next):
        if name not in world.screens:
            unknown = did_you_mean(msg('there is no screen "{name}"', name=name), name, world.screens)
            world.fault((*where, "next", place), unknown)
    taken = screen.take and _control(world, (*where, "take"), screen.take)
    if taken and not taken.takes:
        needed = msg('"{name}" must be a url or text that contains {group}', name=screen.take, group="(?P<case_id>…)")
        world.fault((*where, "take"), needed)
    _steps(world, where, screen)


def _steps(world: World, where: Where, screen: Screen) -> None:
    for key, steps in (("do", screen.do), ("through", screen.through)):
        for place, step in enumerate(steps):
            _step(world, (*where, key, place), step)


def _step(world: World, where: Where, step: FlowStep) -> None:
    for fault in step.check(world.controls):
        world.fault((*where, *fault.where), fault.message, at_key=fault.at_key)


def _control(world: World, where: Where, name: str) -> Control | None:
    control = world.controls.get(name)
    if control is None:
        world.fault(where, did_you_mean(msg('there is no control "{name}"', name=name), name, world.controls))
    return control


def _submit(world: World, screen: Screen) -> None:
    """Check that one click creates the case, and nothing is done after it."""
    where: Where = ("screens", screen.name)
    submits = [place for place, step in enumerate(screen.do) if step.submits]
    for place, step in enumerate(screen.through):
        if step.submits:
            world.fault((*where, "through", place), msg('a step of "through" must not submit'))
    for place in submits[1:]:
        world.fault((*where, "do", place), msg("this is a second submit: a case is created only once"))
    if submits and submits[0] != len(screen.do) - 1:
        world.fault((*where, "do", submits[0]), msg("the submit must be the last step: nothing is done after it"))
    if submits and not screen.next:
        world.fault(
            where, msg('a screen that submits needs "next": the screens that Amazon may show then'), at_key=True
        )
    filing = world.flow.purpose in {"file", "any"}  # the result of a reply is read on the case's own page
    if filing and submits and screen.next and not any(world.screens[name].ends == "filed" for name in screen.next):
        world.fault((*where, "next"), msg("this screen submits, but none of these takes the case ID"))
    for place, name in enumerate(screen.next):
        after = world.screens[name]
        if filing and submits and after.do:
            acts = msg('"{name}" has steps, but nothing may be done after the submit', name=name)
            world.fault((*where, "next", place), acts)
        if not submits and after.ends == "filed":
            early = msg('"{name}" ends with a case, but nothing is submitted on the way to it', name=name)
            world.fault((*where, "next", place), early)


def _doors(worlds: list[World]) -> Iterator[Screen]:
    """Return where a walk may begin, or go on after a screen without `next`.

    The first screen of each file, and those at an address that is opened.
    """
    opened = _opened(worlds)
    for world in worlds:
        for place, screen in enumerate(world.flow.screens.values()):
            if screen.do and (place == 0 or _stands_at(world, screen, opened)):
                yield screen


def _opened(worlds: list[World]) -> frozenset[str]:
    """Return every address that a flow opens."""
    screens = (screen for world in worlds for screen in world.flow.screens.values())
    return frozenset(step.path for screen in screens for step in screen.do if isinstance(step, OpenStep))


def _stands_at(world: World, screen: Screen, addresses: frozenset[str]) -> bool:
    """Return whether one of these addresses is a sign of the screen, whatever the claim's values."""
    signs = [world.controls[name] for name in screen.seen if world.controls[name].role == "url"]
    patterns = [PLACE.sub("value", word) for sign in signs for word in sign.names("en")]
    return any(re.search(pattern, PLACE.sub("value", path)) for pattern in patterns for path in addresses)


def _ways(screen: Screen, worlds: list[World]) -> list[Screen]:
    """The screens that may follow. Without `next` any may; the one written after it is meant to."""
    world = next(world for world in worlds if world.flow.name == screen.flow)
    if screen.do and not screen.next:
        own = list(world.flow.screens.values())
        written_next = own[own.index(screen) + 1 :][:1]
        return [*_doors(worlds), *written_next]
    return [world.screens[name] for name in screen.next]


def _from(begin: list[Screen], worlds: list[World]) -> dict[str, Screen]:
    """Return every screen that can come after `begin`, including those themselves."""
    found = {screen.key: screen for screen in begin}
    todo = list(begin)
    while todo:
        for screen in _ways(todo.pop(), worlds):
            if screen.key not in found:
                found[screen.key] = screen
                todo.append(screen)
    return found


def _reached(worlds: list[World]) -> None:
    found = _from(list(_doors(worlds)), worlds)
    for world in worlds:
        for screen in world.flow.screens.values():
            apart = screen.interrupts or screen.waits is not None or screen.reads is not None
            if screen.key not in found and not apart:
                message = msg(
                    '"{name}" cannot be reached: it is not the first screen of a file, and in no "next"',
                    name=screen.name,
                )
                world.fault(("screens", screen.name), message, at_key=True)


def _starts(worlds: list[World]) -> None:
    """Check that a flow with a start leads to a case."""
    for world in worlds:
        begin = [screen for screen in list(world.flow.screens.values())[:1] if screen.do]
        if world.flow.start and not any(screen.ends == "filed" for screen in _from(begin, worlds).values()):
            world.fault(("start",), msg("no way from the first screen of this flow ends with a case"))


def _hidden(worlds: list[World]) -> None:
    """Find screens whose signs are all signs of another: never recognised alone, they would always stop the walk."""
    signs = [(world, screen, *_signs(world, screen)) for world in worlds for screen in world.flow.screens.values()]
    for world, screen, seen, absent in signs:
        for _, other, other_seen, other_absent in signs:
            if not _together(world, other, worlds):
                continue
            if other is not screen and other_seen <= seen and other_absent <= absent:
                message = msg(
                    '"{name}" can never be told from {other}: give {other} a "not", or this one fewer signs',
                    name=screen.name,
                    other=other.key,
                )
                world.fault(("screens", screen.name), message, at_key=True)


def _together(world: World, other: Screen, worlds: list[World]) -> bool:
    """Return whether a screen is recognised for the same purpose as a flow's."""
    purposes = {world.flow.purpose, next(one.flow.purpose for one in worlds if one.flow.name == other.flow)}
    return len(purposes) == 1 or "any" in purposes


def _signs(world: World, screen: Screen) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a screen is recognised by, regardless of its controls' names."""

    def describe_controls(names: tuple[str, ...]) -> frozenset[str]:
        return frozenset(world.controls[name].model_dump_json(exclude={"name", "fallback"}) for name in names)

    one_of = {" or ".join(sorted(describe_controls(screen.any)))} if screen.any else set()
    return describe_controls(screen.seen) | one_of, describe_controls(screen.absent)
