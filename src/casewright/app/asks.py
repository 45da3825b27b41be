"""Questions: what a use case asks a person, as values, and who may answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from casewright.app.walk_events import WalkTeller
from casewright.casework.decision import Decision, Doubt, case_id_of
from casewright.casework.file import Choice
from casewright.casework.hand import HandDo, HandEnd, HandMoment, HandWish, Meanwhile
from casewright.casework.plan import Entry
from casewright.casework.result import Walked
from casewright.flow.event import AtSubmit
from casewright.message import Message
from casewright.model.evidence import Evidence
from casewright.model.site_name import SiteName

__all__ = [
    "Approved",
    "Asks",
    "AsksByHand",
    "Choice",
    "Decision",
    "Doubt",
    "Entry",
    "HandDo",
    "HandEnd",
    "HandMoment",
    "HandWish",
    "Meanwhile",
    "ReplyQuestion",
    "SubmitQuestion",
    "case_id_of",
]


@dataclass(frozen=True, slots=True)
class SubmitQuestion:
    """A filled form, right before it is submitted.

    `values` names the values that this way of filing took, `unseen` those of them that the last screen no longer shows;
    `picture` is the kept screen. `number` counts from 1 of the `of` claims in this run; `left` counts those not decided
    yet, including this one. `back_to` is the claim that was skipped last, empty for none. `walked` is the walk so far,
    `folder` where its pictures are.
    """

    entry: Entry
    values: frozenset[str]
    picture: Path | None
    site: SiteName
    number: int
    of: int
    left: int
    back_to: str = ""
    walked: Walked | None = None
    folder: Path | None = None
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReplyQuestion:
    """A filled reply, right before it is sent; `picture` is the kept screen."""

    case_id: str
    claim_id: str
    account: str
    site: SiteName
    text: str
    files: tuple[Evidence, ...]
    picture: Path | None


class Asks(Protocol):
    """Whoever answers: a person at a terminal, a plan approved beforehand, a test.

    Each method returns an answer, even when nobody can give one (`quit`, None, False).
    """

    @property
    def authority(self) -> str:
        """On whose authority something is submitted, for the log of runs."""

    def before_submit(self, question: SubmitQuestion) -> Choice:
        """What to do with a filled form: file, skip, back, file the rest, quit."""

    def about_doubt(self, doubt: Doubt) -> Decision | None:
        """Ask what became of a filing that the case log does not decide; None leaves it open."""

    def before_reply(self, question: ReplyQuestion) -> bool:
        """Return whether a filled reply may be sent."""


class AsksByHand(Protocol):
    """Asks a person who walks by hand.

    Until there is an answer, each method calls `meanwhile` repeatedly: it lets the browser work, and returns what
    happened in it.
    """

    def offered(self, entry: Entry, why: Message) -> bool:
        """Ask whether to continue by hand after the walk of a claim stopped before the submit; `why` it stopped."""

    def next_wish(self, moment: HandMoment, meanwhile: Meanwhile) -> HandWish:
        """Ask what to do next: type a value, attach files, read, send, skip, quit."""

    def about_to_send(self, question: SubmitQuestion, meanwhile: Meanwhile) -> bool:
        """Ask whether the person is about to press send: after a yes, the loss counts as filed."""

    def how_it_ended(self, entry: Entry, meanwhile: Meanwhile) -> HandEnd:
        """Ask whether the person pressed; the filing is armed."""


@dataclass(frozen=True, slots=True)
class Approved:
    """Answers yes to what was approved beforehand. `authority` names the flag; empty for the plan. Doubts stay open."""

    authority: str = ""

    def before_submit(self, _: SubmitQuestion) -> Choice:
        """File it: the plan's digest covers claim, text, evidence and flows."""
        return Choice.FILE

    def about_doubt(self, _: Doubt) -> Decision | None:
        """Leave it open: nobody looked at the case."""
        return None

    def before_reply(self, _: ReplyQuestion) -> bool:
        """Send it."""
        return True


@dataclass(slots=True)
class FormQuestions:
    """Asks about the forms of one run, and remembers what was skipped, so that it can be offered again."""

    asks: Asks
    site: SiteName
    of: int
    folder: Path
    walks: WalkTeller
    _skipped: list[Entry] = field(default_factory=list)

    def __call__(self, entry: Entry, moment: AtSubmit, left: int) -> Choice:
        """Ask whether to submit this form."""
        answer = self.asks.before_submit(self._question(entry, moment, left))
        if answer is Choice.SKIP:
            self._skipped.append(entry)
        elif answer is Choice.BACK and self._before(entry):
            self._skipped.pop()
        return answer

    def _question(self, entry: Entry, moment: AtSubmit, left: int) -> SubmitQuestion:
        before = self._before(entry)
        return SubmitQuestion(
            entry=entry,
            values=moment.values,
            unseen=moment.unseen,
            picture=moment.kept.picture,
            site=self.site,
            number=self.of - left + 1,
            of=self.of,
            left=left,
            back_to=before.claim.claim_id if before else "",
            walked=self.walks.walked_so_far(entry),
            folder=self.folder,
        )

    def _before(self, entry: Entry) -> Entry | None:
        """Return the claim skipped last in the same account: another account has another browser."""
        if not self._skipped:
            return None
        last, here = self._skipped[-1], entry.claim
        same = (last.claim.account, last.claim.marketplace) == (here.account, here.marketplace)
        return last if same else None
