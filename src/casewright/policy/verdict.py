"""What the rules say of a claim: a value, with the rule and its source."""

from __future__ import annotations

from datetime import date, datetime

from casewright.model.claim import Claim
from casewright.model.outcome import Outcome
from casewright.model.problem import Problem, Value


class Reason(Value):
    """Why: the rule's name, a sentence for the person, what to do, and where Amazon says so.

    `message_zh` and `remedy_zh` are the same in Chinese, empty where nobody has said it.
    """

    rule: str
    message: str
    remedy: str = ""
    source: str = ""
    message_zh: str = ""
    remedy_zh: str = ""

    def say(self, language: str) -> str:
        """The sentence in Chinese for `zh` and its kin, in English for everything else."""
        return (language.lower().startswith("zh") and self.message_zh) or self.message

    def to_do(self, language: str) -> str:
        """What to do about it, likewise; empty where there is nothing to do."""
        return (language.lower().startswith("zh") and self.remedy_zh) or self.remedy


class Verdict(Value):
    """The judgement on one claim.

    `refusal` is None where the claim may be filed. `first_day` (Amazon's), `advised_day` (until which waiting is
    advised) and `deadline` are days in the marketplace's time zone, None where nothing is published; `warnings` do not
    stop it; `overridden` names the rules that the seller's own settings replaced. `early` is True where the person
    files it although waiting is advised.
    """

    claim: Claim
    refusal: Outcome | None = None
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
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

    def problems(self, language: str) -> tuple[Problem, ...]:
        """What stands against it as problems of the row that it was read from, for whoever mends that row."""
        place = self.claim.place
        refusal = self.refusal
        if place is None or refusal is None or refusal in HELD_BACK:  # a day or a report is nothing to mend in a row
            return ()
        spot = place.model_copy(update={"field": _MENDED_IN.get(refusal)})
        return tuple(
            Problem(
                code=refusal.replace("_", "-"),
                message=reason.say(language),
                place=spot,
                expected=reason.to_do(language) or None,
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
