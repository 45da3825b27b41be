"""Whose page this is: the account and marketplace in the header, compared with the claim's. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from casewright.flow.sighting import Node, Sighting
from casewright.flow.words import collapse_spaces
from casewright.model.marketplaces import MARKETPLACES, country_of

CHOOSER = "/account-switcher/default/merchantMarketplace?returnTo=%2Fhome"
"""Where Seller Central lets a person choose account and marketplace; older accounts are sent on to the old page."""

_BETWEEN = " | "
_CURRENT = re.compile(r"\s*[(（][^()（）]*[)）]$")
"""What the chooser adds to the marketplace that is chosen now: ` (current)`, ` (aktuell)`."""
_SELECTED = re.compile(r"\. Selected$", re.IGNORECASE)
"""What the rows of the EU's chooser add, for those who only hear them (2026)."""
_PENDING = re.compile(r"[(（]pending\b", re.IGNORECASE)
"""A marketplace that the account is not registered for yet: ` (pending registration)`. Nothing can be filed there."""
_PRESSABLE = frozenset({"button", "link", "combobox", "menuitem"})
_TAKEN = frozenset({"pressed", "expanded", "selected"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose account a claim is filed in: the merchant's name as the header shows it, the marketplace by its code."""

    merchant: str
    marketplace: str

    def __str__(self) -> str:
        """`Harbor Lane Goods | United States`, as the header writes it."""
        place = MARKETPLACES.get(self.marketplace)
        return f"{self.merchant}{_BETWEEN}{place.name if place else self.marketplace}"

    def same(self, other: Owner) -> bool:
        """Return whether both are one account on one marketplace, whatever the name's spaces and capitals."""
        return self.marketplace == other.marketplace and _key(self.merchant) == _key(other.merchant)


def shown_owner(sighting: Sighting) -> Owner | None:
    """Return the account that the page's own header shows; None if it shows none, or more than one.

    The header is the page's banner. A page without one is read outside its main part, because that part may contain
    anybody's words.
    """
    nodes = sighting.frames[0].nodes if sighting.frames else ()
    header = list(_under("banner", nodes)) or _outside("main", nodes)
    owners = {owner for node in header if node.role in _PRESSABLE and (owner := _owner(node.name))}
    return owners.pop() if len(owners) == 1 else None


def _owner(words: str) -> Owner | None:
    """Parse `Harbor Lane Goods | United States`; a merchant's name may itself contain a bar."""
    merchant, between, place = words.rpartition(_BETWEEN)
    code = country_of(place)
    return Owner(collapse_spaces(merchant), code) if between and merchant.strip() and code else None


def _under(role: str, nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Return what is inside the elements of a role."""
    depth: int | None = None
    for node in nodes:
        if depth is not None and node.depth <= depth:
            depth = None
        if depth is not None:
            yield node
        elif node.role == role:
            depth = node.depth


def _outside(role: str, nodes: tuple[Node, ...]) -> list[Node]:
    inside = {id(node) for node in _under(role, nodes)}
    return [node for node in nodes if id(node) not in inside]


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A row of the account chooser: its text, and whether it is already chosen."""

    name: str
    chosen: bool

    @property
    def seen(self) -> str:
        """Its visible text, without what only screen readers get."""
        return _SELECTED.sub("", self.name)

    @property
    def words(self) -> str:
        """Its text, without the mark of the chosen row."""
        return _CURRENT.sub("", self.seen)


def merchant_row(sighting: Sighting, owner: Owner) -> OwnerRow | None:
    """Return the chooser's row for the account; None if there is none, or more than one."""
    wanted = _key(owner.merchant)
    return _only(row for row in _rows(sighting) if wanted in {_key(row.seen), _key(row.words)})


def place_row(sighting: Sighting, owner: Owner) -> OwnerRow | None:
    """Return the chooser's row for the marketplace; None if there is none, or more than one."""
    return _only(row for row in _rows(sighting) if country_of(row.words) == owner.marketplace)


def _rows(sighting: Sighting) -> Iterator[OwnerRow]:
    """Return every pressable row that leads to an account or a marketplace; it may contain a radio button."""
    for frame in sighting.frames:
        for node, inside in pairwise([*frame.nodes, Node("end")]):
            if node.role == "button" and not _PENDING.search(node.name):
                radio = inside.role == "radio" and inside.depth > node.depth and "checked" in inside.states
                yield OwnerRow(node.name, bool(_TAKEN & node.states) or radio or bool(_SELECTED.search(node.name)))


def _only(rows: Iterator[OwnerRow]) -> OwnerRow | None:
    found = list(rows)
    return found[0] if len(found) == 1 else None


def _key(name: str) -> str:
    return collapse_spaces(name).casefold()
