"""A browser is found in a fixed order on every platform, or it is said what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.browser.launch import FoundBrowser, Machine, NoBrowser, find_browser
from casewright.errors import ExitCode
from casewright.message import msg
from casewright.places import Home


@pytest.fixture
def kept(tmp_path: Path) -> Home:
    return Home(tmp_path / "kept")


def machine(tmp_path: Path, system: str = "Linux", **environment: str) -> Machine:
    """A machine of this platform with nothing on it."""
    return Machine(system, environment, tmp_path / "user", path="", root=tmp_path / "root")


def put(path: Path, content: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_without_any_browser_the_person_is_told_what_to_do(tmp_path: Path, kept: Home) -> None:
    with pytest.raises(NoBrowser) as told:
        find_browser(None, kept, machine(tmp_path))

    assert "casewright setup" in str(told.value.remedy)
    assert told.value.exit_code is ExitCode.PERSON_NEEDED


def test_the_order_is_chrome_edge_playwrights_system_unpacked(tmp_path: Path, kept: Home) -> None:
    here = machine(tmp_path)
    in_order = [
        put(kept.browsers / "chromium"),
        put(tmp_path / "root/usr/bin/chromium"),
        put(tmp_path / "user/.cache/ms-playwright/chromium-1200/chrome-linux/chrome"),
        put(tmp_path / "root/opt/microsoft/msedge/msedge"),
        put(tmp_path / "root/opt/google/chrome/chrome"),
    ]

    for path in reversed(in_order):
        assert find_browser(None, kept, here).path == path
        path.unlink()


@pytest.mark.parametrize(
    ("system", "where", "environment"),
    [
        ("Darwin", "root/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", {}),
        ("Darwin", "user/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", {}),
        ("Windows", "programs/Google/Chrome/Application/chrome.exe", {"PROGRAMFILES": "programs"}),
        ("Windows", "programs86/Microsoft/Edge/Application/msedge.exe", {"PROGRAMFILES(X86)": "programs86"}),
        ("Windows", "local/Google/Chrome/Application/chrome.exe", {"LOCALAPPDATA": "local"}),
        ("Windows", "local/ms-playwright/chromium-1/chrome-win/chrome.exe", {"LOCALAPPDATA": "local"}),
        ("Darwin", "user/Library/Caches/ms-playwright/chromium-9/chrome-mac/Chromium.app/Contents/MacOS/Chromium", {}),
        ("Linux", "own/chromium-3/chrome-linux64/chrome", {"PLAYWRIGHT_BROWSERS_PATH": "own"}),
        ("Linux", "cache/ms-playwright/chromium-3/chrome-linux/chrome", {"XDG_CACHE_HOME": "cache"}),
    ],
)
def test_each_platforms_own_places_are_looked_at(
    tmp_path: Path, kept: Home, system: str, where: str, environment: dict[str, str]
) -> None:
    path = put(tmp_path / where)
    absolute = {name: str(tmp_path / folder) for name, folder in environment.items()}

    assert find_browser(None, kept, machine(tmp_path, system, **absolute)).path == path


def test_the_newest_of_playwrights_browsers_is_taken(tmp_path: Path, kept: Home) -> None:
    for revision in (999, 1200, 1100):
        put(tmp_path / f"user/.cache/ms-playwright/chromium-{revision}/chrome-linux/chrome")

    found = find_browser(None, kept, machine(tmp_path))

    assert found.path
    assert "chromium-1200" in found.path.parts


def test_the_one_that_setup_unpacked_cannot_be_shown(tmp_path: Path, kept: Home) -> None:
    put(kept.browsers / "chromium")

    assert find_browser(None, kept, machine(tmp_path)).headless_only


def test_a_path_that_is_set_is_taken_before_everything_else(tmp_path: Path, kept: Home) -> None:
    put(tmp_path / "root/opt/google/chrome/chrome")
    own = put(tmp_path / "my browser")

    assert find_browser(str(own), kept, machine(tmp_path)) == FoundBrowser(own, msg("set"))


@pytest.mark.parametrize("setting", ["chrome", "msedge", "chromium", "/nowhere/chrome", "firefox"])
def test_a_browser_that_is_set_and_missing_is_never_replaced_by_another(
    tmp_path: Path, kept: Home, setting: str
) -> None:
    put(kept.browsers / "chromium")

    with pytest.raises(NoBrowser):
        find_browser(setting, kept, machine(tmp_path))


def test_a_channel_that_is_set_is_looked_for_by_its_kind(tmp_path: Path, kept: Home) -> None:
    put(tmp_path / "root/opt/google/chrome/chrome")
    edge = put(tmp_path / "root/opt/microsoft/msedge/msedge")

    assert find_browser("msedge", kept, machine(tmp_path)).path == edge


def test_a_beta_channel_is_left_to_playwright(tmp_path: Path, kept: Home) -> None:
    found = find_browser("chrome-beta", kept, machine(tmp_path))

    assert (found.path, found.channel) == (None, "chrome-beta")


def test_a_browser_tells_its_version(tmp_path: Path) -> None:
    told = put(tmp_path / "chromium", "#!/bin/sh\necho 'Chromium 156.0.8078.79 built on Debian'\n")

    assert FoundBrowser(told, "system Chromium").version == "156.0.8078.79"


@pytest.mark.parametrize("content", ["#!/bin/sh\nexit 1\n", "no program at all"])
def test_a_browser_that_tells_no_version_is_no_error(tmp_path: Path, content: str) -> None:
    assert FoundBrowser(put(tmp_path / "chromium", content), "system Chromium").version == ""


@pytest.mark.parametrize(("kind", "program"), [("chrome", "chrome.exe"), ("msedge", "msedge.exe")])
def test_windows_register_knows_a_browser_that_stands_elsewhere(
    tmp_path: Path, kept: Home, kind: str, program: str
) -> None:
    elsewhere = put(tmp_path / "D" / "Programs" / program)
    windows = Machine("Windows", {}, tmp_path / "user", path="", registered={program: elsewhere}.get)

    assert find_browser(kind, kept, windows).path == elsewhere
    assert find_browser(None, kept, windows).path == elsewhere


def test_a_browser_that_was_removed_and_is_still_registered_does_not_count(tmp_path: Path, kept: Home) -> None:
    windows = Machine("Windows", {}, tmp_path / "user", path="", registered=lambda name: tmp_path / name)

    with pytest.raises(NoBrowser):
        find_browser(None, kept, windows)
