"""A slip in the command line is told in the person's language, with the command whose help says more."""

from __future__ import annotations

import re

import pytest

from casewright.errors import ExitCode

from .conftest import Casewright

SLIPS = {
    ("chekc",): ("There is no command chekc. Did you mean check?", "casewright --help"),
    ("cases", "lst"): ("There is no command lst. Did you mean list?", "casewright cases --help"),
    ("check",): ("CLAIMS is missing.", "casewright check --help"),
    ("cases", "decide", "X"): ("--why is missing.", "casewright cases decide --help"),
    ("check", "--marketplce", "US", "a"): (
        "There is no option --marketplce. Did you mean --marketplace?",
        "casewright check --help",
    ),
    ("check", "a", "--account"): ("--account needs a value.", "casewright check --help"),
    ("check", "a", "--early=1"): ("--early takes no value.", "casewright check --help"),
    ("cases", "list", "--site", "mars"): ("--site takes one of these: live, sandbox.", "casewright cases list --help"),
    ("cases", "list", "--last", "x"): ("--last takes a whole number of 1 or more.", "casewright cases list --help"),
    ("cases", "list", "--last", "0"): ("--last takes a whole number of 1 or more.", "casewright cases list --help"),
    ("sandbox", "--port", "99999"): (
        "--port takes a whole number from 0 to 65535.",
        "casewright sandbox --help",
    ),
    ("resume", "now", "please"): ("There is a word too many: now please.", "casewright resume --help"),
}


@pytest.mark.parametrize("words", SLIPS, ids=" ".join)
def test_a_slip_is_named_with_the_help_that_says_more(casewright: Casewright, words: tuple[str, ...]):
    done = casewright(*words)
    mistake, see = SLIPS[words]
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert done.err.splitlines() == [mistake, f"  See `{see}`."]


@pytest.mark.parametrize("words", SLIPS, ids=" ".join)
def test_whoever_reads_chinese_is_told_in_chinese(casewright: Casewright, words: tuple[str, ...]):
    done = casewright("--lang", "zh", *words)
    assert done.code == ExitCode.USAGE
    for line in done.err.splitlines():
        assert re.search("[\u4e00-\u9fff]", line)
    assert not re.search(r"\b(is|no|takes|needs|See|too)\b", re.sub(r"`[^`]*`", "", done.err))


@pytest.mark.parametrize("words", [("check", "--", "--no-such"), ("explain", "'"), ("flow", "it's")])
def test_odd_words_are_no_failure_of_the_program(casewright: Casewright, words: tuple[str, ...]):
    assert "unexpected" not in casewright(*words).err.casefold()
