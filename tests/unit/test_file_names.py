"""Names of files are taken by Windows, macOS and Linux, whatever they were made from."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casewright.accounts.account import folder_name
from casewright.file_names import file_name

_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in "0123456789")}


def is_taken_by_windows(name: str) -> bool:
    return (
        0 < len(name) <= 100
        and not set(name) & set('<>:"/\\|?*')
        and min(name) >= " "
        and name[-1] not in ". "
        and PureWindowsPath(name).name == name
        and name.split(".", maxsplit=1)[0].casefold() not in _DEVICES
    )


@given(st.text(max_size=300))
@example("CON")
@example("nul.tar.gz")
@example("a:b")
@example("ends in dots...")
@example("..")
@example("x" * 300)
@example("索赔 / 1")
def test_every_system_takes_the_name(words: str):
    assert is_taken_by_windows(file_name(words))
    assert is_taken_by_windows(folder_name(words))


@pytest.mark.parametrize("words", ["CW-6QT4R4FA-01-home", "页面.1"])
def test_a_name_that_can_stay_stays(words: str):
    assert file_name(words) == words
