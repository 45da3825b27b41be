"""What the papers of a claim say, compared with the claim: what an associate would deny it for is told before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from casewright.extras import how_to_install
from casewright.intake.cells import Unreadable
from casewright.intake.documents import PdfContent, read_pdf
from casewright.intake.paper_text import find_buyers, find_date, find_kind, names_company, tells_boxes, tells_weight
from casewright.intake.photos import lies_on_its_side, scan_size
from casewright.intake.scan_words import read_scan
from casewright.message import Message, msg
from casewright.model.claim import CommonClaim
from casewright.model.evidence import Evidence, EvidenceKind

_NEAR = 2
"""Lines before and after a product's own in which its quantity is looked for."""
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w.,-])|(?<![\w.,-])\d{1,6}(?![\w-]|[.,]\d)")
_SPACE = re.compile(r"\s+")
_INBOUND = frozenset({"inbound_lost", "inbound_damaged"})
#: Pixels of a scan that an associate can read, for inbound claims [tas-buppan and other sources, read 2026-11-27].
SCAN_SIZE = (2000, 1500)


@dataclass(frozen=True, slots=True)
class PaperRules:
    """Whether papers are compared at all, and account → the company that invoices are made out to."""

    compare: bool = True
    companies: Mapping[str, str] = field(default_factory=dict)


class Paper(NamedTuple):
    """A document or a picture of one, and what a program can read of it."""

    proof: Evidence
    content: PdfContent

    @property
    def text(self) -> str:
        """Its words, empty for a picture."""
        return self.content.text


class PaperDoubt(NamedTuple):
    """Something that a paper says, or does not say, and that speaks against the claim; `line` is what was read."""

    code: str
    message: Message
    expected: Message
    kind: EvidenceKind = EvidenceKind.STOCK_DOCUMENT
    line: str | None = None


def read_papers(evidence: Iterable[Evidence]) -> list[Paper]:
    """The stock documents and proofs of delivery among the evidence."""
    papers = []
    for proof in evidence:
        if proof.kind in (EvidenceKind.STOCK_DOCUMENT, EvidenceKind.PROOF_OF_DELIVERY):
            try:
                pdf = proof.media_type == "application/pdf"
                content = read_pdf(proof.path, proof.sha256) if pdf else PdfContent("", scan_size(proof.path))
            except (Unreadable, OSError):  # gone since it was looked at: whoever sends it will see that
                continue
            papers.append(Paper(proof, content))
    return papers


def find_doubts(claim: CommonClaim, papers: Sequence[Paper], rules: PaperRules) -> Iterator[PaperDoubt]:
    """Everything on the papers that does not fit the claim. What a program cannot read raises no doubt but is told."""
    stock = [paper for paper in papers if paper.proof.kind is EvidenceKind.STOCK_DOCUMENT]
    delivery = [paper for paper in papers if paper.proof.kind is EvidenceKind.PROOF_OF_DELIVERY]
    yield from _product_doubts(claim, [paper.text for paper in stock])
    for paper in stock:
        yield from _stock_doubts(claim, paper, rules)
    for paper in delivery:
        yield from _delivery_doubts(paper)
    for paper in papers:
        if paper.content.is_scan:
            yield from _tell_scan(claim, paper, rules)
        if getattr(claim, "type", "") in _INBOUND:
            yield from _scan_doubts(paper)


def _tell_scan(claim: CommonClaim, paper: Paper, rules: PaperRules) -> Iterator[PaperDoubt]:
    """What OCR reads on a scan, for a person to look at: it misreads, so nothing rests on it."""
    name, kind = paper.proof.name, paper.proof.kind
    words = read_scan(paper.proof.path, paper.proof.media_type, paper.proof.sha256)
    if words is None:
        if paper.proof.media_type == "application/pdf":
            message = msg("{name} is a scan without text: its words were not compared with the claim", name=name)
            how = how_to_install("ocr")
            yield PaperDoubt("document-scan", message, msg("your own look at it; for OCR, {how}", how=how), kind)
        return
    units = units_shown(claim, words)
    if units is None:
        message = msg("{name} is a scan without text: OCR finds nothing on it that names this claim", name=name)
    else:
        message = msg(
            "{name} is a scan without text: OCR finds this claim's product on it, {units} units", name=name, units=units
        )
    line = next((line for line in words.splitlines() if _names(claim, line)), None)
    yield PaperDoubt("document-scan", message, msg("your own look at it: OCR makes mistakes"), kind, line)
    if kind is EvidenceKind.STOCK_DOCUMENT:
        yield from _stock_doubts(claim, Paper(paper.proof, PdfContent(words)), rules)


def _product_doubts(claim: CommonClaim, texts: Iterable[str]) -> Iterator[PaperDoubt]:
    readable = [text for text in texts if text.strip()]
    if not readable:
        return
    expected = msg("an invoice that names the product, with the quantity shipped")
    lines = [line for text in readable for line in text.splitlines()]
    named = [number for number, line in enumerate(lines) if _names(claim, line)]
    if not named and not any(_names(claim, text) for text in readable):
        message = msg("no stock document names the product, shipment or order of this claim")
        yield PaperDoubt("document-mismatch", message, expected)
    elif named and max(_numbers_near(lines, named), default=0) < claim.quantity:
        message = msg("no stock document shows {quantity} units or more of this product", quantity=claim.quantity)
        yield PaperDoubt("document-quantity", message, expected, line=lines[named[0]])


def units_shown(product: CommonClaim, text: str) -> int | None:
    """The most units that a paper shows near the product's name; None where it does not name it."""
    lines = text.splitlines()
    named = [number for number, line in enumerate(lines) if _names(product, line)]
    return max(_numbers_near(lines, named), default=0) if named else None


def _numbers_near(lines: Sequence[str], named: Iterable[int]) -> list[int]:
    near = {other for number in named for other in range(number - _NEAR, number + _NEAR + 1)}
    return [int(digits.replace(",", "")) for n in near if 0 <= n < len(lines) for digits in _NUMBER.findall(lines[n])]


def _names(claim: CommonClaim, text: str) -> bool:
    packed = _SPACE.sub("", text).casefold()
    wanted = (claim.fnsku, claim.asin, claim.sku, claim.shipment_id, claim.order_id, claim.product_name)
    return any(_SPACE.sub("", word).casefold() in packed for word in wanted if word)


def _stock_doubts(claim: CommonClaim, paper: Paper, rules: PaperRules) -> Iterator[PaperDoubt]:
    name = paper.proof.name
    if kind := find_kind(paper.text):
        message = msg("{name} calls itself “{value}”, which Amazon does not take as proof", name=name, value=kind.value)
        yield PaperDoubt(
            "document-kind", message, msg("the supplier's final invoice or a packing slip"), line=kind.line
        )
    dated = find_date(paper.text)
    if dated and dated[1] > claim.event_date:
        what = "hand-over" if getattr(claim, "type", "") in _INBOUND else "loss"
        message = msg(
            "{name} is dated {dated}, after the {what} of {event_date}",
            name=name,
            dated=dated[1],
            what=what,
            event_date=claim.event_date,
        )
        yield PaperDoubt("document-date", message, msg("a paper from before the {what}", what=what), line=dated[0])
    company = rules.companies.get(claim.account, claim.account)
    buyers = find_buyers(paper.text)
    if buyers and not names_company(paper.text, company):
        message = msg(
            "{name} names {value} as the buyer, and not {company}", name=name, value=buyers[0].value, company=company
        )
        expected = msg("an invoice made out to the account's company; [companies] in casewright.toml says its name")
        yield PaperDoubt("document-buyer", message, expected, line=buyers[0].line)


def _delivery_doubts(paper: Paper) -> Iterator[PaperDoubt]:
    if paper.content.is_scan:
        return
    missing = [] if tells_weight(paper.text) else [msg("weight")]
    missing += [] if tells_boxes(paper.text) else [msg("number of boxes")]
    if missing:
        message = msg(
            "{name} does not show: {missing}",
            name=paper.proof.name,
            missing=missing,
        )
        expected = msg("the carrier's own proof, with stamp or signature, weight and number of boxes")
        yield PaperDoubt("delivery-incomplete", message, expected, EvidenceKind.PROOF_OF_DELIVERY)


def _scan_doubts(paper: Paper) -> Iterator[PaperDoubt]:
    width, height = paper.content.picture
    if paper.proof.media_type.startswith("image/") and lies_on_its_side(paper.proof.path):
        message = msg("{name} lies on its side", name=paper.proof.name)
        yield PaperDoubt("scan-sideways", message, msg("the scan turned upright and saved so"), paper.proof.kind)
    if not paper.content.is_scan or not width:
        return
    if max(width, height) < SCAN_SIZE[0] or min(width, height) < SCAN_SIZE[1]:
        message = msg(
            "{name} has {width} × {height} pixels, and small print cannot be read",
            name=paper.proof.name,
            width=width,
            height=height,
        )
        expected = msg(
            "one upright scan of at least {width:,} × {height:,} pixels",
            width=SCAN_SIZE[0],
            height=SCAN_SIZE[1],
        )
        yield PaperDoubt("scan-too-small", message, expected, paper.proof.kind)
