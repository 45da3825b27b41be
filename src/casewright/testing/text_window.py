"""A window on the recorded site without a browser: golden texts to read, the player to act on. For very many walks."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

from casewright.file_names import file_name
from casewright.flow.compare import compared
from casewright.flow.find_control import find_controls
from casewright.flow.reason import Reason
from casewright.flow.sighting import Node, Sighting
from casewright.flow.window import (
    Act,
    Attach,
    Check,
    Choose,
    Compare,
    Enter,
    Fill,
    Find,
    Given,
    Kept,
    Keys,
    Open,
    Press,
    Reading,
    Say,
    Submit,
    Target,
    WindowError,
    mark,
)
from casewright.message import as_message
from casewright.privacy.scrub import Scrubber
from casewright.recording.exchange import Answer, Request
from casewright.recording.player import Player
from casewright.testing.text_document import CHOSEN, TYPED, TextDocument, shown_text, tick_state

_MOST_REDIRECTS = 10
_Used = Enter | Press | Submit | Fill | Choose | Say | Attach | Find
_GONE = "chrome-error://chromewebdata/"
"""Where a browser is after a connection broke."""


class TextWindow:
    """Reads and uses the pages of one player as one visitor.

    Nothing moves by itself here, so `look` never waits. `keep_in` is where kept texts go; None keeps nothing.
    """

    def __init__(self, player: Player, *, keep_in: Path | None = None, keys: Keys | None = None) -> None:
        self._keys = keys
        self._player = player
        self._keep_in = keep_in
        self._host = player.marketplace.host
        self._session = ""
        self._top = TextDocument("about:blank", "")
        self._typed: dict[str, str] = {}
        self._taken: list[tuple[str, int]] = []

    def look(self, unlike: Sighting | None = None, seconds: float | None = None) -> Sighting:  # noqa: ARG002 (it rests)
        """What can be read now."""
        frames = tuple(document.sight for document in self._documents)
        page = self._top.page
        return Sighting(self._top.url, page.language if page else self._player.recording.language, frames)

    def do(self, act: Act) -> Reading:
        """Find exactly one control, act, read back.

        Raises:
            WindowError: as in `flow.window.Window.do`.
        """
        match act:
            case Open(path=path):
                return self._open(path)
            case Check(done=done):
                return self._check(done)
            case Compare():
                return Reading(act.target.label, compared(self.look(), act))
        document, node = self._find(act.target)
        if "disabled" in node.states:
            raise WindowError(Reason.DISABLED, as_message(f"{act.target.label} is there, but cannot be pressed now"))
        if isinstance(act, Submit):
            act.permit.spend()
        return self._use(act, document, node)

    def _use(self, act: _Used, document: TextDocument, node: Node) -> Reading:
        """One act on a control that was found; a plain find does nothing more."""
        text, files = "", tuple[tuple[str, int], ...]()
        match act:
            case Press() | Submit():
                self._press(document, node)
            case Fill():
                text = self._fill(document, node, act.target, act.text)
            case Enter():
                self._enter(document, node, act)
            case Choose():
                text = self._choose(document, node, act.target, act.option)
            case Say():
                text = self._say(document, node, act)
            case Attach():
                files = self._attach(document, node, act)
        return Reading(act.target.label, text, files)

    def keep(self, name: str) -> Kept:
        """Keep the text under `name`, scrubbed; there is no picture and no page."""
        if self._keep_in is None:
            return Kept(name, None, None, None)
        parts = [file_name(part, "") for part in re.split(r"[/\\]", name)]
        path = self._keep_in.absolute().joinpath(*[part for part in parts if part] or ["page"])
        path = path.with_name(path.name + ".aria.yaml")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(Scrubber().text(self.look().text) + "\n", encoding="utf-8")
        return Kept(name, None, None, path)

    # Acts

    def _open(self, path: str) -> Reading:
        url = urljoin(f"https://{self._host}", path)
        if not path.startswith("/") or urlsplit(url).netloc != self._host:
            raise WindowError(Reason.LEFT_HOST, as_message(f"{path} is not a path of {self._host}"))
        answer = self._go(self._top, url)
        if answer.fault == "drop" or not answer.recorded:
            raise WindowError(Reason.PAGE_GONE, as_message(f"{path} did not open"))
        return Reading(path, self._top.url)

    def _find(self, target: Target) -> tuple[TextDocument, Node]:
        """The one control that has the role and one of the names."""
        if urlsplit(self._top.url).netloc != self._host:
            raise WindowError(
                Reason.LEFT_HOST, as_message(f"the window is on {self._top.url}, which is not {self._host}")
            )
        found = self._matches(target)
        names = " or ".join(f"“{name}”" for name in target.names) or target.fallback or "nothing"
        where = self._top.url
        if not found:
            raise WindowError(
                Reason.NOT_FOUND, as_message(f"{target.label}: no {target.role} {names} can be seen on {where}")
            )
        if len(found) > 1:
            raise WindowError(Reason.AMBIGUOUS, as_message(f"{target.label}: {len(found)} controls {names} on {where}"))
        return found[0]

    def _matches(self, target: Target) -> list[tuple[TextDocument, Node]]:
        documents = self._documents
        spotted = find_controls(self.look(), target.role, target.names, target.scopes)
        return [(documents[one.frame], documents[one.frame].called[one.place]) for one in spotted]

    @property
    def _documents(self) -> list[TextDocument]:
        """The documents of a look, in its order: a frame in which nothing stands is not seen."""
        return [one for one in self._top.walk() if one is self._top or one.sight.nodes]

    def _press(self, document: TextDocument, node: Node) -> None:
        """What the page does: its own script, a link, a toggle, or a question to the site. A dead button does none."""
        page, name = document.page, self._player.recorded_name(node.name)
        if page is None:
            return
        if shown := page.shows.get(name):
            document.golden = self._player.golden(self._session, document.path, shown)
        if node.role == "link" and (address := self._address(document, node)):
            self._go(document, urljoin(document.url, address))
        elif name in page.go or self._player.picks(page, name):
            self._post(document, node, top=name in page.go and page.go[name].top)
        elif node.role == "tab" or (node.role == "button" and name in page.fields):
            pressed = tick_state(node.role) in node.states and node.role == "button"
            document.untick(node) if pressed else document.tick(node)

    def _address(self, document: TextDocument, node: Node) -> str | None:
        page = document.page
        go = page.go.get(self._player.recorded_name(node.name)) if page else None
        return go.open if go and go.open else document.links.get(node.name)

    def _fill(self, document: TextDocument, node: Node, target: Target, text: str) -> str:
        if node.role not in TYPED:
            raise WindowError(Reason.DISABLED, as_message(f"{target.label} takes no text"))
        document.typed[node.name] = self._typed[node.name] = text
        return self._read(document, node)

    def _enter(self, document: TextDocument, node: Node, act: Enter) -> None:
        """Type what signs in. What kind of field it is, a text does not tell; a browser's window looks."""
        if self._keys is None or self._host not in self._keys.hosts:
            raise WindowError(Reason.NO_KEY, as_message(f"nothing is stored to sign in to {self._host}"))
        self._fill(document, node, act.target, self._keys.give(act.what))

    def _say(self, document: TextDocument, node: Node, act: Say) -> str:
        """Type and send; a document that stays as it is did not take it."""
        said = self._fill(document, node, act.target, act.text)
        self.do(Press(act.send))
        if node.name in document.typed:
            raise WindowError(
                Reason.READ_BACK_DIFFERS, as_message(f"{act.target.label} still holds what should have been sent")
            )
        return said

    def _read(self, document: TextDocument, node: Node) -> str:
        """The text that stands in a box."""
        return document.typed.get(node.name, node.text)

    def _choose(self, document: TextDocument, node: Node, target: Target, option: str | None) -> str:
        if option is not None and document.page and self._player.recorded_name(option) in document.page.go:
            self._post(document, replace(node, name=option), top=False)
            return option
        if option is not None:
            options = {one.name or one.text for one in document.nodes if one.role == "option"}
            if option not in options:
                raise WindowError(Reason.NOT_FOUND, as_message(f"{target.label} has no option {option!r}"))
            document.typed[node.name] = option
            return option
        name = self._player.recorded_name(node.name)
        if document.page and (shown := document.page.shows.get(name)):
            document.golden = self._player.golden(self._session, document.path, shown)
        if document.page and name in document.page.go:  # a choice that the site goes on with
            self._post(document, node, top=document.page.go[name].top)
        else:
            document.tick(node)
        return "chosen"

    def _attach(self, document: TextDocument, node: Node, act: Attach) -> tuple[tuple[str, int], ...]:
        page, name = document.page, self._player.recorded_name(node.name)
        if page is None or page.upload != name:
            raise WindowError(Reason.NOT_FOUND, as_message(f"{act.target.label} opens no file chooser"))
        contents = [_approved(file.path, file.size, file.sha256, file.name) for file in act.files]
        taken = [self._send(document, file.name, body) for file, body in zip(act.files, contents, strict=True)]
        document.files += taken
        self._taken += taken
        return tuple(taken)

    def _send(self, document: TextDocument, name: str, body: bytes) -> tuple[str, int]:
        answer = self._ask(Request("POST", self._host, document.path, query={"upload": name}, body=body))
        told = json.loads(answer.body) if answer.media_type.startswith("application/json") else {}
        if answer.status != 200 or answer.fault == "drop":
            why = told.get("error") or "There was an issue attaching your file."
            raise WindowError(Reason.READ_BACK_DIFFERS, as_message(f"the page does not list {name}: {why}"))
        return str(told["name"]), int(told["size"])

    def _check(self, done: Sequence[Given]) -> Reading:
        """Read again whatever of `done` is still on the page; the last act on a control is the one that counts."""
        told: list[str] = []
        files: list[tuple[str, int]] = []
        for act in {mark(act): act for act in done}.values():
            if isinstance(act, Compare):
                told.append(self.do(act).target)
            elif self._matches(act.target):
                document, node = self._find(act.target)
                told.append(act.target.label)
                files += self._recheck(document, node, act)
        return Reading(", ".join(told), files=tuple(files))

    def _recheck(self, document: TextDocument, node: Node, act: Fill | Choose | Attach) -> Sequence[tuple[str, int]]:
        match act:
            case Fill(text=text):
                same = shown_text(self._read(document, node)) == shown_text(text)
            case Choose(option=None):
                same = tick_state(node.role) in node.states
            case Choose(option=option):
                same = self._read(document, node) == option
            case Attach(files=files):
                there = self._taken if node.disabled else document.files  # a step that is over keeps what it took
                same = all((file.name, file.size) in there for file in files)
        if not same:
            raise WindowError(Reason.READ_BACK_DIFFERS, as_message(f"{act.target.label} does not hold what was given"))
        return [(file.name, file.size) for file in act.files] if isinstance(act, Attach) else []

    # Requests

    def _post(self, document: TextDocument, node: Node, *, top: bool) -> None:
        """The form post of a press, with everything that stands in the document."""
        fields = {"control": node.name}
        for one in document.called:
            if one.disabled:
                continue  # of a step that is over
            if one.role in TYPED:
                fields.setdefault(f"f:{one.name}", self._typed_in(document, one))
            elif tick_state(one.role) in one.states and (one.role in CHOSEN or one.role == "button"):
                fields[f"f:{one.name}"] = "true"
        request = Request("POST", self._host, document.path, query=document.query, fields=fields)
        self._follow(self._top if top else document, self._ask(request), document.url)

    def _typed_in(self, document: TextDocument, node: Node) -> str:
        """A box's text as typed here, or earlier where the page shows that with its lines run together."""
        if node.name in document.typed:
            return document.typed[node.name]
        earlier = self._typed.get(node.name, "")
        return earlier if shown_text(earlier) == node.text else node.text

    def _go(self, document: TextDocument, url: str) -> Answer:
        """Load an address into a document."""
        return self._follow(document, self._get(url), url)

    def _get(self, url: str) -> Answer:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        return self._ask(Request("GET", parts.netloc, parts.path, query=query, wants="text"))

    def _ask(self, request: Request) -> Answer:
        if request.host != self._host:
            return Answer(fault="drop")
        answer = self._player.respond(replace(request, session=self._session))
        self._session = answer.session or self._session
        return answer

    def _follow(self, document: TextDocument, answer: Answer, url: str) -> Answer:
        """Put an answer into a document, after going wherever it leads, with all the frames that it has."""
        for _ in range(_MOST_REDIRECTS):
            if answer.fault == "drop" or answer.location is None:
                break
            url = urljoin(url, answer.location)
            answer = self._get(url)
        _fill_in(document, self._player, answer, url)
        for frame in document.page.frames if document.page else ():
            inner = TextDocument("about:blank", "")
            document.frames.append(inner)
            self._go(inner, urljoin(url, frame))
        return answer


def _fill_in(document: TextDocument, player: Player, answer: Answer, url: str) -> None:
    """Make a document what an answer says; after a broken connection a browser shows nothing of the site."""
    lost = answer.fault == "drop" or not answer.recorded
    parts = urlsplit(url)
    document.url, document.path = (_GONE, "") if lost else (url, parts.path)
    document.query = dict(parse_qsl(parts.query, keep_blank_values=True))
    document.page = None if lost or not answer.page else player.recording.page(answer.page)
    said = answer.body.decode(errors="replace")
    document.golden = "" if lost else said if document.page else f"- text: {json.dumps(said, ensure_ascii=False)}"
    document.frames, document.typed, document.ticked, document.files = [], {}, {}, []


def _approved(path: Path, size: int, sha256: str, name: str) -> bytes:
    """The file's content as it was approved."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WindowError(
            Reason.FILE_CHANGED, as_message(f"{name} cannot be read any more: {error.strerror}")
        ) from error
    if len(content) != size or hashlib.sha256(content).hexdigest() != sha256:
        raise WindowError(Reason.FILE_CHANGED, as_message(f"{name} was changed since it was approved"))
    return content
