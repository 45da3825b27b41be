from __future__ import annotations

import hashlib
import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from casewright.intake.evidence_file import MAX_BYTES, inspect
from casewright.model.evidence import Evidence, EvidenceKind, kind_of
from casewright.model.problem import Problem
from casewright.places import demo_claims

PHOTO, DOCUMENT, OTHER = EvidenceKind.PHOTO, EvidenceKind.STOCK_DOCUMENT, EvidenceKind.OTHER
INVOICE = (demo_claims() / "evidence" / "invoice-KG-7713.pdf").read_bytes()


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "claims"
    (folder / "evidence").mkdir(parents=True)
    (folder / "invoice.pdf").write_bytes(INVOICE)
    Image.new("RGB", (1200, 900), "brown").save(folder / "evidence" / "crushed.jpg")
    (tmp_path / "secret.pdf").write_bytes(INVOICE)
    return folder


def refused(path, kind, root):
    result = inspect(path, kind, root)
    assert isinstance(result, Problem), result
    assert result.expected
    return result.code


def test_a_stock_document_is_measured_and_hashed(root):
    found = inspect("invoice.pdf", DOCUMENT, root)

    assert isinstance(found, Evidence)
    assert (found.name, found.media_type, found.size) == ("invoice.pdf", "application/pdf", len(INVOICE))
    assert found.sha256 == hashlib.sha256(INVOICE).hexdigest()
    assert found.path.is_absolute()


@pytest.mark.parametrize("written", ["evidence/crushed.jpg", "evidence\\crushed.jpg", "./evidence/crushed.jpg"])
def test_a_path_may_be_written_the_windows_way_or_the_other(root, written):
    assert isinstance(inspect(written, PHOTO, root), Evidence)


@pytest.mark.parametrize(
    "written",
    [
        "../secret.pdf",
        "evidence/../../secret.pdf",
        "evidence/../invoice.pdf",
        "/etc/hostname",
        "C:\\secret.pdf",
        "\\\\server\\share\\a.pdf",
        "https://example.com/a.pdf",
        "invoice.pdf\0.jpg",
        "c:secret.pdf",
    ],
)
def test_a_path_out_of_the_folder_is_refused(root, written):
    assert refused(written, OTHER, root) == "evidence-outside"


def test_an_absolute_path_is_taken_where_it_leads_into_the_folder(root):
    found = inspect(str(root / "invoice.pdf"), DOCUMENT, root)

    assert isinstance(found, Evidence)
    assert found.name == "invoice.pdf"


@pytest.mark.parametrize("written", ["/Users/anna/claims/evidence/crushed.jpg", "D:\\claims\\evidence\\crushed.jpg"])
def test_a_path_of_another_machine_is_refused_with_its_end_that_is_here(root, written):
    result = inspect(written, PHOTO, root)

    assert isinstance(result, Problem)
    assert result.code == "evidence-outside"
    assert "evidence/crushed.jpg" in str(result.message)


def test_a_name_without_its_folder_is_refused_with_the_folder(root):
    result = inspect("crushed.jpg", PHOTO, root)

    assert isinstance(result, Problem)
    assert "did you mean evidence/crushed.jpg?" in str(result.message)


@pytest.mark.parametrize(("here", "written"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_name_is_the_same_whichever_way_its_accents_are_written(root, here, written):
    name = "Façade Müller.pdf"
    (root / unicodedata.normalize(here, name)).write_bytes(INVOICE)

    assert isinstance(inspect(unicodedata.normalize(written, name), DOCUMENT, root), Evidence)


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_taken(root):
    (root / "out.pdf").symlink_to(root.parent / "secret.pdf")
    (root / "folder").symlink_to(root.parent, target_is_directory=True)
    (root / "in.pdf").symlink_to(root / "invoice.pdf")
    (root / "loop.pdf").symlink_to(root / "loop.pdf")

    assert refused("out.pdf", DOCUMENT, root) == "evidence-outside"
    assert refused("folder/secret.pdf", DOCUMENT, root) == "evidence-outside"
    assert refused("loop.pdf", DOCUMENT, root) == "evidence-not-found"
    assert isinstance(inspect("in.pdf", DOCUMENT, root), Evidence)


def test_a_mistyped_name_is_refused_with_the_closest_one(root):
    result = inspect("invoce.pdf", DOCUMENT, root)

    assert isinstance(result, Problem)
    assert result.code == "evidence-not-found"
    assert "did you mean invoice.pdf?" in str(result.message)


@pytest.mark.parametrize("written", ["evidence", "nowhere/a.pdf", "invoice.pdf/a.pdf", "x" * 5000 + ".pdf", "", "."])
def test_what_is_no_file_is_refused(root, written):
    assert refused(written, DOCUMENT, root) == "evidence-not-found"


def test_a_photo_that_is_a_renamed_pdf_is_refused(root):
    (root / "photo.jpg").write_bytes(INVOICE)
    result = inspect("photo.jpg", PHOTO, root)

    assert isinstance(result, Problem)
    assert result.code == "evidence-type"
    assert "is a PDF" in str(result.message)
    assert "rename it to photo.pdf" in str(result.message)


def test_a_pdf_is_no_photo(root):
    assert refused("invoice.pdf", PHOTO, root) == "evidence-kind"


def test_a_scan_is_a_stock_document(root):
    assert isinstance(inspect("evidence/crushed.jpg", DOCUMENT, root), Evidence)


def test_an_empty_file_is_refused(root):
    (root / "empty.pdf").touch()

    assert refused("empty.pdf", DOCUMENT, root) == "evidence-empty"


def test_ten_megabytes_are_taken_and_one_byte_more_is_refused_with_a_way_to_shrink(root):
    (root / "scan.pdf").write_bytes(INVOICE + b"\n" * (MAX_BYTES - len(INVOICE)))
    assert isinstance(inspect("scan.pdf", DOCUMENT, root), Evidence)

    (root / "scan.pdf").write_bytes(INVOICE + b"\n" * (MAX_BYTES - len(INVOICE) + 1))
    result = inspect("scan.pdf", DOCUMENT, root)
    assert isinstance(result, Problem)
    assert result.code == "evidence-too-large"
    assert "JPEG" in (str(result.expected))


@pytest.mark.parametrize("name", ["all.zip", "list.xlsm", "letter.docx", "run.exe", "noending", "photo.jpg.exe"])
def test_archives_macros_and_programs_are_refused(root, name):
    (root / name).write_bytes(b"PK\x03\x04")

    assert refused(name, OTHER, root) == "evidence-type"


@pytest.mark.parametrize("name", ["photo.jpg.pdf", "invoice.exe.pdf"])
def test_a_name_with_two_endings_is_refused(root, name):
    (root / name).write_bytes(INVOICE)

    assert refused(name, DOCUMENT, root) == "double-extension"


def test_a_name_with_a_point_in_it_is_taken(root):
    (root / "invoice no. 7.2.pdf").write_bytes(INVOICE)

    assert isinstance(inspect("invoice no. 7.2.pdf", DOCUMENT, root), Evidence)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jpg", PHOTO),
        ("a.PDF", DOCUMENT),
        ("evidence/POD-17.pdf", EvidenceKind.PROOF_OF_DELIVERY),
        ("bill_of_lading.pdf", EvidenceKind.PROOF_OF_DELIVERY),
        ("podcast.pdf", DOCUMENT),
        ("签收单.pdf", EvidenceKind.PROOF_OF_DELIVERY),
    ],
)
def test_the_kind_is_guessed_from_the_name_where_the_sheet_does_not_say(name, kind):
    assert kind_of(name) == kind


@given(written=st.text(), kind=st.sampled_from(EvidenceKind))
def test_whatever_a_cell_names_nothing_raises_and_nothing_outside_is_read(tmp_path_factory, written, kind):
    root = tmp_path_factory.getbasetemp()
    result = inspect(written, kind, root / "nothing-here")

    assert isinstance(result, Problem)


@pytest.mark.parametrize(
    ("name", "written_as", "right"),
    [("a.heic", "JPEG", "a.jpg"), ("a.jpg", "PNG", "a.png"), ("a.png", "TIFF", "a.tif")],
)
def test_a_photo_under_the_name_of_another_type_is_refused_with_the_name_it_should_have(root, name, written_as, right):
    Image.new("RGB", (1200, 900), "teal").save(root / name, format=written_as)
    result = inspect(name, PHOTO, root)

    assert isinstance(result, Problem)
    assert result.code == "evidence-type"
    assert f"rename it to {right}" in str(result.message)


def test_a_picture_of_a_type_that_amazon_does_not_take_is_to_be_saved_anew(root):
    Image.new("RGB", (1200, 900), "teal").save(root / "a.jpg", format="WEBP")
    result = inspect("a.jpg", PHOTO, root)

    assert isinstance(result, Problem)
    assert "a WebP picture" in str(result.message)
    assert "save it as JPEG" in str(result.message)


def test_the_other_ending_of_jpeg_is_taken(root):
    Image.new("RGB", (1200, 900), "teal").save(root / "a.JFIF", format="JPEG")

    assert isinstance(inspect("a.JFIF", PHOTO, root), Evidence)
