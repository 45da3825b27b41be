"""`-` stands for standard input and standard output wherever a file of text is read or written."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from icalendar import Calendar

from casewright.cli import standard_streams

from .conftest import Casewright

TABLE = b"claim id,type\nHL-1,lost in warehouse\n"


def _pipe(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="cp1252"))


def test_claims_are_read_from_standard_input_with_their_evidence_beside(
    casewright: Casewright, demo_claims: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(demo_claims.parent)
    named = casewright("check", demo_claims, "--json").document
    _pipe(monkeypatch, demo_claims.read_bytes())
    piped = casewright("check", "-", "--json").document
    assert piped["data"]["claims"] == named["data"]["claims"]
    assert [each["code"] for each in piped["problems"]] == [each["code"] for each in named["problems"]]
    assert not list(Path().glob("standard-input*"))


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (TABLE, ".csv"),
        (b"\xef\xbb\xbf" + TABLE, ".csv"),
        ("索赔编号,类型\n".encode("gb18030"), ".csv"),
        (b"", ".csv"),
        (b"- claim_id: HL-1\n", ".yaml"),
        (b"# my claims\n\nclaims:\n  - claim_id: HL-1\n", ".yaml"),
        (b' [{"claim_id": "HL-1"}]', ".json"),
        (b'{"claim_id": "HL-1"}\n{"claim_id": "HL-2"}\n', ".jsonl"),
        (b"{ broken", ".json"),
        (b"PK\x03\x04", ".xlsx"),
    ],
)
def test_the_format_is_seen_from_how_it_begins(content: bytes, ending: str):
    assert standard_streams._ending_of(content) == ending


def test_a_problem_in_it_names_where_it_came_from(casewright: Casewright, monkeypatch: pytest.MonkeyPatch):
    _pipe(monkeypatch, TABLE)
    done = casewright("check", "-")
    assert done.code == 1
    assert "standard-input.csv" in done.out


def test_nobody_waits_for_what_nobody_pipes(casewright: Casewright, monkeypatch: pytest.MonkeyPatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    done = casewright("check", "-")
    assert (done.code, done.out) == (2, "")
    assert "casewright check - < claims.csv" in done.err


def test_a_file_of_that_name_is_left_alone(casewright: Casewright, monkeypatch: pytest.MonkeyPatch):
    Path("standard-input.csv").write_text("mine", encoding="utf-8")
    _pipe(monkeypatch, TABLE)
    done = casewright("check", "-")
    assert done.code == 2
    assert "standard-input.csv" in done.err
    assert Path("standard-input.csv").read_text(encoding="utf-8") == "mine"


def test_a_template_on_standard_output_is_the_file_and_nothing_else(casewright: Casewright):
    casewright("template", "claims.csv")
    assert casewright("template", "-").out.encode() == Path("claims.csv").read_bytes()


@pytest.mark.usefixtures("filed")
def test_an_export_on_standard_output_is_the_file_and_nothing_else(casewright: Casewright):
    rows = list(
        csv.DictReader(io.StringIO(casewright("cases", "export", "-", "--site", "sandbox").out.lstrip("\ufeff")))
    )
    assert [row["case_id"] for row in rows] == ["17204938815"]


def test_a_calendar_on_standard_output_is_the_file_and_nothing_else(casewright: Casewright, demo_claims: Path):
    done = casewright("cases", "due", demo_claims, "--within", "60", "--ics", "-")
    assert list(Calendar.from_ical(done.out).walk("VEVENT"))


def test_one_standard_output_takes_one_of_the_two(casewright: Casewright):
    done = casewright("template", "-", "--json")
    assert (done.code, done.document["problems"][0]["code"]) == (2, "usage-error")


def test_a_reply_comes_from_one_place_and_is_text(monkeypatch: pytest.MonkeyPatch):
    _pipe(monkeypatch, "发票见附件。\n".encode())
    assert standard_streams.read_given_text(Path("-"), None) == (None, "发票见附件。\n")
    with pytest.raises(standard_streams.UsageError, match="--text"):
        standard_streams.read_given_text(Path("-"), "another")
    _pipe(monkeypatch, b"\xff\xfe")
    with pytest.raises(standard_streams.UsageError, match="UTF-8"):
        standard_streams.read_given_text(Path("-"), None)
    assert standard_streams.read_given_text(Path("a.txt"), None) == (Path("a.txt"), None)
