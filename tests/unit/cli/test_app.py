from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from casewright.app import check, follow
from casewright.cli import app
from casewright.cli.commands import COMMANDS, GROUPS, help_text
from casewright.errors import Cancelled, PersonNeeded, Stopped
from casewright.message import languages

from .conftest import Casewright


def test_help_lists_every_command_with_one_line_each(casewright: Casewright):
    done = casewright("--help")
    assert done.code == 0
    for name, line in COMMANDS.items():
        assert f"  {name} " in done.out
        assert str(line) in done.out


@pytest.mark.parametrize("language", languages())
def test_help_fits_into_eighty_columns(monkeypatch: pytest.MonkeyPatch, language: str):
    monkeypatch.setenv("COLUMNS", "200")
    assert max(map(cell_len, help_text(language).splitlines())) <= 80


def test_nothing_said_is_answered_with_help(casewright: Casewright):
    assert casewright() == casewright("--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_exists_and_has_help(casewright: Casewright, name: str):
    done = casewright(name, "--help")
    assert done.code == 0
    assert f"Usage: casewright {name}" in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_only_groups_have_commands_of_their_own(casewright: Casewright, name: str):
    assert ("Commands:" in casewright(name, "--help").out) == (name in GROUPS)


def test_the_version_is_told(casewright: Casewright):
    assert casewright("--version").out.startswith("casewright 0.")


def test_a_slip_of_the_pen_is_answered_with_the_command_that_was_meant(casewright: Casewright):
    done = casewright("chekc")
    assert (done.code, done.out) == (2, "")
    assert "Did you mean check?" in done.err
    assert "casewright --help" in done.err


def test_a_missing_word_names_the_commands_own_help(casewright: Casewright):
    done = casewright("check")
    assert done.code == 2
    assert "casewright check --help" in done.err


def test_a_usage_error_is_one_json_document_too(casewright: Casewright):
    done = casewright("check", "--json", "--no-such-option")
    assert done.err == ""
    assert (done.document["ok"], done.document["exit_code"], done.document["command"]) == (False, 2, "check")
    assert done.document["problems"][0]["code"] == "usage-error"


@pytest.mark.parametrize(
    ("error", "code"),
    [(Cancelled("no"), 3), (PersonNeeded("you"), 4), (Stopped("stop"), 7), (KeyboardInterrupt(), 130)],
)
def test_each_refusal_ends_with_its_own_exit_code(
    casewright: Casewright, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
):
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(check, "check_claims", refuse)
    assert casewright("check", "a.xlsx").code == code
    assert casewright("check", "a.xlsx", "--json").document["exit_code"] == code


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("cases", "sync"), "`casewright cases list`"),
        (("cases", "sync", "--site", "live"), "`casewright cases list`"),
        (("cases", "sync", "--site", "sandbox"), "`casewright cases list --site sandbox`"),
        (("cases", "sync", "--site=sandbox"), "`casewright cases list --site sandbox`"),
    ],
    ids=" ".join,
)
def test_after_ctrl_c_the_hint_names_the_ledger_of_the_site_that_was_worked_on(
    casewright: Casewright, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], hint: str
):
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(follow, "sync_cases", interrupt)
    done = casewright(*words)
    assert done.code == 130
    assert hint in done.err


def test_after_ctrl_c_in_what_keeps_no_ledger_none_is_named(casewright: Casewright, monkeypatch: pytest.MonkeyPatch):
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "check_claims", interrupt)
    assert casewright("check", "a.xlsx").err == "Interrupted.\n"


def test_a_refusal_says_what_to_do_on_standard_error(casewright: Casewright, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise Cancelled("you closed the door", remedy="Open it again.")

    monkeypatch.setattr(check, "check_claims", refuse)
    done = casewright("check", "a.xlsx")
    assert done.out == ""
    assert done.err == "You closed the door\n  Open it again.\n"


class TestTheUnexpected:
    @pytest.fixture(autouse=True)
    def breaks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise ZeroDivisionError("a number that nobody thought of")

        monkeypatch.setattr(check, "check_claims", fail)

    def test_a_person_gets_a_paragraph_and_a_file_not_a_traceback(self, casewright: Casewright, at_home: Path):
        done = casewright("check", "a.xlsx")
        assert done.code == 1
        assert "Traceback" not in done.err
        kept = list((at_home / "crashes").iterdir())
        assert len(kept) == 1
        assert str(kept[0]) in done.err
        assert "a number that nobody thought of" in kept[0].read_text(encoding="utf-8")

    def test_debug_shows_the_traceback(self, casewright: Casewright):
        assert "ZeroDivisionError: a number that nobody thought of" in casewright("check", "a.xlsx", "--debug").err

    def test_json_stays_one_document(self, casewright: Casewright):
        assert casewright("check", "a.xlsx", "--json").document["problems"][0]["code"] == "crash"

    def test_a_home_that_cannot_be_written_is_no_second_failure(self, casewright: Casewright, at_home: Path):
        at_home.write_text("a file where the folder should be", encoding="utf-8")
        done = casewright("check", "a.xlsx")
        assert done.code == 1
        assert "could not be written to a file" in done.err


def test_only_the_command_that_was_asked_for_is_imported():
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from casewright.cli.app import run; run(['stop', '--help']); print(sorted(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "casewright.cli.stop" in told.stdout
    assert "casewright.cli.cases" not in told.stdout


def test_a_reader_that_has_seen_enough_is_no_failure(demo_claims: Path, at_home: Path):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "casewright.cli.app", "check", str(demo_claims)],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert done.stderr == ""


def test_the_shell_is_told_the_commands_for_completion(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("_CASEWRIGHT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "casewright ch")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        app.run([])
    assert "check" in capsys.readouterr().out


def test_the_document_is_utf8_json_whatever_the_claims_are_called(casewright: Casewright, tmp_path: Path):
    done = casewright("check", "--json", tmp_path / "货件.csv")
    assert done.code == 1
    assert json.loads(done.out)["problems"][0]["place"]["file"].endswith("货件.csv")
