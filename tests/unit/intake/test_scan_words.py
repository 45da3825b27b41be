"""Words on scans: told where OCR is installed, its absence told where it is not, and nothing rests on them."""

from __future__ import annotations

import hashlib
import sys
from importlib.util import find_spec

import pytest
from tests.cases.seller_files import CLAIM, LANTERN, Desk

from casewright.extras import install_command
from casewright.intake import paper_checks
from casewright.intake.documents import draw_page
from casewright.intake.load import load
from casewright.intake.scan_words import read_scan


@pytest.fixture
def scanned(tmp_path):
    """A seller's folder whose invoice is a scan of the good one."""
    desk = Desk(tmp_path)
    page = draw_page(tmp_path / "evidence" / "invoice.pdf", 1600)
    page.save(tmp_path / "evidence" / "invoice.pdf", "PDF", resolution=150)
    desk.claims()
    return tmp_path


@pytest.fixture(autouse=True)
def nothing_remembered():
    read_scan.cache_clear()
    yield
    read_scan.cache_clear()


def told(folder):
    """The batch, and what was told of its scans."""
    batch = load([folder / "claims.csv"])
    return batch, [problem for problem in batch.problems if problem.code.startswith("document-")]


def test_without_the_extra_a_scan_is_told_with_the_command_that_adds_it(scanned, monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    batch, (problem,) = told(scanned)
    assert (len(batch.claims), problem.code, problem.severity) == (1, "document-scan", "warning")
    assert install_command("ocr") in str(problem.expected)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (f"Invoice\n{LANTERN['fnsku']}\nQuantity 40", "finds this claim's product on it, 40 units"),
        (f"{LANTERN['fnsku']} Qty 1", "finds this claim's product on it, 1 units"),
        ("something else", "finds nothing on it that names this claim"),
        ("", "finds nothing on it that names this claim"),
    ],
)
def test_what_ocr_reads_is_told_and_refuses_and_proves_nothing(scanned, monkeypatch, words, says):
    monkeypatch.setattr(paper_checks, "read_scan", lambda *_: words)
    batch, (problem,) = told(scanned)
    assert len(batch.claims) == 1
    assert (problem.severity, says in str(problem.message)) == ("warning", True)


def test_what_speaks_against_a_paper_is_told_of_a_scan_too(scanned, monkeypatch):
    words = f"Proforma Invoice\nDate: 2026-11-20\n{LANTERN['fnsku']} 40"
    monkeypatch.setattr(paper_checks, "read_scan", lambda *_: words)
    batch, problems = told(scanned)
    assert len(batch.claims) == 1
    assert {problem.code for problem in problems} == {"document-scan", "document-kind", "document-date"}


def test_a_scan_that_is_gone_or_is_none_has_no_words(tmp_path, monkeypatch):
    monkeypatch.setattr("casewright.intake.scan_words.find_spec", lambda _: True)
    assert read_scan(tmp_path / "gone.pdf", "application/pdf", "0") == ""
    (tmp_path / "text.png").write_text("no picture")
    assert read_scan(tmp_path / "text.png", "image/png", "0") == ""


@pytest.mark.skipif(not find_spec("rapidocr"), reason="casewright[ocr] is not installed")
@pytest.mark.parametrize("kind", ["application/pdf", "image/png"])
def test_ocr_reads_a_scan_without_a_network(scanned, monkeypatch, kind):
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    path = scanned / "evidence" / "invoice.pdf"
    if kind != "application/pdf":
        draw_page(path, 1600).save(path := scanned / "scan.png")
    words = read_scan(path, kind, hashlib.sha256(path.read_bytes()).hexdigest())
    assert words is not None
    assert CLAIM["FNSKU"] in words.replace(" ", "")
