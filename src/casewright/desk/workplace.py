"""What the desk works with, for as long as it is open: the claims, their check and review, the run, pictures by key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from casewright import app
from casewright.app.check import Checked
from casewright.app.drafts import DraftsPrepared, ReportFiles
from casewright.app.review import Review
from casewright.desk.dry_run import DryRun
from casewright.desk.session import DeskSession
from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.model.evidence import Evidence
from casewright.model.site_name import SiteName

if TYPE_CHECKING:
    from casewright.desk.run_at_desk import DeskRun, Work


@dataclass(slots=True)
class Workplace:
    """Everything that outlives a request. `sources` are what the command line named; `lang` what `--lang` said.

    `review` is None where no claims were named. `run` is the filing of this desk, also after it ended. `reports` are
    those of Amazon's that were dropped, `drafted` what was drafted from them; `reply_files`
    go with the reply that is, or was, under way.
    """

    session: DeskSession
    sources: tuple[Path, ...]
    site: SiteName
    language: str
    lang: str | None = None
    checked: Checked | None = None
    review: Review | None = None
    run: DeskRun | None = None
    dry_run: DryRun = field(default_factory=DryRun)
    plan_written: Path | None = None
    reports: ReportFiles | None = None
    drafted: DraftsPrepared | None = None
    reply_files: tuple[Evidence, ...] = ()
    _pictures: dict[str, Path] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def claims(self) -> tuple[Path, ...]:
        """The files of claims: those that were named, or those that the named plan was made from."""
        return self.review.paths if self.review else self.sources

    def read_claims(self) -> None:
        """Check the claims and open their review; what was answered before is kept as far as it still holds.

        Raises:
            CasewrightError: the plan, a flow or the settings cannot be used.
        """
        if not self.sources:
            return
        with self._lock:
            paid = self.paid_reports
            if self.review is None:
                self.review = app.review.open_review(self.sources, reimbursements=paid, lang=self.lang)
            else:
                self.review.refresh(thorough=True)
            self.checked = app.check.check_claims(self.claims, reimbursements=paid, lang=self.lang)

    @property
    def paid_reports(self) -> tuple[Path, ...] | None:
        """The reports of payments that were dropped, beside those of the settings; None for the settings' alone."""
        dropped = tuple(self.reports.reimbursements) if self.reports else ()
        return (*app.workspace.open_workspace().settings.reimbursements, *dropped) if dropped else None

    def take_up(self, claims: Path) -> None:
        """Work with other claims from now on: a folder, or a file. The answers to those before are kept.

        Raises:
            CasewrightError: a run goes on.
        """
        if self.run is not None and self.run.going_on:
            raise CasewrightError(
                msg("Something is being filed at this desk."),
                remedy=msg("Wait until it is done, or open another desk."),
            )
        self.sources, self.review, self.checked, self.plan_written = (claims,), None, None, None
        self.read_claims()

    def begin_run(self, run: DeskRun, work: Work) -> None:
        """Begin a run; one at a time.

        Raises:
            CasewrightError: another one goes on.
        """
        with self._lock:
            if self.run is not None and self.run.going_on:
                raise CasewrightError(
                    msg("Something is being filed at this desk already."), remedy=msg("See the room Filing.")
                )
            self.run = run
            run.start(work)

    def keep_picture(self, path: Path) -> str:
        """A key under which a picture of this desk's work is shown; no address ever holds a path."""
        key = hashlib.sha256(str(path).encode()).hexdigest()
        self._pictures[key] = path
        return key

    def picture(self, key: str) -> Path | None:
        """The picture of a key that was given out; None for any other."""
        return self._pictures.get(key)

    def evidence(self, sha256: str) -> Evidence | None:
        """The evidence with a hash, out of the claims and the reply at hand; None for any other."""
        return next((proof for proof in self.proofs() if proof.sha256 == sha256), None)

    def proofs(self) -> Iterator[Evidence]:
        """All evidence of the claims at hand, and the files of a reply."""
        judged = [self.review.planned.judged] if self.review else []
        judged += [self.checked.judged] if self.checked else []
        yield from (proof for one in judged for claim in one.batch.claims for proof in claim.evidence)
        yield from self.reply_files
