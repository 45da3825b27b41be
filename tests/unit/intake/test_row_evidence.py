from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casewright.intake import row_evidence as gather
from casewright.intake.load import load
from casewright.intake.row_evidence import EvidenceDesk, list_folder, named_in
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


@pytest.mark.parametrize("name", ["photos.zip", "IMG_1041.MOV", "IMG_1041.AAE", "read me.txt"])
def test_a_stray_file_in_the_folder_is_passed_over_and_told(folder, seller, name):
    (folder / "evidence" / "C-1" / name).write_bytes(b"PK")
    batch = load([seller.csv(seller.row(fnsku="X002M1VP9T"))])

    assert [(problem.code, problem.severity, problem.value) for problem in batch.problems] == [
        ("passed-over", "warning", f"evidence/C-1/{name}")
    ]
    assert len(batch.claims[0].evidence) == 2


def test_files_in_folders_of_the_claims_folder_are_evidence_too(folder, seller):
    inner = folder / "evidence" / "C-1" / "photos" / "back"
    inner.mkdir(parents=True)
    shutil.copy(DEMO / "HL-1042-cracked-jar.jpg", inner / "lid.jpg")
    (claim,) = load([seller.csv(seller.row(fnsku="X002M1VP9T"))]).claims

    assert "lid.jpg" in {proof.name for proof in claim.evidence}


@pytest.mark.parametrize("mark", [",", ", ", "、", "，", " + ", " / ", "\n", ";", " & "])
def test_any_mark_separates_names_where_every_part_is_a_file(folder, mark):
    names = ["evidence/C-1/invoice.pdf", "evidence/C-1/jar.jpg"]

    assert [name for name, _ in named_in("evidence", mark.join(names), folder)] == names


def test_a_mark_inside_a_name_separates_nothing(folder):
    (folder / "evidence" / "C-1" / "jar, front.jpg").touch()

    assert [name for name, _ in named_in("photos", "evidence/C-1/jar, front.jpg", folder)] == [
        "evidence/C-1/jar, front.jpg"
    ]
    assert [name for name, _ in named_in("photos", "gone, away.jpg", folder)] == ["gone, away.jpg"]


@pytest.mark.parametrize("claim_id", ["..", ".", "C-2"])
def test_a_claim_without_a_folder_has_no_files(folder, claim_id):
    assert list_folder(folder, claim_id) == ([], [])


def test_the_kind_is_the_columns_or_the_files():
    assert named_in("stock_documents", "a.jpg", Path()) == [("a.jpg", EvidenceKind.STOCK_DOCUMENT)]
    assert named_in("evidence", "a.jpg; b.pdf", Path()) == [
        ("a.jpg", EvidenceKind.PHOTO),
        ("b.pdf", EvidenceKind.STOCK_DOCUMENT),
    ]


def test_each_file_is_looked_at_once_and_results_keep_their_order(folder, monkeypatch):
    looked = []
    real = gather.inspect
    monkeypatch.setattr(gather, "inspect", lambda *args: looked.append(args[0]) or real(*args))
    desk = EvidenceDesk(folder)
    wanted = [("evidence/C-1/jar.jpg", EvidenceKind.PHOTO), ("gone.pdf", EvidenceKind.STOCK_DOCUMENT),
              ("evidence/C-1/invoice.pdf", EvidenceKind.STOCK_DOCUMENT)]  # fmt: skip

    first = desk.results(wanted)
    assert desk.results(wanted) == first
    assert [type(one) for one in first] == [Evidence, Problem, Evidence]
    assert sorted(looked) == ["evidence/C-1/invoice.pdf", "evidence/C-1/jar.jpg", "gone.pdf"]
