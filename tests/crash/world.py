"""A practice site, a seller's program in front of it, and a fuse that cuts the power between any two steps.

A life can also be photographed at every step: what a power cut there would leave. Thousands of cuts then cost one life.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from tests.sample_claims import sample

from casewright import places
from casewright.caselog.case import CaseLog, CasePage, CaseSearch
from casewright.casework.brakes import Brakes
from casewright.casework.file import Desk, file, yes_to_all
from casewright.casework.plan import Entry, make_plan
from casewright.casework.reconcile import reconcile_all
from casewright.errors import CasewrightError
from casewright.flow.model import FlowSet
from casewright.flow.page_owner import Owner
from casewright.flow.read import read_flows
from casewright.flow.sighting import Sighting
from casewright.flow.window import Act, Kept, Reading, Window
from casewright.ledger.database import Database, open_database
from casewright.ledger.filing import NEVER_ARMED, Filing, State
from casewright.ledger.refusals import LedgerUnusable
from casewright.ledger.store import Ledger, open_ledger
from casewright.model.fingerprint import reference
from casewright.model.form import Form
from casewright.policy.verdict import Verdict
from casewright.recording.exchange import Answer, Request
from casewright.recording.faults import Faults
from casewright.recording.pages import Pages
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog, StoredCase, Submission
from casewright.recording.read import read_site
from casewright.recording.recording import Recording
from casewright.site.visit import Guard, SiteName
from casewright.testing.text_cases import TextCases
from casewright.testing.text_window import TextWindow

SETTLE = timedelta(minutes=15)
NEVER = -1
ACCOUNT = "Harbor Lane Goods"


class PowerCut(BaseException):
    """The power went. No `except Exception` and no clean-up of the program may hear of it."""


@dataclass
class Fuse:
    """Counts the steps of one life of the program; blows at one of them, and stays blown. `seen` is told of each.

    With `of` it is the one of that number among the steps of this kind: `act`, `request` or `commit`.
    """

    blows: int = NEVER
    of: str = ""
    taken: Counter[str] = field(default_factory=Counter)
    blown: bool = False
    seen: Callable[[], None] = lambda: None
    at: str = ""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def step(self, what: str) -> None:
        """One step of a kind. A server's requests may come at the same time."""
        with self.lock:
            self.seen()
            here = self.of in {"", what} and self.blows == (self.taken[what] if self.of else self.steps)
            if self.blown or here:
                self.at = self.at or what
                self.blown = True
                raise PowerCut
            self.taken[what] += 1

    @property
    def steps(self) -> int:
        """How many were taken."""
        return self.taken.total()


@dataclass(frozen=True)
class Trouble:
    """What goes wrong besides the power: faults of the site, and the commits at which the ledger's disk refuses.

    `clock` is by how much this machine's clock is ahead of the site's, for as long as the machine lives; `tells_time`
    says whether the site tells its own.
    """

    site: tuple[str, ...] = ()
    full: frozenset[int] = frozenset()
    locked: frozenset[int] = frozenset()
    clock: timedelta = timedelta(0)
    tells_time: bool = False

    @property
    def twice_by_site(self) -> bool:
        """Whether the site itself may make two cases of one form."""
        return any("sent-twice" in fault for fault in self.site)


@dataclass
class FusedPlayer:
    """Every request is two steps: before the site heard it, and after it was done but not answered."""

    player: Player
    fuse: Fuse

    def respond(self, request: Request) -> Answer:
        self.fuse.step("request")
        answer = self.player.respond(request)
        self.fuse.step("request")
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.player, name)


@dataclass
class FusedWindow:
    """Every act is two steps."""

    window: Window
    fuse: Fuse

    def look(self, unlike: Sighting | None = None, seconds: float | None = None) -> Sighting:
        return self.window.look(unlike, seconds)

    def keep(self, name: str) -> Kept:
        return self.window.keep(name)

    def do(self, act: Act) -> Reading:
        self.fuse.step("act")
        reading = self.window.do(act)
        self.fuse.step("act")
        return reading


@dataclass
class TurnedCases:
    """The case log, read by a clock that was turned."""

    cases: CaseLog
    ahead: timedelta
    trouble: Trouble = field(default_factory=Trouble)

    def search(self, text: str) -> CaseSearch:
        found = self.cases.search(text)
        site_time = found.searched_at + self.ahead
        told = {"site_time": site_time} if self.trouble.tells_time else {}
        return found.model_copy(update={"searched_at": site_time + self.trouble.clock, **told})

    def read(self, case_id: str) -> CasePage:
        return self.cases.read(case_id)


@dataclass
class Visited:
    window: FusedWindow
    cases: TurnedCases
    owner: Owner
    attended: bool = False

    def guard(self) -> Guard:
        return Guard(answered=0, refused=0, left=0)


def fuse_ledger(ledger: Ledger, world: World) -> None:
    """Every commit is two steps; at some the disk is full at the end, or somebody else holds the ledger."""
    fuse, trouble = world.fuse, world.trouble
    database = ledger._database
    write = database.write
    count = 0

    def fused(work: Callable[[sa.Connection], Any]) -> Any:
        nonlocal count
        count += 1
        fuse.step("commit")
        if count in trouble.locked:
            with world.held():
                written = write(work)
        elif count in trouble.full:
            written = write(lambda connection: full(work, connection))
        else:
            written = write(work)
        fuse.step("commit")
        return written

    def full(work: Callable[[sa.Connection], Any], connection: sa.Connection) -> None:
        work(connection)
        raise LedgerUnusable("the disk is full", remedy="make room")

    database.write = fused  # type: ignore[method-assign]


class TurnedCaseLog(MemoryCaseLog):
    """Amazon's record, whose clock is turned with the seller's."""

    ahead = timedelta(0)

    def add(self, submission: Submission) -> StoredCase:
        case = super().add(submission)
        turned = case.model_copy(update={"created": case.created + self.ahead})
        self._cases[case.case_id] = turned
        return turned


@dataclass(frozen=True)
class Image:
    """What a power cut leaves: the ledger's files, Amazon's record, and how often each fault has yet to happen."""

    ledger: bytes
    log: bytes
    cases: tuple[StoredCase, ...]
    faults: tuple[float, ...]

    @property
    def key(self) -> tuple[int, int, tuple[str, ...]]:
        """The same for images from which everything goes the same way."""
        return hash(self.ledger), hash(self.log), tuple(case.case_id for case in self.cases)


@cache
def _engine(where: Path | str) -> sa.Engine:
    return open_database(where, 0)._reader


def reopened(where: Path | str, patience: float) -> Database:
    """A database of its own with connections of its own, but SQLAlchemy compiles each statement only once."""
    assert patience == 0
    return Database(_engine(where), str(where))


@dataclass
class World:
    """One claim, one case log that lasts, one ledger file; each `life` is a fresh program on them."""

    folder: Path
    variant: str
    trouble: Trouble
    cases: TurnedCaseLog = field(default_factory=TurnedCaseLog)
    ahead: timedelta = timedelta(0)
    name: SiteName = "sandbox"
    fuse: Fuse = field(default_factory=Fuse)

    def __post_init__(self) -> None:
        self.twice_by_site = self.trouble.twice_by_site
        self.player = self.site_with(*self.trouble.site)
        self.path = self.folder / "ledger.sqlite"

    def site_with(self, *faults: str) -> Player:
        parsed = Faults.parse(*faults)
        player = Player(self.recorded, self.cases, account=ACCOUNT, marketplace="US", faults=parsed)
        player._pages = pages(self.variant)
        return player

    @property
    def recorded(self) -> Recording:
        """What the site is played from."""
        return recording(self.variant)

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[Visited]:
        player: Any = FusedPlayer(self.player, self.fuse)
        yield Visited(
            FusedWindow(TextWindow(player), self.fuse),
            TurnedCases(TextCases(player), self.ahead, self.trouble),
            Owner(account, marketplace),
        )

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead + self.trouble.clock

    @property
    def doubts_time(self) -> bool:
        """Whether every case seems older than its press, by the only clock that is known."""
        return self.trouble.clock > timedelta(0) and not self.trouble.tells_time

    @property
    def where(self) -> Path | str:
        """Where the ledger is."""
        return self.path

    def open_ledger(self) -> Ledger:
        """The ledger, for a fresh program."""
        return open_ledger(self.where, "sandbox", now=self.now, patience=0)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Somebody else is writing into the ledger."""
        holder = sqlite3.connect(self.path, isolation_level=None)
        try:
            holder.execute("BEGIN IMMEDIATE")
            yield
        finally:
            holder.close()

    def life(self, entry: Entry, fuse: Fuse | None = None, *, reconciling: bool = False, filing: bool = True) -> Fuse:
        """Run the program until it is done, gives up, or the power goes; nothing of its memory is kept."""
        self.fuse = fuse or Fuse()
        with self.open_ledger() as ledger:
            fuse_ledger(ledger, self)
            try:
                if reconciling:
                    list(reconcile_all(ledger, self, self.now, SETTLE, self.folder))
                if filing:
                    list(file([entry], self, self.desk(ledger)))
            except PowerCut:
                pass
            except CasewrightError:
                assert self.trouble.full or self.trouble.locked, "only a ledger that gives way may end a run"
        return self.fuse

    def photographed(self, entry: Entry) -> list[Image]:
        """Run one life to its end; what a power cut at each of its steps would leave, and what its end leaves."""
        images: list[Image] = []
        self.life(entry, Fuse(seen=lambda: images.append(self.photograph())))
        return [*images, self.photograph()]

    def photograph(self) -> Image:
        log = self.path.with_name(f"{self.path.name}-wal")
        return Image(
            self.path.read_bytes(),
            log.read_bytes() if log.exists() else b"",
            self.cases.cases(),
            tuple(self.player._faults._left),
        )

    def restore(self, image: Image) -> None:
        """Put everything back as it was when the power went, in front of a site that is as it was."""
        for name in ("-shm", "-wal"):
            self.path.with_name(self.path.name + name).unlink(missing_ok=True)
        self.path.write_bytes(image.ledger)
        if image.log:
            self.path.with_name(f"{self.path.name}-wal").write_bytes(image.log)
        self.cases._cases = {case.case_id: case for case in image.cases}
        self.player._faults._left = list(image.faults)

    def mended(self) -> None:
        """Everything works again, and the settle delay is over."""
        self.trouble = Trouble(clock=self.trouble.clock, tells_time=self.trouble.tells_time)
        self.player = self.site_with()
        self.ahead += 2 * SETTLE
        self.cases.ahead = self.ahead

    def desk(self, ledger: Ledger) -> Desk:
        return Desk(
            ledger=ledger,
            flows=flows(),
            brakes=Brakes(self.folder / "STOP", 50, 50, pause=0),
            ask=yes_to_all,
            tell=lambda _, __: None,
            settle=SETTLE,
            keep_in=self.folder,
            now=self.now,
            by="a tester",
        )

    def filings(self) -> list[Filing]:
        """What the ledger says, after proving its chain and that it says no more than the site stored."""
        stored = {case.case_id for case in self.cases.cases()}
        with self.open_ledger() as ledger:
            assert ledger.verify_chain() is None
            told = list(ledger.filings())
        for filing in told:
            if filing.state in {State.VERIFIED, State.OBSERVED}:
                assert filing.case_id in stored, "the ledger says more than the site stored"
        return told


@cache
def recording(variant: str) -> Recording:
    return read_site(places.recordings(), variant)


@cache
def pages(variant: str) -> Pages:
    """Templates are compiled once for all players."""
    return Pages(recording(variant))


@cache
def flows() -> FlowSet:
    return read_flows(places.flows())


def an_entry(folder: Path) -> Entry:
    """One approved claim."""
    return _entries(folder, 1)[0]


def entries_of_two(folder: Path) -> tuple[Entry, ...]:
    """Two approved claims of one account."""
    return _entries(folder, 2)


def _entries(folder: Path, count: int) -> tuple[Entry, ...]:
    claims = [
        sample(claim_id=f"A-{number}", account=ACCOUNT, transaction_id=f"2026101000011{3 + number}")
        for number in range(1, count + 1)
    ]
    source = folder / "claims.csv"
    source.write_text("as the loader saw it", encoding="utf-8")
    verdicts = [Verdict(claim=claim) for claim in claims]
    return make_plan(verdicts, flows().digests, _written, [source], datetime.now(UTC)).entries


def _written(one: Any) -> Form:
    mark = reference(one)
    text = f"{one.quantity} units of {one.product_name} were lost.\n{mark}"
    return Form(
        reference=mark,
        subject=f"{one.main_identifier} {mark}",
        message=text,
        short_message=text,
        steps_taken="Looked into the inventory ledger.",
        references=one.main_identifier,
        main_identifier=one.main_identifier,
        claim_type=one.type,
        fnsku=one.fnsku or "",
        evidence=one.evidence,
    )


@dataclass
class Bench:
    """Makes worlds cheaply: the empty ledger is made once and copied."""

    folder: Path
    entry: Entry
    counts: Counter[str] = field(default_factory=Counter)
    known: set[tuple[int, int, tuple[str, ...]]] = field(default_factory=set)

    def world(self, variant: str, trouble: Trouble) -> World:
        for old in (*self.folder.glob("ledger.sqlite*"), self.folder / "STOP", self.folder / "REFUSALS"):
            old.unlink(missing_ok=True)
        shutil.copyfile(self.folder / "empty.sqlite", self.folder / "ledger.sqlite")
        return World(self.folder, variant, replace(trouble))

    def steps(self, variant: str, trouble: Trouble) -> int:
        """How many steps a life has when the power stays on."""
        return self.world(variant, trouble).life(self.entry).steps

    def run(self, variant: str, trouble: Trouble, first: int, second: int) -> None:
        """Cut the power once or twice, mend everything, reconcile; judge by the site's own record."""
        world = self.world(variant, trouble)
        for blows in (first, second):
            world.life(self.entry, Fuse(blows))
            world.filings()
            assert trouble.twice_by_site or len(world.cases.cases()) <= 1, "two cases for one claim"
        world.mended()
        world.life(self.entry, reconciling=True)
        self.judge(world)

    def cuts(self, variant: str, trouble: Trouble, wanted: int, seed: str) -> Iterator[tuple[str, Image]]:
        """What `wanted` power cuts leave: half of them in the first life, the rest in a second one that it led to."""
        dice = random.Random(seed)
        world = self.world(variant, trouble)
        lived = world.photographed(self.entry)
        for step in _some(dice, lived, (wanted + 1) // 2):
            yield f"step {step}", lived[step]
            wanted -= 1
        while wanted:
            first = dice.randrange(len(lived))
            world = self.world(variant, trouble)
            world.restore(lived[first])
            again = world.photographed(self.entry)
            for step in _some(dice, again, wanted):
                yield f"step {first}, then {step}", again[step]
                wanted -= 1

    def after(self, variant: str, trouble: Trouble, image: Image) -> None:
        """Go on from a power cut: mend everything, reconcile, and judge by the site's own record.

        Where nothing else was on the disks than at an earlier cut, the claim is not filed anew: that would only show
        once more what was shown then.
        """
        world = self.world(variant, trouble)
        world.restore(image)
        new = image.key not in self.known
        self.known.add(image.key)
        if new:
            world.filings()
            assert trouble.twice_by_site or len(image.cases) <= 1, "two cases for one claim"
        world.mended()
        world.life(self.entry, reconciling=True, filing=new)
        self.judge(world, filed=new)
        self.counts["disks"] += new

    def judge(self, world: World, *, filed: bool = True) -> None:
        cases = world.cases.cases()
        told = world.filings()
        states = Counter(filing.state for filing in told)
        twice = world.twice_by_site
        over = {State.VERIFIED, State.NEEDS_PERSON, State.NOT_SENT, State.ABANDONED}
        assert twice or len(cases) <= 1, "two cases for one claim"
        assert cases or not filed, "a claim that was lost"
        if world.doubts_time:  # a case that seems older than its press is a doubt for good, and never "not sent"
            over |= {State.OBSERVED, State.UNCERTAIN}
        assert states.keys() <= (over if filed else over | NEVER_ARMED), states
        found = states.keys() - {State.NOT_SENT, State.ABANDONED, *NEVER_ARMED}
        assert sum(states[state] for state in found) == bool(cases), states
        if states[State.VERIFIED]:
            assert [one.case_id for one in told if one.state is State.VERIFIED] == [case.case_id for case in cases]
        self.counts["runs"] += 1
        self.counts["cases"] += len(cases)
        self.counts["double"] += len(cases) > 1
        self.counts.update(str(state) for state in states.elements())


def _some(dice: random.Random, images: list[Image], wanted: int) -> list[int]:
    return sorted(dice.sample(range(len(images)), min(wanted, len(images))))
