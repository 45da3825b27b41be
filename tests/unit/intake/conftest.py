"""A seller with a folder of claims files, for the tests of loading."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import Workbook

from casewright.intake.load import load

NAMES = (
    "claim_id",
    "account",
    "marketplace",
    "type",
    "event_date",
    "quantity",
    "unit_value",
    "currency",
    "product_name",
    "fnsku",
    "transaction_id",
)
GOOD = (
    "C-1",
    "Harbor Lane Goods",
    "US",
    "Lost in warehouse",
    "2026-10-13",
    "3",
    "12.50",
    "USD",
    "Blue mug",
    "X002L7QK4D",
    "20265118427306",
)


class Seller:
    """Writes claims files as sellers have them; a row is a good one with some cells changed by field name."""

    def __init__(self, folder):
        self.folder = folder

    @staticmethod
    def row(**changes):
        assert not set(changes) - set(NAMES)
        return [changes.get(name, cell) for name, cell in zip(NAMES, GOOD, strict=True)]

    @staticmethod
    def csv_text(*rows, header=NAMES, separator=","):
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows([header, *rows])
        return out.getvalue()

    def text(self, text, name="claims.csv", encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def csv(self, *rows, name="claims.csv", encoding="utf-8", header=NAMES, separator=","):
        return self.text(self.csv_text(*rows, header=header, separator=separator), name, encoding)

    def xlsx(self, *rows, header=NAMES, name="claims.xlsx", change=None):
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "Claims"
        for cells in [header, *rows]:
            sheet.append(list(cells))
        if change:
            change(sheet)
        path = self.folder / name
        book.save(path)
        return path

    def one(self, **changes):
        """What comes of a CSV with one row."""
        return load([self.csv(self.row(**changes))])


@pytest.fixture
def seller(tmp_path):
    return Seller(tmp_path)


def _codes(batch):
    return [problem.code for problem in batch.problems]


@pytest.fixture
def codes():
    return _codes
