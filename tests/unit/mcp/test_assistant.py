"""An assistant's face: it looks, checks, prepares and previews; it can submit nothing."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TypeVar

import anyio
import grimp
import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client

from casewright.intake.demo_files import write_demo
from casewright.mcp import server
from casewright.mcp.commands import COMMANDS, ValueRefused, command_line
from casewright.mcp.server import NOTICE, Assistant, make_server

T = TypeVar("T")

NEVER = {
    "file",
    "reply",
    "decide",
    "reconcile",
    "adopt",
    "resume",
    "stop",
    "desk",
    "sync",
    "account",
    "setup",
    "record",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def run_apart(ask: Callable[[], Awaitable[T]]) -> T:
    """What is asked, run in a thread of its own: a browser that a test before left open has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, ask).result()


def test_no_path_leads_from_the_assistant_to_a_permit():
    graph = grimp.build_graph("casewright", cache_dir=None)
    mine = {module for module in graph.modules if module.startswith("casewright.mcp")}
    assert mine
    for module in mine:
        assert graph.find_shortest_chain(module, "casewright.permit") is None
    assert graph.find_shortest_chain("casewright.desk.filing_room", "casewright.permit"), "the graph is not blind"


def test_no_tool_submits_approves_replies_or_lifts_the_stop_switch():
    tools = {tool.name for tool in run_apart(make_server().list_tools)}
    assert tools == set(COMMANDS)
    assert not tools & NEVER
    assert not {word for words in COMMANDS.values() for word in words} & NEVER


@pytest.mark.parametrize("value", ["--site", "-y", "--yes", "", "--fix-up=x"])
@pytest.mark.parametrize("tool", sorted(COMMANDS))
def test_no_value_becomes_a_flag(tool: str, value: str):
    with pytest.raises(ValueRefused):
        command_line(tool, [value])
    with pytest.raises(ValueRefused):
        command_line(tool, [], {"--site": [value]})


def test_the_command_line_begins_with_a_command_of_the_list_whatever_is_given(monkeypatch: pytest.MonkeyPatch):
    ran: list[list[str]] = []
    document = {"ok": True, "exit_code": 0, "data": {}, "problems": []}
    monkeypatch.setattr(server, "run_command", lambda words: ran.append(words) or document)
    assistant = Assistant()
    assistant.check(["file", "reply"])
    assistant.case("resume")
    assistant.prepare("Harbor", "out.xlsx", ledger=["l.txt"])
    assistant.due(["claims.xlsx"], practice=True)
    assistant.explain("lost_in_warehouse")
    known = sorted(COMMANDS.values(), key=len, reverse=True)
    for words in ran:
        assert any(tuple(words[: len(command)]) == command for command in known)
        assert "--yes" not in words


def test_what_a_file_says_is_marked_as_data_and_a_problem_has_its_place(home: Path, tmp_path: Path):
    sheet = write_demo(tmp_path / "claims", date.today())  # noqa: DTZ011 (read on this machine's day)
    answer = Assistant().check([str(sheet)])
    assert answer.notice == NOTICE
    assert len(answer.data["claims"]) == 6
    missing = Assistant().check([str(tmp_path / "nowhere.xlsx")])
    assert not missing.ok
    assert missing.problems
    assert not (home / "ledger-live.sqlite").exists()


@pytest.mark.parametrize("tool", ["cases", "board", "due", "today", "money"])
def test_each_tool_is_answered_by_its_command(home: Path, tool: str):
    answer = getattr(Assistant(), tool)(practice=True)
    assert (answer.ok, answer.problems) == (True, []), tool


def test_claims_are_given_to_what_is_due(home: Path, tmp_path: Path):
    sheet = str(write_demo(tmp_path / "claims", date.today()))  # noqa: DTZ011 (as above)
    assert Assistant().due([sheet], practice=True).ok
    assert Assistant().today([sheet], practice=True).ok


def test_a_refusal_comes_with_its_remedy(home: Path):
    answer = Assistant().case("17204938815", practice=True)
    assert not answer.ok
    assert {"message", "remedy"} <= answer.problems[0].keys()
    drafts = Assistant().prepare("Harbor", "drafts.xlsx", ledger=["nowhere.txt"])
    assert not drafts.ok
    assert "nowhere.txt" in str(drafts.problems)


def test_only_pictures_of_this_session_are_shown(tmp_path: Path):
    with pytest.raises(ValueError, match="no such picture"):
        Assistant().picture("../../etc/passwd")


def test_it_speaks_the_protocol_over_standard_input_and_output(home: Path):
    async def talk() -> tuple[set[str], dict[str, object], str]:
        environment = {**os.environ, "CASEWRIGHT_HOME": str(home)}
        program = StdioServerParameters(command=sys.executable, args=["-m", "casewright", "mcp"], env=environment)
        async with stdio_client(program) as (read, write), ClientSession(read, write) as session:
            begun = await session.initialize()
            tools = await session.list_tools()
            told = await session.call_tool("explain", {"claim_type": "lost_in_warehouse"})
            return {tool.name for tool in tools.tools}, told.structured_content, begun.instructions

    tools, told, instructions = run_apart(talk)
    assert tools == set(COMMANDS)
    assert told["ok"] is True
    assert "lost_in_warehouse" in json.dumps(told["data"])
    assert "a person does that" in instructions
