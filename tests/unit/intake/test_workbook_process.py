from __future__ import annotations

import zipfile

import pytest

from casewright.intake import workbook
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


_NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook_of_one_text(path, text, rows):
    """A workbook in which every cell refers to one text, written part by part: no library writes such a file."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, rows + 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_NAMES} xmlns:r="{_OFFICE}"><sheets><sheet name="Claims" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst {_NAMES}><si><t>{text}</t></si></sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {_NAMES}><sheetData>{cells}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(("length", "is_apart"), [(30_000, True), (100, False)])
def test_a_small_workbook_whose_one_text_unfolds_to_gigabytes_is_read_where_memory_is_limited(
    tmp_path, monkeypatch, length, is_apart
):
    path = workbook_of_one_text(tmp_path / "claims.xlsx", "x" * length, 40_000)
    assert path.stat().st_size < 1024**2
    read = []
    monkeypatch.setattr(workbook, "read_apart", lambda given: read.append(given) or [])
    with workbook.open_book(path) as book:
        assert book.names == ([] if is_apart else ["Claims"])
    assert bool(read) is is_apart
