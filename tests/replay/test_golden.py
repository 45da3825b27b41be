"""Golden texts are written by a command: for a recording that somebody made by hand, wherever it lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.mutants.site import flows

from casewright.app.record import write_golden_texts
from casewright.flow.sighting import parse_aria
from casewright.recording.golden import BY_HAND, write_golden
from casewright.recording.matrix import matrix

PAGE = """{% extends "shared/page.html.j2" %}
{% block main %}<main><h1>Need more help?</h1><kat-button label="Get Support" data-go></kat-button></main>{% endblock %}
"""
RECORDING = """recording: mine
about: One page, written by hand.
start: /help/hub/support
pages:
  - name: support
    file: 01-support.html.j2
    at: /help/hub/support
    evidence: composed
    sources: [written by hand]
"""


@pytest.mark.browser
def test_a_page_written_by_hand_gets_its_text_and_is_recognised_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    folder = tmp_path / "recordings" / "mine"
    folder.mkdir(parents=True)
    (folder / "01-support.html.j2").write_text(PAGE, encoding="utf-8")
    (folder / "recording.yaml").write_text(RECORDING, encoding="utf-8")

    first = write_golden_texts(str(folder))
    again = write_golden_texts(str(folder))

    assert [file.name for file in first.written] == ["01-support.aria.yaml"]
    assert (again.written, again.unchanged) == ((), 1)
    [row] = matrix(flows(), folder.parent, ("mine",))
    assert row.screens == ("help-hub/support",)


def test_a_text_that_is_kept_by_hand_stays(tmp_path: Path) -> None:
    kept = tmp_path / "01-list.aria.yaml.j2"
    kept.write_text(f"{BY_HAND}\n- main\n", encoding="utf-8")
    assert not write_golden(tmp_path / "01-list.aria.yaml", "- heading\n")
    assert kept.read_text(encoding="utf-8").startswith(BY_HAND)


def test_a_text_with_a_place_becomes_a_template_and_the_plain_one_goes(tmp_path: Path) -> None:
    plain = tmp_path / "01-home.aria.yaml"
    plain.write_text("- main\n", encoding="utf-8")
    assert write_golden(plain, '- heading "{{ account }}"\n')
    assert not plain.exists()
    assert [node.name for node in parse_aria((tmp_path / "01-home.aria.yaml.j2").read_text(encoding="utf-8"))] == [
        "{{ account }}"
    ]
