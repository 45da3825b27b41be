"""Other faces that the command line starts, and what is said where their libraries are missing."""

from __future__ import annotations

import sys

import pytest

from casewright.cli import desk
from casewright.cli.faces import load_face
from casewright.desk.session import DeskSession

from .conftest import Casewright


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_a_missing_extra_names_itself(casewright: Casewright, monkeypatch: pytest.MonkeyPatch, missing: str):
    for name in [name for name in sys.modules if name.startswith(("casewright.desk", missing))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    done = casewright("desk")
    assert done.code == 2
    assert "casewright[desk] is not installed." in done.err
    assert 'pip install "casewright[desk]"' in done.err


def test_a_mistake_inside_a_face_is_no_missing_extra(monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(ModuleNotFoundError):
        load_face("desk.nowhere")


def test_a_port_that_is_taken_is_told(casewright: Casewright):
    import socket  # noqa: PLC0415

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = casewright("desk", "--port", str(taken.getsockname()[1]))
    assert done.code == 1
    assert "cannot be used" in done.err
    assert "--port" in done.err


def test_the_desks_link_is_printed_whole_so_that_it_can_be_opened(capsys: pytest.CaptureFixture[str]):
    session = DeskSession(8000)
    desk._tell_link(session.link, ())
    printed = capsys.readouterr().err
    assert session.link in printed.splitlines()
    token = session.link.partition("token=")[2]
    assert session.redeem(token)


def test_money_and_board_say_in_the_terminal_what_the_desk_shows(casewright: Casewright):
    assert casewright("money", "--site", "sandbox").out == "No case has been filed yet.\n"
    assert casewright("cases", "board", "--site", "sandbox").out == "No case has been filed yet.\n"
    data = casewright("money", "--site", "sandbox", "--json").document["data"]
    assert (data["paid_known"], data["month"]) == (False, [])
