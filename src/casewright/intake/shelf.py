"""The shelf: one folder of a seller's papers and one list of costs, from which claims take what they lack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from casewright.intake.evidence_file import inspect
from casewright.intake.paper_checks import Paper, read_papers
from casewright.intake.paper_text import find_date, is_proof_of_delivery
from casewright.intake.report_rows import CostRow
from casewright.intake.reports import Report, read_costs
from casewright.intake.unit_costs import UnitCosts
from casewright.message import Message, msg, msg_n
from casewright.model.evidence import MEDIA_TYPES, Evidence, EvidenceKind, kind_of
from casewright.model.problem import Place, Problem

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{3,39}")
_SHORTEST_SKU = 5
"""A shorter name of the seller's own, or one of digits only, stands on papers for many other things."""
_MOST_PAPERS = 3
"""Papers that are put to one claim."""
_CODES = ("fnsku", "asin", "sku", "shipment_id", "order_id")


@dataclass(frozen=True, slots=True)
class Product:
    """What papers and costs are looked for by: any of the names that a claim has for its product and shipment."""

    fnsku: str = ""
    asin: str = ""
    sku: str = ""
    shipment_id: str = ""
    order_id: str = ""

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Product:
        """The product of a claim's or a draft's values."""
        return cls(**{name: str(values.get(name) or "") for name in _CODES})

    @property
    def codes(self) -> frozenset[str]:
        """The names that are long enough to be found on a paper by."""
        sku = self.sku if len(self.sku) >= _SHORTEST_SKU and not self.sku.isdigit() else ""
        names = (self.fnsku, self.asin, sku, self.shipment_id, self.order_id)
        return frozenset(name.casefold() for name in names if name)


class ShelfPaper(NamedTuple):
    """One paper: what a program can read of it, every code that stands on it or in its name, and its date."""

    paper: Paper
    codes: frozenset[str]
    dated: date | None


@dataclass(slots=True)
class Shelf:
    """Papers and costs by product; empty where a seller has neither."""

    papers: Sequence[ShelfPaper] = ()
    costs: Report[CostRow] = field(default_factory=Report)
    folder: Path | None = None
    problems: list[Problem] = field(default_factory=list)
    statements: list[Message] = field(default_factory=list)
    _by_product: UnitCosts | None = field(default=None, init=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on it."""
        return not (self.papers or self.costs.rows)

    def find_cost(self, product: Product, currency: str = "") -> CostRow | None:
        """What one unit of the product costs; None where no row names it, or two rows name different costs."""
        return self._unit_costs.find(product, currency)

    def names_product(self, product: Product) -> bool:
        """Whether the list of costs has a row for the product, in whatever currency."""
        return bool(self._unit_costs.find_rows(product))

    @property
    def _unit_costs(self) -> UnitCosts:
        if self._by_product is None:
            self._by_product = UnitCosts(self.costs.rows)
        return self._by_product

    def find_papers(self, product: Product, kind: EvidenceKind, before: date | None = None) -> list[Evidence]:
        """The papers of a kind that name the product or shipment: those from before a day, the newest first."""
        fitting = [each for each in self.papers if each.paper.proof.kind is kind and each.codes & product.codes]
        earlier = [each for each in fitting if not (before and each.dated and each.dated > before)]
        earlier.sort(key=lambda each: (each.dated or date.min, each.paper.proof.name), reverse=True)
        return [each.paper.proof for each in earlier[:_MOST_PAPERS]]


def open_shelf(folder: Path | None, costs: Path | None) -> Shelf:
    """Look through the folder of papers and read the list of costs; what cannot be read is told, and left out."""
    shelf = Shelf(folder=folder)
    if folder is not None and not folder.is_dir():
        shelf.problems.append(_missing(folder, msg("there is no such folder: no paper is taken from the shelf")))
    elif folder is not None:
        shelf.papers = [paper for path in _files_below(folder) if (paper := _read_paper(path, folder, shelf.problems))]
        shelf.statements.append(
            msg_n(
                "{count} document on the shelf {folder}",
                "{count} documents on the shelf {folder}",
                len(shelf.papers),
                folder=folder,
            )
        )
    if costs is not None:
        shelf.costs = read_costs(costs)
        shelf.problems += [_as_warning(problem) for problem in shelf.costs.problems]
        shelf.statements += shelf.costs.statements
    return shelf


def _missing(path: Path, message: Message) -> Problem:
    expected = msg("the folder that `shelf` in casewright.toml names")
    return Problem(code="shelf-not-found", message=message, place=Place(file=str(path)), expected=expected)


def _as_warning(problem: Problem) -> Problem:
    """A row of the cost list that cannot be read stops no claim: the claim says itself what it lacks."""
    return problem.model_copy(update={"severity": "warning"})


def _files_below(folder: Path) -> Iterator[Path]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith((".", "~$")))
    return (path for path in paths if path.suffix.casefold() in MEDIA_TYPES)


def _read_paper(path: Path, folder: Path, problems: list[Problem]) -> ShelfPaper | None:
    kind = kind_of(path.name)
    kind = EvidenceKind.STOCK_DOCUMENT if kind is EvidenceKind.PHOTO else kind
    found = inspect(path.relative_to(folder).as_posix(), kind, folder)
    if isinstance(found, Problem):
        problems.append(_as_warning(found))
        return None
    papers = read_papers([found])
    if not papers:
        return None
    (paper,) = papers
    if is_proof_of_delivery(paper.text):
        paper = paper._replace(proof=found.model_copy(update={"kind": EvidenceKind.PROOF_OF_DELIVERY}))
    name = path.relative_to(folder).with_suffix("").as_posix()
    dated = find_date(paper.text)
    return ShelfPaper(paper, _codes_in(f"{name} {paper.text}"), dated[1] if dated else None)


def _codes_in(text: str) -> frozenset[str]:
    """Every word of a text that may be a code, and the parts of those that are joined by underscores and the like."""
    words = {word.casefold().strip("._-") for word in _CODE.findall(text)}
    return frozenset(words | {part for word in words for part in re.split(r"[_.]", word)})


class TakenFromShelf(NamedTuple):
    """What a draft can take from the shelf: fields for its cells, and which of its wants are met by that."""

    fields: Mapping[str, str | Decimal]
    met: frozenset[str]


def take_for_draft(shelf: Shelf, values: Mapping[str, object], sheet_folder: Path) -> TakenFromShelf:
    """Cost and papers for a row that is not finished.

    Papers beside the sheet are named in its cells; the others loading takes from the shelf itself.
    """
    product = Product.of(values)
    fields: dict[str, str | Decimal] = {}
    met: set[str] = set()
    if cost := shelf.find_cost(product, str(values.get("currency") or "")):
        fields["unit_value"] = cost.unit_cost
        met.add("unit_value")
    day = values.get("event_date")
    for kind, column in _COLUMNS.items():
        if papers := shelf.find_papers(product, kind, day if isinstance(day, date) else None):
            met.add(kind.value)
            if names := list(_names_from(papers, sheet_folder)):
                fields[column] = "; ".join(names)
    return TakenFromShelf(fields, frozenset(met))


_COLUMNS = {EvidenceKind.STOCK_DOCUMENT: "stock_documents", EvidenceKind.PROOF_OF_DELIVERY: "proof_of_delivery"}


def _names_from(papers: Iterable[Evidence], sheet_folder: Path) -> Iterator[str]:
    for proof in papers:
        if proof.path.resolve().is_relative_to(sheet_folder.resolve()):
            yield proof.path.resolve().relative_to(sheet_folder.resolve()).as_posix()
