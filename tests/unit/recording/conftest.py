"""A little recorded site: a home, a help page with a frame, a form that creates a case, a case log, a sign-in page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casewright.recording.exchange import Answer, Request
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site

HOST = "sellercentral.amazon.com"

LITTLE = """\
recording: little
about: A little site.
start: /home
include: [doors]
pages:
  - name: home
    file: 01-home.html.j2
    at: /home
    evidence: composed
    sources: [ours]
    go:
      Help: {open: /help}
  - name: help
    file: 02-help.html
    at: /help
    evidence: composed
    sources: [ours]
    frames: [/help/app]
  - name: ask
    file: 03-ask.html.j2
    at: /help/app
    evidence: composed
    sources: [ours]
    fields: &fields {What happened?: description, Urgent: urgent, Use original text: original}
    upload: Add files
    go: &go
      Continue: {to: form, needs: [description], otherwise: refused}
      Case log: {open: /cu/case-lobby, top: true}
  - name: refused
    file: 04-refused.html.j2
    at: /help/app
    evidence: composed
    sources: [ours]
    fields: *fields
    upload: Add files
    go: *go
  - name: form
    file: 05-form.html.j2
    at: /help/app
    evidence: composed
    sources: [ours]
    fields: {Subject: subject, Your email: email}
    go:
      Send: {creates: case, then: '/cu/case-dashboard/view-case?caseID={case_id}', top: true}
      Send and stay: {creates: case, then: thanks}
  - name: thanks
    file: 06-thanks.html.j2
    at: /help/app
    evidence: composed
    sources: [ours]
  - name: failed
    file: 07-failed.html
    at: /help/app
    status: 503
    evidence: composed
    sources: [ours]
  - name: old-help
    file: 07-failed.html
    at: /help/old
    evidence: composed
    sources: [ours]
    redirect: /help?from=old
  - name: case-log
    file: 08-case-log.html.j2
    at: /cu/case-lobby
    evidence: composed
    sources: [ours]
  - name: view-case
    file: 09-view-case.html.j2
    at: /cu/case-dashboard/view-case
    evidence: composed
    sources: [ours]
"""

DOORS = """\
recording: doors
about: What stands in the way.
start: /ap/signin
pages:
  - name: sign-in
    file: 01-sign-in.html
    at: /ap/signin
    evidence: composed
    sources: [ours]
    go:
      Sign in: {open: /home}
  - name: captcha
    file: 02-captcha.html
    at: /ap/cvf/request
    evidence: composed
    sources: [ours]
"""

ASK = """\
<label for="what">What happened?</label><textarea id="what">{{ draft.description }}</textarea>
<label><input type="checkbox"> Urgent</label><button data-upload>Add files</button>
<button data-go>Continue</button>"""
ASK_TEXT = """\
- textbox "What happened?"
- checkbox "Urgent"
- group "Description to send":
  - radio "Use suggested text" [checked]
  - radio "Use original text"
- button "Add files"
- button "Continue"
- link "Case log":
  - /url: /cu/case-lobby
- button "Later" [disabled]
"""

FILES = {
    "little/01-home.html.j2": "<h1>{{ account }} | {{ marketplace }}</h1><a href='/help'>Help</a>",
    "little/01-home.aria.yaml.j2": (
        '- button "{{ account }} | {{ marketplace }}"\n- link "Help":\n  - /url: /help\n'
        '- link "Away":\n  - /url: https://example.com/\n- heading "Home" [level=1]'
    ),
    "little/02-help.html": "<iframe src='/help/app'></iframe>",
    "little/02-help.aria.yaml": '- heading "Help" [level=1]\n- iframe',
    "little/03-ask.html.j2": ASK,
    "little/03-ask.aria.yaml": ASK_TEXT,
    "little/04-refused.html.j2": "<p>Please answer.</p>" + ASK,
    "little/04-refused.aria.yaml.j2": "- text: Please answer.\n"
    + ASK_TEXT.replace('"What happened?"', '"What happened?": {{ draft.description }}'),
    "little/05-form.html.j2": "<kat-button label='Send' data-go></kat-button>{% include 'shared/foot.html' %}",
    "little/05-form.aria.yaml": (
        '- tab "Email" [selected]\n- tab "Chat"\n'
        '- textbox "Subject": Other issue\n- textbox "Your email": a@b.example\n'
        '- combobox "Reason":\n  - option "Lost" [selected]\n  - option "Damaged"\n'
        '- button "Send"\n- button "Send and stay"'
    ),
    "little/06-thanks.html.j2": "Case ID: {{ case.case_id }}",
    "little/06-thanks.aria.yaml.j2": "- text: 'Case ID: {{ case.case_id }}'",
    "little/07-failed.html": "<p>The form failed to load.</p>",
    "little/07-failed.aria.yaml": "- paragraph: The form failed to load.",
    "little/08-case-log.html.j2": "{% for one in cases %}<p>{{ one.case_id }} {{ one.subject }}</p>{% endfor %}",
    "little/08-case-log.aria.yaml.j2": '{% for one in cases %}- cell "{{ one.case_id }}"\n{% endfor %}',
    "little/09-view-case.html.j2": "<h1>{{ case.subject }}</h1><div>{{ case.messages[0] }}</div>",
    "little/09-view-case.aria.yaml.j2": '- heading "{{ case.subject }}" [level=1]\n- text: {{ case.case_id }}',
    "doors/01-sign-in.html": "<h1>Sign in</h1><button data-go>Sign in</button>",
    "doors/01-sign-in.aria.yaml": '- heading "Sign in" [level=1]\n- button "Sign in"',
    "doors/02-captcha.html": "<h1>Enter the characters you see</h1>",
    "doors/02-captcha.aria.yaml": '- heading "Enter the characters you see" [level=1]',
    "shared/foot.html": "<footer>Practice</footer>",
    "shared/kat.js": "'use strict';",
    "shared/katal.css": "body { margin: 0 }",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of recordings, holding the little site."""
    folder = tmp_path / "recordings"
    for name, content in {**FILES, "little/recording.yaml": LITTLE, "doors/recording.yaml": DOORS}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture
def play(root: Path) -> Callable[..., Player]:
    """Makes players of the little site, by default with a case log of their own."""

    def make(*faults: str, log: MemoryCaseLog | None = None, account: str = "Harbor Lane Goods") -> Player:
        return Player(
            read_site(root, "little"),
            MemoryCaseLog() if log is None else log,
            account=account,
            marketplace="US",
            faults=Faults.parse(*faults),
        )

    return make


class Visitor:
    """A browser without a screen: keeps its cookie, follows redirects like a person who waits."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.session = ""

    def ask(self, method: str, path: str, **rest: object) -> Answer:
        answer = self.player.respond(Request(method, HOST, path, session=self.session, **rest))  # type: ignore[arg-type]
        self.session = answer.session or self.session
        return answer

    def see(self, path: str, **query: str) -> str:
        """What is shown at an address."""
        return self.ask("GET", path, query=query).body.decode()

    def press(self, path: str, control: str, **typed: str) -> Answer:
        """Press a control of the document at `path`, with boxes by their names."""
        fields = {"control": control, **{f"f:{name}": text for name, text in typed.items()}}
        return self.ask("POST", path, fields=fields)

    def send_file(self, path: str, name: str, body: bytes) -> Answer:
        return self.ask("POST", path, query={"upload": name}, body=body)

    def at_form(self, text: str = "12 units were lost.") -> Visitor:
        """Go as far as the form that creates the case."""
        self.see("/help/app")
        self.press("/help/app", "Continue", **{"What happened?": text})
        self.see("/help/app")
        return self

    def file(self, text: str = "12 units were lost.", subject: str = "CW-ABCD2345 lost") -> Answer:
        """The whole way to a case."""
        return self.at_form(text).press("/help/app", "Send", Subject=subject)


@pytest.fixture
def visit(play: Callable[..., Player]) -> Callable[..., Visitor]:
    """A new visitor of a new player with these faults."""
    return lambda *faults, **rest: Visitor(play(*faults, **rest))
