"""What reconciling comes to, as text and as a document; and a person's decision."""

from __future__ import annotations

from casewright.app.doubts import DoubtsSettled
from casewright.casework.decision import Doubt
from casewright.message import indented, msg
from casewright.model.site_name import SiteName
from casewright.report.doubts import doubt_document
from casewright.report.filings import filing_document, filing_table
from casewright.report.next_step import on_site
from casewright.report.table import View


def reconciled_document(settled: DoubtsSettled) -> dict[str, object]:
    """What stands behind `data`; `to_decide` is left out where nothing was in doubt."""
    if not settled.filings:
        return {"decided": []}
    pairs = zip(settled.filings, settled.findings, strict=True)
    return {
        "decided": [{**filing_document(filing), "finding": found.proof.finding} for filing, found in pairs],
        "to_decide": [doubt_document(doubt) for doubt in settled.open_doubts],
    }


def reconciled_view(settled: DoubtsSettled) -> View:
    """Each filing as it stands now, what was found of it, and how to decide what is still open."""
    if not settled.filings:
        return [msg("Nothing is in doubt.")]
    return [
        filing_table(settled.filings),
        *(
            msg("{place}: {message}", place=found.filing.claim_id, message=found.proof.detail)
            for found in settled.findings
        ),
        *(line for doubt in settled.open_doubts for line in _how_to_decide(doubt, settled.site)),
    ]


def _how_to_decide(doubt: Doubt, site: SiteName) -> View:
    """The two commands that decide a doubt where nobody can be asked."""
    on = "".join(f" {word}" for word in on_site(site))
    decide = f"casewright cases decide {doubt.filing.filing_id}"
    sent, not_sent = f"{decide} --case-id CASE --why TEXT{on}", f"{decide} --not-sent --why TEXT{on}"
    return [
        msg("To decide {claim}: {command}", claim=doubt.filing.claim_id, command=sent),
        indented(msg("Or, if nothing was sent: {command}", command=not_sent)),
    ]
