"""One visitor of the recorded site: where it is, what it typed, which files it sent. Gone with the process."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field

from casewright.recording.practice_cases import StoredFile
from casewright.recording.recording import Page, Recording

_COOKIE = re.compile(r"[\w-]{16,64}", re.ASCII)
_MOST = 500
_CHOSEN = "true"


@dataclass(slots=True)
class Collected:
    """What one document has sent so far: draft fields by name, and files."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[StoredFile] = field(default_factory=list)


@dataclass(slots=True)
class Session:
    """One visitor. `case_id` is the case that it created last; `account` is the one it works in, empty for the site's.

    `address` is what stood in the addresses that have a place for it: which shipment it is about.

    `picked` is the account that is marked in the chooser, and taken when the chooser is left. `language` is what it
    asked for, if it did.

    As on the real site, a document that is loaded anew begins anew: only a page that the site itself went to is
    shown again.
    """

    id: str
    case_id: str = ""
    account: str = ""
    picked: str = ""
    language: str = ""
    address: dict[str, str] = field(default_factory=dict)
    _shown: dict[str, str] = field(default_factory=dict)
    _expected: set[str] = field(default_factory=set)
    _collected: dict[str, Collected] = field(default_factory=dict)
    _beside: dict[str, tuple[str, Collected]] = field(default_factory=dict)

    def turn(self, page: Page) -> None:
        """The site goes on to this page; the next look at its address shows it."""
        self._beside.pop(page.at, None)
        self._shown[page.at] = page.name
        self._expected.add(page.at)

    def arrive(self, recording: Recording, path: str) -> Page:
        """The page that a visitor sees who goes to an address of the recording."""
        page = self.current(recording, path)
        if path in self._expected:
            self._expected.discard(path)
            return page
        self._begin_anew(recording, path)
        return self.current(recording, path)

    def current(self, recording: Recording, path: str) -> Page:
        """The page that is shown at an address at this moment, or would be first."""
        if shown := self._shown.get(path):
            return recording.page(shown)
        pages = recording.pages_at(path)
        return next((page for page in pages if self.language and page.language == self.language), pages[0])

    def pressed_on(self, recording: Recording, path: str, control: str) -> Page:
        """The page of an address on which this was pressed.

        It is the one that was there before, with all that was given to it, where only that one has the control: its
        address was opened in a second tab meanwhile.
        """
        page = self.current(recording, path)
        if control in page.go or path not in self._beside:
            return page
        name, collected = self._beside[path]
        if control not in recording.page(name).go:
            return page
        del self._beside[path]
        self._shown[path], self._collected[path] = name, collected
        return recording.page(name)

    def speak(self, locale: str) -> None:
        """The visitor asks for another language, such as `en_US`; what is not recorded in it stays as it is."""
        self.language = locale.partition("_")[0]
        self._shown.clear()
        self._expected.clear()

    def stand(self, path: str, page: Page) -> None:
        """Another page stands at an address for as long as it is not loaded anew."""
        self._shown[path] = page.name

    def _begin_anew(self, recording: Recording, path: str) -> None:
        """Loaded anew, an app with steps forgets them; the walk's first page forgets everything."""
        name, collected = self._shown.pop(path, None), self._collected.pop(path, None)
        if name:
            self._beside[path] = name, collected or Collected()
        if path == recording.start:
            self._beside.clear()
        steps = len(recording.pages_at(path)) > 1 and path not in recording.frames
        if steps or path == recording.start:
            self._shown.clear()
            self._expected.clear()
            self._collected.clear()

    def collect(self, page: Page, typed: dict[str, str]) -> None:
        """Take what was typed and chosen on a page; a choice that is not sent along any more was taken back."""
        collected = self._collected.pop(page.at, None) or Collected()
        self._collected[page.at] = collected  # at the end: what was sent last counts
        for label, name in page.fields.items():
            if label in typed:
                collected.fields[name] = typed[label]
            elif collected.fields.get(name) == _CHOSEN:
                del collected.fields[name]
        for name, pattern in page.reads.items():
            if found := re.search(pattern, collected.fields.get(name, "")):
                collected.fields |= found.groupdict("")

    def receive(self, path: str, file: StoredFile) -> None:
        """Take a file that was sent from the document at `path`."""
        self._collected.setdefault(path, Collected()).files.append(file)

    def hand_over(self, path: str) -> Collected:
        """What was typed in and sent from the document at `path`; it is there no longer."""
        return self._collected.pop(path, None) or Collected()

    @property
    def draft(self) -> dict[str, str]:
        """Everything typed and chosen so far, by draft field."""
        return self.address | {name: text for one in self._collected.values() for name, text in one.fields.items()}

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Everything sent so far."""
        return tuple(file for one in self._collected.values() for file in one.files)


class Sessions:
    """Every visitor by its cookie; whoever was not seen for longest is forgotten when there are too many."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}

    def of(self, cookie: str) -> Session:
        """The visitor with this cookie; a new one for a cookie that is not known, under a new one if it is odd."""
        session = self._sessions.pop(cookie, None)
        if session is None:
            session = Session(cookie if _COOKIE.fullmatch(cookie) else secrets.token_urlsafe(24))
        self._sessions[session.id] = session  # at the end: seen last
        if len(self._sessions) > _MOST:
            del self._sessions[next(iter(self._sessions))]
        return session
