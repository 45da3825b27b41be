"""A whole practice Seller Central without a browser: the shipped flows on the shipped recordings, in milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.text_site import TextVisit

from casewright import places
from casewright.casework.brakes import Brakes
from casewright.casework.file import Ask, Choice, Desk, file, yes_to_all
from casewright.casework.hand import HandDesk
from casewright.casework.plan import Entry, make_plan
from casewright.casework.result import Settled
from casewright.flow.event import AtSubmit, Event
from casewright.flow.model import FlowSet
from casewright.flow.page_owner import Owner
from casewright.flow.read import read_flows
from casewright.ledger.store import Ledger
from casewright.model.claim import Claim
from casewright.policy.verdict import Verdict
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog, StoredCase, Submission
from casewright.recording.practice_pages import ListedProduct
from casewright.recording.read import read_site
from casewright.site.visit import SiteName
from casewright.testing.text_cases import TextCases
from casewright.testing.text_window import TextWindow

from .conftest import write

SETTLE = timedelta(minutes=15)


@dataclass
class Practice:
    """The site, a seller's desk in front of it, and a clock that a test can turn."""

    ledger: Ledger
    folder: Path
    variant: str = "help-center"
    ahead: timedelta = timedelta(0)
    ask: Ask = yes_to_all
    per_day: int = 50
    batch: int = 50
    pause: float = 0
    events: list[Event] = field(default_factory=list)
    cases: MemoryCaseLog = field(default_factory=MemoryCaseLog)
    faults: tuple[str, ...] = ()
    on_event: Callable[[Entry, Event], None] | None = None
    owner: Owner | None = None
    by_hand: HandDesk | None = None
    attended: bool = False
    listed: tuple[ListedProduct, ...] = ()

    name: SiteName = "sandbox"

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[TextVisit]:
        site = read_site(places.recordings(), self.variant)
        faults = Faults.parse(*self.faults)
        player = Player(site, self.cases, account=account, marketplace=marketplace, faults=faults, listed=self.listed)
        yield TextVisit(
            TextWindow(player, keep_in=keep_in),
            TextCases(player),
            self.owner or Owner(account, marketplace),
            self.attended,
        )

    @property
    def brakes(self) -> Brakes:
        return Brakes(self.folder / "STOP", self.per_day, self.batch, self.pause)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def tell(self, entry: Entry, event: Event) -> None:
        self.events.append(event)
        if self.on_event:
            self.on_event(entry, event)

    def file(self, entries: Sequence[Entry]) -> list[Settled]:
        desk = Desk(
            ledger=self.ledger,
            flows=flows(),
            brakes=self.brakes,
            ask=self.ask,
            tell=self.tell,
            settle=SETTLE,
            keep_in=self.folder / "kept",
            now=self.now,
            by="a tester",
            by_hand=self.by_hand,
        )
        return list(file(entries, self, desk))

    def stored(self) -> tuple[StoredCase, ...]:
        return self.cases.cases()

    def filed_by_hand(self, subject: str, message: str = "by hand") -> StoredCase:
        """A case that somebody opened without Casewright."""
        return self.cases.add(
            Submission(
                account="Harbor Lane Goods", marketplace="US", subject=subject, message=message, session="elsewhere"
            )
        )


_FLOWS: list[FlowSet] = []


def flows() -> FlowSet:
    """The shipped flows, read once: they do not change."""
    if not _FLOWS:
        _FLOWS.append(read_flows(places.flows()))
    return _FLOWS[0]


def entries_of(*claims: Claim, source: Path) -> tuple[Entry, ...]:
    """Approved entries for claims."""
    verdicts = [Verdict(claim=one) for one in claims]
    return make_plan(verdicts, flows().digests, write, [source], datetime.now(UTC)).entries


def answers(*choices: Choice) -> Ask:
    """A person who gives these answers, one after the other."""
    left = list(choices)

    def ask(_: Entry, __: AtSubmit, ___: int) -> Choice:
        return left.pop(0)

    return ask
