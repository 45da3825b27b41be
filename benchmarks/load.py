"""How long loading takes against what Pydantic's core alone needs for the same rows, and what it keeps in memory.

Run: `python benchmarks/load.py [ROWS]`. Prints medians, their ratio to Pydantic's core, and the most memory that a
process of its own needed for a tenth of the rows and for all: reading row by row, and loading, which keeps every claim.
"""

from __future__ import annotations

import csv
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from pydantic import TypeAdapter
from python_calamine import load_workbook

from casewright.intake.load import load
from casewright.model.claim import Claim

HEADER = ("claim_id", "account", "marketplace", "type", "event_date", "quantity", "unit_value", "currency",
          "product_name", "fnsku", "asin", "sku", "fulfillment_center", "transaction_id", "details")  # fmt: skip
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code(number: int, length: int) -> str:
    text = ""
    for _ in range(length):
        number, rest = divmod(number, len(LETTERS))
        text = LETTERS[rest] + text
    return text


def row(number: int) -> dict[str, object]:
    """One good claim, as Pydantic likes it: typed already."""
    return {
        "claim_id": f"B-{number}",
        "account": "Harbor Lane Goods",
        "marketplace": "US",
        "type": ("lost_in_warehouse", "damaged_in_warehouse")[number % 2],
        "event_date": date(2026, 9, 25) + timedelta(days=number % 29),
        "quantity": number % 40 + 1,
        "unit_value": Decimal(number % 9000 + 100) / 100,
        "currency": "USD",
        "product_name": f"Stoneware Mug, 14 oz, Colour {number % 700}",
        "fnsku": "X0" + code(number * 7919 + 12_345, 8),
        "asin": "B0" + code(number % 700 * 104_729 + 999, 8),
        "sku": f"HL-MUG-{number % 700}",
        "fulfillment_center": ("ONT8", "FTW1", "MDW2", "PHX3")[number % 4],
        "transaction_id": str(20_260_000_000_000 + number * 37),
        "details": "The ledger shows the units as lost; they were not found again and not paid.",
    }


def timed(work, times: int) -> float:
    """The median of several runs, in seconds of the processor: what else the machine does is not counted."""
    taken = []
    for _ in range(times):
        gc.collect()
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


MEMORY = """
import sys
from pathlib import Path
from casewright.intake.load import load, read
from casewright.intake.table import Notes
path = Path(sys.argv[2])
if sys.argv[1] == "cells":
    from python_calamine import load_workbook
    kept = [None for _ in load_workbook(path).get_sheet_by_name("Claims").iter_rows()]
elif sys.argv[1] == "rows":
    for _ in read([path], {}, Notes()):
        pass
else:
    kept = load([path])
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line for line in lines if line.startswith("VmHWM")).split()[1])
"""


def peak(how: str, path: Path) -> float:
    """The most memory that a process needed which did nothing else, in MB: that of the interpreter and imports, too."""
    done = subprocess.run([sys.executable, "-c", MEMORY, how, str(path)], check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


def told_memory(what: str, how: str, tenth: Path, whole: Path) -> None:
    few, many = peak(how, tenth), peak(how, whole)
    print(f"{what:<34} {few:>8.0f} MB {many:>8.0f} MB")


def workbook(path: Path, rows: list[dict[str, object]]) -> None:
    """The same rows as openpyxl writes them, texts inside their cells; Excel's own files are read a little faster."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Claims")
    for cells in (HEADER, *([one[name] for name in HEADER] for one in rows)):
        sheet.append(list(cells))
    book.save(path)


def unpacked(path: Path) -> None:
    """What the reading library needs by itself for every cell."""
    for _ in load_workbook(path).get_sheet_by_name("Claims").iter_rows():
        pass


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rows = [row(number) for number in range(count)]
    core = TypeAdapter(list[Claim])
    with tempfile.TemporaryDirectory() as folder:
        path, tenth = Path(folder, "claims.csv"), Path(folder, "tenth.csv")
        for file, some in ((path, rows), (tenth, rows[: count // 10])):
            with file.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(HEADER)
                writer.writerows([one[name] for name in HEADER] for one in some)
        batch = load([path])
        assert len(batch.claims) == count, batch.problems[:3]
        del batch
        alone = timed(lambda: core.validate_python(rows), 5)
        whole = timed(lambda: load([path]), 5)
        print(f"rows                       {count:>10,}")
        print(f"Pydantic's core alone      {alone:>10.2f} s")
        print(f"load, from the file        {whole:>10.2f} s")
        print(f"ratio                      {whole / alone:>10.2f}   (bar: 2.00)")
        book = Path(folder, "claims.xlsx")
        workbook(book, rows)
        parsing = timed(lambda: unpacked(book), 3)
        read_book = timed(lambda: load([book]), 3)
        print(f"load, from a workbook      {read_book:>10.2f} s, of which unpacking and parsing alone {parsing:.2f} s")
        without = (read_book - parsing) / alone
        print(f"ratio                      {read_book / alone:>10.2f}   (without that: {without:.2f})")
        if sys.platform != "linux":
            return
        tenth_book = Path(folder, "tenth.xlsx")
        workbook(tenth_book, rows[: count // 10])
        print(f"{'peak memory of a process':<34} {'a tenth':>11} {'all rows':>11}")
        told_memory("csv, row by row", "rows", tenth, path)
        told_memory("csv, loaded", "claims", tenth, path)
        told_memory("xlsx, the reading library alone", "cells", tenth_book, book)
        told_memory("xlsx, row by row", "rows", tenth_book, book)
        told_memory("xlsx, loaded", "claims", tenth_book, book)


if __name__ == "__main__":
    main()
