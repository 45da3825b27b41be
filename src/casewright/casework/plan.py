"""The plan: claims in order, with the texts that will be sent, and one digest over everything a person approves."""

from __future__ import annotations

from datetime import datetime

from casewright.claims.form import Form
from casewright.claims.problem import Value
from casewright.policy.verdict import Verdict


class Source(Value):
    """A claims file that the plan was made from, and its hash at that moment."""

    path: str
    sha256: str


class Entry(Value):
    """One fileable claim with its text. `digest` covers claim, text, evidence hashes, account and flow digests."""

    verdict: Verdict
    form: Form
    fingerprint: str
    digest: str


class Plan(Value):
    """What will be filed, in order. `refused` are the verdicts that were left out; `digest` covers every entry."""

    schema_version: int = 1
    created_at: datetime
    entries: tuple[Entry, ...]
    refused: tuple[Verdict, ...] = ()
    sources: tuple[Source, ...] = ()
    flows: dict[str, str]
    digest: str
