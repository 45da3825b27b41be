from __future__ import annotations

import pytest

from casewright.intake.documents import PdfContent
from casewright.intake.load import load
from casewright.intake.paper_checks import Paper, PaperRules, find_doubts
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.places import demo_claims


@pytest.fixture
def claim(seller):
    return seller.one(quantity="24").claims[0]


def paper(text, kind=EvidenceKind.STOCK_DOCUMENT, picture=(0, 0)):
    """A PDF that says this."""
    proof = Evidence(kind=kind, path="/tmp/a.pdf", name="a.pdf", media_type="application/pdf", size=1, sha256="0" * 64)
    return Paper(proof, PdfContent(text, picture))


def doubts(claim, texts):
    found = find_doubts(claim, [paper(text) for text in texts], PaperRules())
    return [(doubt.code, doubt.message) for doubt in found if doubt.code in {"document-mismatch", "document-quantity"}]


INVOICE_PDF = demo_claims() / "evidence" / "invoice-KG-7713.pdf"
INVOICE = "Invoice 2026\n\n\nItem  Product  Quantity  Amount\nHL-MUG  Blue mug\nFNSKU X002L7QK4D\n{} USD 5,472.00\n"


@pytest.mark.parametrize("quantity", ["24", "480", "1,200"])
def test_a_document_with_the_product_and_enough_units_raises_no_doubt(claim, quantity):
    assert doubts(claim, [INVOICE.format(quantity)]) == []


@pytest.mark.parametrize("quantity", ["23", "23.50", "no"])
def test_a_document_with_fewer_units_than_claimed_raises_a_doubt(claim, quantity):
    ((code, sentence),) = doubts(claim, [INVOICE.format(quantity)])

    assert code == "document-quantity"
    assert "24" in sentence


def test_a_document_about_something_else_raises_a_doubt(claim):
    assert [code for code, _ in doubts(claim, ["Invoice for 300 red chairs\nFNSKU X009999999"])] == [
        "document-mismatch"
    ]


def test_a_name_broken_over_two_lines_is_still_found(claim):
    assert doubts(claim, ["Invoice\nBlue\nmug\n300"]) == []


def test_scans_raise_no_doubt(claim):
    assert doubts(claim, ["", "  \n"]) == []
    assert doubts(claim, []) == []


def test_one_fitting_document_of_several_is_enough(claim):
    assert doubts(claim, ["Packing list for chairs", INVOICE.format(480)]) == []


def test_a_doubt_is_a_warning_at_the_row(seller, codes):
    header = (*seller.csv_text().strip().split(","), "stock_documents")
    paper = seller.text(INVOICE_PDF.read_bytes(), "a.pdf")
    batch = load([seller.csv([*seller.row(product_name="Red chair"), paper.name], header=header)])

    assert codes(batch) == ["document-mismatch"]
    assert batch.problems[0].severity == "warning"
    assert len(batch.claims) == 1
