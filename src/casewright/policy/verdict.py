"""What the rules say about a claim: a value, with the rule and its source."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import model_validator

from casewright.message import NOTHING, Message
from casewright.model.claim import Claim
from casewright.model.outcome import Outcome
from casewright.model.problem import Problem, Value


class VerdictReason(Value):
    """Why: the rule's name, a sentence for the person, what to do if anything, and where Amazon says so."""

    rule: str
    message: Message
    remedy: Message = NOTHING
    source: Message = NOTHING

    @model_validator(mode="before")
    @classmethod
    def _without_chinese(cls, values: object) -> object:
        """Plans of version 0.1 held each sentence a second time, in Chinese; the catalogs have it now."""
        if isinstance(values, dict):
            return {name: value for name, value in values.items() if name not in {"message_zh", "remedy_zh"}}
        return values


class Verdict(Value):
    """The judgement on one claim.

    `refusal` is None where the claim may be filed. `first_day` (Amazon's), `advised_day` (until which waiting is
    advised) and `deadline` are days in the marketplace's time zone, None where nothing is published; `warnings` do not
    stop it; `overridden` names the rules that the seller's own settings replaced. `early` is True where the person
    files it although waiting is advised.
    """

    claim: Claim
    refusal: Outcome | None = None
    reasons: tuple[VerdictReason, ...] = ()
    warnings: tuple[VerdictReason, ...] = ()
    first_day: date | None = None
    advised_day: date | None = None
    deadline: date | None = None
    next_allowed_at: datetime | None = None
    overridden: tuple[str, ...] = ()
    early: bool = False

    @property
    def fileable(self) -> bool:
        """Whether nothing stands against filing it today."""
        return self.refusal is None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What stands against it as problems of the row that it was read from, for whoever mends that row."""
        place = self.claim.place
        refusal = self.refusal
        if place is None or refusal is None or refusal in HELD_BACK:  # a day or a report is nothing to mend in a row
            return ()
        spot = place.model_copy(update={"field": _MENDED_IN.get(refusal)})
        return tuple(
            Problem(
                code=refusal.replace("_", "-"),
                message=reason.message,
                place=spot,
                expected=reason.remedy or None,
                claim_id=self.claim.claim_id,
            )
            for reason in self.reasons
        )


HELD_BACK = frozenset({Outcome.CAPPED, Outcome.WAIT})
"""Nothing is wrong with these claims: they are for another day, or for a person to decide."""

_MENDED_IN = {
    Outcome.TOO_EARLY: "event_date",
    Outcome.TOO_LATE: "event_date",
    Outcome.EVIDENCE_MISSING: "evidence",
}
"""The field that a refusal is about; any other is about the whole row."""
