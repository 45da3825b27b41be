"""Whatever comes from outside, into whichever field: no face hands any of it to a terminal raw."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.unit.ledger.conftest import make_loss

from casewright.app.asks import ReplyQuestion
from casewright.casework.run_log import RunLog
from casewright.cli.prompt import Terminal
from casewright.ledger.followed import Followed
from casewright.ledger.store import open_ledger
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.outcome import Outcome
from casewright.model.site_name import SiteName

from .conftest import Casewright, Done

ATTACK = "\x1b]52;c;cm0gLXJmIH4=\x07\x9b2J\x9d0;t\x9c\u202eevil\u2066\r\x08\x7f\u2028"
IN_XML = "\x9b2J\u202eevil\u2066\u2028\x7f"
"""What of it a workbook can hold."""
IN_NAMES = ATTACK.replace("/", "")
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses such names itself")


def raw(done: Done) -> set[str]:
    """What of an answer would act on a terminal; a line feed and a tab may."""
    acting = {"Cc", "Cs", "Zl", "Zp"}
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return {
        character
        for character in done.out + done.err
        if (unicodedata.category(character) in acting and character not in "\n\t")
        or unicodedata.bidirectional(character) in turning
    }


@pytest.fixture
def attacked_ledger(at_home: Path) -> Path:
    """A ledger in which every text that people read was written by somebody hostile."""
    file = at_home / "ledger-sandbox.sqlite"
    at_home.mkdir(parents=True)
    with open_ledger(file, "sandbox") as ledger:
        proven = ledger.approve(ledger.prepare(make_loss(1)), "a" * 64)
        ledger.arm(proven)
        proven = ledger.verify(ledger.observe(ledger.clicked(proven), "12345678901"), "12345678901", ATTACK)
        ledger.write_receipt(proven, Outcome.VERIFIED, detail=ATTACK)
        doubtful = ledger.approve(ledger.prepare(make_loss(2)), "b" * 64, by=ATTACK)
        ledger.arm(doubtful)
        ledger.write_receipt(ledger.uncertain(doubtful, ATTACK), Outcome.UNCERTAIN, detail=ATTACK)
        now = datetime.now(UTC)
        told = {"status": ATTACK, "answers": 1, "answer": ATTACK, "answered_at": now, "attachments": (ATTACK,)}
        ledger.follow(Followed(case_id="12345678901", seen_at=now, **told))
        ledger.arm_reply(proven, ATTACK, ((ATTACK, "c" * 64),), ATTACK)
        log = RunLog(at_home / "runs.jsonl", ATTACK, "sandbox", ATTACK, ATTACK, lambda: now, ATTACK)
        log.case(ATTACK, proven, ATTACK, yes=ATTACK)
    return file


@pytest.fixture
def attacked_rows(attacked_ledger: Path) -> Path:
    """The same with what only somebody who writes past the program could put there."""
    with sqlite3.connect(attacked_ledger) as behind:
        behind.execute("PRAGMA ignore_check_constraints = ON")
        for name in ("account", "claim_id", "subject", "message", "detail", "main_identifier", "marketplace"):
            behind.execute(f"UPDATE filings SET {name} = {name} || ?", (ATTACK,))
        behind.execute("UPDATE transitions SET note = ?, by = ?", (ATTACK, ATTACK))
        behind.execute("UPDATE replies SET text = ?, by = ?", (ATTACK, ATTACK))
    behind.close()
    return attacked_ledger


CASES = (
    *("list", "board", "due", "log", "verify", "show 12345678901", "show A-2", "export --out out.xlsx"),
    *("reply nobody --text x", "list --state nosuch", "list --account nosuch"),
)


@pytest.mark.parametrize("form", [(), ("--json",), ("--lang", "zh")])
@pytest.mark.parametrize("words", CASES)
def test_what_the_site_said_and_what_the_ledger_holds(
    casewright: Casewright, attacked_ledger: Path, words: str, form: tuple[str, ...]
):
    assert raw(casewright("cases", *words.split(), "--site", "sandbox", *form)) == set()


@posix
def test_a_reply_and_the_question_in_front_of_it(
    casewright: Casewright, attacked_ledger: Path, names: Path, capsys: pytest.CaptureFixture[str]
):
    """Whatever the words, the files and the case are called."""
    reply = ("cases", "reply", "12345678901", "--text", ATTACK.replace("\0", ""), "--site", "sandbox")
    for words in (reply, (*reply, "--attach", names / f"{IN_NAMES}.pdf"), (*reply, "--attach", names / IN_NAMES)):
        for form in ((), ("--json",), ("--lang", "zh")):
            assert raw(casewright(*words, *form)) == set()
    file = Evidence(
        kind=EvidenceKind.OTHER, path=names, name=ATTACK, media_type="application/pdf", size=9, sha256="a" * 64
    )
    asked = ReplyQuestion(ATTACK, ATTACK, ATTACK, SiteName.LIVE, ATTACK, (file,), names)
    typed = iter(["look", ATTACK, "no"])
    Terminal(read=lambda: next(typed)).before_reply(asked)
    shown = capsys.readouterr()
    assert "evil" in shown.out + shown.err
    assert raw(Done(0, shown.out, shown.err)) == set()


@pytest.mark.parametrize("words", ["cases list", "cases board", "cases due", "cases verify", "today", "money"])
def test_what_somebody_wrote_into_the_ledger_past_the_program(casewright: Casewright, attacked_rows: Path, words: str):
    for form in ((), ("--json",)):
        assert raw(casewright(*words.split(), "--site", "sandbox", *form)) == set()


@pytest.fixture
def attacked_sheets(tmp_path: Path) -> list[Path]:
    """Claims in which headers, values, names of sheets, of defined names and of columns are hostile."""
    folder = tmp_path / "claims"
    folder.mkdir()
    template = (
        "type,account,marketplace,event_date,quantity,unit_value,currency,product_name,fnsku,transaction_id,evidence"
    )
    values = (
        f"lost_in_warehouse,{ATTACK},US,{ATTACK},{ATTACK},{ATTACK},{ATTACK},{ATTACK},{ATTACK},{ATTACK},{ATTACK}.pdf"
    )
    paths = [folder / "claims.csv", folder / "claims.json", folder / "claims.yaml", folder / "claims.xlsx"]
    paths[0].write_text(f"{template},{ATTACK}\n{values},{ATTACK}\n", encoding="utf-8", newline="")
    row = dict(zip(template.split(","), values.split(","), strict=True)) | {ATTACK: ATTACK}
    paths[1].write_text(json.dumps([row, {ATTACK: {ATTACK: ATTACK}}]), encoding="utf-8")
    paths[2].write_text(json.dumps([row]), encoding="utf-8")
    book = Workbook()
    book.active.append([*template.split(","), IN_XML])
    book.active.append([value.replace(ATTACK, IN_XML) for value in values.split(",")] + [IN_XML])
    book.create_sheet("x" + IN_XML).append([IN_XML, "account"])
    book.save(paths[3])
    return paths


def test_what_stands_in_a_claims_file(casewright: Casewright, attacked_sheets: list[Path]):
    for path in attacked_sheets:
        for words in (("check",), ("check", "--json"), ("check", "--lang", "zh"), ("preview",), ("today",)):
            assert raw(casewright(*words, path)) == set(), (words, path)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    """A folder of hostile names."""
    folder = tmp_path / IN_NAMES
    folder.mkdir()
    (folder / f"{IN_NAMES}.csv").write_text("type\nlost_in_warehouse\n", encoding="utf-8")
    (folder / f"{IN_NAMES}.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / f"{IN_NAMES}.yaml").write_text(f'{json.dumps(ATTACK)}: [{json.dumps(ATTACK)}]\n"x": &a *a', "utf-8")
    os.close(os.open(os.fsencode(folder) + b"/\xff\x9b2J.csv", os.O_CREAT | os.O_WRONLY))
    return folder


@posix
def test_names_of_files_and_folders_and_words_of_the_command_line(casewright: Casewright, names: Path):
    inside = sorted(names.iterdir())
    lines: list[tuple[object, ...]] = [("check", names), ("check", *inside), ("preview", names), ("file", names)]
    lines += [("prepare", "--account", ATTACK, "--ledger", inside[0], "--out", names / "out.xlsx")]
    lines += [(ATTACK,), ("check", ATTACK), ("check", f"--{ATTACK}"), ("explain", ATTACK), ("help", ATTACK)]
    lines += [
        ("cases", ATTACK),
        ("cases", "show", ATTACK),
        ("cases", "list", "--site", ATTACK),
        ("flow", "check", names),
    ]
    lines += [
        ("template", names / ATTACK),
        ("ledger", "copy", names / ATTACK, names / "x"),
        ("--lang", ATTACK, "doctor"),
    ]
    lines += [("account", "remove", ATTACK), ("account", "add", ATTACK), ("stop", "--reason", ATTACK), ("stop", ATTACK)]
    lines += [("check", "--out", names / "page", *inside[:1]), ("money", "--account", ATTACK)]
    for words in lines:
        for form in ((), ("--json",)):
            assert raw(casewright(*words, *form)) == set(), words


def test_mends_settings_and_the_stop_switch(casewright: Casewright, at_home: Path, monkeypatch: pytest.MonkeyPatch):
    mends = at_home / "flows"
    mends.mkdir(parents=True)
    (mends / "mine.yaml").write_text(f"flow: {json.dumps(ATTACK)}\nmends: 1\n{json.dumps(ATTACK)}: x\n", "utf-8")
    lines = (("flow", "check"), ("flow", "list"), ("doctor",), ("cases", "list"))
    for words in lines:
        assert raw(casewright(*words)) == set(), words
    for name, text in (("casewright.toml", f'"{ATTACK}" = 1'), ("casewright.toml", f"lang = {json.dumps(ATTACK)}")):
        (at_home / name).write_text(text, encoding="utf-8")
        for words in lines:
            assert raw(casewright(*words)) == set(), words
        (at_home / name).unlink()
    monkeypatch.setenv("CASEWRIGHT_STOP", ATTACK.replace("\0", ""))
    monkeypatch.setenv("CASEWRIGHT_BROWSER", ATTACK)
    for words in (*lines, ("resume",), ("file", "nothing.csv")):
        assert raw(casewright(*words)) == set(), words


WARNS = f"""
import warnings
from casewright.cli.app import run
run(["flow", "list"])
warnings.warn({ATTACK!r})
"""


def test_what_a_library_warns_of_does_not_pass_the_one_place_that_prints(at_home: Path):
    done = subprocess.run([sys.executable, "-c", WARNS], capture_output=True, check=True, timeout=120)
    shown = Done(done.returncode, done.stdout.decode(errors="surrogateescape"), done.stderr.decode(errors="replace"))
    assert "help-center" in shown.out
    assert raw(shown) == set()
