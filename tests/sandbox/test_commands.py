"""The commands that open a browser, from the words on the command line to the cases in the practice site."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.demo_sheet import demo_with

from casewright.casework.file import Choice
from casewright.cli import prompt
from casewright.cli.app import run
from casewright.recording.practice_cases import FileCaseLog, StoredCase, Submission

pytestmark = pytest.mark.browser


class Done(NamedTuple):
    code: int
    document: dict[str, Any]
    err: str


Casewright = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def casewright(home: Path, capsys: pytest.CaptureFixture[str]) -> Casewright:
    """Runs a command line with `--json`."""

    def call(*words: object) -> Done:
        code = run([*(str(word) for word in words), "--json"])
        captured = capsys.readouterr()
        return Done(code, json.loads(captured.out), captured.err)

    return call


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """A sheet with two rows of the demo: a damaged jar that is ready, and one without photos."""
    day = date.today()  # noqa: DTZ011 (the sheet is read on this machine's day)
    return demo_with({"HL-1042", "HL-1046"}, tmp_path / "claims", day)


def _stored(home: Path) -> tuple[StoredCase, ...]:
    return FileCaseLog(home / "sandbox" / "cases.jsonl").cases()


def test_a_preview_fills_everything_and_submits_nothing(casewright: Casewright, claims: Path, home: Path):
    done = casewright("preview", claims, "-o", "review")
    assert done.code == 1, "one of the two claims is refused"
    data = done.document["data"]
    [walked] = data["claims"]
    assert (walked["outcome"], walked["submit_found"], walked["clicked"]) == ("previewed", True, False)
    assert data["guard"]["left"] == 0
    assert data["guard"]["answered"] > 10
    assert [one["claim_id"] for one in data["refused"]] == ["HL-1046"]
    assert Path(data["report"]).is_file()
    assert Path(data["plan"]).is_file()
    assert not (home / "sandbox").exists()


def test_a_plan_is_filed_once_proven_and_never_twice(casewright: Casewright, claims: Path, home: Path):
    casewright("preview", claims, "-o", "review")
    filed = casewright("file", "review/plan.json", "--site", "sandbox", "--yes")
    [one] = filed.document["data"]["claims"]
    assert one["outcome"] == "verified", filed.document
    [case] = _stored(home)
    assert case.case_id == one["case_id"]
    assert one["reference"] in case.subject

    again = casewright("file", "review/plan.json", "--site", "sandbox", "--yes")
    assert again.code == 1
    assert again.document["data"]["claims"] == []
    assert one["case_id"] in again.document["data"]["left_out"][0]["reason"]
    assert len(_stored(home)) == 1

    shown = casewright("cases", "show", "HL-1042", "--site", "sandbox").document["data"]
    assert (shown["state"], shown["case_id"]) == ("verified", one["case_id"])
    assert casewright("cases", "verify", "--site", "sandbox").document["data"]["receipts"] == 1


def test_what_changed_since_the_preview_is_left_out(casewright: Casewright, claims: Path, home: Path):
    casewright("preview", claims, "-o", "review")
    photo = claims.parent / "evidence" / "HL-1042-cracked-jar.jpg"
    photo.write_bytes(photo.read_bytes() + b"\0")
    done = casewright("file", "review/plan.json", "--site", "sandbox", "--yes")
    assert done.code == 1
    assert "changed" in done.document["data"]["left_out"][0]["reason"]
    assert not (home / "sandbox").exists()


def test_with_the_stop_switch_on_nothing_is_filed(casewright: Casewright, claims: Path, home: Path):
    casewright("preview", claims, "-o", "review")
    casewright("stop")
    done = casewright("file", "review/plan.json", "--site", "sandbox", "--yes")
    assert done.code == 7
    assert done.document["data"]["claims"][0]["outcome"] == "stopped"
    assert _stored(home) == ()


def test_a_person_who_quits_files_nothing_and_ends_with_three(
    casewright: Casewright, claims: Path, home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(prompt, "need_terminal", lambda _: None)
    monkeypatch.setattr(prompt.Terminal, "before_submit", lambda *_: Choice.QUIT)
    done = casewright("file", claims, "--site", "sandbox")
    assert done.code == 3
    assert done.document["data"]["claims"][0]["outcome"] == "cancelled"
    assert _stored(home) == ()


def test_an_answer_is_found_replied_to_once_and_the_reply_is_proven(
    casewright: Casewright, claims: Path, home: Path, tmp_path: Path
):
    casewright("preview", claims, "-o", "review")
    filed = casewright("file", "review/plan.json", "--yes", "--site", "sandbox")
    case_id = filed.document["data"]["claims"][0]["case_id"]
    casewright("sandbox", "--answer", f"{case_id}=Please attach an invoice that shows the units.")

    [synced] = casewright("cases", "sync", "--site", "sandbox").document["data"]["cases"]
    assert (synced["status"], synced["asks_for"], synced["news"]) == ("Answered", ["stock_document"], True)

    invoice = claims.parent / "evidence" / "invoice-BP-20377.pdf"
    words = ("cases", "reply", case_id, "--text", "Here it is. 退款", "--attach", invoice, "--site", "sandbox", "--yes")
    sent, again = casewright(*words), casewright(*words)

    assert (sent.document["data"]["outcome"], sent.code) == ("verified", 0)
    assert (again.document["data"]["outcome"], again.code) == ("duplicate", 1)
    [case] = _stored(home)
    assert [one.text for one in case.later if not one.from_amazon] == ["Here it is. 退款"]
    assert [file.name for file in case.later[-1].attachments] == [invoice.name]


def test_a_case_that_was_filed_by_hand_is_adopted_and_its_claim_never_filed(
    casewright: Casewright, claims: Path, home: Path
):
    home.mkdir(exist_ok=True)
    cases = FileCaseLog(home / "sandbox" / "cases.jsonl")
    plan = casewright("preview", claims, "-o", "review").document["data"]["claims"][0]
    identifier = json.loads(Path("review/plan.json").read_text(encoding="utf-8"))["entries"][0]["form"][
        "main_identifier"
    ]
    by_hand = cases.add(
        Submission(
            subject=f"Damaged: {identifier}",
            message="I filed this myself.",
            account=plan["account"],
            marketplace=plan["marketplace"],
            session="by hand",
        )
    )
    adopted = casewright("cases", "adopt", by_hand.case_id, claims, "--claim", "HL-1042", "--site", "sandbox")
    assert (adopted.code, adopted.document["data"]["case_id"]) == (0, by_hand.case_id), adopted.document

    filed = casewright("file", "review/plan.json", "--site", "sandbox", "--yes")
    assert filed.document["data"]["claims"] == []
    assert len(_stored(home)) == 1
