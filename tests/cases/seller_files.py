"""The files of a seller: sheets of claims, Amazon's reports in their own layouts, an invoice; all of it good."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from fpdf import FPDF
from openpyxl import Workbook

ACCOUNT = "Fennimore Outdoor"
LANTERN = {
    "fnsku": "X0037RWQ9P",
    "asin": "B0DK3V7M2Q",
    "sku": "FO-LAN-GRN",
    "title": "Camp Lantern, Folding, Green",
}
TRANSACTION = "20914466380127"
ORDER = "114-5520917-8834012"

CLAIM = {
    "Claim ID": "FO-1",
    "Account": ACCOUNT,
    "Marketplace": "US",
    "Claim type": "Lost in warehouse",
    "Event date": "2026-10-13",
    "Quantity": "3",
    "Unit value": "9.35",
    "Currency": "USD",
    "Product name": LANTERN["title"],
    "FNSKU": LANTERN["fnsku"],
    "ASIN": LANTERN["asin"],
    "Transaction ID": TRANSACTION,
    "Details": "3 units were reported lost and not found again.",
    "Stock documents": "evidence/invoice.pdf",
}
LOSS = {
    "Date": "10/13/2026",
    "FNSKU": LANTERN["fnsku"],
    "ASIN": LANTERN["asin"],
    "MSKU": LANTERN["sku"],
    "Title": LANTERN["title"],
    "Event Type": "Adjustments",
    "Reference ID": TRANSACTION,
    "Quantity": "-3",
    "Fulfillment Center": "LGB8",
    "Disposition": "SELLABLE",
    "Reason": "M",
    "Country": "US",
    "Reconciled Quantity": "0",
    "Unreconciled Quantity": "3",
    "Date and Time": "2026-10-13T00:00:00-0700",
    "Store": "",
}
PAYMENT = {
    "approval-date": "2026-10-29T09:59:13+00:00",
    "reimbursement-id": "10244181663",
    "case-id": "",
    "amazon-order-id": "",
    "reason": "Lost_Warehouse",
    "sku": LANTERN["sku"],
    "fnsku": LANTERN["fnsku"],
    "asin": LANTERN["asin"],
    "product-name": LANTERN["title"],
    "condition": "NewItem",
    "currency-unit": "USD",
    "amount-per-unit": "9.35",
    "amount-total": "28.05",
    "quantity-reimbursed-cash": "3",
    "quantity-reimbursed-inventory": "0",
    "quantity-reimbursed-total": "3",
    "original-reimbursement-id": "",
    "original-reimbursement-type": "",
}
RETURN = {
    "return-date": "2026-09-10T14:22:05+00:00",
    "order-id": ORDER,
    "sku": LANTERN["sku"],
    "asin": LANTERN["asin"],
    "fnsku": LANTERN["fnsku"],
    "product-name": LANTERN["title"],
    "quantity": "1",
    "fulfillment-center-id": "LEX2",
    "detailed-disposition": "SELLABLE",
    "reason": "DEFECTIVE",
    "status": "Unit returned to inventory",
    "license-plate-number": "LPNRRFC4481902",
    "customer-comments": "",
}

Row = Mapping[str, Any]


def changed(row: Row, **changes: Any) -> dict[str, Any]:
    """A row with some cells changed; `_` in a name stands for `-` or a space, and its case does not matter."""
    names = {"".join(filter(str.isalnum, name)).casefold(): name for name in row}
    made = dict(row)
    for name, value in changes.items():
        key = name.replace("_", "").casefold()
        made[names.get(key, name)] = value
    return made


def columns_of(rows: Sequence[Row]) -> list[str]:
    """Every column of the rows, in the order in which they come."""
    return list(dict.fromkeys(name for row in rows for name in row))


def as_text(rows: Sequence[Row], separator: str = "\t", *, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Rows as text; with tabs and no quotes, as Amazon writes its reports."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns_of(rows), restval="", delimiter=separator, quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class Desk:
    """A seller's folder, with an invoice in `evidence/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "evidence").mkdir(exist_ok=True)
        self.paper("evidence/invoice.pdf")

    def paper(self, name: str, lines: Iterable[str] | None = None, **protected: Any) -> Path:
        """A PDF: an invoice for forty lanterns, bought before any of them was lost, where no lines are given."""
        page = FPDF()
        if protected:
            page.set_encryption(**protected)
        page.add_page()
        page.set_font("helvetica", size=11)
        bought = ("Commercial Invoice", "Date: 2026-06-02", f"{LANTERN['title']}  {LANTERN['fnsku']}  Quantity 40")
        for line in bought if lines is None else lines:
            page.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        page.output(str(path))
        return path

    def text(self, name: str, rows: Sequence[Row] | str, separator: str = "", encoding: str = "utf-8") -> Path:
        """A file of text: CSV by its name, with tabs for any other."""
        path = self.folder / name
        separator = separator or ("," if name.endswith(".csv") else "\t")
        content = rows if isinstance(rows, str) else as_text(rows, separator)
        path.write_bytes(content.encode(encoding))
        return path

    def claims(self, *rows: Row, name: str = "claims.csv", separator: str = ",") -> Path:
        """A file of claims; one good claim where no row is given."""
        return self.text(name, rows or [CLAIM], separator)

    def workbook(self, *lines: Sequence[Any], name: str = "claims.xlsx") -> Path:
        """A workbook whose sheet `Claims` has these lines."""
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "Claims"
        for line in lines:
            sheet.append(list(line))
        path = self.folder / name
        book.save(path)
        return path
