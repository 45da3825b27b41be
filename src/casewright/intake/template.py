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
from casewright.intake.columns import TYPE_WORDS
from casewright.intake.guide import GUIDES, Language, word
from casewright.model.claim import CLAIM_TYPES
from casewright.model.marketplaces import MARKETPLACES
from casewright.whole_file import whole_file

#: Rows of the template that have formats and drop-downs.
_ROWS = 2000
_CURRENCIES = "USD,CAD,MXN,BRL,GBP,EUR,SEK,PLN,TRY,JPY,AUD,SGD,INR,AED,SAR,EGP"
_FORMATS = {"event_date": "yyyy-mm-dd", "quantity": "0", "unit_value": "0.00"}
_WIDE = frozenset({"product_name", "details", "stock_documents", "photos", "proof_of_delivery", "notes"})
SHEETS: dict[Language, tuple[str, str, str]] = {
    "en": ("Claims", "Example", "Columns"),
    "zh": ("索赔", "示例", "列说明"),
}
"""What the sheets are called: claims, example, columns."""
_EXPLAINED: dict[Language, tuple[str, str, str, str]] = {
    "en": ("Name", "What to write", "Needed by", "For instance"),
    "zh": ("名称", "填写内容", "必填", "例如"),
}


def template(path: Path, language: Language = "en") -> Path:
    """Write a starter file in the format that the path's ending names; it loads back without a problem.

    Raises:
        UsageError: the ending is none of .xlsx .csv .yaml .json, or the file is there already.
        CannotWrite: the file cannot be written.
    """
    writers = {".xlsx": _xlsx, ".csv": _csv, ".yaml": _yaml, ".yml": _yaml, ".json": _json}
    writer = writers.get(path.suffix.casefold())
    if writer is None:
        raise UsageError(f"{path.name} cannot be written as a template", remedy="Name a .xlsx, .csv, .yaml or .json.")
    if path.exists():
        raise UsageError(f"{path} is there already", remedy="Name another file, or remove this one first.")
    with whole_file(path) as part:
        writer(part, language)
    return path


def _csv(path: Path, language: Language) -> None:
    # With a byte order mark, without which Excel takes UTF-8 for something else.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerow([guide.header(language) for guide in GUIDES])


def _json(path: Path, language: Language) -> None:  # noqa: ARG001 (its names are the same in every language)
    path.write_text(json.dumps({"claims": []}, indent=2) + "\n", encoding="utf-8")


def _yaml(path: Path, language: Language) -> None:
    lines = ["# yaml-language-server: $schema=claims.schema.json", "claims: []", "#"]
    for number, guide in enumerate(guide for guide in GUIDES if guide.field != "notes"):
        value = "lost_in_warehouse" if guide.field == "type" else json.dumps(guide.example)
        lines += [f"#     # {guide.meaning(language)}", f"#   {'-' if number == 0 else ' '} {guide.field}: {value}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _xlsx(path: Path, language: Language) -> None:
    claims, example, columns = SHEETS[language]
    book = Workbook()
    book.remove(book.worksheets[0])
    headers(new_sheet(book, claims), language)
    shown = new_sheet(book, example)
    headers(shown, language)
    shown.append([word(TYPE_WORDS[_EXAMPLE_TYPE], language) if g.field == "type" else g.example for g in GUIDES])
    _explanations(new_sheet(book, columns), language)
    choices(book.worksheets[0], language)
    book.save(path)


_EXAMPLE_TYPE = "lost_in_warehouse"


def new_sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet whose header row and first column stay in sight."""
    sheet: Worksheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    return sheet


def headers(sheet: Worksheet, language: Language) -> None:
    """The header row, and each column's format: identifiers are text, or a spreadsheet makes numbers of them."""
    for number, guide in enumerate(GUIDES, 1):
        cell = sheet.cell(1, number, guide.header(language))
        needed = guide.needed(language)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79" if needed else "5B7A99")
        cell.comment = Comment(f"{guide.meaning(language)}\n{guide.example}", "Casewright", height=110, width=260)
        column = sheet.column_dimensions[cell.column_letter]
        column.width = 36 if guide.field in _WIDE else 20
        column.number_format = _FORMATS.get(guide.field, "@")


def choices(sheet: Worksheet, language: Language) -> None:
    """Drop-downs for what has few values, and limits for dates and numbers; they warn where a value is pasted."""
    types = ",".join(word(TYPE_WORDS[name], language) for name in CLAIM_TYPES)
    rules = {
        "type": DataValidation(type="list", formula1=f'"{types}"'),
        "marketplace": DataValidation(type="list", formula1=f'"{",".join(MARKETPLACES)}"'),
        "currency": DataValidation(type="list", formula1=f'"{_CURRENCIES}"'),
        "event_date": DataValidation(type="date", operator="greaterThan", formula1="DATE(2015,1,1)"),
        "quantity": DataValidation(type="whole", operator="between", formula1="1", formula2="100000"),
        "unit_value": DataValidation(type="decimal", operator="greaterThan", formula1="0"),
    }
    for number, guide in enumerate(GUIDES, 1):
        if rule := rules.get(guide.field):
            letter = get_column_letter(number)
            rule.error = guide.meaning(language)[:220]
            rule.errorTitle = guide.header(language)
            rule.showErrorMessage = True
            rule.add(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(rule)


def _explanations(sheet: Worksheet, language: Language) -> None:
    sheet.append(_EXPLAINED[language])
    for guide in GUIDES:
        sheet.append([guide.header(language), guide.meaning(language), guide.needed(language), guide.example])
    for letter, width in zip("ABCD", (22, 64, 40, 48), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
