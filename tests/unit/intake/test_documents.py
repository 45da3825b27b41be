from __future__ import annotations

from contextlib import suppress

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from casewright.intake.cells import Unreadable
from casewright.intake.documents import read_pdf
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
