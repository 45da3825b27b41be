"""Cases followed up, and what is due, as text and as documents."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from casewright.app.follow import CasesSynced, DueList
from casewright.app.reply import ReplyDone
from casewright.casework.follow_up import Due, Synced
from casewright.errors import ExitCode
from casewright.message import Message, indented, listed, msg, msg_n
from casewright.model.labels import label
from casewright.model.sums import add_up
from casewright.policy.requested_evidence import asked_for
from casewright.policy.workdays import holidays_notice
from casewright.report.filings import filing_document
from casewright.report.next_step import sums_listed
from casewright.report.table import Column, Table, View


def sync_document(synced: CasesSynced) -> dict[str, object]:
    """Return the `data` of `cases sync`."""
    return {"cases": [_synced_document(case) for case in synced.cases]}


def _synced_document(case: Synced) -> dict[str, object]:
    seen = case.followed
    return {
        "case_id": case.filing.case_id,
        "claim_id": case.filing.claim_id,
        "news": case.news,
        "trouble": str(case.trouble),
        "asks_for": [*asked_for(seen.answer)] if seen else [],
        **(seen.model_dump(mode="json", exclude={"case_id"}) if seen else {}),
    }


def sync_view(synced: CasesSynced) -> View:
    """A row a case: its status and Amazon's last answer, or why it could not be read."""
    if not synced.any_filed:
        return [msg("No case has been filed yet.")]
    if not synced.cases:
        return [msg("Every case is already closed.")]
    columns = (
        Column(msg("Case"), width=12),
        Column(msg("Claim"), width=12),
        Column(msg("Status"), width=16),
        Column(msg("Last answer")),
    )
    rows = tuple(
        (
            case.filing.case_id or "-",
            case.filing.claim_id,
            case.followed.status if case.followed else "-",
            case.trouble or (msg("new: {answer}", answer=_answer(case)) if case.news else _answer(case)),
        )
        for case in synced.cases
    )
    return [
        Table(columns, rows, tuple("bad" if case.trouble else "open" if case.news else "" for case in synced.cases))
    ]


def _answer(case: Synced) -> Message:
    seen = case.followed
    if seen is None or not seen.answers:
        return msg("none yet")
    text = textwrap.shorten(seen.answer, 160, placeholder="…")
    answer = msg("{day:%Y-%m-%d}: {answer}", day=seen.answered_at, answer=text) if seen.answered_at else Message(text)
    kinds = [label(kind) for kind in asked_for(seen.answer)]
    return msg("{answer} (asks for: {kinds})", answer=answer, kinds=kinds) if kinds else answer


def due_document(dues: DueList, calendar: Path | None) -> dict[str, object]:
    """Return the `data` of `cases due`."""
    return {"due": [due.model_dump(mode="json") for due in dues.shown], "ics": calendar and str(calendar)}


def due_view(dues: DueList, calendar: Path | None) -> View:
    """A row for everything that is due, the earliest first, and where the calendar is."""
    view: View = [msg_n("Nothing is due within {count} day.", "Nothing is due within {count} days.", dues.within)]
    if dues.shown:
        view = [_due_table(dues.shown), _sum_of(dues.shown)]
    if dues.exit_code is not ExitCode.DONE:
        view.append(unread_claims())
    if calendar:
        view.append(
            msg_n(
                "Calendar with {count} entry: {path}",
                "Calendar with {count} entries: {path}",
                len(dues.all),
                path=calendar,
            )
        )
    return [*view, *filter(None, (holidays_notice(),))] if dues.shown else view


def unread_claims() -> Message:
    """That a list of what is due does not hold all of it."""
    return msg("When the claims that could not be read are due is not known.")


def _sum_of(dues: Sequence[Due]) -> Message:
    """How many things are due, and the money behind them: a claim that is due twice counts once."""
    claims = {(due.claim_id, due.account, due.marketplace): (due.amount, due.currency) for due in dues if due.amount}
    return msg_n("{count} due: {sums}", "{count} due: {sums}", len(dues), sums=sums_listed(add_up(claims.values())))


def due_columns() -> tuple[Column, ...]:
    """The columns of a list of what is due."""
    return (
        Column(msg("Day"), whole=True),
        Column(msg("What"), width=7),
        Column(msg("Case or claim"), width=14),
        Column(msg("Account"), width=14),
        Column(msg("Amount"), right=True, whole=True),
        Column(msg("Detail")),
    )


def _due_table(dues: Iterable[Due]) -> Table:
    rows = tuple(
        (
            str(due.day),
            label(due.what),
            due.name,
            due.account,
            f"{due.amount} {due.currency}".strip(),
            msg("{text} ({note})", text=due.detail, note=due.marketplace),
        )
        for due in dues
    )
    return Table(due_columns(), rows)


def reply_card(case_id: str, text: str, files: Sequence[str]) -> list[Message]:
    """What would be sent: to which case, with which files, and every line of the text."""
    named = listed(files) if files else msg("none")
    return [
        msg("Reply to case {case}. Files: {files}", case=case_id, files=named),
        *(indented(line) for line in text.splitlines()),
    ]


def reply_document(done: ReplyDone) -> dict[str, object]:
    """Return the `data` of the JSON answer."""
    replied = done.replied
    return {
        **filing_document(done.filing),
        "outcome": replied.outcome,
        "retry_safe": replied.outcome.retry_safe,
        "detail": str(replied.detail),
        "reply": replied.reply and replied.reply.model_dump(mode="json"),
    }


def reply_view(done: ReplyDone) -> View:
    """How it ended."""
    return [msg("{place}: {message}", place=label(done.replied.outcome), message=done.replied.detail)]
