"""The count over all generated sites, whoever walked them: printed at the end, and held to its bars."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

import pytest

RIGHT_SHARE = 0.95
"""Of the sites that the facts' own alternatives make, so many must be filed right."""
RIGHT_SHARE_IS_ENFORCED = True
"""The switch: on as soon as the walk knows these pages. That nothing may go wrong is enforced in every case."""
KEY = "unkind"


@dataclass(eq=False, slots=True)
class Tally:
    """A pytest plugin that hears of every trial, from every worker. It equals itself only, as a plugin must."""

    facts: Counter[str] = field(default_factory=Counter)
    beyond: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    seeds: dict[str, list[str]] = field(default_factory=dict)
    all_seeds: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    doors: dict[str, Counter[str]] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count one trial: (kind, reason, seed, door, what made the site, seconds)."""
        if report.when != "call":
            return
        for name, told in report.user_properties:
            if name == KEY:
                self.count(*str(told).split("\t"))

    def count(self, kind: str, reason: str, seed: str, door: str, made_from: str, seconds: str) -> None:
        """Count one trial."""
        self.seconds.append(float(seconds))
        self.all_seeds.append(int(seed))
        (self.facts if made_from == "facts" else self.beyond)[kind] += 1
        self.doors.setdefault(door, Counter())[kind] += 1
        if kind != "filed right":
            key = f"{kind}: {shortened(reason)}"
            self.reasons[key] += 1
            self.seeds.setdefault(key, []).append(seed)

    @property
    def falls_short(self) -> bool:
        """Whether too few of the facts' own sites were filed right."""
        return bool(self.facts) and self.facts["filed right"] < RIGHT_SHARE * self.facts.total()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print filed right, stopped by reason, wrong."""
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """The count in words."""
        if not self.facts and not self.beyond:
            return []
        seeds, seconds = sorted(self.all_seeds), self.seconds
        return [
            f"unkind sites: seeds {seeds[0]} to {seeds[-1]}; {median(seconds):.1f} s each, {max(seconds):.1f} at most",
            f"unkind sites made from facts: {_counted(self.facts)}",
            f"unkind sites beyond the facts: {_counted(self.beyond)}",
            *(f"  {door}: {_counted(counts)}" for door, counts in sorted(self.doors.items())),
            *(f"  {n} {key} (seeds {', '.join(self.seeds[key][:6])})" for key, n in self.reasons.most_common()),
        ]

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the whole run where too few were filed right, once that is enforced."""
        if RIGHT_SHARE_IS_ENFORCED and self.falls_short and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _counted(counts: Counter[str]) -> str:
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in ("filed right", "stopped", "wrong"))
    return f"{kinds} of {counts.total()}"


def shortened(reason: str) -> str:
    """A reason without what is particular to one site, so that like stops are counted together."""
    bare = re.sub(r"http://\S+|\bCW-\w+|\b[A-Z0-9]{8,}\b|\d+", "…", reason)
    return bare if len(bare) <= 160 else f"{bare[:157]}..."
