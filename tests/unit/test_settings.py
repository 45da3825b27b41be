"""Flags over environment over casewright.toml over defaults; a wrong setting is told with its key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casewright.errors import UsageError
from casewright.settings import load_settings


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a working folder of its own, and no setting from outside."""
    import os  # noqa: PLC0415

    for name in list(os.environ):
        if name.startswith("CASEWRIGHT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    return tmp_path


def test_without_anything_the_defaults_are_those_of_a_good_citizen() -> None:
    settings = load_settings()
    assert (settings.per_day, settings.batch, settings.pause_seconds) == (10, 10, 30.0)
    assert settings.recording == "help-center"


def test_a_flag_goes_over_the_environment_over_the_folder_over_the_home(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (alone / "home" / "casewright.toml").write_text("per_day = 2\nbatch = 2\npause_seconds = 2\npatience_seconds = 2\n")
    (alone / "casewright.toml").write_text("per_day = 3\nbatch = 3\npause_seconds = 3\n")
    monkeypatch.setenv("CASEWRIGHT_PER_DAY", "4")
    monkeypatch.setenv("CASEWRIGHT_BATCH", "4")
    settings = load_settings(per_day=5)
    assert settings.per_day == 5
    assert settings.batch == 4
    assert settings.pause_seconds == 3
    assert settings.patience_seconds == 2


def test_a_flag_that_was_not_given_changes_nothing() -> None:
    assert load_settings(batch=None) == load_settings()


def test_a_sellers_own_columns_and_rules_are_read_from_the_file(alone: Path) -> None:
    (alone / "casewright.toml").write_text(
        '[columns]\n"Menge" = "quantity"\n\n[rules.lost-in-warehouse]\nearliest_day = 35\n'
    )
    settings = load_settings()
    assert settings.columns == {"Menge": "quantity"}
    assert settings.rules["lost-in-warehouse"] == {"earliest_day": 35}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("per_day = 0", "per_day"),
        ("per_day = 'many'", "per_day"),
        ("per_dya = 3", "per_dya"),
        ("pause_seconds = -1", "pause_seconds"),
        ("lang = 'klingon'", "lang"),
    ],
)
def test_a_wrong_setting_is_told_with_its_key_and_where_to_read_on(alone: Path, text: str, told: str) -> None:
    (alone / "casewright.toml").write_text(text)
    with pytest.raises(UsageError, match=told) as refusal:
        load_settings()
    assert "settings" in str(refusal.value.remedy)


NO_TOML = {
    "two signs": b"per_day = = 3",
    "nested without end": b"rules = " + b"[" * 100_000 + b"]" * 100_000,
    "a number without end": b"per_day = " + b"9" * 10_000,
    "no UTF-8": b"lang = '\xff'",
}


@pytest.mark.parametrize("kind", NO_TOML)
def test_a_file_that_is_no_toml_is_told(alone: Path, kind: str) -> None:
    """The working folder's may be a stranger's."""
    (alone / "casewright.toml").write_bytes(NO_TOML[kind])
    with pytest.raises(UsageError, match="cannot be read"):
        load_settings()


def test_a_wrong_environment_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWRIGHT_BATCH", "a dozen")
    with pytest.raises(UsageError, match="batch"):
        load_settings()


@pytest.mark.parametrize(
    ("spoken", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_interface_speaks_what_the_system_speaks(monkeypatch, spoken, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in spoken.items():
        monkeypatch.setenv(name, value)
    assert load_settings().language == language
    assert load_settings(lang="zh").language == "zh"


@pytest.mark.parametrize("host", ["*.example.com", "https://x.example", "localhost", "x.example:80", "a b.example"])
def test_only_a_whole_host_can_be_made_reachable(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("CASEWRIGHT_ALSO_REACHABLE", json.dumps([host]))
    with pytest.raises(UsageError, match="also_reachable"):
        load_settings()
    monkeypatch.setenv("CASEWRIGHT_ALSO_REACHABLE", '["d1.cloudfront.net"]')
    assert load_settings().also_reachable == ("d1.cloudfront.net",)


def test_what_two_files_say_of_one_table_is_laid_over_each_other(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (alone / "home" / "casewright.toml").write_text("[rules.a]\ndays = 1\nunits = 1\n[columns]\nMenge = 'quantity'\n")
    (alone / "casewright.toml").write_text("[rules.a]\ndays = 2\n")
    monkeypatch.setenv("CASEWRIGHT_COLUMNS", '{"Betrag": "unit_value"}')
    settings = load_settings()
    assert settings.rules == {"a": {"days": 2, "units": 1}}
    assert settings.columns == {"Menge": "quantity", "Betrag": "unit_value"}


def test_the_environment_may_be_written_in_small_letters_and_knows_other_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("casewright_batch", "3")
    monkeypatch.setenv("CASEWRIGHT_SAY_AUTOMATED", "true")
    monkeypatch.setenv("CASEWRIGHT_TEMPLATES", "my/words")
    monkeypatch.setenv("CASEWRIGHT_STOP", "1")
    settings = load_settings()
    assert (settings.batch, settings.say_automated, settings.templates) == (3, True, Path("my/words"))


def test_a_list_that_is_no_json_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWRIGHT_ALSO_REACHABLE", "[a.example")
    with pytest.raises(UsageError, match="also_reachable"):
        load_settings()
