"""Starter files for claims: a workbook with drop-downs, formats and explanations, or CSV, YAML and JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from casewright.errors import UsageError
from casewright.intake.columns import REQUIRED
from casewright.message import NOTHING, SOURCE, Message, listed, msg
from casewright.model.claim import CLAIM_TYPES
from casewright.model.field_table import TEMPLATE, ClaimField
from casewright.model.marketplaces import CURRENCIES, MARKETPLACES
from casewright.whole_file import whole_file


def needed_by(field: str) -> Message:
    """The claims that cannot do without a field; says nothing where none needs it."""
    if field in (*REQUIRED, "type"):
        return msg("every claim")
    types = [claim.title for claim in CLAIM_TYPES.values() if field in claim.needs]
    return listed(types) if types else NOTHING


#: Rows of the template that have formats and drop-downs.
_ROWS = 2000
_FORMATS = {"event_date": "yyyy-mm-dd", "quantity": "0", "unit_value": "0.00"}
_WIDE = frozenset({"product_name", "details", "stock_documents", "photos", "proof_of_delivery", "notes"})
CLAIMS_SHEET = msg("Claims")
"""What the sheet of claims is called."""
_EXPLAINED = (msg("Name"), msg("What to enter"), msg("Required for"), msg("Example"))


def template(path: Path, language: str = SOURCE) -> Path:
    """Write a starter file in the format that the path's ending names; it loads back without a problem.

    Raises:
        UsageError: the ending is none of .xlsx .csv .yaml .json, or the file is there already.
        CannotWrite: the file cannot be written.
    """
    writers = {".xlsx": _xlsx, ".csv": _csv, ".yaml": _yaml, ".yml": _yaml, ".json": _json}
    writer = writers.get(path.suffix.casefold())
    if writer is None:
        raise UsageError(
            msg("{file} cannot be written as a template.", file=path.name),
            remedy=msg("Name a .xlsx, .csv, .yaml or .json."),
        )
    if path.exists():
        raise UsageError(
            msg("{path} already exists.", path=path), remedy=msg("Name another file, or remove this one first.")
        )
    with whole_file(path) as part:
        writer(part, language)
    return path


def what_spreadsheets_change(path: Path) -> Message:
    """What to know before a template is opened in a spreadsheet; says nothing for formats that keep what is typed."""
    if path.suffix.casefold() != ".csv":
        return NOTHING
    return msg(
        "A spreadsheet rewrites dates and long numbers when it saves a CSV file: 20264418827301 becomes 2.02644E+13. "
        "Format its columns as text first, or fill in a template that ends in .xlsx."
    )


def meaning(field: ClaimField, language: str) -> str:
    """What to enter into a column of the template."""
    return field.meaning.say(language) if field.meaning else ""


def _csv(path: Path, language: str) -> None:
    # With a byte order mark, without which Excel takes UTF-8 for something else.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerow([field.title.say(language) for field in TEMPLATE])


def _json(path: Path, _: str) -> None:
    path.write_text(json.dumps({"claims": []}, indent=2) + "\n", encoding="utf-8")


def _yaml(path: Path, language: str) -> None:
    lines = ["# yaml-language-server: $schema=claims.schema.json", "claims: []", "#"]
    for number, field in enumerate(field for field in TEMPLATE if field.name != "notes"):
        value = _EXAMPLE_TYPE if field.name == "type" else json.dumps(field.example)
        lines += [f"#     # {meaning(field, language)}", f"#   {'-' if number == 0 else ' '} {field.name}: {value}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _xlsx(path: Path, language: str) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    headers(new_sheet(book, CLAIMS_SHEET.say(language)), language)
    shown = new_sheet(book, msg("Example").say(language))
    headers(shown, language)
    title = CLAIM_TYPES[_EXAMPLE_TYPE].title.say(language)
    shown.append([title if field.name == "type" else field.example for field in TEMPLATE])
    _explanations(new_sheet(book, msg("Columns").say(language)), language)
    choices(book.worksheets[0], language)
    book.save(path)


_EXAMPLE_TYPE = "lost_in_warehouse"


def new_sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet whose header row and first column stay in sight."""
    sheet: Worksheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    return sheet


def headers(sheet: Worksheet, language: str) -> None:
    """The header row, and each column's format: identifiers are text, or a spreadsheet makes numbers of them."""
    for number, field in enumerate(TEMPLATE, 1):
        cell = sheet.cell(1, number, field.title.say(language))
        needed = needed_by(field.name)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79" if needed else "5B7A99")
        cell.comment = Comment(f"{meaning(field, language)}\n{field.example}", "Casewright", height=110, width=260)
        column = sheet.column_dimensions[cell.column_letter]
        column.width = 36 if field.name in _WIDE else 20
        column.number_format = _FORMATS.get(field.name, "@")


def choices(sheet: Worksheet, language: str) -> None:
    """Drop-downs for what has few values, and limits for dates and numbers; they warn where a value is pasted."""
    types = ",".join(claim.title.say(language) for claim in CLAIM_TYPES.values())
    rules = {
        "type": DataValidation(type="list", formula1=f'"{types}"'),
        "marketplace": DataValidation(type="list", formula1=f'"{",".join(MARKETPLACES)}"'),
        "currency": DataValidation(type="list", formula1=f'"{",".join(CURRENCIES)}"'),
        "event_date": DataValidation(type="date", operator="greaterThan", formula1="DATE(2015,1,1)"),
        "quantity": DataValidation(type="whole", operator="between", formula1="1", formula2="100000"),
        "unit_value": DataValidation(type="decimal", operator="greaterThan", formula1="0"),
    }
    for number, field in enumerate(TEMPLATE, 1):
        if rule := rules.get(field.name):
            letter = get_column_letter(number)
            rule.error = meaning(field, language)[:220]
            rule.errorTitle = field.title.say(language)
            rule.showErrorMessage = True
            rule.add(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(rule)


def _explanations(sheet: Worksheet, language: str) -> None:
    sheet.append([head.say(language) for head in _EXPLAINED])
    for field in TEMPLATE:
        cells = (
            field.title.say(language),
            meaning(field, language),
            needed_by(field.name).say(language),
            field.example,
        )
        sheet.append(cells)
    for letter, width in zip("ABCD", (22, 64, 40, 48), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
