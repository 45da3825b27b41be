"""A workbook of a megabyte never takes more than a share of the machine's memory, whatever it unfolds to."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from casewright.intake.workbook import MAX_UNPACKED

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")

ROOT = Path(__file__).parents[3]
_MOST = 1200 * 1024
"""Kilobytes: less than the 1.8 GiB that such a file took once, and more than any sheet of claims takes."""
_CHECKS = """
import pathlib, re, resource, sys
from casewright.cli.app import run
code = run(["check", sys.argv[1]])
own = int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
print(code, max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""
_ROW = "<row>{cells}</row>"
SHEETS = {
    "many small cells": lambda: _ROW.format(cells='<c t="inlineStr"><is><t>x</t></is></c>' * 26) * 180_000,
    "one cell that says much": lambda: _ROW.format(cells=f'<c t="inlineStr"><is><t>{"x" * 200_000_000}</t></is></c>'),
}


def packed(path: Path, rows: str) -> Path:
    """A workbook whose only sheet holds these rows, packed as tightly as can be."""
    empty = path.with_name("empty.xlsx")
    Workbook().save(empty)
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return path


@pytest.mark.parametrize("kind", SHEETS)
def test_a_megabyte_never_takes_gigabytes(tmp_path: Path, kind: str) -> None:
    path = packed(tmp_path / "claims.xlsx", SHEETS[kind]())
    assert path.stat().st_size < 3_000_000
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CASEWRIGHT_HOME": str(tmp_path / "home")}
    words = [sys.executable, "-c", _CHECKS, str(path)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    code, kilobytes = done.stdout.splitlines()[-1].split()
    assert code == "1", done.stdout + done.stderr
    assert int(kilobytes) < _MOST, f"{int(kilobytes) // 1024} MB"


def test_what_unpacks_to_more_than_is_allowed_is_told_before_it_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "claims.xlsx", " " * (MAX_UNPACKED + 1))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CASEWRIGHT_HOME": str(tmp_path / "home")}
    words = [sys.executable, "-c", _CHECKS, str(path)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert "this workbook unpacks to more than 512 MB" in done.stdout
    assert int(done.stdout.splitlines()[-1].split()[1]) < 300 * 1024
