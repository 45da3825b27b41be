"""Preview: everything is filled in for every claim that may be filed, and nothing is submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casewright.app.check import filed_before
from casewright.app.events import Listener, ignore_events
from casewright.app.narrowing import Narrowing
from casewright.app.plan import Planned, plan_claims
from casewright.app.sites import SiteWork
from casewright.app.walk_events import WalkTeller
from casewright.app.workspace import Workspace, open_workspace
from casewright.casework.plan import narrow_plan, save_plan
from casewright.casework.preview import preview
from casewright.casework.result import Preview
from casewright.errors import ExitCode, most_serious
from casewright.model.site_name import SiteName


@dataclass(frozen=True, slots=True)
class Previewed:
    """The result of a preview: each walk with its pictures, and the plan saved in `folder`."""

    planned: Planned
    walks: Preview
    folder: Path

    @property
    def plan_file(self) -> Path:
        """The plan that `file` files exactly as it was previewed."""
        return self.folder / "plan.json"

    @property
    def exit_code(self) -> ExitCode:
        """The exit code of the most serious outcome; a refused claim counts."""
        codes = {settled.outcome.exit_code for settled in self.walks.entries}
        return most_serious(codes | ({ExitCode.REFUSED} if self.planned.judged.broken else set()))


def preview_claims(  # noqa: PLR0913 (one for each thing that a person may say)
    paths: Sequence[Path],
    site: SiteName = SiteName.REPLAY,
    *,
    out: Path | None = None,
    reimbursements: Sequence[Path] | None = None,
    strip_location: bool | None = None,
    early: bool | None = None,
    lang: str | None = None,
    narrowed: Narrowing | None = None,
    tell: Listener = ignore_events,
) -> Previewed:
    """Fill in everything for every claim that may be filed, and submit nothing; save the plan in the folder.

    The plan holds only claims that `narrowed` takes.

    Raises:
        UsageError: the settings cannot be read.
        CasewrightError: no browser, or the site cannot be reached. What goes wrong with one claim is an outcome.
    """
    workspace = open_workspace(reimbursements=reimbursements, strip_location=strip_location, early=early, lang=lang)
    planned = plan_claims(workspace, paths, filed_before(workspace), tell)
    if narrowed:
        ours = {entry.digest for entry in planned.plan.entries if narrowed.takes_claim(entry.claim)}
        planned = replace(planned, plan=narrow_plan(planned.plan, ours))
    return preview_plan(workspace, planned, site, workspace.report_folder(out, "preview"), tell)


def preview_plan(workspace: Workspace, planned: Planned, site: SiteName, folder: Path, tell: Listener) -> Previewed:
    """Walk a plan without ever receiving a permit; pictures and plan go to `folder`.

    Raises:
        CasewrightError: as `preview_claims`.
    """
    work = SiteWork(workspace, site)
    teller = WalkTeller(len(planned.plan.entries), tell)
    site_of_plan = work.open_site(about=(entry.form for entry in planned.plan.entries))
    walks = preview(planned.plan, site_of_plan, planned.flows, work.brakes(), folder, teller)
    if site is SiteName.LIVE:  # recorded pages belong to nobody's account
        log = work.run_log("preview")
        for settled in walks.entries:
            log.settled(settled)
    previewed = Previewed(planned, walks, folder)
    save_plan(planned.plan, previewed.plan_file)
    return previewed
