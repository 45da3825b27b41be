"""Getting a browser tries each way in order, says what it does, and says why when none leads to one."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from casewright.browser import install, start
from casewright.browser.install import Tools, WayFailed, get_browser, get_what_is_missing
from casewright.browser.launch import FoundBrowser, Machine, NoBrowser, find_browser
from casewright.message import Message
from casewright.places import Home


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home folder on a machine that has no browser."""
    here = Machine("Linux", {}, tmp_path / "user", path="", root=tmp_path / "root")

    def find(setting: str | None = None, kept: Home | None = None) -> FoundBrowser:
        return find_browser(setting, kept, here)

    monkeypatch.setattr(install, "find_browser", find)
    return Home(tmp_path / "kept")


class Commands:
    """Notes the commands; those that are given an effect succeed with it, the others fail."""

    def __init__(self, **effects: Callable[[Sequence[str], Path | None], object]) -> None:
        self.ran: list[Sequence[str]] = []
        self.effects = effects

    def __call__(self, command: Sequence[str], folder: Path | None) -> None:
        self.ran.append(command)
        effect = next((done for name, done in self.effects.items() if name in " ".join(command)), None)
        if effect is None:
            raise WayFailed("getaddrinfo ENOTFOUND")
        effect(command, folder)

    def tools(self, *there: str, system: str = "Linux", root: bool = True) -> Tools:
        return Tools(
            self, which=lambda name: name if name in there else None, system=system, machine="x86_64", root=root
        )


def installed(path: Path) -> Callable[..., object]:
    def put(*_: object) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o755)

    return put


def test_a_browser_that_is_there_is_taken_without_a_word(tmp_path: Path, kept: Home) -> None:
    installed(tmp_path / "root/usr/bin/chromium")()
    said: list[Message] = []

    found = get_browser(kept, said.append, tools=Commands().tools())

    assert found.path == tmp_path / "root/usr/bin/chromium"
    assert said == []


def test_playwrights_download_comes_first(tmp_path: Path, kept: Home) -> None:
    path = tmp_path / "user/.cache/ms-playwright/chromium-7/chrome-linux/chrome"
    commands = Commands(playwright=installed(path))

    assert get_browser(kept, lambda _: None, tools=commands.tools("apt-get")).path == path
    assert len(commands.ran) == 1


def test_the_systems_package_comes_when_the_download_fails(tmp_path: Path, kept: Home) -> None:
    nothing = installed(tmp_path / "lists")
    commands = Commands(**{"apt-get update": nothing, "apt-get install": installed(tmp_path / "root/usr/bin/chromium")})
    said: list[Message] = []

    found = get_browser(kept, said.append, tools=commands.tools("apt-get"))

    assert found.path == tmp_path / "root/usr/bin/chromium"
    assert any("ENOTFOUND" in str(line) for line in said)


def test_the_npm_package_is_unpacked_where_nobody_is_root(kept: Home) -> None:
    def pack(_: Sequence[str], folder: Path | None) -> None:
        assert folder
        with tarfile.open(folder / "sparticuz-chromium-1.tgz", "w:gz") as archive:
            inside = tarfile.TarInfo("package/bin/chromium.br")
            inside.size = 7
            archive.addfile(inside, io.BytesIO(b"pressed"))

    def unpack(command: Sequence[str], _: Path | None) -> None:
        source, target = map(Path, command[-2:])
        target.write_bytes(source.read_bytes() + b" and unpacked")

    commands = Commands(**{"npm pack": pack, "node -e": unpack})

    found = get_browser(kept, lambda _: None, tools=commands.tools("npm", "node", root=False))

    assert found.path == kept.browsers / "chromium"
    assert found.headless_only
    assert found.path.read_bytes() == b"pressed and unpacked"


def test_when_no_way_leads_to_one_each_is_named_with_its_reason(kept: Home) -> None:
    with pytest.raises(NoBrowser, match="ENOTFOUND") as told:
        get_browser(kept, lambda _: None, tools=Commands().tools("apt-get", "npm", "node"))

    assert str(told.value.message).count("ENOTFOUND") == 3
    assert "Chrome" in str(told.value.remedy)


@pytest.mark.parametrize("setting", ["/nowhere/chrome", "chrome"])
def test_a_browser_that_is_set_is_not_replaced_by_an_installed_one(kept: Home, setting: str) -> None:
    commands = Commands()

    with pytest.raises(NoBrowser):
        get_browser(kept, lambda _: None, setting, commands.tools("apt-get"))

    assert commands.ran == []


def test_nobody_but_root_is_asked_for_packages(kept: Home) -> None:
    commands = Commands()

    with pytest.raises(NoBrowser):
        get_browser(kept, lambda _: None, tools=commands.tools("apt-get", root=False))

    assert not [command for command in commands.ran if command[0] == "apt-get"]


@pytest.mark.parametrize(("system", "manager"), [("Darwin", "brew"), ("Windows", "winget")])
def test_macs_and_windows_get_chrome_without_being_asked(tmp_path: Path, kept: Home, system: str, manager: str) -> None:
    path = tmp_path / "root/opt/google/chrome/chrome"
    commands = Commands(**{f"{manager} install": installed(path)})

    found = get_browser(kept, lambda _: None, tools=commands.tools(manager, system=system, root=False))

    assert found.path == path


def lacking(commands: Commands, *there: str, root: bool = True, library: str | None = None, font: bool = True) -> Tools:
    """A Linux whose driver does not find a library, or that has no Chinese font."""
    tools = commands.tools(*there, root=root)
    return replace(tools, driver_lacks=lambda: library, font_is_missing=lambda: not font)


def test_what_the_driver_lacks_is_installed_where_one_is_root() -> None:
    commands = Commands(**{"apt-get update": nothing, "libatomic1": nothing})

    get_what_is_missing(lambda _: None, "en", lacking(commands, "apt-get", library="libatomic.so.1"))

    assert commands.ran[-1] == ("apt-get", "install", "-y", "--no-install-recommends", "libatomic1")


@pytest.mark.parametrize(
    ("there", "root", "why", "remedy"),
    [
        (("apt-get",), False, "only root", "apt-get install -y --no-install-recommends libatomic1"),
        (("apt-get",), True, "ENOTFOUND", "apt-get install -y --no-install-recommends libatomic1"),
        (("dnf",), False, "only root", "dnf install -y libatomic"),
        ((), True, "no package", "the package of your system that holds libatomic.so.1"),
    ],
)
def test_what_the_driver_lacks_and_cannot_be_got_is_named_with_the_command(
    there: tuple[str, ...], root: bool, why: str, remedy: str
) -> None:
    with pytest.raises(NoBrowser) as refused:
        get_what_is_missing(lambda _: None, "en", lacking(Commands(), *there, root=root, library="libatomic.so.1"))

    assert "libatomic.so.1 is missing" in str(refused.value)
    assert why in str(refused.value)
    assert remedy in str(refused.value.remedy)


@pytest.mark.parametrize(("language", "asked"), [("zh", True), ("zh-CN", True), ("en", False)])
def test_a_chinese_font_is_got_for_who_reads_chinese(language: str, asked: bool) -> None:
    commands = Commands(**{"apt-get update": nothing, "fonts-": nothing})

    get_what_is_missing(lambda _: None, language, lacking(commands, "apt-get", font=False))

    assert any("fonts-wqy-microhei" in command for command in commands.ran) is asked


def test_without_a_font_the_work_goes_on_and_is_told() -> None:
    said: list[Message] = []

    get_what_is_missing(said.append, "zh", lacking(Commands(), "apt-get", root=False, font=False))

    assert len(said) == 1
    assert "only root" in str(said[0])


def test_a_driver_that_does_not_start_is_a_refusal_that_names_the_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho 'node: error while loading shared libraries: libatomic.so.1: no' >&2\nexit 127\n")
    node.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(node))
    monkeypatch.setattr(start._DRIVER, "running", None)

    with pytest.raises(NoBrowser) as refused, start.driver():
        pytest.fail("it cannot start")

    assert "libatomic.so.1 is missing" in str(refused.value)
    assert "casewright setup" in str(refused.value.remedy)


def nothing(*_: object) -> None:
    """A command that succeeds."""
