"""A mend lays other words over one version of a flow, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright import places
from casewright.flow.fault import Fault, FlowError
from casewright.flow.read import read_flows

MEND = "flow: help\nmends: 3\ncontrols:\n  what: {textbox: {en: What went wrong?, de: Was ist passiert?}}\n"


@pytest.fixture
def mends(tmp_path: Path) -> Path:
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yaml").write_text(MEND, encoding="utf-8")
    return own


def rewrite(mends: Path, old: str, new: str) -> None:
    path = mends / "mine.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def the_fault(folder: Path, mends: Path) -> Fault:
    with pytest.raises(FlowError) as error:
        read_flows(folder, mends)
    *blamed, only = error.value.faults
    assert all("has the mistakes below" in str(fault.message) for fault in blamed)
    return only


def test_a_mend_replaces_words_and_shows_in_the_name_and_the_digest(folder, mends):
    plain, mended = read_flows(folder), read_flows(folder, mends)
    assert mended.flows["help"].controls["what"].labels == {"en": ("What went wrong?",), "de": ("Was ist passiert?",)}
    assert mended.flows["help"].label == "help@3+mend"
    assert mended.flows["help"].digest != plain.flows["help"].digest
    assert mended.flows["form"] == plain.flows["form"]


def test_languages_that_a_mend_does_not_name_stay(folder, mends):
    rewrite(mends, MEND, "flow: help\nmends: 3\ncontrols:\n  ask: {link: {de: Hilfe}}\n")
    assert read_flows(folder, mends).flows["help"].controls["ask"].labels == {
        "en": ("Ask for help",),
        "ja": ("ヘルプ",),
        "de": ("Hilfe",),
    }


def test_a_css_fallback_stays(folder, mends):
    rewrite(mends, "what: {textbox: {en: What went wrong?, de: Was ist passiert?}}", "continue: {button: Next}")
    control = read_flows(folder, mends).flows["help"].controls["continue"]
    assert (control.labels["en"], control.fallback) == (("Next",), "#continue")


def test_no_folder_of_mends_mends_nothing(folder, tmp_path):
    assert read_flows(folder, tmp_path / "none") == read_flows(folder)


def test_a_mend_for_another_version_is_refused(folder, mends):
    rewrite(mends, "mends: 3", "mends: 2")
    fault = the_fault(folder, mends)
    assert "written for help@2, but the flow is now help@3" in str(fault.message)
    assert (fault.spot.file, fault.spot.line, fault.spot.column) == (str(mends / "mine.yaml"), 2, 8)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("flow: help", "flow: hlep", 'there is no flow "hlep"; did you mean "help"?'),
        ("what: {textbox", "waht: {textbox", 'help has no control "waht"; did you mean "what"?'),
        ("textbox:", "button:", "changes only how a control is found"),
        ("controls:", "screens: {}\ncontrols:", 'unknown key "screens"'),
        ("de:", "xx:", '"xx" is not an interface language'),
    ],
)
def test_a_mend_that_would_do_more_or_fits_nothing_is_refused(folder, mends, old, new, message):
    rewrite(mends, old, new)
    assert message in str(the_fault(folder, mends).message)


@pytest.mark.parametrize("control", ["case: {url: '(?P<case_id>.*)'}", "thanks: {text: '(?P<case_id>.*)'}"])
def test_where_a_case_id_is_read_cannot_be_mended(folder, mends, control):
    rewrite(mends, MEND, f"flow: form\nmends: 1\ncontrols:\n  {control}\n")
    assert "changes only how a control is found" in str(the_fault(folder, mends).message)


def test_two_mends_of_one_flow_are_refused(folder, mends):
    (mends / "other.yaml").write_text(MEND, encoding="utf-8")
    assert 'another file already mends "help"' in str(the_fault(folder, mends).message)


def test_a_mend_of_a_flow_that_is_itself_broken_is_not_blamed(folder, mends, mend):
    mend("help", "- press: continue", "- pres: continue")
    assert the_fault(folder, mends).spot.file == "flows/help.yaml"


def test_where_a_flow_does_not_hold_with_it_the_mend_is_named_first(mends):
    (mends / "mine.yaml").write_text(
        "flow: help-center\nmends: 4\ncontrols:\n  continue: {button: {en: [Send]}}\n", encoding="utf-8"
    )
    with pytest.raises(FlowError) as error:
        read_flows(places.flows(), mends)
    first, *others = error.value.faults
    assert (first.spot.file, first.spot.line) == (str(mends / "mine.yaml"), 3)
    assert others
