"""The story of one claim's walk, screen by screen: what was typed where, what was read back, and the pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from casewright.casework.result import Settled, Step
from casewright.message import Message
from casewright.model.form import VALUES
from casewright.report.card import difference


@dataclass(frozen=True, slots=True)
class Typed:
    """One step as the report shows it: `meant` is the whole text that was to be typed, empty for a press."""

    verb: str
    control: str
    meant: str
    read_back: str
    files: tuple[tuple[str, int], ...]

    @property
    def same(self) -> bool:
        """Whether the page showed exactly what was meant; line ends may differ, as forms do."""
        return self.meant.replace("\r\n", "\n").strip() == self.read_back.replace("\r\n", "\n").strip()


@dataclass(frozen=True, slots=True)
class Moment:
    """One screen of the walk, with what was done on it; `pictures` are addresses for the page."""

    screen: str
    steps: tuple[Typed, ...]
    kept: tuple[Path, ...]
    pictures: tuple[str, ...] = ()

    @property
    def typed(self) -> bool:
        """Whether anything was typed or attached here; other screens are only passed."""
        return any(step.meant or step.files for step in self.steps)


@dataclass(frozen=True, slots=True)
class Story:
    """One claim: how its walk ended, and every screen of it in order."""

    settled: Settled
    moments: tuple[Moment, ...]

    @property
    def tone(self) -> str:
        """How the page colours the outcome: `good`, `open` or `bad`."""
        code = int(self.settled.outcome.exit_code)
        if code == 0:
            return "good" if self.settled.outcome != "filed_unverified" else "open"
        return "bad"

    @property
    def difference(self) -> list[Message]:
        """What the way that was walked sends otherwise than the claim has it; nothing where all of it goes along."""
        walk = self.settled.walked
        given = frozenset(step.value for step in walk.steps if step.verb in {"fill", "say", "attach"})
        return difference(self.settled.entry, given) if walk.submit_found else []

    def with_pictures(self, address: Callable[[Path], str]) -> Story:
        """The same with an address for each picture."""
        moments = (
            replace(one, pictures=tuple(address(path) for path in one.kept if path.is_file())) for one in self.moments
        )
        return replace(self, moments=tuple(moments))


def stories(settled: Iterable[Settled]) -> list[Story]:
    """The story of each entry, in order."""
    return [Story(one, _moments(one)) for one in settled]


def _moments(settled: Settled) -> tuple[Moment, ...]:
    walk = settled.walked
    names = [*walk.screens, *(step.screen for step in walk.steps), *(picture.screen for picture in walk.pictures)]
    return tuple(
        Moment(
            screen=name,
            steps=tuple(_typed(step, settled) for step in walk.steps if step.screen == name),
            kept=tuple(one.picture for one in walk.pictures if one.screen == name and one.picture),
        )
        for name in dict.fromkeys(names)
    )


def _typed(step: Step, settled: Settled) -> Typed:
    meant = settled.entry.form.value(step.value) if step.value in VALUES else step.value
    return Typed(verb=step.verb, control=step.control, meant=meant, read_back=step.read_back, files=step.files)
