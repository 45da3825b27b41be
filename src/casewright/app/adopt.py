"""Adopt a case that was filed elsewhere: by hand, by an agency, before Casewright came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from casewright.app.check import writer_of
from casewright.app.events import Listener, ignore_events
from casewright.app.sites import SiteWork, known_flows
from casewright.app.workspace import Workspace, open_workspace, person
from casewright.casework.adopt import adopt
from casewright.casework.decision import case_id_of
from casewright.casework.follow_up import followed_of
from casewright.casework.plan import Entry, make_plan
from casewright.errors import UsageError
from casewright.intake.claim_files import list_claim_files
from casewright.intake.load import load
from casewright.intake.photo_copies import Copies
from casewright.ledger.filing import Filing
from casewright.ledger.store import utc_now
from casewright.message import msg
from casewright.model.claim import Claim
from casewright.model.site_name import SiteName
from casewright.policy.verdict import Verdict


def adopt_case(
    case_id: str, claims: Sequence[Path], claim_id: str, site: SiteName, *, tell: Listener = ignore_events
) -> Filing:
    """Take a case into the ledger as a claim's filing, so that it is followed and the claim is never filed again.

    The case's own page is read, and must name one of the claim's identifiers. Nothing is changed there. `claims` are
    the files that contain the claim.

    Raises:
        UsageError: the case ID is not valid, or the files hold no such claim.
        NotAdopted: the case's page does not prove that it is about this claim.
        LedgerError: the loss is filed already, or the case is another claim's.
        CasewrightError: no browser, the site cannot be reached, the case cannot be read.
    """
    wanted = case_id_of(case_id)
    workspace = open_workspace()
    entry = _entry_of(workspace, claims, claim_id)
    claim, work = entry.claim, SiteWork(workspace, site)
    with workspace.open_ledger(site) as ledger:
        folder = workspace.report_folder(None, "adopted")
        with work.open_site().visit(claim.account, claim.marketplace, folder) as visit:
            work.sign_in(tell)(visit)
            page = visit.cases.read(wanted)
        filing = adopt(entry, page, ledger, followed_of(page, utc_now()), person())
        work.run_log("cases adopt").case("adopted", filing, filing.detail)
    return filing


def _entry_of(workspace: Workspace, paths: Sequence[Path], claim_id: str) -> Entry:
    """Return the claim as a plan entry; whether it may be filed now is not checked: it was filed already."""
    copies = Copies(strip_location=workspace.settings.strip_location)
    batch = load(paths, workspace.settings.columns, copies=copies)
    found = [claim for claim in batch.claims if claim.claim_id == claim_id]
    if len(found) != 1:
        known = ", ".join(claim.claim_id for claim in batch.claims[:10]) or "none"
        raise UsageError(
            msg(
                "The files contain {count} claims called {claim_id}; exactly one is needed.",
                count=len(found),
                claim_id=claim_id,
            ),
            remedy=msg("The claims in them are: {known}.", known=known),
        )
    return _planned(workspace, found[0], paths)


def _planned(workspace: Workspace, claim: Claim, paths: Sequence[Path]) -> Entry:
    writer, digests = writer_of(workspace), known_flows(workspace).digests
    plan = make_plan([Verdict(claim=claim)], digests, writer, list_claim_files(paths), datetime.now(UTC))
    return plan.entries[0]
