"""The ledger for other programs: CSV and xlsx that cannot trick a spreadsheet, and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from casewright.errors import UsageError
from casewright.ledger.filing import Filing
from casewright.message import Message, msg, msg_n
from casewright.report.filings import filing_document
from casewright.whole_file import whole_file, write_whole

COLUMNS = (
    *("claim_id", "type", "account", "marketplace", "amount", "currency", "state", "outcome", "case_id"),
    *("reference", "main_identifier", "subject", "created_at", "armed_at", "updated_at", "detail", "filing_id"),
)
"""The columns of the CSV, in order; they are keys of the JSON document too."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes Excel, LibreOffice or Google Sheets take a text for a formula."""


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet runs: an apostrophe stands before what could be a formula. None is empty."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180: CRLF, quoted where needed), every cell safe."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return written.getvalue()


def workbook(columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: frozenset[str]) -> bytes:
    """Rows as an xlsx workbook: text is text, whatever it begins with; `numbers` are columns of exact numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Filings")
    sheet.freeze_panes = "A2"

    def cell(value: object, name: str, *, bold: bool = False) -> object:
        if name in numbers and not bold:
            return Decimal(str(value))
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value)))
        made.data_type = "s"  # what looks like a formula was taken for one
        made.font = Font(bold=bold)
        return made

    sheet.append([cell(name, name, bold=True) for name in columns])
    for row in rows:
        sheet.append([cell(value, name) for name, value in zip(columns, row, strict=True)])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def write_new(to: Path, content: bytes, *, replace: bool) -> Path:
    """Write a file that is not there yet, or, where `replace` was said, over the one that is.

    Raises:
        UsageError: the file is there already and `replace` was not said.
        CannotWrite: it cannot be written.
    """
    see_free(to, replace=replace)
    return write_whole(to, content)


def see_free(to: Path, *, replace: bool) -> None:
    """Check that a file may be written.

    Raises:
        UsageError: it is there already and `replace` was not said.
    """
    if to.is_file() and not replace:
        raise UsageError(
            msg("{path} already exists.", path=to), remedy=msg("Choose another name, or add {flag}.", flag="--replace")
        )


class Exported(NamedTuple):
    """Where an export is, and how many filings it holds."""

    path: Path
    filings: int


def export_filings(filings: Iterable[Filing], to: Path, *, replace: bool = False) -> Exported:
    """Write filings to a `.csv`, `.xlsx` or `.json` file, one after the other: a ledger may hold a million.

    The CSV begins with a mark by which Excel knows UTF-8.

    Raises:
        UsageError: another ending, or the file is there already and `replace` was not said.
        CannotWrite: it cannot be written.
    """
    write = _WRITERS.get(to.suffix.casefold())
    if write is None:
        raise UsageError(
            msg("{file} is none of the formats that can be written here.", file=to.name),
            remedy=msg("End the name in .csv, .xlsx or .json."),
        )
    see_free(to, replace=replace)
    count = 0

    def documents() -> Iterator[dict[str, object]]:
        nonlocal count
        for filing in filings:
            count += 1
            yield filing_document(filing)

    with whole_file(to) as part:
        write(documents(), part)
    return Exported(to, count)


def _write_csv(documents: Iterable[dict[str, object]], part: Path) -> None:
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([safe_cell(document[name]) for name in COLUMNS] for document in documents)


def _write_workbook(documents: Iterable[dict[str, object]], part: Path) -> None:
    rows = ([document[name] for name in COLUMNS] for document in documents)
    part.write_bytes(workbook(COLUMNS, rows, numbers=frozenset({"amount"})))


def _write_json(documents: Iterable[dict[str, object]], part: Path) -> None:
    with part.open("w", encoding="utf-8", newline="\n") as file:
        before = "["
        for document in documents:
            file.write(f"{before}\n{indent(json.dumps(document, ensure_ascii=False, indent=2), '  ')}")
            before = ","
        file.write("\n]\n" if before == "," else "[]\n")


def exported_document(exported: Exported) -> dict[str, object]:
    """Return the `data` of `cases export`."""
    return {"path": str(exported.path), "filings": exported.filings}


def exported_view(exported: Exported) -> list[Message]:
    """How many filings are in which file."""
    filings, path = exported.filings, exported.path
    return [msg_n("{count} filing written to {path}", "{count} filings written to {path}", filings, path=path)]


_WRITERS = {".csv": _write_csv, ".xlsx": _write_workbook, ".json": _write_json}
