"""Cases last: exactly as they were sent, between processes, over a crash in the middle of a line."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casewright.recording.practice_cases import FileCaseLog, MemoryCaseLog, StoredFile, Submission, add_message

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
HOSTILE = "\u202eمرحبا <script>alert(\"1\")</script> 退款 🙂\u2028\u0085\n\ttab 'quote' \\n\x00" + "长" * 3900


def submission(message: str = "12 units were lost.", **changes: object) -> Submission:
    values = {"subject": "CW-1", "account": "Shop", "marketplace": "US", "session": "s", **changes}
    return Submission(message=message, **values)


@pytest.fixture(params=[MemoryCaseLog, FileCaseLog])
def log(request, tmp_path):
    return FileCaseLog(tmp_path / "sandbox" / "cases.jsonl") if request.param is FileCaseLog else MemoryCaseLog()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.jsonl"


def test_a_new_case_waits_for_amazon_and_has_an_id_and_a_moment(log):
    case = log.add(submission())
    assert case.status == "PendingAmazonAction"
    assert case.shown_status == "Pending Amazon action"
    assert case.case_id.isdecimal()
    assert len(case.case_id) == 11
    assert case.created.tzinfo is UTC
    assert abs((datetime.now(UTC) - case.created).total_seconds()) < 3600


def test_cases_are_told_in_the_order_in_which_they_came(log):
    for number in range(20):
        log.add(submission(str(number)))
    assert [case.message for case in log.cases()] == [str(number) for number in range(20)]
    assert len({case.case_id for case in log.cases()}) == 20


def test_no_case_id_is_given_twice(log, monkeypatch):
    draws = iter([5, 5, 5, 6])
    monkeypatch.setattr("casewright.recording.practice_cases.secrets.randbelow", lambda _: next(draws))
    assert [log.add(submission()).case_id for _ in range(2)] == ["10000000005", "10000000006"]


def test_a_log_that_nobody_wrote_to_is_empty(path):
    assert FileCaseLog(path).cases() == ()
    assert not path.exists()


@pytest.mark.parametrize("text", [HOSTILE, "", "\n", "\r\n is not touched here", '{"json": 1}'])
def test_hostile_text_is_read_back_exactly(path, text):
    FileCaseLog(path).add(submission(text, subject=text, fields={text: text}))
    case = FileCaseLog(path).cases()[0]
    assert (case.message, case.subject, case.fields) == (text, text, {text: text})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(texts=st.lists(ANY_TEXT, max_size=4), name=ANY_TEXT)
def test_any_texts_are_read_back_exactly(tmp_path, texts, name):
    path = tmp_path / "any.jsonl"
    path.unlink(missing_ok=True)
    log = FileCaseLog(path)
    file = StoredFile(name=name, size=1, sha256="0" * 64)
    stored = [log.add(submission(text, attachments=(file,))) for text in texts]
    assert FileCaseLog(path).cases() == tuple(stored)
    assert log.cases() == tuple(stored)


def test_what_was_read_once_is_seen_to_grow(path):
    reader, writer = FileCaseLog(path), FileCaseLog(path)
    assert reader.cases() == ()
    writer.add(submission("one"))
    assert [case.message for case in reader.cases()] == ["one"]
    writer.add(submission("two"))
    assert [case.message for case in reader.cases()] == ["one", "two"]


def test_every_line_is_json_that_other_programs_can_read(path):
    FileCaseLog(path).add(submission(HOSTILE))
    lines = path.read_bytes().split(b"\n")
    assert lines[-1] == b""
    assert json.loads(lines[0])["message"] == HOSTILE


def test_a_torn_last_line_is_survived_and_told(path):
    FileCaseLog(path).add(submission("whole"))
    with path.open("ab") as file:
        file.write(b'{"subject": "torn off he')
    log = FileCaseLog(path)
    assert [case.message for case in log.cases()] == ["whole"]
    after = log.add(submission("after"))
    assert [case.message for case in log.cases()] == ["whole", "after"]
    again = FileCaseLog(path)
    assert again.cases()[-1] == after
    assert again.torn == log.torn == (2,)


@pytest.mark.parametrize("cut", [1, 20, 150])
def test_a_line_torn_anywhere_takes_no_other_case_with_it(path, cut):
    log = FileCaseLog(path)
    log.add(submission("one"))
    log.add(submission("two 退款"))
    path.write_bytes(path.read_bytes()[:-cut])
    reborn = FileCaseLog(path)
    reborn.add(submission("three"))
    assert [case.message for case in FileCaseLog(path).cases()] == ["one", "three"]


def test_a_line_of_something_else_is_told_and_passed_over(path):
    path.write_text('hello\n{"case_id": 1}\n', encoding="utf-8")
    log = FileCaseLog(path)
    assert log.cases() == ()
    assert log.torn == (1, 2)


def test_a_log_that_was_emptied_is_empty(path):
    log = FileCaseLog(path)
    log.add(submission("long gone"))
    path.write_bytes(b"")
    assert log.cases() == ()
    log.add(submission("new"))
    assert [case.message for case in log.cases()] == ["new"]


def test_threads_of_one_log_lose_nothing(path):
    log = FileCaseLog(path)
    threads = [threading.Thread(target=log.add, args=(submission(str(number)),)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {case.message for case in FileCaseLog(path).cases()} == {str(number) for number in range(12)}


APPEND = """
import sys
from pathlib import Path
from casewright.recording.practice_cases import FileCaseLog, Submission
log = FileCaseLog(Path(sys.argv[1]))
for number in range(25):
    text = f"{sys.argv[2]}-{number} " + "长" * 2000
    log.add(Submission(subject="s", message=text, account="a", marketplace="US", session="s"))
assert len(log.cases()) >= 25
"""


def test_two_processes_append_at_the_same_time_and_lose_nothing(path):
    writers = [subprocess.Popen([sys.executable, "-c", APPEND, str(path), who]) for who in "AB"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    log = FileCaseLog(path)
    told = [case.message.split()[0] for case in log.cases()]
    assert sorted(told) == sorted(f"{who}-{number}" for who in "AB" for number in range(25))
    assert log.torn == ()
    assert [one for one in told if one[0] == "A"] == [f"A-{number}" for number in range(25)]


def test_a_case_is_on_disk_before_its_id_is_told(path, monkeypatch):
    synced: list[int] = []
    monkeypatch.setattr("casewright.recording.practice_cases.os.fsync", lambda _: synced.append(path.stat().st_size))
    FileCaseLog(path).add(submission())
    assert synced[0] == path.stat().st_size


def test_an_answer_changes_the_case_in_its_place(log):
    first, second = log.add(submission()), log.add(submission())
    log.change(add_message(first, "Please attach an invoice.", "Answered", datetime.now(UTC)))
    again = FileCaseLog(log.path) if isinstance(log, FileCaseLog) else log
    known = again.cases()
    assert [case.case_id for case in known] == [first.case_id, second.case_id]
    assert (known[0].status, known[0].later[0].text) == ("Answered", "Please attach an invoice.")
    assert known[0].message == first.message
    assert known[1] == second
