"""A folder of downloads is sorted by what the files hold; what cannot be read is never taken for nothing."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from casewright.intake import report_kinds as kinds
from casewright.intake.demo_files import write_demo, write_demo_reports
from casewright.intake.sort_reports import sort_reports

HOLDS = {
    "ledger": kinds.LEDGER,
    "reimbursements": kinds.REIMBURSEMENTS,
    "returns": kinds.RETURNS,
    "transactions": kinds.REFUNDS,
    "removal-orders": kinds.REMOVAL_ORDERS,
    "removal-shipments": kinds.REMOVAL_SHIPMENTS,
    "shipment-contents": kinds.SHIPMENT_CONTENTS,
    "costs": kinds.COSTS,
}


@pytest.fixture
def downloads(tmp_path: Path) -> dict[str, Path]:
    return write_demo_reports(tmp_path / "downloads", date(2026, 11, 28))


def test_each_file_is_known_by_its_columns_whatever_it_is_called(downloads: dict[str, Path], tmp_path: Path):
    (tmp_path / "renamed").mkdir()
    renamed = {
        name: Path(shutil.copy(path, tmp_path / "renamed" / f"{number}{path.suffix}"))
        for number, (name, path) in enumerate(downloads.items())
    }
    found = sort_reports([tmp_path / "renamed"])
    assert found.files == {HOLDS[name].name: (path,) for name, path in renamed.items()}
    assert (found.unread, found.others) == ((), {})


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_the_columns_tells_nothing(downloads: dict[str, Path], tmp_path: Path, seed: int):
    path = downloads["reimbursements"]
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    order = random.Random(seed).sample(range(len(rows[0])), len(rows[0]))
    mixed = tmp_path / "mixed.txt"
    mixed.write_text("\n".join("\t".join(row[at] for at in order) for row in rows), encoding="utf-8")
    assert sort_reports([mixed]).files == {kinds.REIMBURSEMENTS.name: (mixed,)}


def test_a_value_above_the_header_counts_as_a_column(tmp_path: Path):
    path = tmp_path / "contents.csv"
    path.write_text("Shipment ID,FBA17K4R2WQD\n\nMerchant SKU,FNSKU,Shipped,Received\nHL-1,X001ABC2D3,10,8\n")
    assert sort_reports([path]).files == {kinds.SHIPMENT_CONTENTS.name: (path,)}


def test_files_of_claims_are_no_reports(tmp_path: Path):
    claims = write_demo(tmp_path, date(2026, 11, 28))
    found = sort_reports([claims])
    assert list(found.others) == [claims]
    assert not found.files


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.csv", b"<!doctype html><title>Amazon Sign-In</title>"),
        ("cut.xlsx", b"PK\x03\x04cut off"),
        ("empty.txt", b""),
        ("words.txt", b"downloaded on Monday"),
        ("zeros.txt", bytes(200)),
    ],
)
def test_what_cannot_be_read_is_not_known(tmp_path: Path, name: str, content: bytes):
    path = tmp_path / name
    path.write_bytes(content)
    found = sort_reports([tmp_path])
    assert found.unread == (path,)
    assert not found.files


def test_a_file_that_is_not_there_is_not_known(tmp_path: Path):
    assert sort_reports([tmp_path / "nowhere.csv"]).unread == (tmp_path / "nowhere.csv",)


def test_a_report_that_cannot_be_used_says_which_is_wanted(tmp_path: Path):
    path = tmp_path / "summary.csv"
    path.write_text("Date,FNSKU,MSKU,Title,Starting Warehouse Balance,Receipts\n10/01/2026,X001ABC2D3,HL-1,Mug,4,2\n")
    assert "summary view" in str(sort_reports([path]).others[path])


def test_a_file_is_taken_once(downloads: dict[str, Path]):
    path = downloads["ledger"]
    assert sort_reports([path.parent, path]).files[kinds.LEDGER.name] == (path,)
