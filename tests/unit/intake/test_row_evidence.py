from __future__ import annotations

import shutil

import pytest

from casewright.intake import row_evidence as gather
from casewright.intake.load import load
from casewright.intake.row_evidence import Desk, in_folder, named_in
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.problem import Problem
from casewright.places import demo_claims

DEMO = demo_claims() / "evidence"


@pytest.fixture
def folder(tmp_path):
    """A claims folder with one folder of evidence for claim C-1."""
    mine = tmp_path / "evidence" / "C-1"
    mine.mkdir(parents=True)
    shutil.copy(DEMO / "invoice-KG-7713.pdf", mine / "invoice.pdf")
    shutil.copy(DEMO / "HL-1042-cracked-jar.jpg", mine / "jar.jpg")
    (mine / ".DS_Store").write_bytes(b"x")
    (mine / "Thumbs.db").write_bytes(b"x")
    return tmp_path


def test_evidence_in_the_folder_named_like_the_claim_is_found_with_its_kind(folder, seller):
    batch = load(
        [seller.csv(seller.row(fnsku="X002M1VP9T"), seller.row(claim_id="C-2", transaction_id="20265118427399"))]
    )

    assert batch.problems == ()
    first, second = batch.claims
    assert [(proof.name, proof.kind) for proof in first.evidence] == [
        ("invoice.pdf", EvidenceKind.STOCK_DOCUMENT),
        ("jar.jpg", EvidenceKind.PHOTO),
    ]
    assert second.evidence == ()


def test_a_file_that_column_and_folder_name_counts_once(folder, seller):
    header = (*seller.csv_text().strip().split(","), "proof_of_delivery")
    row = [*seller.row(fnsku="X002M1VP9T"), "evidence/C-1/invoice.pdf"]
    batch = load([seller.csv(row, header=header)])

    assert [(proof.name, proof.kind) for proof in batch.claims[0].evidence] == [
        ("invoice.pdf", EvidenceKind.PROOF_OF_DELIVERY),
        ("jar.jpg", EvidenceKind.PHOTO),
    ]


def test_a_stray_file_in_the_folder_is_a_problem_of_the_claim(folder, seller, codes):
    (folder / "evidence" / "C-1" / "photos.zip").write_bytes(b"PK")

    assert codes(load([seller.csv(seller.row(fnsku="X002M1VP9T"))])) == ["evidence-type"]


@pytest.mark.parametrize("claim_id", ["..", ".", "C-2"])
def test_a_claim_without_a_folder_has_no_files(folder, claim_id):
    assert in_folder(folder, claim_id) == []


def test_the_kind_is_the_columns_or_the_files():
    assert named_in("stock_documents", "a.jpg") == [("a.jpg", EvidenceKind.STOCK_DOCUMENT)]
    assert named_in("evidence", "a.jpg; b.pdf") == [
        ("a.jpg", EvidenceKind.PHOTO),
        ("b.pdf", EvidenceKind.STOCK_DOCUMENT),
    ]


def test_each_file_is_looked_at_once_and_results_keep_their_order(folder, monkeypatch):
    looked = []
    real = gather.inspect
    monkeypatch.setattr(gather, "inspect", lambda *args: looked.append(args[0]) or real(*args))
    desk = Desk(folder)
    wanted = [("evidence/C-1/jar.jpg", EvidenceKind.PHOTO), ("gone.pdf", EvidenceKind.STOCK_DOCUMENT),
              ("evidence/C-1/invoice.pdf", EvidenceKind.STOCK_DOCUMENT)]  # fmt: skip

    first = desk.results(wanted)
    assert desk.results(wanted) == first
    assert [type(one) for one in first] == [Evidence, Problem, Evidence]
    assert sorted(looked) == ["evidence/C-1/invoice.pdf", "evidence/C-1/jar.jpg", "gone.pdf"]
