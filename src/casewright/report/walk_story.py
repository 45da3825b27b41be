"""The story of one claim's walk, screen by screen: what was typed where, what was read back, and the pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from casewright.casework.result import Settled, Step
from casewright.message import Message
from casewright.model.form import VALUES
from casewright.report.card import difference
from casewright.report.pictures import Shown, show_evidence, show_screen


@dataclass(frozen=True, slots=True)
class Typed:
    """One step as the report shows it: `meant` is the whole text that was to be typed, empty for a press.

    `words` are what Amazon's page calls the control; empty for one that has no words, of which only the flow's name
    `control` can be told.
    """

    verb: str
    control: str
    words: str
    meant: str
    read_back: str
    files: tuple[tuple[str, int], ...]

    @property
    def same(self) -> bool:
        """Whether the page showed exactly what was meant; line ends may differ, as forms do."""
        return self.meant.replace("\r\n", "\n").strip() == self.read_back.replace("\r\n", "\n").strip()


@dataclass(frozen=True, slots=True)
class Moment:
    """One screen of the walk, with what was done on it."""

    screen: str
    steps: tuple[Typed, ...]
    kept: tuple[Path, ...]
    pictures: tuple[Shown, ...] = ()

    @property
    def typed(self) -> bool:
        """Whether anything was typed or attached here; other screens are only passed."""
        return any(step.meant or step.files for step in self.steps)


@dataclass(frozen=True, slots=True)
class Story:
    """One claim: how its walk ended, and every screen of it in order. `evidence` is SHA-256 → a file's preview."""

    settled: Settled
    moments: tuple[Moment, ...]
    evidence: dict[str, Shown] = field(default_factory=dict)

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

    def with_pictures(self, into: Path) -> Story:
        """The same with its pictures in a report's folder.

        Raises:
            OSError: the folder cannot be written.
        """
        moments = (
            replace(one, pictures=tuple(show_screen(path, into) for path in one.kept if path.is_file()))
            for one in self.moments
        )
        evidence = show_evidence(self.settled.entry.claim.evidence, into)
        return replace(self, moments=tuple(moments), evidence=evidence)


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
    return Typed(step.verb, step.control, step.words, meant, step.read_back, step.files)
