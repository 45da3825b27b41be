"""The demo: the whole way, from a sheet of claims to proven cases, on this machine only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from casewright.app.asks import Asks
from casewright.app.check import hold_nothing
from casewright.app.events import Listener
from casewright.app.filing import Filed, FilingRun
from casewright.app.machine import find_or_get_browser
from casewright.app.plan import Planned, plan_claims
from casewright.app.preview import Previewed, preview_plan
from casewright.app.workspace import Workspace, make_report_folder, open_workspace
from casewright.errors import ExitCode, most_serious
from casewright.intake.demo_files import write_demo, write_demo_reports
from casewright.model.site_name import SiteName
from casewright.places import Home
from casewright.whole_file import make_folder


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo's three stages, each begun by the face so that it can show the one before."""

    workspace: Workspace
    folder: Path
    workbook: Path
    planned: Planned

    @property
    def own_home(self) -> Home:
        """Where the demo's ledger and practice cases are."""
        return Home(self.folder / "kept")

    def preview_claims(self, tell: Listener) -> Previewed:
        """Fill every form on recorded pages.

        Raises:
            CasewrightError: the browser does not start.
        """
        return preview_plan(self.workspace, self.planned, SiteName.REPLAY, self._make_folder("preview"), tell)

    def file_claims(self, asks: Asks, tell: Listener) -> Filed:
        """File the good claims in the practice Seller Central, with a ledger of the demo's own.

        Raises:
            CasewrightError: the browser does not start, or the ledger cannot be opened.
        """
        workspace, entries = self.workspace, self.planned.plan.entries
        run = FilingRun(workspace, self.planned, entries, (), SiteName.SANDBOX, self._make_folder("receipts"))
        with workspace.open_ledger(SiteName.SANDBOX) as ledger:
            return run.file_entries(ledger, asks, tell)

    def _make_folder(self, name: str) -> Path:
        return make_folder(self.folder / name)


def prepare_demo(out: Path | None, *, lang: str | None = None, tell: Listener) -> Demo:
    """Find or get a browser, write the demo's sheet and check it.

    Raises:
        NoBrowser: there is none, and none could be got.
        CannotWrite: the folder cannot be written.
    """
    workspace = open_workspace(lang=lang)
    browser = find_or_get_browser(workspace, tell)
    today = datetime.now().astimezone()
    folder = make_report_folder(out or workspace.home.make().demos / f"{today:%Y-%m-%d-%H%M%S}")
    settings = workspace.settings.model_copy(update={"browser": str(browser.path or browser.channel)})
    workspace = Workspace(settings, workspace.home, practice=Home(folder / "kept"))
    workbook = write_demo(folder / "claims", today.date())
    return Demo(workspace, folder, workbook, plan_claims(workspace, [workbook], hold_nothing, tell))


@dataclass(frozen=True, slots=True)
class DemoReports:
    """Made-up reports of Amazon's in a folder, and the command that drafts claims from them."""

    folder: Path
    files: tuple[Path, ...]
    command: tuple[str, ...]


def write_reports(out: Path | None, *, lang: str | None = None) -> DemoReports:
    """Write the demo's reports, with days that fit today.

    Raises:
        CasewrightError: they cannot be written.
    """
    workspace = open_workspace(lang=lang)
    today = datetime.now().astimezone()
    own = workspace.home.make().demos / f"{today:%Y-%m-%d-%H%M%S}" / "reports"
    folder = make_report_folder(out or own)
    files = write_demo_reports(folder, today.date())
    out = folder.with_name(f"{folder.name}-claims.xlsx")
    command = ("casewright", "prepare", str(folder), "--account", "Harbor Lane Goods", "-o", str(out))
    return DemoReports(folder, tuple(files.values()), command)


def exit_code_of(previewed: Previewed, filed: Filed) -> ExitCode:
    """The demo's exit code: the two claims that it refuses on purpose do not count."""
    codes = {settled.outcome.exit_code for settled in previewed.walks.entries}
    return filed.end.exit_code if filed.end.interrupted else most_serious({*codes, filed.end.exit_code})
