"""The end of each chain, kept separately from the ledger: whoever cuts off a tail would have to change both."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casewright.ledger.seals import GENESIS, Head


@dataclass(frozen=True, slots=True)
class HeadFile:
    """A small file that holds the last seal of each chain. Kept on a best-effort basis: a ledger works without it."""

    path: Path

    def read(self, name: str) -> Head | None:
        """Return the end as last written; None if it never was, or cannot be read."""
        try:
            told = json.loads(self.path.read_text(encoding="utf-8"))[name]
            return Head(int(told["sequence"]), str(told["hash"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, name: str, head: Head) -> None:
        """Write the end, unless a later one is there. A disk failure does not matter to a filing."""
        known = self.read(name)
        if head.hash == GENESIS or (known and known.sequence >= head.sequence):
            return
        with suppress(OSError):
            self._put({**self._all(), name: head._asdict()})

    def _all(self) -> dict[str, object]:
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return {}

    def _put(self, content: dict[str, object]) -> None:
        """Write completely or not at all, without waiting for the disk at each step: the ledger itself does that."""
        part = self.path.with_name(f".{self.path.name}-{os.getpid()}")
        part.write_text(json.dumps(content), encoding="utf-8")
        part.replace(self.path)
