"""What a generated site was sent: its cases with every word and byte, and every press that was none of ours."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it arrived, whole."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SentCase:
    """One case as the site holds it. A door that has no such box leaves the words empty."""

    case_id: str
    door: str
    subject: str
    description: str = ""
    steps: str = ""
    references: str = ""
    additional: str = ""
    identifiers: tuple[str, ...] = ()
    category: str = ""
    email: str = ""
    cc: str = ""
    urgent: bool = False
    files: tuple[SentFile, ...] = ()
    received: float = 0.0


@dataclass(slots=True)
class CaseStore:
    """The site's memory, shared by the threads of its server."""

    cases: list[SentCase] = field(default_factory=list)
    wrong_presses: list[str] = field(default_factory=list)
    uploads: dict[str, SentFile] = field(default_factory=dict)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep_upload(self, name: str, content: bytes) -> str:
        """Take a file in; gives its number."""
        with self._lock:
            number = f"upload-{len(self.uploads) + 1}"
            self.uploads[number] = SentFile(name, content)
            return number

    def files(self, numbers: list[str]) -> tuple[SentFile, ...]:
        """The files of these numbers."""
        return tuple(self.uploads[number] for number in numbers)

    def open_case(self, door: str, subject: str, **parts: Any) -> str:
        """Store a case; gives its ID: 11 digits, as in 2026."""
        with self._lock:
            case_id = str(20_260_000_001 + len(self.cases))
            self.cases.append(SentCase(case_id, door, subject, received=time.time(), **parts))
            return case_id

    def blame(self, what: str) -> None:
        """Note a press that does harm, or leads away."""
        with self._lock:
            self.wrong_presses.append(what)
