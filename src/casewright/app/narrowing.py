"""Narrow a list to an account, a marketplace, a claim type."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.errors import UsageError
from casewright.ledger.filing import Filing
from casewright.message import msg
from casewright.model.claim import CLAIM_TYPES, Claim
from casewright.model.marketplaces import marketplace as marketplace_of


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to; an empty text takes everything."""

    account: str = ""
    marketplace: str = ""
    claim_type: str = ""

    def takes(self, account: str, marketplace: str, claim_type: str) -> bool:
        """Return whether something of this account, marketplace and claim type stays in the list."""
        wanted = (self.account, self.marketplace, self.claim_type)
        given = (" ".join(account.split()).casefold(), marketplace, claim_type)
        return all(not want or want == have for want, have in zip(wanted, given, strict=True))

    def takes_claim(self, claim: Claim) -> bool:
        """Return whether a claim stays in the list."""
        return self.takes(claim.account, claim.marketplace, claim.type)

    def takes_filing(self, filing: Filing) -> bool:
        """Return whether a filing stays in the list."""
        return self.takes(filing.account, filing.marketplace, filing.claim_type)


def narrowing(account: str | None = None, marketplace: str | None = None, claim_type: str | None = None) -> Narrowing:
    """Return a narrowing as a person writes it: case, spaces and hyphens do not matter.

    Raises:
        UsageError: there is no such marketplace or claim type.
    """
    kind = (claim_type or "").casefold().replace("-", "_").replace(" ", "_")
    if kind and kind not in CLAIM_TYPES:
        raise UsageError(
            msg("There is no claim type {name}.", name=claim_type),
            remedy=msg("Use one of these: {names}.", names=list(CLAIM_TYPES)),
        )
    place = marketplace_of(marketplace).code if marketplace else ""
    return Narrowing(" ".join((account or "").split()).casefold(), place, kind)
