"""Reply to a case: shown, confirmed, sent once, and proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casewright.app.asks import Asks, ReplyQuestion
from casewright.app.events import Listener, OutcomeKnown, ignore_events
from casewright.app.sites import SiteWork, known_flows
from casewright.app.workspace import open_workspace, person
from casewright.casework.reply import MOST_CHARACTERS, Replied, ReplyDesk, ReplyRequest, read_case_again, reply_to
from casewright.errors import Attempt, UsageError
from casewright.flow.window import Kept
from casewright.intake.evidence_file import inspect
from casewright.ledger.filing import Filing
from casewright.message import clauses, msg
from casewright.model.evidence import Evidence, kind_of
from casewright.model.problem import Problem
from casewright.model.site_name import SiteName


@dataclass(frozen=True, slots=True)
class ReplyDone:
    """The result of a reply: the filing whose case got it, and how it ended."""

    filing: Filing
    replied: Replied


def reply_to_case(
    name: str,
    site: SiteName,
    asks: Asks,
    *,
    text: str | None = None,
    text_file: Path | None = None,
    attach: Sequence[Path] = (),
    tell: Listener = ignore_events,
) -> ReplyDone:
    """Fill a reply, ask `asks`, send it once, and check whether the case shows it.

    `name` is a case ID, a reference or a claim ID. The same words and files are never sent twice.

    Raises:
        UsageError: there is not exactly one text, it is too long, a file cannot be sent, or the claim has no case yet.
        CasewrightError: no browser, the site cannot be reached, the ledger cannot be opened. After the press nothing
            raises: what happened is in the outcome.
    """
    workspace = open_workspace()
    words, files = _read_text(text, text_file), inspect_files(attach)
    work = SiteWork(workspace, site)
    with workspace.open_ledger(site) as ledger:
        filing = ledger.filing(name)
        if not filing.case_id:
            raise UsageError(
                msg("{claim_id} has no case yet.", claim_id=filing.claim_id),
                remedy=msg("`casewright cases list` shows which claims have one."),
            )
        request = ReplyRequest(filing, words, files)
        question = ReplyQuestion(filing.case_id, filing.claim_id, filing.account, site, words, files, None)

        def ask(kept: Kept) -> bool:
            return asks.before_reply(replace(question, picture=kept.picture))

        desk = ReplyDesk(ledger, known_flows(workspace), work.brakes().stopped, ask, person())
        replied = _reply_in_a_visit(request, work, desk, workspace.report_folder(None, "reply"), tell)
        tell(OutcomeKnown(replied.outcome.exit_code))
        log = work.run_log("cases reply")
        try:
            log.case(replied.outcome, filing, str(replied.detail), yes=asks.authority if replied.reply else "")
        except (OSError, ValueError) as error:  # the reply counts for more than its line in the log
            unlogged = msg("The log of runs could not be written: {reason}.", reason=error)
            replied = replied.model_copy(update={"detail": clauses((replied.detail, unlogged))})
    return ReplyDone(filing, replied)


def _reply_in_a_visit(request: ReplyRequest, work: SiteWork, desk: ReplyDesk, folder: Path, tell: Listener) -> Replied:
    """Reply in a browser of its own; if the browser does not close properly, the result stands."""
    replied: Replied | None = None
    filing = request.filing
    try:
        with work.open_site().visit(filing.account, filing.marketplace, folder) as visit:
            work.sign_in(tell)(visit)
            replied = reply_to(request, visit, desk)
    except (Exception, KeyboardInterrupt):
        if replied is None:
            raise
    return _read_again(replied, request, work, desk, folder, tell) if replied.unread else replied


def _read_again(
    replied: Replied, request: ReplyRequest, work: SiteWork, desk: ReplyDesk, folder: Path, tell: Listener
) -> Replied:
    """Read the case in a fresh browser; if that fails too, the doubt stands until the next `cases sync`."""
    filing = request.filing
    known = [replied]  # a browser that does not close properly loses nothing that is kept out here
    with (
        Attempt(Exception, KeyboardInterrupt),
        work.open_site().visit(filing.account, filing.marketplace, folder) as visit,
    ):
        work.sign_in(tell)(visit)
        known.append(read_case_again(replied, visit, desk.ledger))
    return known[-1]


def check_text(text: str) -> str:
    """Return the words of a reply as they are sent.

    Raises:
        UsageError: there are none, or too many.
    """
    words = text.strip()
    if not 0 < len(words) <= MOST_CHARACTERS:
        raise UsageError(
            msg("The reply has {count:,} characters.", count=len(words)),
            remedy=msg("A reply has between 1 and {most:,} characters.", most=MOST_CHARACTERS),
        )
    return words


def _read_text(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise UsageError(msg("A reply needs a text."), remedy=msg("Give either --text or --text-file."))
    try:
        words = file.read_text(encoding="utf-8") if file else text or ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            msg("{file} cannot be read: {error}.", file=file, error=error), remedy=msg("Save it as UTF-8 text.")
        ) from error
    return check_text(words)


def inspect_files(paths: Sequence[Path]) -> tuple[Evidence, ...]:
    """Inspect the files of a reply like any evidence.

    Raises:
        UsageError: one of them cannot be sent; says why.
    """
    inspected = [inspect(path.name, kind_of(path.name), path.absolute().parent) for path in paths]
    for path, found in zip(paths, inspected, strict=True):
        if isinstance(found, Problem):
            raise UsageError(
                msg("{path}: {message}.", path=path, message=found.message),
                remedy=msg("Expected: {expected}.", expected=found.expected),
            )
    return tuple(found for found in inspected if isinstance(found, Evidence))
