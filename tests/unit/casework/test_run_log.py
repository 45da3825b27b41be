"""The log of runs holds what was done, when and by whose yes; nothing secret, and no line is lost or mixed."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casewright.casework.result import Settled, Walked
from casewright.casework.run_log import RunLog, read_run_log
from casewright.ledger.filing import Filing
from casewright.model.outcome import Outcome
from casewright.redact import remember

from .conftest import claim
from .practice import entries_of

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def diary(tmp_path: Path) -> RunLog:
    return RunLog(tmp_path / "runs.jsonl", "file", "live", "Casewright/1", "mei", lambda: NOW, "plan abc")


@pytest.fixture
def filed(claims_file: Path) -> Settled:
    (entry,) = entries_of(claim(), source=claims_file)
    story = Walked(outcome=Outcome.VERIFIED, detail="it is there", case_id="17204938815", clicked=True)
    return Settled(entry=entry, walked=story)


def test_a_filed_case_is_logged_with_its_yes(diary: RunLog, filed: Settled):
    diary.note("began", "1 claims")
    diary.settled(filed)
    diary.note("ended")
    began, deed, ended = read_run_log(diary.path)
    assert [began.what, deed.what, ended.what] == ["began", "verified", "ended"]
    assert (deed.at, deed.by, deed.yes, deed.software) == (NOW, "mei", "plan abc", "Casewright/1")
    assert (deed.claim_id, deed.case_id, deed.account) == ("A-1", "17204938815", "Harbor Lane Goods")
    assert deed.reference == filed.entry.form.reference
    assert len({one.run for one in (began, deed, ended)}) == 1


def test_what_was_not_submitted_names_no_yes(diary: RunLog, filed: Settled):
    diary.settled(Settled(entry=filed.entry, walked=Walked(outcome=Outcome.CANCELLED, detail="you skipped it")))
    (deed,) = read_run_log(diary.path)
    assert (deed.what, deed.yes) == ("cancelled", "")


def test_what_was_done_with_a_case_is_logged(diary: RunLog):
    filing = Filing.model_construct(
        account="Harbor Lane Goods", marketplace="US", claim_id="A-1", reference="CW-7F3K9Q2M", case_id="17204938815"
    )
    diary.case("read", filing)
    diary.case("verified", filing, "the reply is there", yes="--yes")
    read, replied = read_run_log(diary.path)
    assert (read.what, read.case_id, read.yes) == ("read", "17204938815", "")
    assert (replied.claim_id, replied.yes, replied.detail) == ("A-1", "--yes", "the reply is there")


def test_no_text_of_a_case_and_no_secret_gets_into_it(diary: RunLog, filed: Settled):
    remember("correct-horse-battery")
    diary.note("began", "signed in with correct-horse-battery at /x?token=abcdef123456")
    diary.settled(filed)
    text = diary.path.read_text(encoding="utf-8")
    assert "correct-horse-battery" not in text
    assert "abcdef123456" not in text
    assert filed.entry.form.message not in text


def test_every_line_is_a_document_of_its_own(diary: RunLog, filed: Settled):
    diary.note("began", "a\nb")
    diary.settled(filed)
    lines = diary.path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["command"] for line in lines] == ["file", "file"]


def test_a_torn_or_foreign_line_hides_nothing_else(diary: RunLog):
    diary.note("began")
    with diary.path.open("ab") as file:
        file.write(b'{"at": "2026-\n\xff\xfe\n')
    diary.note("ended")
    assert [one.what for one in read_run_log(diary.path)] == ["began", "ended"]


def test_there_is_no_log_before_the_first_run(tmp_path: Path):
    assert list(read_run_log(tmp_path / "runs.jsonl")) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_only_its_owner_reads_it(diary: RunLog):
    diary.note("began")
    assert stat.S_IMODE(diary.path.stat().st_mode) == 0o600


def test_two_runs_have_two_names(tmp_path: Path):
    one, other = (RunLog(tmp_path / "r", "file", "live", "s", "mei", lambda: NOW) for _ in range(2))
    assert one.run != other.run


def test_what_a_site_or_a_sheet_wrote_does_not_act_on_whoever_reads_the_log(tmp_path):
    attack = "\x1b]52;c;cm0=\x07\u202e\x9b2J\udc80"
    diary = RunLog(tmp_path / "runs.jsonl", "file", "live", "1.0", "ann", lambda: datetime.now(UTC))
    diary.note("began", attack)
    written = (tmp_path / "runs.jsonl").read_text(encoding="utf-8")
    assert not set(attack) & set(written) & set("\x1b\x07\u202e\x9b\udc80")
    assert next(read_run_log(tmp_path / "runs.jsonl")).detail.startswith("\\x1b]52")
