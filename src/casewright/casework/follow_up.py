"""Follow cases up: what their own pages now say, and what is due when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from casewright.caselog.case import CaseLog, CasePage
from casewright.casework.reply import settle_replies
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing
from casewright.ledger.followed import Followed
from casewright.ledger.reply import Reply, ReplyState
from casewright.ledger.store import Ledger
from casewright.message import NOTHING, Message, msg
from casewright.model.labels import label
from casewright.model.marketplaces import marketplace
from casewright.model.outcome import Outcome
from casewright.model.problem import Value
from casewright.policy.requested_evidence import asked_for
from casewright.policy.stakes import STILL_OPEN
from casewright.policy.verdict import Verdict
from casewright.policy.workdays import answer_due
from casewright.privacy.scrub import Scrubber
from casewright.site.visit import Site, Visit

REPLY_DAYS = 5
"""An answered case can be reopened by a reply for so many days (seen in practice; the page's own number wins)."""

_WAITS = (30.0, 60.0, 120.0)
"""Seconds to wait, one after the other, when the site asks to slow down and does not say for how long.

After so many times it is left for another day.
"""
_SHORTEST, _LONGEST = 1.0, 600.0
"""Seconds between which the site's own word is waited for; one that wants longer is left for another day at once."""


class Synced(Value):
    """One case after its page was read: what it shows, or why it could not be read. `news`: there is a new answer."""

    filing: Filing
    followed: Followed | None = None
    news: bool = False
    trouble: Message = NOTHING
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Slowly:
    """How to proceed: `wait` waits so many seconds, and returns the reason if it was stopped meanwhile.

    `settle` is for how long after arming a reply may still appear in the case; `enter` is done first in each visit:
    signing in, if the site asks for it.
    """

    wait: Callable[[float], Message | None]
    waits: tuple[float, ...] = _WAITS
    settle: timedelta = timedelta(minutes=15)
    enter: Callable[[Visit], None] = lambda _: None


def sync(
    ledger: Ledger,
    site: Site,
    now: Callable[[], datetime],
    slowly: Slowly,
    keep_in: Path,
    takes: Callable[[Filing], bool] = lambda _: True,
) -> Iterator[Synced]:
    """Read the page of every case not known to be closed, and remember what it shows.

    Replies in doubt are settled from it. If the site asks to slow down, wait; if it keeps asking, or somebody stops the
    sync, the rest is left unchanged and reported. What was read is kept at once. `takes` narrows the cases.

    Raises:
        CasewrightError: no browser, or the site cannot be reached.
    """
    known = ledger.followed()
    groups: dict[tuple[str, str], list[Filing]] = {}
    for filing in filter(takes, still_open(ledger, known)):
        groups.setdefault((filing.account, filing.marketplace), []).append(filing)
    over: Synced | None = None
    for (account, market), filings in groups.items():
        if over:
            yield from (_left(filing, over) for filing in filings)
            continue
        with site.visit(account, market, keep_in) as visit:
            slowly.enter(visit)
            for filing in filings:
                one = _left(filing, over) if over else _synced(filing, visit.cases, known, ledger, now, slowly)
                over = over or (one if one.outcome in {Outcome.RATE_LIMITED, Outcome.STOPPED} else None)
                yield one


def still_open(ledger: Ledger, known: Mapping[str, Followed]) -> Iterator[Filing]:
    """Return the filings whose case is not known to be closed."""
    for filing in ledger.stream_filings():
        if filing.case_id and (filing.case_id not in known or known[filing.case_id].open):
            yield filing


def _left(filing: Filing, over: Synced) -> Synced:
    return Synced(filing=filing, trouble=msg("no longer looked at"), outcome=over.outcome)


def _synced(
    filing: Filing,
    cases: CaseLog,
    known: Mapping[str, Followed],
    ledger: Ledger,
    now: Callable[[], datetime],
    slowly: Slowly,
) -> Synced:
    case_id = filing.case_id or ""
    waits = list(slowly.waits)
    while True:
        try:
            page = cases.read(case_id)
            break
        except WindowError as error:
            if error.reason is not Reason.RATE_LIMITED:
                outcome = error.reason.outcome if error.reason.needs_person else None
                return Synced(filing=filing, trouble=error.message, outcome=outcome)
            if not waits or (error.wait or 0.0) > _LONGEST:
                return Synced(filing=filing, trouble=error.message, outcome=Outcome.RATE_LIMITED)
            pause = waits.pop(0)
            if stopped := slowly.wait(pause if error.wait is None else max(error.wait, _SHORTEST)):
                return Synced(filing=filing, trouble=stopped, outcome=Outcome.STOPPED)
    seen, before = followed_of(page, now()), known.get(case_id)
    if page.missing and before and seen.answers < before.answers:
        trouble = msg("its page showed less than before; it did not show: {missing}", missing=page.missing)
        return Synced(filing=filing, followed=before, trouble=trouble)
    ledger.follow(seen)
    settle_replies(page, ledger, now(), slowly.settle)
    return Synced(filing=filing, followed=seen, news=seen.answers > (before.answers if before else 0))


def followed_of(page: CasePage, now: datetime) -> Followed:
    """Return what is kept of a case's page, without personal data. It takes replies for some days after an answer."""
    last = page.answers[-1] if page.answers else None
    until = last.at + timedelta(days=page.reply_days or REPLY_DAYS) if last and last.at else None
    return Followed(
        case_id=page.case_id,
        status=page.status,
        answers=len(page.answers),
        answer=Scrubber().people(last.text) if last else "",
        answered_at=last.at if last else None,
        attachments=page.attachments,
        reply_until=until,
        seen_at=now,
    )


class What(StrEnum):
    """What kind of thing is due."""

    ANSWER = "answer"
    """Amazon's answer: look into the case."""
    REPLY = "reply"
    """Yours: an answered case closes."""
    WINDOW = "window"
    """The claim: Amazon's window closes."""


class Due(Value):
    """One thing due on a day in the marketplace; `day` may be past. `name` is the case ID or the claim's."""

    what: What
    day: date
    marketplace: str
    name: str
    claim_id: str
    detail: Message
    account: str = ""
    claim_type: str = ""
    amount: str = ""
    currency: str = ""


def due_within(days: int, dues: Iterable[Due], now: datetime) -> list[Due]:
    """Return what is due within so many days of the marketplace's today, in the order given; overdue ones included."""
    last = timedelta(days=days)
    return [one for one in dues if one.day <= marketplace(one.marketplace).day(now) + last]


def due(
    filings: Iterable[Filing],
    followed: Mapping[str, Followed],
    verdicts: Iterable[Verdict] = (),
    replies: Iterable[Reply] = (),
) -> tuple[Due, ...]:
    """Return everything that is due, the earliest first: answers, replies, closing windows. Days are the marketplace's.

    `replies` are your own, the oldest first. `verdicts` are claims that are still to be filed; those that cannot be
    filed any more are left out.
    """
    said = {one.case_id: one for one in replies if one.state is not ReplyState.NOT_SENT}
    found = [
        one
        for filing in filings
        if filing.case_id
        for one in _of_case(filing, followed.get(filing.case_id), said.get(filing.case_id))
    ]
    open_claims = [one for one in verdicts if one.fileable or one.refusal in STILL_OPEN]
    found += [_of_claim(one, one.deadline) for one in open_claims if one.deadline]
    return tuple(sorted(found, key=lambda one: (one.day, one.name)))


def _of_case(filing: Filing, seen: Followed | None, reply: Reply | None) -> Iterator[Due]:
    place = marketplace(filing.marketplace)
    case_id = filing.case_id or ""
    if seen and not seen.open:
        return
    if reply and not (seen and seen.answered_at and seen.answered_at > reply.armed_at):
        day = answer_due(place.day(reply.armed_at), place.code)
        yield _due(
            What.ANSWER,
            day,
            filing,
            case_id,
            msg("no answer yet to your reply of {day}", day=place.day(reply.armed_at)),
        )
        return
    if seen and seen.answers:
        if seen.reply_until:
            kinds = [kind.replace("_", " ") for kind in asked_for(seen.answer)]
            asks = msg("answered; it asks for: {kinds}", kinds=kinds)
            told = asks if kinds else msg("answered; it closes without a reply")
            yield _due(What.REPLY, place.day(seen.reply_until), filing, case_id, told)
        return
    day = answer_due(place.day(filing.armed_at or filing.created_at), place.code)
    yield _due(
        What.ANSWER,
        day,
        filing,
        case_id,
        msg("no answer yet: check the case") if seen else msg("not looked at yet"),
    )


def _due(what: What, day: date, filing: Filing, name: str, detail: Message) -> Due:
    return Due(
        what=what,
        day=day,
        marketplace=filing.marketplace,
        name=name,
        claim_id=filing.claim_id,
        detail=detail,
        account=filing.account,
        claim_type=filing.claim_type,
        amount=filing.amount,
        currency=filing.currency,
    )


def _of_claim(verdict: Verdict, deadline: date) -> Due:
    claim = verdict.claim
    ready = msg("may be filed now") if verdict.fileable else label(str(verdict.refusal))
    return Due(
        what=What.WINDOW,
        day=deadline,
        marketplace=claim.marketplace,
        name=claim.claim_id,
        claim_id=claim.claim_id,
        detail=msg("Amazon's window closes; {then}", then=ready),
        account=claim.account,
        claim_type=claim.type,
        amount=str(claim.amount),
        currency=claim.currency,
    )
