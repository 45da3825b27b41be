"""Sort orders of lists, the same for every face. Amounts are sorted within their currency, the largest first."""

from __future__ import annotations

from enum import StrEnum


class ClaimOrder(StrEnum):
    """The sort orders of claims."""

    DEADLINE = "deadline"
    AMOUNT = "amount"
    CLAIM = "claim"
    ACCOUNT = "account"
    VERDICT = "verdict"


class CaseOrder(StrEnum):
    """The sort orders of filings; `date` is when they last changed."""

    DATE = "date"
    AMOUNT = "amount"
    CLAIM = "claim"
    ACCOUNT = "account"
    STATE = "state"


class DueOrder(StrEnum):
    """The sort orders of what is due."""

    DAY = "day"
    AMOUNT = "amount"
    CLAIM = "claim"
    ACCOUNT = "account"
