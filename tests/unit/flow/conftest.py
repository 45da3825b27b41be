"""One small site with its flows, small enough to see through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tests.unit.flow.fake_window import LEADS, PAGES, FakeWindow

from casewright.flow.event import Ended, Event
from casewright.flow.model import FlowSet
from casewright.flow.read import read_flows
from casewright.flow.walk import walk
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.form import Form
from casewright.permit import Permit

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

HELP = """\
flow: help
version: 3
files: [lost_in_warehouse]
start: /home
include: [form, doors]
controls:
  ask: {link: {en: Ask for help, ja: ヘルプ}}
  what: {textbox: What happened?}
  continue: {button: [Continue, Go on], or: '#continue'}
screens:
  home:
    seen: [ask]
    do:
      - press: ask
    next: [describe]
  describe:
    seen: [what, continue]
    do:
      - fill: what
        with: message
      - press: continue
    next: [form]
"""
FORM = """\
flow: form
version: 1
controls:
  subject: {textbox: {en: Subject, ja: 件名}}
  urgent: {checkbox: Urgent}
  topic: {combobox: Topic}
  files: {file: Add attachments}
  send: {button: Send, or: '#send'}
  case: {url: 'caseID=(?P<case_id>\\d{8,14})'}
  thanks: {text: 'Your case is (?P<case_id>\\d{8,14})'}
  sorry: {text: Something is missing}
screens:
  form:
    seen: [subject, send]
    not: [sorry]
    do:
      - fill: subject
        with: subject
      - choose: urgent
      - choose: topic
        option: FBA
      - attach: files
        with: evidence
      - keep: filled
      - press: send
        submits: true
    next: [created, thanked]
  created:
    seen: [case]
    take: case
    ends: filed
  thanked:
    seen: [thanks]
    not: [case]
    take: thanks
    ends: filed
  refused:
    seen: [sorry]
    ends: failed_before_submit
"""
DOORS = """\
flow: doors
version: 1
controls:
  sign-in: {heading: Sign in}
  puzzle: {text: Solve the puzzle}
  denied: {heading: No permission}
  maybe: {heading: Choose your topic}
screens:
  sign-in:
    seen: [sign-in]
    hands-over: signin_required
  puzzle:
    seen: [puzzle]
    hands-over: human_challenge
  denied:
    seen: [denied]
    ends: no_permission
  maybe:
    seen: [maybe]
    hands-over: choose the topic that fits
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The flows of the small site, as files."""
    flows = tmp_path / "flows"
    (flows / "shared").mkdir(parents=True)
    (flows / "help.yaml").write_text(HELP, encoding="utf-8")
    (flows / "shared" / "form.yaml").write_text(FORM, encoding="utf-8")
    (flows / "shared" / "doors.yaml").write_text(DOORS, encoding="utf-8")
    return flows


@pytest.fixture(scope="session")
def flows(tmp_path_factory: pytest.TempPathFactory) -> FlowSet:
    """The flows of the small site, read once."""
    where = tmp_path_factory.mktemp("flows")
    for name, text in (("help", HELP), ("form", FORM), ("doors", DOORS)):
        (where / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_flows(where)


@pytest.fixture
def mend(folder: Path) -> Callable[[str, str, str], Path]:
    """Replaces words in one of the files, wherever it is."""

    def replace(name: str, old: str, new: str) -> Path:
        path = next(folder.rglob(f"{name}.yaml"))
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return replace


@pytest.fixture
def form() -> Form:
    """A claim's form with one photo."""
    photo = Evidence(
        kind=EvidenceKind.PHOTO,
        path=Path("/claims/box.jpg").absolute(),
        name="box.jpg",
        media_type="image/jpeg",
        size=1200,
        sha256="a" * 64,
    )
    return Form(
        reference="CW-ABCDEFGH",
        subject="CW-ABCDEFGH lost units",
        message="3 units were lost.",
        short_message="3 lost",
        steps_taken="We looked.",
        references="X001",
        main_identifier="X001",
        claim_type="lost_in_warehouse",
        evidence=(photo,),
    )


@pytest.fixture
def window() -> FakeWindow:
    return FakeWindow(dict(PAGES), dict(LEADS))


@pytest.fixture
def step(flows, form) -> Callable[..., Iterator[Event]]:
    """Walks event by event; files by default."""

    def run(window, gate=lambda _: Permit("f-1"), stop=lambda: None, **more) -> Iterator[Event]:
        return walk(window, flows, form, gate, start="/home", stop=stop, **more)

    return run


@pytest.fixture
def go(step) -> Callable[..., list[Event]]:
    """Walks to the end and gives all events."""
    return lambda *args, **more: list(step(*args, **more))


@pytest.fixture
def end(go) -> Callable[..., Ended]:
    """How a walk ends; that it ends once, last, is held for every test that uses it."""

    def run(window, **more) -> Ended:
        *before, last = go(window, **more)
        assert isinstance(last, Ended)
        assert not any(isinstance(event, Ended) for event in before)
        return last

    return run
