"""Checking claims: files loaded and judged, with the money at stake; every use case begins with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from casewright.app.events import Listener, RowsRead, ignore_events
from casewright.app.narrowing import Narrowing
from casewright.app.workspace import Workspace, open_workspace
from casewright.errors import ExitCode, UsageError
from casewright.intake.claim_files import list_claim_files
from casewright.intake.load import load
from casewright.intake.paper_checks import PaperRules
from casewright.intake.photo_copies import Copies
from casewright.intake.reports import read_reimbursements
from casewright.intake.shelf import open_shelf
from casewright.ledger.filing import IN_DOUBT, State
from casewright.message import Message, msg
from casewright.model.claim import Batch, Claim
from casewright.model.fingerprint import fingerprint
from casewright.model.problem import Problem
from casewright.model.site_name import SiteName
from casewright.policy.caps import DAY, HOUR, Caps, cap_verdicts
from casewright.policy.facts import Facts
from casewright.policy.judge_batch import judge_all
from casewright.policy.own_rules import load_rules
from casewright.policy.stakes import AtStake, at_stake
from casewright.policy.verdict import HELD_BACK, Verdict
from casewright.settings import Settings, same_name
from casewright.wording.writer import Writer, load_writer

if TYPE_CHECKING:
    from casewright.ledger.store import Ledger


class HeldByLedger(NamedTuple):
    """What a ledger holds of claims: fingerprint → case ID or state. `alike` may be for the same losses."""

    same: Mapping[str, str]
    alike: Mapping[str, str]


HeldLosses = Callable[[Sequence[Claim]], HeldByLedger]
"""Asked with claims: what a ledger holds of them."""


def hold_nothing(_: Sequence[Claim]) -> HeldByLedger:
    """The answer where nothing was ever filed."""
    return HeldByLedger({}, {})


@dataclass(frozen=True, slots=True)
class Judged:
    """What the files held, and what the rules say of each claim."""

    batch: Batch
    verdicts: tuple[Verdict, ...]

    @property
    def broken(self) -> bool:
        """Whether a row could not be read as a claim, or a claim is refused; one that only waits a day is not."""
        return any(problem.severity == "error" for problem in self.batch.problems) or any(
            verdict.refusal is not None and verdict.refusal not in HELD_BACK for verdict in self.verdicts
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check comes to: the judgement, the money by deadline, and the sheet that was written back, if any."""

    judged: Judged
    stakes: tuple[AtStake, ...]
    written_back: Path | None = None

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` where a row could not be read or a claim is refused."""
        return ExitCode.REFUSED if self.judged.broken else ExitCode.DONE


def check_claims(  # noqa: PLR0913 (one for each thing that a person may say)
    paths: Sequence[Path],
    *,
    reimbursements: Sequence[Path] | None = None,
    strip_location: bool | None = None,
    early: bool | None = None,
    fix_up_to: Path | None = None,
    narrowed: Narrowing | None = None,
    lang: str | None = None,
    tell: Listener = ignore_events,
) -> Checked:
    """Load and judge the files against the real account's ledger. Nothing is opened or sent.

    `reimbursements` are Amazon's reports: what was paid is not claimed again. `early` files without the advised
    waiting. `fix_up_to` is where the sheet is written back with each problem as a comment. `narrowed` leaves claims out
    of the answer; all of them are judged, because caps and duplicates are about all.

    Raises:
        UsageError: the settings cannot be read, or `fix_up_to` is given with more than one file.
        BadTemplate: one of the seller's own templates cannot be used.
    """
    workspace = open_workspace(reimbursements=reimbursements, lang=lang, strip_location=strip_location, early=early)
    now, rules = datetime.now(UTC), load_rules(workspace.settings.rules)
    caps = caps_of(workspace, now)
    judged = judge_files(workspace, paths, filed_before(workspace), caps=caps, tell=tell)
    judged = replace(judged, verdicts=cap_verdicts(judged.verdicts, rules, caps, now))
    written = _write_back(workspace, paths, judged, fix_up_to) if fix_up_to else None
    if narrowed:
        judged = replace(judged, verdicts=tuple(one for one in judged.verdicts if narrowed.takes_claim(one.claim)))
    return Checked(judged, at_stake(judged.verdicts, now), written)


def exit_code_of(problems: Iterable[Problem]) -> ExitCode:
    """`REFUSED` where one of the problems is an error: a row or a file that could not be read."""
    return ExitCode.REFUSED if any(problem.severity == "error" for problem in problems) else ExitCode.DONE


def judge_files(
    workspace: Workspace,
    paths: Sequence[Path],
    held: HeldLosses | None = None,
    writer: Writer | None = None,
    *,
    caps: Caps | None = None,
    early_claims: frozenset[str] = frozenset(),
    tell: Listener = ignore_events,
) -> Judged:
    """Load the files and judge every claim in them, with the text that would be sent.

    `held` is asked which of the losses a ledger holds already. `writer` is the settings' by default.
    `caps` tell how many cases the accounts may still file, `early_claims` which claims a plan approved to be filed
    without the advised waiting.

    Raises:
        BadTemplate: one of the seller's own templates cannot be used.
    """
    settings = workspace.settings
    copies = Copies(strip_location=settings.strip_location)
    batch = load(
        paths,
        settings.columns,
        lambda rows: tell(RowsRead(rows)),
        copies=copies,
        papers=PaperRules(settings.compare_papers, settings.companies),
        shelf=open_shelf(settings.shelf, settings.costs),
    )
    paid = read_reimbursements(*settings.reimbursements)
    batch = batch.model_copy(
        update={
            "problems": batch.problems + paid.problems,
            "statements": (*batch.statements, *paid.statements, *_tell_uncompared(batch, settings)),
        }
    )
    caps = caps or _caps(settings, {}, {})
    known = (held or hold_nothing)(batch.claims)
    facts = Facts(
        now=datetime.now(UTC),
        filings=dict(known.same),
        alike=dict(known.alike),
        reimbursements=paid.rows,
        unread=paid.unread,
        compares_payments=bool(settings.reimbursements),
        per_day=caps.per_day,
        own_per_day={name: cap for name, (cap, _) in caps.own.items()},
        filed_lately=dict(caps.filed_in_day),
        early=settings.early,
        early_claims=early_claims,
    )
    return Judged(batch, judge_all(batch.claims, load_rules(settings.rules), facts, writer or writer_of(workspace)))


def _tell_uncompared(batch: Batch, settings: Settings) -> tuple[Message, ...]:
    """That nobody knows which of the claims are paid already, where no report was given that could tell."""
    if settings.reimbursements or not batch.claims:
        return ()
    told = msg(
        "Whether Amazon has paid any of these claims is not known: no Reimbursements report was given ({flag})",
        flag="--reimbursements",
    )
    return (told,)


def writer_of(workspace: Workspace) -> Writer:
    """What writes subjects and messages, as the settings ask for it.

    Raises:
        BadTemplate: one of the seller's own templates cannot be used.
    """
    settings = workspace.settings
    own = {same_name(name): _load_writer(settings.for_account(name)) for name in settings.accounts}
    return replace(_load_writer(settings), by_account=own)


def _load_writer(settings: Settings) -> Writer:
    return load_writer(settings.wording, settings.templates, says_automated=settings.say_automated)


def filed_before(workspace: Workspace) -> HeldLosses:
    """What the real account's ledger holds; where nothing was ever filed, no ledger is made for it."""

    def ask(claims: Sequence[Claim]) -> HeldByLedger:
        if not workspace.has_ledger(SiteName.LIVE):
            return hold_nothing(claims)
        with workspace.open_ledger(SiteName.LIVE) as ledger:
            return losses_taken(ledger)(claims)

    return ask


def losses_taken(ledger: Ledger) -> HeldLosses:
    """What a ledger holds: the case ID, or the state where there is none yet."""
    return lambda claims: _hold(ledger, claims, frozenset())


def losses_proven(ledger: Ledger) -> HeldLosses:
    """As `losses_taken`, without what is in doubt: filing decides that from the case log before it begins."""
    return lambda claims: _hold(ledger, claims, IN_DOUBT)


def _hold(ledger: Ledger, claims: Sequence[Claim], without: Collection[State]) -> HeldByLedger:
    same = ledger.taken([fingerprint(claim) for claim in claims])
    alike = ledger.filed_alike(claim for claim in claims if fingerprint(claim) not in same)
    return HeldByLedger(
        *(
            {loss: filing.case_id or filing.state for loss, filing in held.items() if filing.state not in without}
            for held in (same, alike)
        )
    )


def caps_of(workspace: Workspace, now: datetime, ledger: Ledger | None = None) -> Caps:
    """The caps of the settings, with what each account filed lately by a ledger; None takes the real account's."""
    if ledger is None:
        if not workspace.has_ledger(SiteName.LIVE):
            return _caps(workspace.settings, {}, {})
        with workspace.open_ledger(SiteName.LIVE) as live:
            return caps_of(workspace, now, live)
    filed = [ledger.filed_by_account(now - span) for span in (DAY, HOUR)]
    return _caps(workspace.settings, *filed)


def _caps(settings: Settings, in_day: Mapping[str, int], in_hour: Mapping[str, int]) -> Caps:
    each = {name: settings.for_account(name) for name in settings.accounts}
    own = {name: (held.per_day, held.per_hour) for name, held in each.items()}
    return Caps(settings.per_day, settings.per_hour, settings.batch, in_day, in_hour, own)


def _write_back(workspace: Workspace, paths: Sequence[Path], judged: Judged, out: Path) -> Path:
    files = list_claim_files(paths)
    if len(files) != 1:
        raise UsageError(
            msg("{flag} works on one sheet, but {count} were given.", flag="--fix-up", count=len(files)),
            remedy=msg("Check them one at a time."),
        )
    from casewright.intake.fix_up import fix_up  # noqa: PLC0415 (openpyxl; a check without --fix-up writes nothing)

    refused = [problem for verdict in judged.verdicts for problem in verdict.problems]
    batch = judged.batch.model_copy(update={"problems": (*judged.batch.problems, *refused)})
    return fix_up(files[0], batch, out, workspace.settings.columns)
