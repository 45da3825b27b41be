"""Filing by hand: the questions for the person who walks, and recordings of their walks, to write flows from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casewright.app.asks import AsksByHand, HandEnd, HandMoment, HandWish, Meanwhile, SubmitQuestion
from casewright.app.events import Listener, Noted
from casewright.app.sites import SiteWork
from casewright.app.walk_events import WalkTeller
from casewright.browser.capture import reader
from casewright.browser.launch import find_browser
from casewright.browser.window import BrowserWindow
from casewright.casework.hand import Hand, HandDesk
from casewright.casework.plan import Entry
from casewright.casework.record import draft_field
from casewright.errors import Attempt, PersonNeeded
from casewright.flow.event import AtSubmit
from casewright.flow.model import FlowSet
from casewright.message import Message, msg
from casewright.model.marketplaces import marketplace as marketplace_of
from casewright.recording.captured import CapturedMoment
from casewright.recording.draft import draft_name
from casewright.recording.write import Walk, write_recording
from casewright.site.visit import Visit


@dataclass(frozen=True, slots=True)
class WalksByHand:
    """The person who walks. With `always` no flow is tried first; otherwise only if a flow finds no way."""

    asks: AsksByHand
    always: bool = False


@dataclass(slots=True)
class HandQuestions:
    """Asks the person about the claims of one run, and keeps what their walks showed."""

    walks_by_hand: WalksByHand
    work: SiteWork
    flows: FlowSet
    of: int
    folder: Path
    walks: WalkTeller
    _begun: int = 0
    _walked: list[tuple[Entry, tuple[CapturedMoment, ...]]] = field(default_factory=list)

    @property
    def desk(self) -> HandDesk:
        """What the procedures need."""
        return HandDesk(self, open_hand, self.walks_by_hand.always)

    def offered(self, entry: Entry, why: Message) -> bool:
        """Ask whether to continue by hand."""
        return self.walks_by_hand.asks.offered(entry, why)

    def next_wish(self, moment: HandMoment, meanwhile: Meanwhile) -> HandWish:
        """Ask what to do next."""
        return self.walks_by_hand.asks.next_wish(moment, meanwhile)

    def about_to_send(self, entry: Entry, moment: AtSubmit, meanwhile: Meanwhile) -> bool:
        """Show what would be sent, and ask."""
        number = self._begun + 1
        question = SubmitQuestion(
            entry=entry,
            values=moment.values,
            unseen=moment.unseen,
            picture=moment.kept.picture,
            site=self.work.name,
            number=number,
            of=self.of,
            left=self.of - number + 1,
            walked=self.walks.walked_so_far(entry),
            folder=self.folder,
        )
        return self.walks_by_hand.asks.about_to_send(question, meanwhile)

    def how_it_ended(self, entry: Entry, meanwhile: Meanwhile) -> HandEnd:
        """Ask whether the person pressed."""
        return self.walks_by_hand.asks.how_it_ended(entry, meanwhile)

    def keep_walk(self, entry: Entry, moments: Sequence[CapturedMoment]) -> None:
        """Keep what the walk showed, to be written when the run is over."""
        self._begun += 1
        self._walked.append((entry, tuple(moments)))

    def write_recordings(self, tell: Listener) -> None:
        """Write each walk as a draft recording; report what cannot be written, which affects nothing that was filed.

        A page that still holds what looks like personal data is not written.
        """
        pressed = [(entry, moments) for entry, moments in self._walked if any(one.pressed for one in moments)]
        if not pressed:
            return
        with (
            Attempt(Exception, KeyboardInterrupt) as writing,
            reader(find_browser(self.work.workspace.settings.browser)) as reads,
        ):
            for entry, moments in pressed:
                folder = self.folder / "walks" / draft_name(f"by-hand-{entry.form.reference}")
                written = write_recording(folder, moments, self._walk_of(entry), reads)
                tell(Noted(msg("Your walk was kept as a draft recording: {folder}", folder=written)))
        if writing.error:
            tell(Noted(msg("Your walk was not kept as a recording: {reason}", reason=writing.why)))

    def _walk_of(self, entry: Entry) -> Walk:
        claim = entry.claim
        place = marketplace_of(claim.marketplace)
        return Walk(claim.account, place.name, lambda label: draft_field(label, self.flows), region=place.code)


def open_hand(visit: Visit) -> Hand:
    """Open the page of a visit for a person who walks in it.

    Raises:
        PersonNeeded: nobody can walk there: it is not a browser.
    """
    window = visit.window
    if not isinstance(window, BrowserWindow):
        raise PersonNeeded(msg("Filing by hand needs a browser."))
    return window.by_hand()
