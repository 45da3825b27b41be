"""Review a plan claim by claim: each answer is bound to the digest of what was shown; the result is a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from casewright.app.check import filed_before
from casewright.app.events import Listener, ignore_events
from casewright.app.plan import Planned, is_plan, plan_claims
from casewright.app.preview import preview_plan
from casewright.app.review_answers import Answers, KeptAnswers, ReviewAnswer
from casewright.app.workspace import Workspace, open_workspace
from casewright.casework.plan import Entry, Plan, narrow_plan, read_plan, save_plan, still_approved
from casewright.casework.result import GuardCount, Settled
from casewright.errors import CasewrightError
from casewright.message import Message, as_message, msg
from casewright.model.problem import Problem
from casewright.model.site_name import SiteName
from casewright.places import flows

__all__ = ["Entry", "Review", "ReviewAnswer", "ShownOtherwise", "open_review"]


class ShownOtherwise(CasewrightError):
    """The answer was about something that has changed since. Nothing was noted."""


Signature = tuple[tuple[str, int, int], ...]
"""Path, time of change and size of everything that a plan was made from."""


@dataclass(slots=True)
class Review:
    """A plan under review. Several windows may use it at once: every read and every answer takes one lock.

    `answers` maps each claim to its answer and the digest of what was shown; `trail` lists the claims in the order of
    the answers. `stale` are claims whose approval became void because they changed, with why. `walks` are the dry walks
    by digest; `kept` is the folder with an earlier preview's pictures.
    """

    paths: tuple[Path, ...]
    folder: Path
    lang: str | None
    planned: Planned
    kept: Path | None = None
    only: frozenset[str] | None = None
    answers: Answers = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    stale: dict[str, Message] = field(default_factory=dict)
    walks: dict[str, Settled] = field(default_factory=dict)
    guard: GuardCount | None = None
    signature: Signature = ()
    _lock: RLock = field(default_factory=RLock)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is reviewed, in working order."""
        entries = self.planned.plan.entries
        return entries if self.only is None else tuple(one for one in entries if one.claim.claim_id in self.only)

    def entry_of(self, claim_id: str) -> Entry | None:
        """Return the entry of a claim; None if it is not, or no longer, under review."""
        return next((entry for entry in self.entries if entry.claim.claim_id == claim_id), None)

    def answer_to(self, entry: Entry) -> ReviewAnswer | None:
        """Return the answer to exactly this entry; None if there is none."""
        answer, digest = self.answers.get(entry.claim.claim_id, (None, ""))
        return answer if digest == entry.digest else None

    def counts(self) -> Counter[ReviewAnswer | None]:
        """Count the claims by answer."""
        return Counter(map(self.answer_to, self.entries))

    def problems_of(self, claim_id: str) -> tuple[Problem, ...]:
        """Return the doubts about a claim's row and what its papers say against it."""
        return tuple(one for one in self.planned.judged.batch.problems if one.claim_id == claim_id)

    def pictures_of(self, entry: Entry) -> tuple[Path, ...]:
        """Return the pictures of the filled pages, from this review's dry run or from the opened plan's preview."""
        if walk := self.walks.get(entry.digest):
            return tuple(one.picture for one in walk.walked.pictures if one.picture)
        if self.kept is None or entry.claim.claim_id in self.stale:
            return ()
        return tuple(sorted(self.kept.glob(f"**/{entry.form.reference}-*.png")))

    def next_after(self, claim_id: str, wanted: ReviewAnswer | None = None) -> str | None:
        """Return the next claim without an answer (or with the `wanted` one) after this one, wrapping around."""
        names = [entry.claim.claim_id for entry in self.entries if self.answer_to(entry) is wanted]
        order = [entry.claim.claim_id for entry in self.entries]
        at = order.index(claim_id) if claim_id in order else -1
        return next((name for name in (*order[at + 1 :], *order[: max(at, 0)]) if name in names), None)

    def answered_before(self, claim_id: str) -> str:
        """Return the claim answered last, other than this one; empty for none."""
        return next((name for name in reversed(self.trail) if name != claim_id and self.entry_of(name)), "")

    def answer(self, claim_id: str, digest: str, answer: ReviewAnswer | None) -> None:
        """Note an answer to what was shown under a digest; None withdraws an answer.

        Raises:
            ShownOtherwise: something else would be filed now, or the claim is not under review any more.
            CannotWrite: the answer cannot be kept, so it was not noted.
        """
        with self._lock:
            self.refresh()
            entry = self.entry_of(claim_id)
            if entry is None or entry.digest != digest:
                raise ShownOtherwise(
                    msg("{claim} changed after it was shown. Nothing was approved.", claim=claim_id),
                    remedy=msg("Look at it again: the page shows it as it is now."),
                )
            KeptAnswers.of(self.paths).add(claim_id, digest, answer)
            self.stale.pop(claim_id, None)
            self.trail.append(claim_id)
            if answer is None:
                self.answers.pop(claim_id, None)
            else:
                self.answers[claim_id] = (answer, digest)

    def take_up_answers(self) -> None:
        """Take over answers from an earlier desk, as far as they are about what would be filed now."""
        for claim_id, (answer, digest) in KeptAnswers.of(self.paths).read().items():
            entry = self.entry_of(claim_id)
            if entry and entry.digest == digest:
                self.answers[claim_id] = (answer, digest)
            elif entry:
                self.stale.setdefault(claim_id, msg("it changed since it was looked at"))

    def refresh(self, *, thorough: bool = False) -> bool:
        """Plan again if a sheet, a paper, a flow or a setting changed on disk; True if it was planned again.

        `thorough` always plans again, so a new day, or a file that kept its time and size, is noticed too.
        """
        with self._lock:
            if not thorough and _sign(self.planned, self.paths) == self.signature:
                return False
            before = self.planned.plan
            workspace = _workspace_of(before, self.lang)
            self.planned = plan_claims(workspace, self.paths, filed_before(workspace))
            self.signature = _sign(self.planned, self.paths)
            self._drop_stale(before)
            return True

    def _drop_stale(self, before: Plan) -> None:
        """Drop the answers to whatever has changed, and note why."""
        _, gone = still_approved(before, self.planned.plan)
        for one in gone:
            if self.answers.pop(one.entry.claim.claim_id, None):
                self.stale[one.entry.claim.claim_id] = as_message(one.reason)

    def preview(self, tell: Listener = ignore_events) -> None:
        """Fill the form of every claim on the recorded pages, and keep the pictures. Nothing is submitted.

        Raises:
            CasewrightError: no browser, or the site cannot be reached.
        """
        workspace = _workspace_of(self.planned.plan, self.lang)
        previewed = preview_plan(workspace, self.planned, SiteName.REPLAY, self.folder, tell)
        with self._lock:
            self.walks |= {settled.entry.digest: settled for settled in previewed.walks.entries}
            self.guard = previewed.walks.guard

    def approved_plan(self) -> Plan:
        """Return the plan of the approved claims only, as it would be written now."""
        with self._lock:
            approved = {digest for answer, digest in self.answers.values() if answer is ReviewAnswer.APPROVED}
            under_review = {entry.digest for entry in self.entries}
            return narrow_plan(self.planned.plan, approved & under_review)

    def write_plan(self) -> Path:
        """Write the plan of the approved claims only, after a last check for changes.

        Raises:
            ShownOtherwise: an approved claim changed; nothing is written.
            CasewrightError: nothing is approved, or the folder cannot be written.
        """
        with self._lock:
            stale_before = set(self.stale)
            self.refresh(thorough=True)
            if fell := sorted(self.stale.keys() - stale_before):
                raise ShownOtherwise(
                    msg("These claims changed after they were approved: {claims}. No plan was written.", claims=fell),
                    remedy=msg("Look at them again, then write the plan."),
                )
            plan = self.approved_plan()
            if not plan.entries:
                raise CasewrightError(
                    msg("No claim is approved, so there is nothing to write."),
                    remedy=msg("Approve at least one claim."),
                )
            return save_plan(plan, self.folder / f"approved-{plan.digest[:12]}.json")


def open_review(
    paths: Sequence[Path],
    *,
    strip_location: bool | None = None,
    reimbursements: Sequence[Path] | None = None,
    lang: str | None = None,
    tell: Listener = ignore_events,
) -> Review:
    """Begin a review of claims files, or continue with a preview's plan, which names its own reports.

    Raises:
        PlanError: the plan cannot be read or was changed by hand.
        CasewrightError: a flow, a template or the settings cannot be used.
    """
    if len(paths) == 1 and is_plan(paths[0]):
        review = _open_plan(paths[0], lang, tell)
    else:
        workspace = open_workspace(lang=lang, strip_location=strip_location, reimbursements=reimbursements)
        planned = plan_claims(workspace, paths, filed_before(workspace), tell)
        folder = workspace.report_folder(None, "review")
        review = Review(tuple(paths), folder, lang, planned, signature=_sign(planned, paths))
    review.take_up_answers()
    return review


def _open_plan(path: Path, lang: str | None, tell: Listener) -> Review:
    approved = read_plan(path)
    workspace = _workspace_of(approved, lang)
    sources = tuple(Path(source.path) for source in approved.sources)
    planned = plan_claims(workspace, sources, filed_before(workspace), tell, early_claims=approved.approved_claims)
    stale = {one.entry.claim.claim_id: as_message(one.reason) for one in still_approved(approved, planned.plan)[1]}
    return Review(
        sources,
        workspace.report_folder(None, "review"),
        lang,
        planned,
        kept=path.parent.absolute(),
        only=approved.approved_claims,
        stale=stale,
        signature=_sign(planned, sources),
    )


def _workspace_of(plan: Plan, lang: str | None) -> Workspace:
    """Return the workspace with the options that the plan was made with."""
    reports = [Path(report) for report in plan.reimbursements] or None
    return open_workspace(lang=lang, strip_location=plan.strip_location, reimbursements=reports)


def _sign(planned: Planned, paths: Sequence[Path]) -> Signature:
    """Return what shows whether anything changed: sheets, papers, reports, flows, mends, settings."""
    workspace = open_workspace()
    watched = {Path(source.path) for source in planned.plan.sources}
    watched |= {proof.path for entry in planned.plan.entries for proof in entry.claim.evidence}
    watched |= {Path(report) for report in planned.plan.reimbursements}
    watched |= {path for folder in (flows(), workspace.home.mends) for path in folder.rglob("*.yaml")}
    watched |= {workspace.home.settings, Path("casewright.toml").absolute(), *(path.absolute() for path in paths)}
    return tuple(sorted(map(_stamp, watched)))


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, -1
    return str(path), found.st_mtime_ns, found.st_size
