"""What is known beside the claim: the moment, the ledger, the reports, the caps, and what the person decided."""

from __future__ import annotations

from pydantic import AwareDatetime

from casewright.intake.report_rows import Reimbursement, UnreadRow
from casewright.model.claim import CommonClaim
from casewright.model.problem import Value


class Facts(Value):
    """What is known beside the claim.

    `now` is a moment with its time zone; the day is taken where the marketplace is. `filings` are the losses that the
    ledger or the case log hold already: fingerprint → case ID, or the state where there is no case ID yet. `alike` are
    those that may be of the same loss, in the same way.
    `reimbursements` are the rows of Amazon's reports, merged; `unread` those that could not be read (a whole file is
    one without a row); without a report (`compares_payments` is False) nothing is taken for paid. `per_day` is the cap
    of an account, `filed_lately` what each filed in the last 24 hours. `early` files everything without the advised
    waiting, `early_claims` the claims of these names.
    """

    now: AwareDatetime
    filings: dict[str, str] = {}
    alike: dict[str, str] = {}
    reimbursements: tuple[Reimbursement, ...] = ()
    unread: tuple[UnreadRow, ...] = ()
    compares_payments: bool = False
    per_day: int = 10
    filed_lately: dict[str, int] = {}
    early: bool = False
    early_claims: frozenset[str] = frozenset()

    def files_early(self, claim: CommonClaim) -> bool:
        """Whether the person wants the claim filed without the advised waiting."""
        return self.early or claim.claim_id in self.early_claims
