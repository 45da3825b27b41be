from __future__ import annotations

import io
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from casewright.browser import install
from casewright.browser.install import Tools, WayFailed, get_browser
from casewright.browser.launch import FoundBrowser, NoBrowser
from casewright.places import Home

FOUND = FoundBrowser(Path("/there/chromium"), "system Chromium")


class World:
    """A machine without a browser, on which some commands bring one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, brings: str = "") -> None:
        self.brings = brings
        self.there = False
        self.ran: list[str] = []
        monkeypatch.setattr(install, "find_browser", self.find)

    def find(self, setting: str | None = None, kept: Home | None = None) -> FoundBrowser:
        if setting or not self.there:
            raise NoBrowser("no browser was found")
        return FOUND

    def run(self, command: Sequence[str], folder: Path | None) -> None:
        said = " ".join(str(word) for word in command)
        self.ran.append(said)
        if self.brings and self.brings in said:
            self.there = True
        elif "update" not in said:
            raise WayFailed("ENOTFOUND")

    def tools(self, **more: object) -> Tools:
        return Tools(self.run, **{"which": lambda _: None, "system": "Linux", "machine": "x86_64", "root": True} | more)


def test_a_browser_that_is_there_is_taken_and_nothing_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    world = World(monkeypatch)
    world.there = True
    assert get_browser(Home(tmp_path), print, tools=world.tools()) == FOUND
    assert world.ran == []


def test_playwrights_download_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    world = World(monkeypatch, brings="playwright install")
    assert get_browser(Home(tmp_path), print, tools=world.tools()) == FOUND
    assert len(world.ran) == 1


def test_where_the_download_fails_root_gets_the_systems_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    world = World(monkeypatch, brings="apt-get install")
    tools = world.tools(which=lambda name: f"/usr/bin/{name}" if name == "apt-get" else None)
    assert get_browser(Home(tmp_path), print, tools=tools) == FOUND
    assert world.ran[1:] == ["apt-get update", "apt-get install -y --no-install-recommends chromium"]


def test_packages_are_never_touched_by_anybody_but_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    world = World(monkeypatch)
    with pytest.raises(NoBrowser):
        get_browser(Home(tmp_path), print, tools=world.tools(root=False, which=lambda name: f"/usr/bin/{name}"))
    assert not any("apt-get" in said for said in world.ran)


def test_where_no_way_leads_to_one_every_reason_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    world, told = World(monkeypatch), []
    with pytest.raises(NoBrowser) as refusal:
        get_browser(Home(tmp_path), told.append, tools=world.tools())
    assert "ENOTFOUND" in refusal.value.message
    assert "Google Chrome" in refusal.value.remedy
    assert len(told) == 6


def test_a_browser_that_a_person_named_is_never_replaced_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    world = World(monkeypatch, brings="playwright install")
    with pytest.raises(NoBrowser):
        get_browser(Home(tmp_path), print, setting="/opt/mine", tools=world.tools())
    assert world.ran == []


def test_the_package_from_npm_is_unpacked_into_the_home_folder(tmp_path: Path):
    def run(command: Sequence[str], folder: Path | None) -> None:
        assert folder is not None
        if command[1] == "pack":
            content = b"pressed"
            entry = tarfile.TarInfo("package/bin/chromium.br")
            entry.size = len(content)
            with tarfile.open(folder / "package.tgz", "w:gz") as archive:
                archive.addfile(entry, io.BytesIO(content))
        else:
            Path(command[-1]).write_bytes(Path(command[-2]).read_bytes() + b", unpacked")

    tools = Tools(run, which=lambda name: f"/usr/bin/{name}", system="Linux", machine="x86_64", root=False)
    install._npm(Home(tmp_path / "home"), tools)
    browser = tmp_path / "home" / "browser" / "chromium"
    assert browser.read_bytes() == b"pressed, unpacked"
    assert browser.stat().st_mode & 0o100


@pytest.mark.parametrize("more", [{"system": "Windows"}, {"machine": "aarch64"}, {"which": lambda _: None}])
def test_the_package_from_npm_is_for_linux_on_x86_64_only(tmp_path: Path, more: dict[str, object]):
    words = {"which": lambda name: f"/usr/bin/{name}", "system": "Linux", "machine": "x86_64", "root": False} | more

    def never(*_: object) -> None:
        pytest.fail("nothing is run")

    with pytest.raises(WayFailed):
        install._npm(Home(tmp_path), Tools(never, **words))


def test_what_a_command_says_when_it_fails_is_told_in_one_line():
    with pytest.raises(WayFailed, match="No module named"):
        install._run(["python3", "-m", "there_is_no_such_module"], None)
    with pytest.raises(WayFailed):
        install._run(["/no/such/program"], None)
