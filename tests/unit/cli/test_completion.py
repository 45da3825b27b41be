"""What a shell is told when somebody presses Tab: asked as each shell asks, by a shell where one is there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casewright.cli import completion
from casewright.cli.app import run
from casewright.cli.commands import COMMANDS
from casewright.ledger.store import Ledger
from casewright.message import languages
from casewright.model.claim import CLAIM_TYPES

Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Complete:
    """What bash would offer for a line, of which the last word is being typed."""

    def ask(line: str) -> list[str]:
        monkeypatch.setenv("_CASEWRIGHT_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", f"casewright {line}")
        monkeypatch.setenv("COMP_CWORD", str(len(f"casewright {line}x".split()) - 1))
        with pytest.raises(SystemExit):
            run([])
        told = capsys.readouterr()
        assert told.err == ""
        return [word for word in told.out.splitlines() if word]

    return ask


def test_a_command_is_completed_from_what_it_begins_with(complete: Complete):
    assert complete("ca") == ["cases"]
    assert complete("") == [*COMMANDS]


@pytest.mark.parametrize("flags", ["", "--lang zh ", "--lang=zh ", "--json ", "-q --lang zh --debug ", "--lang cases "])
def test_flags_in_front_of_a_command_change_nothing(complete: Complete, flags: str):
    assert complete(f"{flags}cases s") == ["sync", "show"]
    assert complete(f"{flags}cases list --state un") == ["uncertain"]


def test_the_flags_of_every_command_are_offered_with_each(complete: Complete):
    for command in ("check", "cases list", "flow show"):
        assert {"--json", "--lang", "--quiet", "--verbose", "--debug"} <= set(complete(f"{command} --"))
    assert complete("cases --lang ") == [*languages()]


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("flow show ", {"help-center", "portal"}),
        ("flow check --recording ", {"help-center"}),
        ("explain ", set(CLAIM_TYPES)),
        ("check --type ", set(CLAIM_TYPES)),
        ("cases list --marketplace U", {"US", "UK"}),
        ("cases list --state ", {"verified", "uncertain", "not_sent"}),
        ("cases list --site ", {"live", "sandbox"}),
        ("help e", {"explain", "exit-codes"}),
        ("template --language ", {"en", "zh"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_of_which_few_exist_are_offered(complete: Complete, line: str, some: set[str]):
    assert some <= set(complete(line))


@pytest.mark.usefixtures("filed")
def test_cases_and_claims_of_the_ledger_are_offered_where_they_are(complete: Complete):
    for command in ("show", "reply", "decide"):
        assert "17204938815" in complete(f"cases {command} --site sandbox ")
    assert complete("cases show --site sandbox 17") == ["17204938815"]
    assert "HL-1043" in complete("cases show --site sandbox HL")
    assert complete("cases show HL") == [], "not in the ledger of the real site"


@pytest.mark.parametrize("flags", ["", "--site sandbox "])
def test_the_claims_of_the_files_that_are_named_are_offered(complete: Complete, demo_claims: Path, flags: str):
    line = f"cases adopt 17204938815 {demo_claims} {flags}--claim "
    assert {"HL-1041", "HL-1046"} <= set(complete(f"{line}HL"))
    assert complete(f"{line}XX") == []
    assert complete("cases adopt 17204938815 --claim HL") == [], "no file is named yet"


def test_looking_makes_no_ledger(complete: Complete, at_home: Path):
    assert complete("cases show ") == []
    assert not list(at_home.glob("ledger*"))


@pytest.mark.usefixtures("filed")
def test_an_account_with_a_space_is_one_word_of_the_shell(complete: Complete):
    (offered,) = complete("cases list --site sandbox --account Harb")
    assert shlex.split(offered) == ["Harbor Lane Goods"]


def test_accounts_that_were_added_are_offered(complete: Complete, casewright, monkeypatch: pytest.MonkeyPatch):
    assert casewright("account", "add", "Pier 9", "--marketplace", "US").code == 0
    assert complete("account login P") == ["Pier\\ 9"]


@pytest.mark.parametrize("broken", ["casewright.toml", "ledger"])
def test_what_is_wrong_elsewhere_is_not_printed_into_the_line(
    complete: Complete, ledger: Ledger, at_home: Path, broken: str
):
    ledger.close()
    if broken == "ledger":
        (at_home / "ledger-sandbox.sqlite").write_bytes(b"no database" * 999)
    else:
        Path("casewright.toml").write_text("= no TOML", encoding="utf-8")
    assert complete("cases show --site sandbox ") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.usefixtures("filed")
def test_bash_itself_completes_with_the_script_that_is_printed(tmp_path: Path):
    program = tmp_path / "bin" / "casewright"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m casewright "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = """
        eval "$(casewright --show-completion bash)"
        COMP_WORDS=(casewright --lang zh cases list --site sandbox --account Harb); COMP_CWORD=8
        _casewright_completion casewright
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        env={**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert (done.stdout, done.stderr) == ("Harbor\\ Lane\\ Goods\n", "")


@pytest.mark.parametrize(
    ("shell", "written"),
    [
        ("bash", "O\\'Hare\\ Goods"),
        ("zsh", "O'Hare Goods"),
        ("fish", "O'Hare Goods"),
        ("powershell", "'O''Hare Goods'"),
    ],
)
def test_each_shell_gets_a_name_as_it_takes_it(monkeypatch: pytest.MonkeyPatch, shell: str, written: str):
    monkeypatch.setenv("_CASEWRIGHT_COMPLETE", f"complete_{shell}")
    assert completion._quoted("O'Hare Goods") == written
