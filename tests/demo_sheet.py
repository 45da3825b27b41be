"""The demo's sheet with some of its claims only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from casewright.intake.demo_files import write_demo


def demo_with(claims: Collection[str], folder: Path, day: date) -> Path:
    """Write the demo as of a day, and take every other claim out of its sheet."""
    sheet = write_demo(folder, day)
    workbook = load_workbook(sheet)
    rows = workbook["Claims"]
    for row in reversed(range(2, rows.max_row + 1)):
        if rows.cell(row, 1).value not in claims:
            rows.delete_rows(row)
    workbook.save(sheet)
    return sheet
