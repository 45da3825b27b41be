"""Narrow a list to an account, a marketplace, a claim type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.claim import CLAIM_TYPES, Claim
from casewright.model.marketplaces import marketplace as marketplace_of


class AboutAClaim(Protocol):
    """What is about one claim: a filing, something that is due, a settlement."""

    @property
    def account(self) -> str:
        """Whose claim it is."""

    @property
    def marketplace(self) -> str:
        """The code of its marketplace."""

    @property
    def claim_type(self) -> str:
        """The type of the claim."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to; an empty text takes everything."""

    account: str = ""
    marketplace: str = ""
    claim_type: str = ""

    def takes(self, one: AboutAClaim) -> bool:
        """Return whether a filing, a payment or whatever else is about one claim stays in the list."""
        return self._fits(one.account, one.marketplace, one.claim_type)

    def takes_claim(self, claim: Claim) -> bool:
        """Return whether a claim stays in the list."""
        return self._fits(claim.account, claim.marketplace, claim.type)

    def _fits(self, account: str, marketplace: str, claim_type: str) -> bool:
        wanted = (self.account, self.marketplace, self.claim_type)
        given = (" ".join(account.split()).casefold(), marketplace, claim_type)
        return all(not want or want == have for want, have in zip(wanted, given, strict=True))


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
