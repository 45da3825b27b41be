"""What Windows does otherwise, with the platform faked: nobody has tried it on the real one, and the docs say so."""

from __future__ import annotations

import errno
import importlib.util
import io
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from casewright import whole_file
from casewright.browser import launch
from casewright.casework import folder_access
from casewright.cli import keyboard, sandbox
from casewright.report import next_step
from casewright.whole_file import CannotWrite, write_whole

OWNER_ONLY = "O:S-1-5-21-1D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;S-1-5-21-1-2-3-1001)"
Loaded = Callable[..., ModuleType]


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """A module of the program as Windows would read it, with the modules that only Windows has."""

    def load(module: ModuleType, **only_there: object) -> ModuleType:
        monkeypatch.setattr(sys, "platform", "win32")
        for name, fake in only_there.items():
            monkeypatch.setitem(sys.modules, name, fake)
        spec = importlib.util.spec_from_file_location(f"{module.__name__}_on_windows", module.__file__)
        loaded = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, loaded)
        spec.loader.exec_module(loaded)
        return loaded

    return load


class Keys:
    """`msvcrt` with keys that were pressed."""

    def __init__(self, pressed: str) -> None:
        self.left = list(pressed)

    def kbhit(self) -> int:
        return len(self.left)

    def getwch(self) -> str:
        return self.left.pop(0)


class Console(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_keys_that_were_pressed_early_are_thrown_away(on_windows: Loaded):
    keys = Keys("file\r文")
    windows = on_windows(keyboard, msvcrt=keys)
    assert windows.line_waits(Console())
    windows.empty_keyboard(Console())
    assert keys.left == []
    assert not windows.line_waits(Console())


def test_what_is_piped_is_not_thrown_away(on_windows: Loaded):
    keys = Keys("file")
    on_windows(keyboard, msvcrt=keys).empty_keyboard(io.StringIO("file\n"))
    assert keys.left == list("file")


@pytest.mark.parametrize("hive", ["user", "machine"])
def test_the_registry_names_a_browser_in_quotes_or_without(on_windows: Loaded, hive: str):
    asked = []

    def query(where: str, key: str) -> str:
        asked.append((where, key))
        if where != hive:
            raise FileNotFoundError(key)
        return r'"D:\Programme\Chrome\chrome.exe"'

    winreg = SimpleNamespace(HKEY_CURRENT_USER="user", HKEY_LOCAL_MACHINE="machine", QueryValue=query)
    found = on_windows(launch, winreg=winreg).registered_program("chrome.exe")
    assert str(found) == r"D:\Programme\Chrome\chrome.exe"
    assert {key for _, key in asked} == {r"Software\Microsoft\Windows\CurrentVersion\App Paths\chrome.exe"}


def test_a_browser_that_is_not_registered_is_not_found(on_windows: Loaded):
    def query(*_: str) -> str:
        raise FileNotFoundError

    winreg = SimpleNamespace(HKEY_CURRENT_USER=1, HKEY_LOCAL_MACHINE=2, QueryValue=query)
    assert on_windows(launch, winreg=winreg).registered_program("msedge.exe") is None


def test_the_version_of_a_browser_is_the_newest_folder_beside_it_by_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for version in ("99.0.4844.51", "130.0.6723.70", "SetupMetrics.a.b.c"):
        (tmp_path / version).mkdir()
    monkeypatch.setattr(sys, "platform", "win32")
    found = launch.FoundBrowser(tmp_path / "chrome.exe", launch.msg("set"))
    assert found.version == "130.0.6723.70"


@pytest.mark.parametrize(
    ("access_list", "open_to_many"),
    [
        (OWNER_ONLY, False),
        ("", False),
        (OWNER_ONLY + "(A;OICIID;0x1200a9;;;BU)", True),
        (OWNER_ONLY + "(A;;FR;;;WD)", True),
        (OWNER_ONLY + "(A;OICI;FA;;;S-1-5-11)", True),
        (OWNER_ONLY + "(D;;FA;;;WD)", False),
        (OWNER_ONLY + "(A;;;;;BU)", False),
        (OWNER_ONLY + "(A;;FA;;;S-1-5-32-5450)", False),
    ],
)
def test_an_access_list_says_who_may_look(access_list: str, open_to_many: bool):
    assert folder_access.lets_many_in(access_list) == open_to_many


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_the_access_list_is_read_as_icacls_saves_it(tmp_path: Path, encoding: str):
    called = []

    def icacls(words: list[object], _: float) -> None:
        called.append(words)
        Path(str(words[-1])).write_bytes(f"home\r\n{OWNER_ONLY}(A;;FA;;;BU)\r\n".encode(encoding))

    told = folder_access.read_access_list(tmp_path / "home", icacls)
    assert folder_access.lets_many_in(told)
    assert called[0][:3] == ["icacls", tmp_path / "home", "/save"]


@pytest.mark.parametrize("failure", [FileNotFoundError(), subprocess.TimeoutExpired("icacls", 20)])
def test_where_nobody_can_tell_nobody_is_accused(tmp_path: Path, failure: Exception):
    def icacls(*_: object) -> None:
        raise failure

    assert folder_access.read_access_list(tmp_path, icacls) == ""


def test_the_examination_asks_the_access_list_and_not_the_bits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    tmp_path.chmod(0o777)
    elsewhere = Path("C:/my home")
    monkeypatch.setattr(folder_access, "read_access_list", lambda _: OWNER_ONLY)
    monkeypatch.setattr(folder_access.os, "name", "nt")
    try:
        looked, command = folder_access.others_can_look(tmp_path), folder_access.closing_command(elsewhere)
    finally:
        monkeypatch.undo()
    assert not looked
    assert command.startswith("icacls")
    assert "/inheritance:r" in command


@pytest.mark.parametrize("name", ["claims.xlsx", "review.html", "due.ics"])
def test_a_file_that_is_open_elsewhere_is_not_replaced_and_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    target = tmp_path / name
    target.write_text("before", encoding="utf-8")

    def replace(self: Path, other: Path) -> None:
        error = PermissionError(errno.EACCES, "The process cannot access the file", str(self), 32, str(other))
        raise error

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(CannotWrite, match=name):
        write_whole(target, "after")
    assert target.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == [name], "no half is left"


def test_no_folder_is_opened_to_be_synced_where_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened = []
    monkeypatch.setattr(whole_file.os, "open", lambda *words: opened.append(words))
    monkeypatch.setattr(whole_file.os, "name", "nt")
    try:
        whole_file.sync_folder(tmp_path)
    finally:
        monkeypatch.undo()
    assert opened == []


def test_a_printed_command_is_quoted_for_the_console_of_windows(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(next_step.os, "name", "nt")
    try:
        line = next_step.command_line("check", r"C:\My Claims\claims.xlsx")
    finally:
        monkeypatch.undo()
    assert line == r'casewright check "C:\My Claims\claims.xlsx"'


def test_ctrl_c_ends_a_wait_that_hears_it_only_between_two_looks(monkeypatch: pytest.MonkeyPatch):
    """On Windows a wait without an end hears no Ctrl-C (CPython issue 80116): each look has to end by itself."""
    waits = []

    class Deaf(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout)
            if len(waits) > 2:
                raise KeyboardInterrupt
            return False

    monkeypatch.setattr(sandbox.threading, "Event", Deaf)
    sandbox.until_interrupted()
    assert None not in waits
    assert max(waits) <= 1
