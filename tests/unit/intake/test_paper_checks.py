from __future__ import annotations

import pytest
from tests.sample_claims import sample

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
    return [
        (doubt.code, str(doubt.message)) for doubt in found if doubt.code in {"document-mismatch", "document-quantity"}
    ]


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


def codes_of(claim, *papers, companies=None):
    return {doubt.code for doubt in find_doubts(claim, papers, PaperRules(companies=companies or {}))}


GOOD = INVOICE.format(40)


@pytest.mark.parametrize(
    "line", ["Invoice date: 2026-11-05", "Date 05 Nov 2026", "Rechnungsdatum: 05.11.2026", "开票日期：2026年11月5日"]
)
def test_an_invoice_from_after_the_loss_raises_a_doubt_with_its_line(claim, line):
    (doubt,) = [each for each in find_doubts(claim, [paper(f"{line}\n{GOOD}")], PaperRules()) if each.line]

    assert (doubt.code, doubt.line) == ("document-date", line)
    assert "2026-11-05" in str(doubt.message)


@pytest.mark.parametrize(
    "line", ["Invoice date: 2026-08-05", "Due date: 2026-12-05", "Delivery date 2026-11-30", "Print date: 2026-11-26"]
)
def test_an_earlier_invoice_and_other_dates_raise_none(claim, line):
    assert "document-date" not in codes_of(claim, paper(f"{line}\n{GOOD}"))


@pytest.mark.parametrize(
    "heading",
    ["PRO FORMA INVOICE", "Proforma", "Order Confirmation", "Auftragsbestätigung 4", "报价单", "Quote"],
)
def test_a_paper_that_is_no_invoice_raises_a_doubt(claim, heading):
    assert "document-kind" in codes_of(claim, paper(f"{heading}\n{GOOD}"))


@pytest.mark.parametrize("line", ["Commercial invoice", "Purchase order no. 4711", "as in our order confirmation"])
def test_an_invoice_that_names_an_order_raises_none(claim, line):
    assert "document-kind" not in codes_of(claim, paper(f"{line}\n{GOOD}"))


@pytest.mark.parametrize("line", ["Bill to: Seaside Traders Inc", "Sold to\nSeaside Traders Inc", "买方：海滨贸易"])
def test_another_buyer_raises_a_doubt(claim, line):
    assert "document-buyer" in codes_of(claim, paper(f"{line}\n{GOOD}"))


@pytest.mark.parametrize(
    "line", ["Bill to: HARBOR LANE GOODS LLC", "Sold to\nHarbor-Lane Goods Ltd.", "Customer number 4711"]
)
def test_the_accounts_own_company_raises_none_whatever_its_form(claim, line):
    assert "document-buyer" not in codes_of(claim, paper(f"{line}\n{GOOD}"))


def test_the_settings_name_a_company_that_is_not_called_like_the_account(claim):
    text = f"Bill to: Seaside Traders Inc\n{GOOD}"
    assert "document-buyer" not in codes_of(claim, paper(text), companies={claim.account: "Seaside Traders"})


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Proof of delivery\n12 cartons\n96.5 kg\nsigned", False),
        ("Proof of delivery\n12 cartons", True),
        ("Proof of delivery\nWeight: 96", True),
        ("签收单\n12箱\n重量：96 公斤", False),
    ],
)
def test_a_proof_of_delivery_shows_weight_and_boxes(claim, text, doubted):
    delivery = paper(text, EvidenceKind.PROOF_OF_DELIVERY)
    assert ("delivery-incomplete" in codes_of(claim, delivery)) == doubted


def test_a_scan_is_told_and_not_judged(claim):
    assert codes_of(claim, paper("", picture=(2480, 3508))) == {"document-scan"}


def test_a_small_scan_is_doubted_where_a_shipment_is_claimed():
    claim = sample("inbound_lost")
    assert "scan-too-small" in codes_of(claim, paper("", picture=(800, 1100)))
    assert "scan-too-small" not in codes_of(claim, paper("", picture=(1654, 2339)))


def test_papers_are_not_compared_where_the_settings_say_so(seller, codes):
    header = (*seller.csv_text().strip().split(","), "stock_documents")
    paper_path = seller.text(INVOICE_PDF.read_bytes(), "a.pdf")
    sheet = seller.csv([*seller.row(product_name="Red chair"), paper_path.name], header=header)

    assert codes(load([sheet], papers=PaperRules(compare=False))) == []
