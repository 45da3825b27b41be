"""The wiring: settings, rules, claims and facts put together, the same way for every command that needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from casewright.claims.claim import Batch
from casewright.claims.load import load
from casewright.ledger.store import Ledger, open_ledger
from casewright.places import home
from casewright.policy.judge import Facts, judge_all
from casewright.policy.rules import load_rules
from casewright.policy.verdict import Verdict
from casewright.settings import Settings


@dataclass(frozen=True, slots=True)
class Judged:
    """What the files held, and what the rules say of each claim."""

    batch: Batch
    verdicts: tuple[Verdict, ...]

    @property
    def broken(self) -> bool:
        """Whether a row could not be read as a claim, or a claim is refused."""
        return any(problem.severity == "error" for problem in self.batch.problems) or any(
            not verdict.fileable for verdict in self.verdicts
        )


def judged(paths: Sequence[Path], settings: Settings, filings: dict[str, str] | None = None) -> Judged:
    """Load the files and judge every claim in them.

    `filings` is what the ledger holds already: fingerprint → case ID or state.
    """
    batch = load(paths, settings.columns)
    facts = Facts(now=datetime.now(UTC), filings=filings or {})
    return Judged(batch, judge_all(batch.claims, load_rules(settings.rules), facts))


class SiteName(StrEnum):
    """Where cases are filed: on Seller Central, or in the practice one."""

    LIVE = "live"
    SANDBOX = "sandbox"


def ledger_of(site: SiteName, settings: Settings) -> Ledger:
    """The site's ledger: the shared one where the settings name one, else the one in the home folder.

    Raises:
        LedgerError: it cannot be opened.
    """
    return open_ledger(settings.ledger_url or home().made().ledger(site), site)


def taken(ledger: Ledger) -> dict[str, str]:
    """The losses that the ledger holds already: fingerprint → case ID, or the state where there is none yet."""
    return {fingerprint: filing.case_id or filing.state for fingerprint, filing in ledger.taken().items()}
