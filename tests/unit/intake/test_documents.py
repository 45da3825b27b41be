from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from casewright.intake.cells import Unreadable
from casewright.intake.documents import read_pdf
from casewright.intake.load import load
from casewright.places import demo_claims


def pdf(path, *lines, password=None):
    paper = FPDF()
    paper.add_page()
    paper.set_font("Helvetica", size=12)
    for line in lines:
        paper.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    if password:
        paper.set_encryption(owner_password=password, user_password=password)
    paper.output(str(path))
    return path


def test_the_text_of_a_document_is_read():
    text = read_pdf(demo_claims() / "evidence" / "invoice-KG-7713.pdf", "one").text

    assert "X002M1VP9T" in text
    assert "240" in text


def test_a_locked_document_is_refused(tmp_path):
    with pytest.raises(Unreadable) as refused:
        read_pdf(pdf(tmp_path / "a.pdf", "secret", password="open"), "two")
    assert refused.value.code == "document-locked"


def test_a_document_with_empty_pages_is_refused(tmp_path):
    blank = FPDF()
    blank.add_page()
    blank.output(str(tmp_path / "a.pdf"))

    with pytest.raises(Unreadable) as refused:
        read_pdf(tmp_path / "a.pdf", "three")
    assert refused.value.code == "document-empty"


def test_a_scan_has_no_text_and_is_taken(tmp_path):
    scan = FPDF()
    scan.add_page()
    scan.image(demo_claims() / "evidence" / "HL-1042-cracked-jar.jpg", w=100)
    scan.output(str(tmp_path / "scan.pdf"))

    assert read_pdf(tmp_path / "scan.pdf", "four").text.strip() == ""


@given(st.binary(max_size=400), st.integers(0, 2500))
def test_a_broken_document_is_refused_and_never_a_traceback(tmp_path_factory, noise, cut):
    whole = (demo_claims() / "evidence" / "invoice-KG-7713.pdf").read_bytes()
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    path.write_bytes(whole[:cut] + noise + whole[cut + len(noise) :])
    with suppress(Unreadable):
        assert isinstance(read_pdf(path, f"{cut}{noise!r}").text, str)


WHOLE = (demo_claims() / "evidence" / "invoice-KG-7713.pdf").read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"\r\n" + WHOLE,
        b"\xef\xbb\xbf" + WHOLE,
        b"invoice-41.pdf\n" + WHOLE,
        WHOLE + b"\n<!-- sent by the gateway -->\n" * 20,
        WHOLE + b"%%EOF\n",
        WHOLE.replace(b"%%EOF", b""),
        re.sub(rb"startxref\s+\d+", b"startxref\n7", WHOLE),
        re.sub(rb"\n(\d{10}) 00000 n", lambda found: b"\n%010d 00000 n" % (int(found[1]) + 3), WHOLE),
        re.sub(rb"startxref\s+(\d+)\s+%%EOF", rb"startxref \1 %%EOF", WHOLE),
    ],
    ids=[
        "line before",
        "mark before",
        "name before",
        "after",
        "end twice",
        "no end",
        "far off",
        "entries off",
        "one line",
    ],
)
def test_what_a_viewer_opens_is_opened(seller, content):
    header = (*seller.csv_text().strip().split(","), "stock_documents")
    paper = seller.text(content, "a.pdf")
    (claim,) = load([seller.csv([*seller.row(fnsku="X002M1VP9T"), paper.name], header=header)]).claims

    assert len(claim.evidence) == 1
    assert "X002M1VP9T" in read_pdf(paper, str(hash(content))).text


@pytest.mark.parametrize("method", [EncryptionMethod.RC4, EncryptionMethod.AES_128, EncryptionMethod.AES_256])
def test_a_password_of_the_owner_alone_locks_nothing(tmp_path, method):
    paper = FPDF()
    paper.set_encryption(owner_password="mine", encryption_method=method)
    paper.add_page()
    paper.set_font("Helvetica", size=12)
    paper.cell(0, 8, "X002M1VP9T 240 pcs")
    paper.output(str(tmp_path / "a.pdf"))

    assert "X002M1VP9T" in read_pdf(tmp_path / "a.pdf", method.name).text


def test_the_pixels_of_a_scan_are_known(tmp_path):
    Image.new("L", (1654, 2339), 255).save(tmp_path / "page.png")
    scan = FPDF()
    scan.add_page()
    scan.image(tmp_path / "page.png", w=180)
    scan.output(str(tmp_path / "scan.pdf"))
    content = read_pdf(tmp_path / "scan.pdf", "pixels")

    assert content.is_scan
    assert content.picture == (1654, 2339)


def test_documents_are_read_by_several_threads_without_a_crash(tmp_path):
    paths = [pdf(tmp_path / f"{number}.pdf", f"paper {number}") for number in range(12)]
    with ThreadPoolExecutor(max_workers=6) as workers:
        texts = list(workers.map(lambda path: read_pdf(path, path.name).text.strip(), paths))

    assert texts == [f"paper {number}" for number in range(12)]
