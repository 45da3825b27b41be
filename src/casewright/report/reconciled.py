"""What reconciling comes to, as text and as a document; and a person's decision."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.app.doubts import DoubtsSettled
from casewright.casework.decision import Doubt
from casewright.intake.guide import Language
from casewright.model.site_name import SiteName
from casewright.report.doubts import doubt_document
from casewright.report.filings import filing_document, filing_table
from casewright.report.next_step import on_site
from casewright.report.table import Table


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said beside a doubt in one language."""

    nothing: str
    how: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        nothing="Nothing is in doubt.",
        how="Decide {claim}: casewright cases decide {name} --case-id CASE --why TEXT{on}\n"
        "  or, if nothing was sent: casewright cases decide {name} --not-sent --why TEXT{on}",
    ),
    "zh": _Words(
        nothing="没有不确定的结果。",
        how="决定 {claim}：casewright cases decide {name} --case-id CASE --why TEXT{on}\n"
        "  若未提交：casewright cases decide {name} --not-sent --why TEXT{on}",
    ),
}


def reconciled_document(settled: DoubtsSettled) -> dict[str, object]:
    """What stands behind `data`; `to_decide` is left out where nothing was in doubt."""
    if not settled.filings:
        return {"decided": []}
    pairs = zip(settled.filings, settled.findings, strict=True)
    return {
        "decided": [{**filing_document(filing), "finding": found.proof.finding} for filing, found in pairs],
        "to_decide": [doubt_document(doubt) for doubt in settled.open_doubts],
    }


def reconciled_view(settled: DoubtsSettled, language: Language = "en") -> list[str | Table]:
    """Each filing as it stands now, what was found of it, and how to decide what is still open."""
    if not settled.filings:
        return [_WORDS[language].nothing]
    return [
        filing_table(settled.filings, language=language),
        *(f"{found.filing.claim_id}: {found.proof.detail}" for found in settled.findings),
        *(_how_to_decide(doubt, settled.site, language) for doubt in settled.open_doubts),
    ]


def _how_to_decide(doubt: Doubt, site: SiteName, language: Language) -> str:
    """The two commands that decide a doubt where nobody can be asked."""
    on = "".join(f" {word}" for word in on_site(site))
    return _WORDS[language].how.format(claim=doubt.filing.claim_id, name=doubt.filing.filing_id, on=on)
