"""Flows are read as they are written, and every mistake is shown at its place, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.errors import CasewrightError
from casewright.flow.fault import Fault, FlowError
from casewright.flow.read import read_flows
from casewright.flow.source import Source
from casewright.flow.verbs.attach import AttachStep
from casewright.flow.verbs.choose import ChooseStep
from casewright.flow.verbs.fill import FillStep
from casewright.flow.verbs.keep import KeepStep
from casewright.flow.verbs.press import PressStep
from casewright.model.outcome import Outcome
from casewright.places import flows as shipped_flows


def faults(folder: Path, mends: Path | None = None) -> tuple[Fault, ...]:
    with pytest.raises(FlowError) as error:
        read_flows(folder, mends)
    return error.value.faults


def the_fault(folder: Path, mends: Path | None = None) -> Fault:
    (only,) = faults(folder, mends)
    return only


def test_the_shipped_flows_are_sound():
    assert {"help-center", "help-hub"} <= read_flows(shipped_flows()).flows.keys()


def test_a_screen_is_read_as_it_is_written(folder):
    screen = read_flows(folder).flows["form"].screens["form"]
    assert (screen.seen, screen.absent, screen.next) == (("subject", "send"), ("sorry",), ("created", "thanked"))
    assert screen.do == (
        FillStep(control="subject", value="subject"),
        ChooseStep(control="urgent"),
        ChooseStep(control="topic", option="FBA"),
        AttachStep(control="files"),
        KeepStep(name="filled"),
        PressStep(control="send", submits=True),
    )


def test_ends_take_and_handing_over_are_read(folder):
    flows = read_flows(folder).flows
    assert (flows["form"].screens["created"].take, flows["form"].screens["created"].ends) == ("case", "filed")
    assert flows["form"].screens["refused"].ends is Outcome.FAILED_BEFORE_SUBMIT
    assert flows["doors"].screens["sign-in"].hands_over == "signin_required"


def test_labels_are_words_a_list_or_either_by_language(folder):
    controls = read_flows(folder).flows["help"].controls
    assert controls["what"].labels == {"en": ("What happened?",)}
    assert controls["continue"].labels == {"en": ("Continue", "Go on")}
    assert controls["ask"].labels == {"en": ("Ask for help",), "ja": ("ヘルプ",)}
    assert controls["continue"].fallback == "#continue"


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("ja", "ヘルプ"),
        ("ja-JP", "ヘルプ"),
        ("JA_jp", "ヘルプ"),
        ("en-US", "Ask for help"),
        ("de", "Ask for help"),
        ("", "Ask for help"),
    ],
)
def test_a_language_without_words_of_its_own_takes_the_broader_one_then_english(folder, language, word):
    assert read_flows(folder).flows["help"].controls["ask"].names(language) == (word,)


@pytest.mark.parametrize("word", ["No", "Yes", "on", "true", "null", "~", "12", "0o17", "1.0", "2026-11-23", "1_000"])
def test_a_label_stays_the_words_that_were_written(folder, mend, word):
    mend("help", "What happened?", word)
    assert read_flows(folder).flows["help"].controls["what"].labels == {"en": (word,)}


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1).filter(lambda word: word.strip()))
def test_any_label_in_quotes_is_read_as_it_is(word):
    quoted = "'" + word.replace("'", "''") + "'"
    source = Source("x.yaml", f"label: {quoted}")
    if not source.root:  # YAML itself refuses a few characters, and says so
        assert source.faults
    elif "\u2028" not in word and "\u2029" not in word:
        assert source.content == {"label": word}


# ---- mistakes ------------------------------------------------------------------------------------------------------


def test_a_mistake_shows_file_line_column_the_line_and_a_caret(folder, mend):
    mend("help", "- press: continue", "- pres: continue")
    fault = the_fault(folder)
    assert str(fault) == (
        'flows/help.yaml:21:9: unknown verb "pres"; did you mean "press"?\n'
        "   21 |       - pres: continue\n"
        "                ^"
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "at", "message"),
    [
        ("help", "version: 3", "verison: 3", "verison", 'unknown key "verison"; did you mean "version"?'),
        ("help", "seen: [ask]", "sene: [ask]", "sene", 'unknown key "sene"; did you mean "seen"?'),
        ("help", "{textbox: What", "{text-box: What", "text-box", 'unknown role "text-box"; did you mean "textbox"?'),
        ("help", "    with: message", "    wiht: message", "wiht", 'unknown key "wiht"; did you mean "with"?'),
        ("help", "with: message", "with: mesage", "mesage", 'claims have no value "mesage"; did you mean "message"?'),
        ("help", "fill: what", "fill: waht", "waht", 'there is no control "waht"; did you mean "what"?'),
        ("help", "seen: [ask]", "seen: [asks]", "asks]", 'there is no control "asks"; did you mean "ask"?'),
        ("help", "next: [describe]", "next: [descibe]", "descibe]", 'no screen "descibe"; did you mean "describe"?'),
        ("help", "include: [form, doors]", "include: [form, door]", "door]", 'no flow "door"; did you mean "doors"?'),
        ("help", "[lost_in_warehouse]", "[lost_in_warehose]", "lost_in", '"lost_in_warehose" is not a claim type'),
        ("help", "ja: ヘルプ", "jp: ヘルプ", "jp", '"jp" is not an interface language'),
        ("help", "en: Ask for help, ", "", "{ja", "the English words are missing"),
        ("help", "version: 3", "version: three", "three", "a whole number is expected"),
        ("help", "version: 3", "version: 0", "0", "a number of 1 or more"),
        ("help", "start: /home", "start: https://example.com", "https", "is not a path of the marketplace"),
        ("help", "start: /home", "start: //example.com", "//", "is not a path of the marketplace"),
        ("help", "start: /home", "start: /home\nenglish: https://example.com", "https", "is not a path of the market"),
        ("form", "ends: failed_before_submit", "waits: 0", "0", "a number of 1 or more is expected here"),
        ("form", "ends: failed_before_submit", "waits: 601", "601", "600"),
        ("help", "What happened?", "''", "''", "text is missing here"),
        ("help", "[Continue, Go on]", "[]", "[]", "at least one entry is expected"),
        (
            "help",
            "{textbox: What happened?}",
            "{textbox: a, button: b}",
            "{text",
            "exactly one role is expected, not 2",
        ),
        ("help", "{textbox: What happened?}", "{or: '#x'}", "{or", "exactly one role is expected, not 0"),
        ("help", "{textbox: What happened?}", "{url: '/x', or: '#x'}", "{url", '"or" cannot be combined with "url"'),
        ("help", "  describe:\n", "  De scribe:\n", "De scribe", '"De scribe" is not a name'),
        ("form", "with: evidence", "with: photo", "photo", "\"photo\" is not expected here, only 'evidence'"),
        ("form", "submits: true", "submits: yes", "yes", '"true" or "false" is expected'),
        ("form", "    take: case\n", "", "seen: [case]", '"take" and "ends: filed" belong together'),
        ("form", "ends: failed_before_submit", "ends: failed", "failed", 'a screen cannot end with "failed"'),
        ("form", "ends: failed_before_submit", "ends: verified", "verified", 'a screen cannot end with "verified"'),
        (
            "form",
            "    ends: failed_before_submit\n",
            "",
            "seen: [sorry]",
            'one of "do", "ends", "hands-over"',
        ),
        ("form", "caseID=(?P<case_id>", "caseID=(?P<case_id", "'caseID", "this pattern is not valid"),
        ("form", "caseID=(?P<case_id>", "caseID=(", "case\n", "must be a url or text that contains (?P<case_id>…)"),
        ("form", "take: thanks\n", "take: send\n", "send", '"send" must be a url or text that contains (?P<case_id>…)'),
        ("form", "seen: [subject, send]", "seen: [subject, send, send]", "send]", '"send" is already listed here'),
        ("form", "not: [sorry]", "not: [send]", "send]", '"send" is already listed here'),
        ("form", "        option: FBA\n", "", "choose: topic", '"option" is missing'),
        (
            "form",
            "- choose: urgent\n",
            "- choose: urgent\n        option: x\n",
            "option",
            "the role checkbox has no options",
        ),
        ("form", "- press: send", "- press: subject", "subject", '"press" cannot be used on the role textbox'),
        ("form", "- attach: files", "- attach: send", "send", '"attach" cannot be used on the role button'),
        ("help", "- fill: what", "- fill: ask", "ask", '"fill" cannot be used on the role link'),
        ("doors", "signin_required", "signin_requird", "signin_", 'person; did you mean "signin_required"?'),
        ("doors", "human_challenge", "previewed_", "previewed_", "is not a reason for handing over to a person"),
        (
            "doors",
            "{heading: Sign in}",
            "{css: '#signin'}",
            "sign-in]",
            "a screen is recognized only by what can be read",
        ),
    ],
)
def test_each_mistake_is_told_at_its_place(folder, mend, name, old, new, at, message):
    mend(name, old, new)
    spots = [fault.spot for fault in faults(folder) if message in str(fault.message)]
    assert [f"{spot.text[spot.column - 1 :]}\n".startswith(at) for spot in spots] == [True]


def test_all_mistakes_of_all_files_are_told_at_once(folder, mend):
    mend("help", "- press: continue", "- pres: continue")
    mend("form", "- keep: filled", "- keeep: filled")
    mend("doors", "hands-over: signin_required", "hands_over: signin_required")
    assert [fault.spot.file for fault in faults(folder)] == [
        "flows/help.yaml",
        "flows/shared/doors.yaml",
        "flows/shared/form.yaml",
    ]


def test_the_refusal_counts_shows_and_says_what_to_do(folder, mend):
    mend("help", "- press: continue", "- pres: continue")
    with pytest.raises(CasewrightError) as error:
        read_flows(folder)
    assert str(error.value.message).startswith("1 mistake in the flows:\nflows/help.yaml:21:9:")
    assert "casewright flow check" in str(error.value.remedy)


def test_a_mistake_is_a_problem_for_tables_and_json(folder, mend):
    mend("help", "- press: continue", "- pres: continue")
    problem = the_fault(folder).problem
    assert (problem.code, problem.place.file, problem.place.row) == ("bad-flow", "flows/help.yaml", 21)


def test_equal_keys_are_refused_wherever_they_are(folder, mend):
    mend("help", "  what: {textbox: What happened?}\n", "  what: {textbox: What happened?}\n  what: {textbox: Else}\n")
    fault = the_fault(folder)
    assert (fault.spot.line, fault.spot.column, str(fault.message)) == (9, 3, 'the key "what" appears twice')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("# only a comment\n", "the file is empty"),
        ("flow: [a\n", "this is not YAML"),
        ("flow: a\n\tversion: 1\n", "this is not YAML"),
        ("- a\n- b\n", "a mapping of keys to values is expected here"),
        ("just words", "a mapping of keys to values is expected here"),
        ("? [a, b]\n: c\n", "a key must be a plain word"),
        ("flow: \x07\n", "this is not YAML"),
        ("&a [*a]\n", "anchors and aliases are not part of the flow language"),
        ("a: &b {c: d}\ne: *b\n", "anchors and aliases are not part of the flow language"),
        ("[" * 5_000, "nested too deeply"),
        ("- " * 5_000 + "x\n", "nested too deeply"),
        ("".join(f"{'  ' * depth}a:\n" for depth in range(400)), "nested too deeply"),
        ("# " + "x" * 600_000, "larger than 512 KiB"),
        ("a: 1\n---\nb: 2\n", "this is not YAML"),
        ("flow: a\nversion: 1\ncontrols: [x]\nscreens: {}\n", "a mapping of keys to values is expected here"),
        ("flow: a\nversion: 1\ncontrols: {}\nscreens: {a: {seen: [x], do: [press]}}\n", "a step is expected here"),
        ("flow: a\nversion: 1\ncontrols: {}\nscreens: {a: {seen: x, ends: stopped}}\n", "a list is expected here"),
        ("flow: a\nversion: 1\ncontrols: {x: {tab: {en: {y: z}}}}\nscreens: {}\n", "a list is expected here"),
        ("flow: a\nversion: 1\ncontrols: {x: {tab: [[y]]}}\nscreens: {}\n", "text is expected here"),
        ("flow: a\nversion: 1\ncontrols: {}\n", '"screens" is missing'),
        ("<<: {flow: a}\n", 'unknown key "<<"'),
    ],
)
def test_a_file_that_is_no_flow_is_refused_with_a_sentence(folder, text, message):
    (folder / "odd.yaml").write_text(text, encoding="utf-8")
    assert any(message in str(fault.message) and fault.spot.file == "flows/odd.yaml" for fault in faults(folder))


def test_a_short_file_that_stands_for_gigabytes_is_refused_at_once(folder):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    (folder / "odd.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert "anchors and aliases" in str(the_fault(folder).message)


def test_a_file_that_is_no_text_is_refused(folder):
    (folder / "odd.yaml").write_bytes(b"flow: \xff\xfe")
    assert str(the_fault(folder).message) == "the file cannot be read: it is not UTF-8 text"


def test_a_file_with_a_byte_order_mark_is_read(folder):
    path = folder / "help.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_flows(folder).flows["help"].version == 3


@given(st.text(max_size=60))
def test_whatever_a_file_holds_there_is_a_flow_or_a_list_of_mistakes(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("any")
    (folder / "a.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    assert faults(folder)


def test_a_folder_without_flows_is_refused(tmp_path):
    assert "there is no flow here" in str(the_fault(tmp_path).message)


def test_a_flow_stands_once(folder):
    (folder / "again.yaml").write_text((folder / "help.yaml").read_text("utf-8"), encoding="utf-8")
    assert str(the_fault(folder).message) == 'the flow "help" is also in flows/again.yaml'


# ---- the digest ----------------------------------------------------------------------------------------------------


def test_an_included_flow_stands_once_and_keeps_its_own_digest(folder):
    flows = read_flows(folder)
    assert list(flows.flows) == ["help", "doors", "form"]
    assert len({screen.key for screen in flows.screens}) == len(flows.screens) == 10
    assert set(flows.digests) == {"help@3", "form@1", "doors@1"} == set(flows.labels)


def test_comments_and_the_order_of_controls_do_not_change_a_digest(folder, mend):
    before = read_flows(folder).digests
    mend("help", "controls:\n", "# Amazon changes these often\ncontrols:\n\n")
    mend("help", "  what: {textbox: What happened?}\n", "")
    mend("help", "screens:\n", "  what: {textbox: 'What happened?'}\nscreens:\n")
    assert read_flows(folder).digests == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What happened?", "What has happened?"),
        ("with: message", "with: short_message"),
        ("version: 3", "version: 4"),
        ("'#continue'", "'#go'"),
        ("seen: [what, continue]", "seen: [what]"),
        ("start: /home", "start: /help"),
    ],
)
def test_whatever_changes_what_is_done_changes_the_digest(folder, mend, old, new):
    before = read_flows(folder).flows["help"].digest
    mend("help", old, new)
    assert read_flows(folder).flows["help"].digest != before


def test_a_flow_says_where_each_screen_stands(folder):
    flow = read_flows(folder).flows["help"]
    assert (flow.path, flow.screens["describe"].line) == ("flows/help.yaml", 16)
