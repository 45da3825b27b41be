"""What is known besides the claim: the moment, the ledger, the reports, the caps, and what the person decided."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from pydantic import AwareDatetime

from casewright.intake.report_rows import Reimbursement, UnreadRow
from casewright.model.claim import CommonClaim
from casewright.model.problem import Value
from casewright.settings import same_name


class Facts(Value):
    """What is known besides the claim.

    `now` is a moment with its time zone; the day is the marketplace's. `filings` are the losses that the ledger or the
    case log hold already: fingerprint → case ID, or the state where there is no case ID yet. `alike` are those that may
    be of the same loss, in the same way. `reimbursements` are the rows of Amazon's reports, merged; `unread` those that
    could not be read (a whole file is one without a row); without a report (`compares_payments` is False) nothing
    counts as paid. `per_day` is the cap of an account that has none in `own_per_day`, `filed_lately` what each filed in
    the last 24 hours. `early` files everything without the advised waiting, `early_claims` the claims of these names.
    """

    now: AwareDatetime
    filings: dict[str, str] = {}
    alike: dict[str, str] = {}
    reimbursements: tuple[Reimbursement, ...] = ()
    unread: tuple[UnreadRow, ...] = ()
    compares_payments: bool = False
    per_day: int = 10
    own_per_day: dict[str, int] = {}
    filed_lately: dict[str, int] = {}
    early: bool = False
    early_claims: frozenset[str] = frozenset()

    @cached_property
    def newest_payment(self) -> date | None:
        """The day of the newest row of the reports of payments; nothing after it is known."""
        return max((row.approved_on for row in self.reimbursements), default=None)

    def cap_of(self, account: str) -> int:
        """The most cases of an account in 24 hours, however its name is written."""
        own = (cap for name, cap in self.own_per_day.items() if same_name(name) == same_name(account))
        return next(own, self.per_day)

    def files_early(self, claim: CommonClaim) -> bool:
        """Return whether the person wants the claim filed without the advised waiting."""
        return self.early or claim.claim_id in self.early_claims
