"""The shelf: costs and papers that claims take by any name of their product, and what it cannot give is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fpdf import FPDF

from casewright.intake.load import load
from casewright.intake.shelf import Product, open_shelf, take_for_draft
from casewright.model.evidence import EvidenceKind

LINES = ("Invoice 2026-118", "Invoice date: 2026-08-03", "Blue mug  X002L7QK4D  HL-MUG  40 pcs  USD 6.40")


def pdf(path, *lines):
    page = FPDF()
    page.add_page()
    page.set_font("helvetica", size=12)
    for line in lines:
        page.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    path.parent.mkdir(parents=True, exist_ok=True)
    page.output(str(path))
    return path


@pytest.fixture
def papers(tmp_path):
    """A shelf apart from the claims, with one invoice and one bill of lading."""
    folder = tmp_path / "papers"
    pdf(folder / "2026" / "supplier 118.pdf", *LINES)
    pdf(folder / "scan0001.pdf", "Bill of lading", "FBA15DK9QW2P", "12 cartons, 96 kg")
    return folder


@pytest.fixture
def costs(tmp_path):
    path = tmp_path / "costs.csv"
    path.write_text("Seller SKU,ASIN,FNSKU,Estimated Cost,Seller New Cost,Currency\n,,X002L7QK4D,4.10,6.40,USD\n")
    return path


def test_a_claim_takes_cost_and_invoice_that_its_row_does_not_name(seller, papers, costs, codes):
    sheet = seller.csv(seller.row(unit_value=""))
    batch = load([sheet], shelf=open_shelf(papers, costs))

    (claim,) = batch.claims
    assert claim.unit_value == Decimal("6.40")
    assert [proof.name for proof in claim.evidence] == ["supplier 118.pdf"]
    assert set(codes(batch)) == {"cost-from-list", "paper-from-shelf"}
    assert {problem.severity for problem in batch.problems} == {"warning"}


def test_a_sheet_without_a_column_for_the_value_is_enough(seller, costs):
    header = [name for name in seller.csv_text().splitlines()[0].split(",") if name != "unit_value"]
    row = [
        cell
        for name, cell in zip(seller.csv_text().splitlines()[0].split(","), seller.row(), strict=True)
        if name != "unit_value"
    ]
    (claim,) = load([seller.csv(row, header=header)], shelf=open_shelf(None, costs)).claims

    assert claim.unit_value == Decimal("6.40")


def test_a_product_that_the_list_does_not_name_lacks_its_value(seller, costs, codes):
    batch = load([seller.csv(seller.row(unit_value="", fnsku="X00ZZZZZZ9"))], shelf=open_shelf(None, costs))

    assert batch.claims == ()
    assert codes(batch) == ["missing-value"]


def test_what_the_row_names_itself_is_kept(seller, papers, costs):
    header = [*seller.csv_text().splitlines()[0].split(","), "stock_documents"]
    pdf(seller.folder / "own.pdf", *LINES)
    (claim,) = load([seller.csv([*seller.row(), "own.pdf"], header=header)], shelf=open_shelf(papers, costs)).claims

    assert claim.unit_value == Decimal("12.50")
    assert [proof.name for proof in claim.evidence] == ["own.pdf"]


def test_costs_in_another_currency_are_not_taken(costs):
    assert open_shelf(None, costs).find_cost(Product(fnsku="X002L7QK4D"), "EUR") is None


def test_two_costs_of_one_product_are_not_chosen_between(tmp_path):
    path = tmp_path / "costs.csv"
    path.write_text("SKU,Cost,Currency\nHL-MUG,6.40,USD\nHL-MUG,7.40,USD\n")
    assert open_shelf(None, path).find_cost(Product(sku="HL-MUG")) is None


@pytest.mark.parametrize("product", [Product(fnsku="X002L7QK4D"), Product(sku="hl-mug")])
def test_a_paper_is_found_by_any_name_that_stands_on_it(papers, product):
    found = open_shelf(papers, None).find_papers(product, EvidenceKind.STOCK_DOCUMENT)
    assert [proof.name for proof in found] == ["supplier 118.pdf"]


def test_a_paper_is_found_by_its_name_where_it_is_a_scan(tmp_path):
    page = FPDF()
    page.add_page()
    page.rect(10, 10, 80, 80, style="F")
    (tmp_path / "papers").mkdir()
    page.output(str(tmp_path / "papers" / "invoice_B07XYZ1234.pdf"))

    assert open_shelf(tmp_path / "papers", None).find_papers(Product(asin="B07XYZ1234"), EvidenceKind.STOCK_DOCUMENT)


def test_a_bill_of_lading_is_a_proof_of_delivery_by_what_it_says(papers):
    shelf, product = open_shelf(papers, None), Product(shipment_id="FBA15DK9QW2P")

    assert [proof.name for proof in shelf.find_papers(product, EvidenceKind.PROOF_OF_DELIVERY)] == ["scan0001.pdf"]
    assert shelf.find_papers(product, EvidenceKind.STOCK_DOCUMENT) == []


def test_a_short_name_or_a_number_of_the_sellers_finds_nothing(papers):
    shelf = open_shelf(papers, None)
    assert shelf.find_papers(Product(sku="40"), EvidenceKind.STOCK_DOCUMENT) == []
    assert shelf.find_papers(Product(sku="2026"), EvidenceKind.STOCK_DOCUMENT) == []


def test_a_paper_from_after_the_loss_is_left_on_the_shelf(papers):
    shelf = open_shelf(papers, None)
    assert shelf.find_papers(Product(fnsku="X002L7QK4D"), EvidenceKind.STOCK_DOCUMENT, date(2026, 8, 2)) == []


def test_a_copy_of_a_paper_makes_no_claim_count_twice(seller, papers, codes):
    for paper in sorted(papers.rglob("*.pdf")):
        paper.with_name(f"copy of {paper.name}").write_bytes(paper.read_bytes())
    rows = [
        seller.row(claim_id=f"C-{number}", transaction_id=f"2026511842730{number}", quantity="15")
        for number in range(3)
    ]
    batch = load([seller.csv(*rows)], shelf=open_shelf(papers, None))

    told = [str(problem.message) for problem in batch.problems if problem.code == "document-shared"]
    assert ["3 claims use it for 45 units" in line for line in told] == [True] * len(told)
    assert told


def test_units_are_counted_over_all_claims_that_use_a_paper(seller, papers, codes):
    rows = [
        seller.row(claim_id=f"C-{number}", transaction_id=f"2026511842730{number}", quantity="15")
        for number in range(3)
    ]
    batch = load([seller.csv(*rows)], shelf=open_shelf(papers, None))

    (short,) = [problem for problem in batch.problems if problem.code == "document-shared"]
    assert "40 units" in str(short.message)
    assert "45 units" in str(short.message)
    assert len(batch.claims) == 3


def test_a_draft_takes_what_is_marked_to_be_added(papers, costs, tmp_path):
    values = {"fnsku": "X002L7QK4D", "currency": "USD", "event_date": date(2026, 10, 13)}
    taken = take_for_draft(open_shelf(papers, costs), values, tmp_path)

    assert taken.fields == {"unit_value": Decimal("6.40"), "stock_documents": "papers/2026/supplier 118.pdf"}
    assert taken.met == {"unit_value", "stock_document"}


def test_a_folder_that_is_not_there_is_told_and_stops_nothing(seller, tmp_path, codes):
    batch = load([seller.csv(seller.row())], shelf=open_shelf(tmp_path / "gone", None))

    assert codes(batch) == ["shelf-not-found"]
    assert len(batch.claims) == 1
