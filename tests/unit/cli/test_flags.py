from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.cli.flags import Flags, peel
from casewright.errors import UsageError

WORDS = st.lists(st.sampled_from(["check", "a.xlsx", "--json", "--debug", "--site", "live", "--"]), max_size=8)


def test_the_common_flags_are_found_wherever_they_stand():
    assert peel(["--json", "check", "a.xlsx", "--debug"]) == (Flags(json=True, debug=True), ["check", "a.xlsx"])


def test_what_stands_behind_two_dashes_is_a_word_and_no_flag():
    assert peel(["check", "--", "--json"]) == (Flags(), ["check", "--", "--json"])


@given(WORDS)
def test_nothing_but_the_flags_is_taken_out_and_the_order_stays(words: list[str]):
    _, rest = peel(words)
    cut = words.index("--") if "--" in words else len(words)
    assert rest == [word for word in words[:cut] if word not in {"--json", "--debug"}] + words[cut:]


@pytest.mark.parametrize(
    ("word", "flags"),
    [
        ("-h", Flags(help=True)),
        ("--help", Flags(help=True)),
        ("-q", Flags(quiet=True)),
        ("--quiet", Flags(quiet=True)),
        ("-v", Flags(verbose=True)),
        ("--verbose", Flags(verbose=True)),
        ("--lang=zh", Flags(lang="zh")),
    ],
)
def test_every_common_flag_counts_before_and_after_the_command(word: str, flags: Flags):
    assert peel([word, "check", "a.xlsx"]) == peel(["check", "a.xlsx", word]) == (flags, ["check", "a.xlsx"])


def test_the_language_may_be_two_words_and_the_last_one_counts():
    assert peel(["--lang", "en", "check", "--lang", "zh"]) == (Flags(lang="zh"), ["check"])
    with pytest.raises(UsageError, match="language"):
        peel(["check", "--lang"])


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        (["--json=case_id"], ("case_id",)),
        (["--json=case_id,state"], ("case_id", "state")),
        (["--json=case_id, state,", "--json"], ("case_id", "state")),
        (["--json="], ()),
    ],
)
def test_fields_may_be_chosen_with_an_equals_sign(words: list[str], fields: tuple[str, ...]):
    assert peel(["cases", *words, "list"]) == (Flags(json=True, fields=fields), ["cases", "list"])


def test_a_word_behind_json_is_an_argument_and_no_field():
    assert peel(["check", "--json", "claims.xlsx"]) == (Flags(json=True), ["check", "claims.xlsx"])
