"""The reasons of the inventory ledger: the download writes codes, the page on the screen writes words."""

from __future__ import annotations

import re

#: Code → the words that Amazon's pages show for it, in the spellings of the years.
#: Source: Seller Central help, "Inventory adjustments" (AE 200372710, CA 200453260, US), read 2026-11-27.
_WORDS: dict[str, tuple[str, ...]] = {
    "M": ("Inventory misplaced", "Misplaced", "Lost"),
    "5": ("Unrecoverable inventory",),
    "F": ("Inventory found", "Found"),
    "N": ("Transfer from holding account", "Transferred from holding account"),
    "E": ("Damaged at Amazon fulfillment center", "Damaged at Amazon fulfilment centre", "Warehouse damaged"),
    "6": ("Damaged by inbound carrier", "Damaged by carrier", "Carrier damaged"),
    "7": ("Damage to expired unit", "Expired"),
    "H": ("Damaged customer return", "Customer damaged"),
    "K": ("Damaged as result of item defect", "Defective"),
    "U": ("Damaged by distributor", "Distributor damaged", "Damaged by merchant"),
    "D": ("Destroyed", "Inventory disposed of", "Disposed"),
    "P": ("Damaged inventory transferred in", "Inventory disposition change"),
    "O": ("Transfer to holding account", "Transferred to holding account"),
    "3": ("Product redefinition and transfer in from original inventory item",),
    "4": ("Product redefinition and transfer out to new inventory item",),
}
_NOT_LETTERS = re.compile(r"[\W_]+")
_CODE_AND_WORDS = re.compile(r"([A-Z0-9])\s*[-–—:.]\s*\S.*|.*\S\s*\(([A-Z0-9])\)", re.IGNORECASE)


def _key(words: str) -> str:
    return _NOT_LETTERS.sub("", words).casefold()


_CODES = {_key(words): code for code, spellings in _WORDS.items() for words in spellings}


def reason_code(words: str) -> str:
    """The code of a reason given as code, words or both; what is not known stays as it is written."""
    text = words.strip()
    if len(text) == 1:
        return text.upper()
    if code := _CODES.get(_key(text)):
        return code
    if both := _CODE_AND_WORDS.fullmatch(text):
        return (both[1] or both[2]).upper()
    return text
