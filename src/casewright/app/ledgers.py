"""Copy the ledger's database to another place, with proof."""

from __future__ import annotations

from pathlib import Path

from casewright.ledger.copy import LedgerCopied, copy_ledger


def copy_to(source: str, target: str) -> LedgerCopied:
    """Copy a ledger (a file or an address) into an empty one, proven by its chain.

    Raises:
        LedgerError: the source's chain is broken, the target is not empty, or one of them fails; nothing is kept.
    """
    return copy_ledger(_place(source), _place(target))


def _place(text: str) -> Path | str:
    return text if "://" in text else Path(text).expanduser().absolute()
