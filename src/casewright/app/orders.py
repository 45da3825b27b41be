"""By what lists are sorted, the same for every face. An amount is sorted within its currency, the largest first."""

from __future__ import annotations

from enum import StrEnum


class ClaimOrder(StrEnum):
    """By what claims are sorted."""

    DEADLINE = "deadline"
    AMOUNT = "amount"
    CLAIM = "claim"
    ACCOUNT = "account"
    VERDICT = "verdict"


class CaseOrder(StrEnum):
    """By what filings are sorted; `date` is when they were last changed."""

    DATE = "date"
    AMOUNT = "amount"
    CLAIM = "claim"
    ACCOUNT = "account"
    STATE = "state"


class DueOrder(StrEnum):
    """By what is sorted that is due."""

    DAY = "day"
    AMOUNT = "amount"
    CLAIM = "claim"
    ACCOUNT = "account"
