"""File: every claim becomes a case at most once, after an answer for each, with proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from casewright.app.asks import Approved, Asks, FormQuestions
from casewright.app.by_hand import HandQuestions, WalksByHand
from casewright.app.check import caps_of, losses_proven
from casewright.app.events import Listener, ignore_events
from casewright.app.narrowing import Narrowing
from casewright.app.plan import Planned, is_plan, plan_claims
from casewright.app.sites import SiteWork
from casewright.app.walk_events import WalkTeller
from casewright.app.workspace import Workspace, open_workspace, person
from casewright.casework.desk import Desk
from casewright.casework.file_to_the_end import RunEnd, file_to_the_end
from casewright.casework.plan import Entry, PlanError, Stale, find_left_behind, read_plan, still_approved
from casewright.casework.result import Settled
from casewright.errors import ExitCode, UsageError, most_serious
from casewright.ledger.refusals import LedgerError
from casewright.ledger.store import Ledger, utc_now
from casewright.message import msg
from casewright.model.outcome import Outcome
from casewright.model.site_name import SiteName
from casewright.policy.caps import DAY, next_moments
from casewright.policy.own_rules import load_rules
from casewright.site.visit import Site


@dataclass(frozen=True, slots=True)
class Filed:
    """The result of a filing run.

    `end` is what became of the entries, whatever failed meanwhile; `left_out` holds approved entries that have changed.
    """

    planned: Planned
    entries: tuple[Entry, ...]
    left_out: tuple[Stale, ...]
    site: SiteName
    folder: Path
    end: RunEnd
    next_allowed: Mapping[str, datetime] = field(default_factory=dict)
    """When each entry that a cap held back may be filed at the earliest, by fingerprint."""
    given: tuple[Path, ...] = ()
    """The files that the person named: what files the rest, after a run that was interrupted."""

    @property
    def settled(self) -> tuple[Settled, ...]:
        """How each entry ended."""
        return self.end.settled

    @property
    def reconcile_command(self) -> str:
        """The command to run if something is in doubt."""
        return " ".join(("casewright cases reconcile", *self.site.flags))

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the most serious outcome."""
        if self.end.exit_code in {ExitCode.UNCERTAIN, ExitCode.INTERRUPTED}:
            return self.end.exit_code
        refused = self.planned.judged.broken or self.left_out
        return most_serious({self.end.exit_code} | ({ExitCode.REFUSED} if refused else set()))


def file_claims(  # noqa: PLR0913 (one for each thing that a person may say)
    paths: Sequence[Path],
    site: SiteName,
    asks: Asks,
    *,
    limit: int | None = None,
    out: Path | None = None,
    reimbursements: Sequence[Path] | None = None,
    strip_location: bool | None = None,
    early: bool | None = None,
    lang: str | None = None,
    digest: str | None = None,
    narrowed: Narrowing | None = None,
    walks_by_hand: WalksByHand | None = None,
    tell: Listener = ignore_events,
) -> Filed:
    """File the claims of files or of an approved plan, asking `asks` before each submit; nothing is filed twice.

    A plan is filed exactly as it was previewed: what changed since is left out. `digest` is that of the plan shown to
    whoever said yes: any other plan is refused. `walks_by_hand` is the person who walks instead of a flow, or when a
    flow finds no way. Claims outside `narrowed` are left for another run.

    Raises:
        PlanError: the plan cannot be read, was changed by hand, or is not the one of `digest`.
        UsageError: nobody can be asked and no plan approved anything; the settings cannot be read.
        CasewrightError: no browser, the site cannot be reached, the ledger cannot be opened: before anything was done.
    """
    planned_before = len(paths) == 1 and is_plan(paths[0])
    if isinstance(asks, Approved) and not planned_before:
        raise UsageError(msg("{flag} files only what a plan approved.", flag="--yes"), remedy=PREVIEW_FIRST)
    approved = read_plan(paths[0]) if planned_before else None
    if digest is not None and (approved is None or approved.digest != digest):
        raise PlanError(
            msg("{path} is not the plan that was shown. Nothing was filed.", path=paths[0]),
            remedy=msg("Look at the plan as it is now, and begin again."),
        )
    bare = approved.strip_location if approved and strip_location is None else strip_location
    if approved and reimbursements is None and approved.reimbursements:
        reimbursements = [Path(report) for report in approved.reimbursements]
    workspace = open_workspace(batch=limit, reimbursements=reimbursements, strip_location=bare, early=early, lang=lang)
    sources = [Path(source.path) for source in approved.sources] if approved else paths
    with workspace.open_ledger(site) as ledger:
        caps = caps_of(workspace, utc_now(), ledger)
        planned = plan_claims(
            workspace,
            sources,
            losses_proven(ledger),
            tell,
            caps=caps,
            early_claims=approved.approved_claims if approved else frozenset(),
        )
        entries, stale = still_approved(approved, planned.plan) if approved else (planned.plan.entries, ())
        if narrowed:
            entries = tuple(entry for entry in entries if narrowed.takes_claim(entry.claim))
            stale = tuple(left for left in stale if narrowed.takes_claim(left.entry.claim))
        rules = load_rules(workspace.settings.rules)
        planned = replace(planned, left_behind=find_left_behind(entries[:limit], caps, rules))
        folder = workspace.report_folder(out, "filed")
        run = FilingRun(workspace, planned, entries[:limit], stale, site, folder, walks_by_hand, tuple(paths))
        return run.file_entries(ledger, asks, tell)


PREVIEW_FIRST = msg(
    "Preview the claims with {command} and read its report; then give its plan instead of the claims.",
    command="`casewright preview`",
)
"""What to do where there is no plan that approved anything."""


@dataclass(frozen=True, slots=True)
class FilingRun:
    """One run of filing: what was planned, and from which files; what is filed, where pictures go, who walks."""

    workspace: Workspace
    planned: Planned
    entries: tuple[Entry, ...]
    left_out: tuple[Stale, ...]
    site: SiteName
    folder: Path
    walks_by_hand: WalksByHand | None = None
    given: tuple[Path, ...] = ()

    @property
    def _work(self) -> SiteWork:
        return SiteWork(self.workspace, self.site)

    def file_entries(self, ledger: Ledger, asks: Asks, tell: Listener) -> Filed:
        """File the entries. The value says what ended the run early, and holds all that was done before it.

        Raises:
            CasewrightError: no browser, or the site cannot be reached: nothing was tried.
        """
        log = self._work.run_log("file", asks.authority or str(msg("plan {digest}", digest=self.planned.plan.digest)))
        walks = WalkTeller(len(self.entries), tell)
        hand = self._hand_questions(walks)
        desk = replace(self._desk(ledger, asks, walks), by_hand=hand.desk if hand else None)
        end = file_to_the_end(self.entries, self._open_site, desk, log)
        if end.refused:
            raise end.refused
        if hand:
            hand.write_recordings(tell)
        later = self._next_allowed(ledger, end)
        return Filed(self.planned, self.entries, self.left_out, self.site, self.folder, end, later, self.given)

    def _next_allowed(self, ledger: Ledger, end: RunEnd) -> dict[str, datetime]:
        """Return when each entry held back by a cap may be filed, in run order; empty if no ledger answers."""
        capped = [one.entry for one in end.settled if one.outcome is Outcome.CAPPED]
        now, moments, later = utc_now(), dict[str, Iterator[datetime]](), dict[str, datetime]()
        if not capped:
            return later
        with suppress(LedgerError):  # what was filed counts for more
            caps = caps_of(self.workspace, now, ledger)
            for entry in capped:
                account = entry.claim.account
                if account not in moments:
                    own = caps.of_account(account)
                    moments[account] = next_moments(ledger.armed_moments(account, now - DAY), own, now)
                later[entry.fingerprint] = next(moments[account])
        return later

    def _open_site(self) -> Site:
        shown = self.walks_by_hand is not None and self.walks_by_hand.always
        return self._work.open_site(shown=shown, about=(entry.form for entry in self.entries))

    def _hand_questions(self, walks: WalkTeller) -> HandQuestions | None:
        if self.walks_by_hand is None:
            return None
        return HandQuestions(self.walks_by_hand, self._work, self.planned.flows, len(self.entries), self.folder, walks)

    def _desk(self, ledger: Ledger, asks: Asks, walks: WalkTeller) -> Desk:
        """Return everything that stays the same during the run."""
        work, of = self._work, len(self.entries)
        return Desk(
            ledger=ledger,
            flows=self.planned.flows,
            brakes=work.brakes(),
            ask=FormQuestions(asks, self.site, of, self.folder, walks),
            tell=walks,
            tell_pause=walks.tell_pause,
            tell_end=walks.tell_end,
            settle=work.settle_delay(),
            keep_in=self.folder,
            now=utc_now,
            by=person(),
            beyond={name: reason.message for name, reason in self.planned.left_behind.items()},
        )
