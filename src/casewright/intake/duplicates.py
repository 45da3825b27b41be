"""What stands twice in the files: the same name for two rows, the same loss in two rows."""

from __future__ import annotations

from casewright.model.claim import CommonClaim
from casewright.model.fingerprint import loss


class Seen:
    """Remembers names and losses over all files of a batch; a row is known by its file, sheet and number.

    Only hashes and numbers are kept, so that a hundred thousand rows stay small.
    """

    def __init__(self) -> None:
        self._tables: list[str] = []
        self._names: dict[int, int] = {}
        self._losses: dict[int, int] = {}

    def table(self, words: str) -> None:
        """From here on rows are of this table, named as in a message."""
        self._tables.append(words)

    def name(self, claim_id: str, row: int) -> str | None:
        """Remember the name; the earlier row that has it already, if one does: nobody could tell the two apart."""
        return self._remember(self._names, hash(claim_id.casefold()), row)

    def loss(self, claim: CommonClaim, row: int) -> str | None:
        """Remember the loss; the earlier row that claims it already, if one does."""
        return self._remember(self._losses, hash(loss(claim)), row)

    def _remember(self, memory: dict[int, int], key: int, row: int) -> str | None:
        mine = (len(self._tables) << 32) + row
        first = memory.setdefault(key, mine)
        return None if first == mine else f"{self._tables[(first >> 32) - 1]}, row {first & 0xFFFFFFFF}"
