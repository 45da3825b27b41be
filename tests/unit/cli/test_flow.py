from __future__ import annotations

from pathlib import Path

from .conftest import Casewright


def test_the_shipped_flows_are_sound(casewright: Casewright):
    document = casewright("flow", "check", "--json").document
    assert document["ok"] is True
    assert {"help-center", "help-hub", "contact-form"} <= {one["flow"] for one in document["data"]["flows"]}


def test_a_flow_is_shown_screen_by_screen(casewright: Casewright):
    done = casewright("flow", "show", "help-center")
    assert done.code == 0
    assert "tiles" in done.out


def test_a_flow_that_is_not_there_is_answered_with_those_that_are(casewright: Casewright):
    done = casewright("flow", "show", "help-centre")
    assert done.code == 2
    assert "help-center" in done.err


def test_a_mistake_in_a_mend_is_told_at_its_line(casewright: Casewright, at_home: Path):
    mends = at_home / "flows"
    mends.mkdir(parents=True)
    (mends / "mine.yaml").write_text("flow: help-center\nmends: 1\nscreens: {}\n", encoding="utf-8")
    done = casewright("flow", "check")
    assert done.code == 1
    assert "mine.yaml:3" in done.err


def test_the_list_tells_what_each_flow_files(casewright: Casewright):
    assert "lost_in_warehouse" in casewright("flow", "list").out
