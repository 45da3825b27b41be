from __future__ import annotations

import pytest

from casewright.intake import workbook_process as apart
from casewright.intake.load import load
from casewright.intake.workbook_process import read_apart
from casewright.places import shipped

XLS = shipped() / "fixtures" / "claims" / "formats" / "claims.xls"


def test_a_sheet_comes_back_whole():
    (sheet,) = read_apart(XLS)

    assert sheet.name == "Claims"
    assert (sheet.start, sheet.end) == ((0, 0), (1, 10))
    assert [row[0] for row in sheet.iter_rows()] == ["Claim ID", "C-1"]


def test_a_damaged_file_that_kills_its_reader_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "__name__", "casewright.intake.no_such_reader")

    with pytest.raises(ValueError, match="damaged"):
        read_apart(XLS)


@pytest.mark.parametrize("at", [20, 600, 1100, 1500, 2100, 2600])
def test_an_old_workbook_with_bytes_changed_is_a_problem_or_claims(tmp_path, at, capfd):
    raw = bytearray(XLS.read_bytes())
    raw[at : at + 6] = b"\xff\x7f\xff\xff\xff\x7f"
    path = tmp_path / "claims.xls"
    path.write_bytes(raw)

    batch = load([path])
    assert batch.claims or batch.problems
    assert capfd.readouterr().err == ""
