"""What the person sees while a browser works: the current screen of the current claim."""

from __future__ import annotations

from casewright.casework.plan import Entry
from casewright.claims.outcome import Outcome
from casewright.cli.output import Ticker
from casewright.flow.event import Arrived, AskedEnglish, AtSubmit, Clicked, Did, Ended, Event, HandedOver, Reported
from casewright.report.table import plain


class Progress:
    """Told of every event of every walk; `of` is the number of claims."""

    def __init__(self, ticker: Ticker, of: int) -> None:
        self._ticker = ticker
        self._of = of
        self._begun: dict[str, int] = {}

    def tell(self, entry: Entry, event: Event) -> None:  # noqa: C901 (one case a kind of event)
        """Show what happened: a new state of the moving line, or a line that stays."""
        name = entry.claim.claim_id
        at = self._begun.setdefault(name, len(self._begun) + 1)
        head = f"{name} ({at} of {self._of})"
        match event:
            case Arrived(screen=screen):
                self._ticker.state(f"{head}  {screen}")
            case Did(screen=screen, verb=verb, control=control):
                self._ticker.detail(f"{head}  {screen}  {verb} {control}")
            case AskedEnglish(language=language):
                told = f"Seller Central speaks {language}, of which not every label is known: asking for English"
                self._ticker.line(f"{head}  {told}")
            case HandedOver(reason=reason):
                self._ticker.line(f"{head}  your turn in the browser: {reason}", tone="open")
                if event.sighting is not None:
                    self._ticker.line(
                        f"{head}  do this step by hand; it goes on by itself when it knows the page again"
                    )
            case Reported(folder=folder):
                self._ticker.line(f"{head}  what was expected and what is there: {folder / 'drift.txt'}")
            case AtSubmit(screen=screen):
                self._ticker.state(f"{head}  {screen}  filled and read back")
            case Clicked():
                self._ticker.state(f"{head}  submitted, looking for the case")
            case Ended(outcome=Outcome.FILED_UNVERIFIED, case_id=case_id):
                self._ticker.line(f"{head}  the page shows case {case_id}; looking for it in the case log")
            case Ended(outcome=outcome, detail=detail, case_id=case_id):
                told = "  ".join(part for part in (head, plain(outcome), case_id and f"case {case_id}", detail) if part)
                self._ticker.line(told, tone="" if outcome.exit_code == 0 else "bad")
            case _:
                pass
