"""The documentation says what the program does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from casewright.errors import SERIOUSNESS, ExitCode
from casewright.model.outcome import Outcome
from casewright.settings import Settings

from . import pages
from .source import ROOT

DOCS = ROOT / "docs"
TEXTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("flows/*.md"), *ROOT.glob("fixtures/*.md")])


def _page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_readme_shows_the_help_as_it_is():
    assert pages.readme() == pages.README.read_text(encoding="utf-8")


def test_the_columns_page_is_what_the_template_explains():
    assert pages.COLUMNS.read_text(encoding="utf-8") == pages.columns_page()


def test_the_commands_page_is_what_each_command_says_of_itself():
    assert pages.COMMANDS_PAGE.read_text(encoding="utf-8") == pages.commands_page()


def test_every_exit_code_stands_on_its_page_and_nothing_else():
    told = re.findall(r"^\| (\d+) \| (\w+) \|", _page("reference/exit-codes.md"), re.M)
    assert told == [(str(int(code)), code.name.lower()) for code in ExitCode]
    assert " > ".join(str(int(code)) for code in SERIOUSNESS) in _page("reference/exit-codes.md")


def test_every_outcome_stands_on_its_page_with_its_code_and_whether_it_may_be_tried_again():
    told = re.findall(r"^\| `(\w+)` \|.*\| (yes|no) \| (\d+) \|$", _page("reference/outcomes.md"), re.M)
    assert told == [(one, "yes" if one.retry_safe else "no", str(int(one.exit_code))) for one in Outcome]


def test_every_setting_stands_on_its_page_with_its_default():
    page = _page("reference/settings.md")
    for name, field in Settings.model_fields.items():
        if name in {"accounts", "columns", "companies", "rules"}:
            assert f"`[{name}" in page
            continue
        row = next(
            (line for line in page.splitlines() if line.startswith(f"| `{name}` | `CASEWRIGHT_{name.upper()}` |")), ""
        )
        assert row, name
        if field.default is not None:
            shown = f"{field.default:g}" if isinstance(field.default, float) else f"{field.default}"
            assert shown in row, name


def test_the_words_stand_in_order_once_and_none_is_also_to_be_avoided():
    rows = re.findall(r"^\| ([a-z ]+) \| (.+) \| (.+) \|$", _page("words.md"), re.M)[1:]
    words = [word for word, _, _ in rows]
    assert words == sorted(set(words))
    assert {"claim", "verdict", "plan", "filing", "receipt", "policy"} - {"policy"} <= set(words)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_decisions_are_numbered_without_a_gap_and_say_what_was_decided():
    found = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in found] == list(range(1, len(found) + 1))
    for path in found:
        assert "**Decided**" in path.read_text(encoding="utf-8"), path.name


def test_every_library_of_the_program_is_in_the_lock_and_no_address_is():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.M))
    assert {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", one).group().lower()) for one in wanted} <= locked
