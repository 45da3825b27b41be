"""Whatever a file holds: problems or claims, never a traceback, never a row less than was in the file."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from casewright.intake.load import READERS, load

NAMES = ("claim_id", "account", "marketplace", "type", "event_date", "quantity", "unit_value", "currency",
         "product_name", "fnsku", "transaction_id", "photos", "colour")  # fmt: skip
TEXT = st.sampled_from(
    ["", "C-1", "US", "Lost", "丢失", "2026-10-13", "2026/13/45", "３", "1.5", "三", "12.50", "X002L7QK4D",
     "X0O2L7QK4D", "\u200bUS\u200b", "=1+1", "#REF!", "a;b", "../../x.jpg", "C:\\x.jpg", "😀",
     "NaN", "1e999", "-", '"', "'", "a\nb", "\t", "x" * 5000]
)  # fmt: skip
CELL = (
    TEXT | st.text(max_size=20) | st.integers() | st.floats() | st.booleans() | st.none() | st.dates() | st.datetimes()
)
HEADERS = st.lists(st.sampled_from(NAMES) | st.text(max_size=8), min_size=1, max_size=14)
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def accounted_for(batch, at_least):
    """Every row is a claim or at least one problem; and every message can be printed."""
    assert batch.rows >= at_least
    with_problems = {
        (one.place.file, one.place.sheet, one.place.row)
        for one in batch.problems
        if one.severity == "error" or one.code == "no-claim"
    }
    whole = any(one.place.row is None or one.code == "missing-column" for one in batch.problems)
    assert len(batch.claims) + len(with_problems) >= batch.rows or whole
    for problem in batch.problems:
        assert problem.code
        assert problem.message
        str(problem.place).encode("utf-8", "replace")
    return batch


@FUZZ
@given(content=st.binary(max_size=2000), name=st.sampled_from(sorted(READERS)))
def test_random_bytes_under_any_name(tmp_path_factory, content, name):
    path = tmp_path_factory.mktemp("fuzz") / f"claims{name}"
    path.write_bytes(content)

    batch = load([path])
    assert batch.problems or batch.rows == 0


@FUZZ
@given(header=HEADERS, rows=st.lists(st.lists(TEXT | st.text(max_size=20), min_size=1, max_size=14), max_size=6))
def test_any_cells_in_a_csv(tmp_path_factory, header, rows):
    path = tmp_path_factory.mktemp("fuzz") / "claims.csv"
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([NAMES, header, *rows])
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    filled = [row for row in rows if any(len(cell.strip("\u200b \t\n-")) > 4 for cell in row)]

    accounted_for(load([path]), len(filled))


@FUZZ
@given(text=st.text(max_size=400), encoding=st.sampled_from(["utf-8", "gb18030", "utf-16", "cp932", "cp1252"]))
def test_any_text_in_any_encoding(tmp_path_factory, text, encoding):
    folder = tmp_path_factory.mktemp("fuzz")
    content = (",".join(NAMES) + "\n" + text).encode(encoding, "replace")
    for name in (".csv", ".tsv", ".yaml", ".json", ".jsonl"):
        path = folder / f"claims{name}"
        path.write_bytes(content)
        accounted_for(load([path]), 0)


@FUZZ
@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=13), max_size=5), hidden=st.sets(st.integers(1, 8)),
       merged=st.sampled_from(["A1:A4", "B2:C3", "A2:M2", "D1:D9"]))  # fmt: skip
def test_any_cells_in_a_workbook(tmp_path_factory, rows, hidden, merged):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(NAMES))
    written = 0
    for cells in rows:
        try:
            sheet.append(cells)
        except (IllegalCharacterError, ValueError):
            continue
        written += any(isinstance(cell, int) and not isinstance(cell, bool) for cell in cells)
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    sheet.merge_cells(merged)
    path = tmp_path_factory.mktemp("fuzz") / "claims.xlsx"
    try:
        book.save(path)
    except (ValueError, OverflowError):
        return
    accounted_for(load([path]), 0)


@FUZZ
@given(data=st.data())
def test_a_workbook_with_bytes_changed(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("fuzz")
    book = Workbook()
    book.worksheets[0].append(list(NAMES))
    book.worksheets[0].append(
        ["C-1", "Shop", "US", "Lost", "2026-10-13", 3, 12.5, "USD", "Mug", "X002L7QK4D", "2026511842"]
    )
    book.save(folder / "whole.xlsx")
    with zipfile.ZipFile(folder / "whole.xlsx") as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    at = data.draw(st.integers(0, len(parts[name])))
    noise = data.draw(
        st.binary(min_size=1, max_size=30) | st.sampled_from([b"</row>", b'r="XFD1048576"', b"1e999", b"-1"])
    )
    parts[name] = parts[name][:at] + noise + parts[name][at + data.draw(st.integers(0, 40)) :]
    path = folder / "claims.xlsx"
    with zipfile.ZipFile(path, "w") as changed:
        for part, content in parts.items():
            changed.writestr(part, content)
    load([path])

    raw = bytearray(path.read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(raw)
    load([path])


KEY = st.sampled_from(NAMES) | st.text(max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=5),
    max_leaves=30,
)  # fmt: skip


@FUZZ
@given(entries=st.lists(st.dictionaries(st.sampled_from(NAMES), JSON, min_size=1) | JSON, max_size=5))
def test_any_values_in_json_and_yaml(tmp_path_factory, entries):
    folder = tmp_path_factory.mktemp("fuzz")
    for name, text in (("claims.json", json.dumps({"claims": entries})), ("claims.yaml", json.dumps(entries)),
                       ("claims.jsonl", "\n".join(map(json.dumps, entries)))):  # fmt: skip
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        accounted_for(load([path]), sum(1 for one in entries if isinstance(one, dict) and one))


@pytest.mark.parametrize("name", ["claims.json", "claims.yaml"])
def test_lists_inside_lists_without_end(seller, codes, name):
    assert codes(load([seller.text("[" * 100_000, name)])) == ["bad-file"]


def test_a_yaml_of_aliases_that_unfold_without_end(seller):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    batch = load([seller.text(f"{bomb}claims:\n - photos: *i\n", "claims.yaml")])

    assert batch.rows == 1
    assert batch.claims == ()


@pytest.mark.parametrize("name", ["claims.json", "claims.yaml", "claims.jsonl"])
def test_a_name_that_stands_twice_in_an_entry_is_told(seller, name):
    text = '{"claim_id": "C-1", "quantity": 1, "quantity": 2}'
    batch = load([seller.text(text if name.endswith("l") and "json" in name else f"[{text}]", name)])

    assert batch.claims == ()
    assert any("quantity" in str(problem.message) or "quantity" in (problem.value or "") for problem in batch.problems)


def test_a_quote_that_is_not_closed_is_told_and_the_rows_around_it_are_read(seller, codes):
    good, other = seller.row(), seller.row(claim_id="C-3", transaction_id="20265118427399")
    text = seller.csv_text(good) + 'C-2,"Harbor Lane\n' + seller.csv_text(other).split("\n", 1)[1]
    batch = load([seller.text(text)])

    assert [claim.claim_id for claim in batch.claims] == ["C-1", "C-3"]
    assert codes(batch) == ["bad-csv"]
    assert batch.problems[0].place.row == 3
