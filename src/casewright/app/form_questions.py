"""How a filled form becomes a question, and what is known at that moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from casewright.app.asks import Asks, Choice, SubmitQuestion
from casewright.app.walk_events import WalkTeller
from casewright.casework.plan import Entry
from casewright.flow.event import AtSubmit
from casewright.model.site_name import SiteName


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
        """Ask whether this form is submitted."""
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
        """What was skipped last in the same account: another account has another browser."""
        if not self._skipped:
            return None
        last, here = self._skipped[-1], entry.claim
        same = (last.claim.account, last.claim.marketplace) == (here.account, here.marketplace)
        return last if same else None
