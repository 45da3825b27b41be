"""The demo's claims: six rows with days that are always right, and their evidence, in a folder of the user's."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from ruamel.yaml import YAML

from casewright.places import demo_claims
from casewright.whole_file import make_folder, whole_file, write_whole

_WIDTHS = {"Claim ID": 10, "Product name": 42, "Details": 70, "Stock documents": 34, "Photos": 60}


def write_demo(into: Path, today: date) -> Path:
    """Write `claims.xlsx` and its evidence into a folder (made if need be), and return the path of the workbook.

    The claims stand in `fixtures/claims/demo/claims.yaml` with days before today instead of dates, so that
    four may be filed on whichever day the demo runs.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    template = demo_claims()
    kept = make_folder(into / "evidence")
    for proof in (template / "evidence").iterdir():
        write_whole(kept / proof.name, proof.read_bytes())
    rows = [_with_date(row, today) for row in YAML(typ="safe").load(template / "claims.yaml")]
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = workbook.create_sheet("Claims")
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    for column in sheet.columns:
        header = column[0]
        header.font = Font(bold=True)
        sheet.column_dimensions[header.column_letter].width = _WIDTHS.get(str(header.value), 19)
        for cell in column[1:]:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "B2"
    path = into / "claims.xlsx"
    with whole_file(path) as part:
        workbook.save(part)
    return path


def _with_date(row: dict[str, object], today: date) -> dict[str, object]:
    """The row with its date in place of the number of days before today."""
    days = row["Event date"]
    if not isinstance(days, int):
        raise TypeError(f"fixtures/claims/demo/claims.yaml: days before today, not {days!r}")
    return row | {"Event date": today - timedelta(days=days)}


_DAYS_AGO = re.compile(r"\{(us|iso):(\d+)\}")


def write_demo_reports(into: Path, today: date) -> dict[str, Path]:
    """Write the reports into a folder (made if need be); name without ending → file.

    They stand in `fixtures/claims/demo/reports` with days before today instead of dates: `{us:41}`, `{iso:41}`.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    make_folder(into)
    written: dict[str, Path] = {}
    for template in sorted((demo_claims() / "reports").iterdir()):
        text = _DAYS_AGO.sub(lambda found: _dated(found, today), template.read_text(encoding="utf-8"))
        with whole_file(into / template.name) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
        written[template.stem] = into / template.name
    return written


def _dated(found: re.Match[str], today: date) -> str:
    """A day as the reports write it: month first in the US, or ISO."""
    day = today - timedelta(days=int(found[2]))
    return f"{day:%m/%d/%Y}" if found[1] == "us" else day.isoformat()
