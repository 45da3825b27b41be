"""The rules as typed values, read from rules.toml. `own_rules` puts the seller's own over them."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, cached_property
from importlib import resources
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from casewright.errors import CasewrightError
from casewright.message import NOTHING, Message, msg
from casewright.model.claim import CLAIM_TYPES
from casewright.model.evidence import EvidenceKind
from casewright.model.marketplaces import marketplace
from casewright.model.problem import Value
from casewright.policy.payment_reasons import PaymentReasons

Days = Annotated[int, Field(strict=True, ge=0, le=3650)]


class Conduct(Value):
    """A rule on how to behave: where it stands, the day of the copy that was read, and what it says."""

    name: str
    source: Message
    checked_on: date
    sentence: Message


class Term(Conduct):
    """When, and with what proof, one claim type may be filed in some marketplaces.

    All days count from the claim's event date, and both edges belong to the window. Before `earliest_days`, Amazon's
    own, a claim is refused; before `advised_days` it waits unless the person says otherwise (`advised_source` says
    whose advice it is). `latest_days` (or `latest_months`) is the last day; neither where Amazon publishes none.
    `proof` is what the claim is refused without, `tool_asks` what Amazon's own tool asks for, `advised` what is often
    asked for; `any_proof` asks for one file at least, of whatever kind. `overridden` is True where the seller's
    settings speak.
    """

    type: str
    title: Message
    marketplaces: tuple[str, ...]
    earliest_days: Days = 0
    advised_days: Days | None = None
    advised_source: Message = NOTHING
    latest_days: Days | None = None
    latest_months: Annotated[int, Field(strict=True, ge=1, le=120)] | None = None
    proof: tuple[EvidenceKind, ...] = ()
    advised: tuple[EvidenceKind, ...] = ()
    any_proof: bool = False
    tool_asks: Message | None = None
    counts_from: Message
    expect: Message
    refused_for: tuple[Message, ...] = ()
    overridden: bool = False

    @field_validator("marketplaces")
    @classmethod
    def _known_marketplaces(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        try:
            return tuple(marketplace(code).code for code in codes)
        except CasewrightError as error:
            raise ValueError(error.message) from error

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.type not in CLAIM_TYPES:
            raise ValueError(msg("{word} is not a claim type", word=self.type))
        if self.latest_days is not None and self.latest_months is not None:
            raise ValueError(msg("give latest_days or latest_months, not both"))
        if self.latest_days is not None and self.latest_days < self.earliest_days:
            raise ValueError(msg("latest_days must not be less than earliest_days"))
        return self

    def first_day(self, event: date) -> date:
        """The first day on which Amazon takes a claim for a loss of that day."""
        return event + timedelta(days=self.earliest_days)

    def advised_day(self, event: date) -> date:
        """The day until which waiting is advised: Amazon's first day where nobody advises to wait."""
        return event + timedelta(days=max(self.advised_days or 0, self.earliest_days))

    def last_day(self, event: date) -> date | None:
        """The last day, None where none is published; months end on the month's last day where they have fewer days."""
        if self.latest_days is not None:
            return event + timedelta(days=self.latest_days)
        return _months_after(event, self.latest_months) if self.latest_months else None


def _months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last where it has fewer."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class NoRule(CasewrightError):
    """No rule says when such a claim may be filed in its marketplace: nothing is published, and none is borrowed."""


class Rules(Value):
    """All rules there are. `payment_reasons` is claim type → the reasons under which Amazon pays it.

    Beside the claim types it has `any`, reasons that may be for any type, `taken_back`, reasons of reversals, and
    `other`, reasons that pay none.
    """

    terms: tuple[Term, ...]
    conduct: tuple[Conduct, ...]
    payment_reasons: dict[str, tuple[str, ...]]

    @cached_property
    def reasons(self) -> PaymentReasons:
        """The reasons, to be looked up in any spelling."""
        return PaymentReasons(self.payment_reasons)

    def find_term(self, claim_type: str, code: str) -> Term | None:
        """The term of a claim type in a marketplace, None where no rule is known.

        Raises:
            UnknownMarketplace: the code is none.
        """
        code = marketplace(code).code
        return next((term for term in self.terms if term.type == claim_type and code in term.marketplaces), None)

    def term(self, claim_type: str, code: str) -> Term:
        """The term of a claim type in a marketplace.

        Raises:
            NoRule: there is no such claim type, or no rule of it for that marketplace.
            UnknownMarketplace: the code is none.
        """
        term = self.find_term(claim_type, code)
        if term is None:
            raise NoRule(
                msg(
                    "No rule says when {claim_type} may be claimed in {marketplace}.",
                    claim_type=claim_type,
                    marketplace=code,
                ),
                remedy=msg("{command} shows the rules.", command="`casewright explain`"),
            )
        return term

    def find_rule(self, name: str) -> Conduct:
        """A rule by its name.

        Raises:
            KeyError: there is no such rule.
        """
        for rule in (*self.terms, *self.conduct):
            if rule.name == name:
                return rule
        raise KeyError(name)


@cache
def shipped_rules() -> Rules:
    """The rules that came with the program."""
    text = resources.files("casewright.policy").joinpath("rules.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Rules.model_validate(
        {"terms": data["term"], "conduct": data["conduct"], "payment_reasons": data["payment_reasons"]}
    )
