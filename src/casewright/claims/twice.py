"""What stands twice in the files: the same name for two rows, the same loss in two rows."""

from __future__ import annotations

from casewright.claims.claim import Claim
from casewright.claims.fingerprint import fingerprint
from casewright.claims.problem import Place
from casewright.claims.row import Draft


class Seen:
    """Remembers names and losses over all files of a batch."""

    def __init__(self) -> None:
        self._names: dict[str, Place] = {}
        self._losses: dict[str, Place] = {}

    def check_name(self, made: Draft) -> None:
        """Refuse a row whose claim ID an earlier row has: nobody could tell the two apart later."""
        first = self._names.setdefault(made.claim_id.casefold(), made.place)
        if first is not made.place:
            made.wrong(
                "duplicate-claim-id",
                f"{made.claim_id} is the name of another row already ({first})",
                "claim_id",
                "a name of its own for each claim, like C-1042",
                made.claim_id,
            )

    def check_loss(self, made: Draft, claim: Claim) -> None:
        """Warn of a second row for the same loss; the judgement refuses it."""
        first = self._losses.setdefault(fingerprint(claim), made.place)
        if first is not made.place:
            made.doubtful(
                "duplicate-row",
                f"this is the same loss as in {first}; only the first can be filed",
                None,
                "one row for each loss",
            )
