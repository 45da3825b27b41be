"""Whether Amazon's case log already holds a loss, and the site's time: checked before anything is filed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from casewright.casework.proof import find_others
from casewright.flow.event import Ended
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing
from casewright.message import Message, msg
from casewright.model.outcome import Outcome
from casewright.site.visit import Visit


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """`ended` is why nothing may be filed, None if nothing was found.

    `searched_at` is this machine's time, `site_time` the site's own at the same moment, if known.
    """

    ended: Ended | None
    searched_at: datetime | None = None
    site_time: datetime | None = None

    @property
    def ahead(self) -> timedelta | None:
        """How far this machine's clock is ahead of the site's; None if the site's time is not known."""
        return self.searched_at - self.site_time if self.searched_at and self.site_time else None


def search_earlier_case(filing: Filing, visit: Visit) -> EarlierCase:
    """Search the case log for our reference and for the loss's main identifier."""
    search = None
    try:
        for text in (filing.reference, filing.main_identifier):
            search = visit.cases.search(text)
            if rows := find_others(search.rows, filing):
                detail = msg(
                    "case {case_id} ({status}) already names {text}",
                    case_id=rows[0].case_id,
                    status=rows[0].status,
                    text=text,
                )
                return EarlierCase(Ended(Outcome.DUPLICATE, detail, case_id=rows[0].case_id))
            if not search.complete:
                return _not_searched(msg("the case log could not be searched to its end for {text}", text=text))
    except WindowError as error:
        return _not_searched(msg("the case log could not be searched: {message}", message=error.message))
    return EarlierCase(None, search.searched_at, search.site_time) if search else EarlierCase(None)


def _not_searched(detail: Message) -> EarlierCase:
    return EarlierCase(Ended(Outcome.FAILED_BEFORE_SUBMIT, detail))
