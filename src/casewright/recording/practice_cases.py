"""The practice site's own record of cases: in memory for a dry run, a file that lasts for the sandbox."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from filelock import FileLock
from pydantic import ValidationError

from casewright.model.problem import Value
from casewright.whole_file import sync_folder

PENDING = "PendingAmazonAction"
"""The status of a new case, as Amazon's data names it."""
_SHOWN = {PENDING: "Pending Amazon action", "WorkInProgress": "Work in progress"}
"""What the practice site's pages write for what its data says; the others as they are."""

_TORN = b" <- torn off\n"


class StoredFile(Value):
    """One uploaded file: what was proven of it. `size` in bytes; `sha256` of the content, in hex."""

    name: str
    size: int
    sha256: str


class Submission(Value):
    """What somebody sent with the press that creates a case; texts are exactly what was typed, with LF line ends."""

    subject: str
    message: str
    fields: dict[str, str] = {}
    attachments: tuple[StoredFile, ...] = ()
    account: str
    marketplace: str
    session: str


class StoredMessage(Value):
    """What was written on a case after its first message, by an associate or by the seller; `at` is in UTC."""

    text: str
    at: datetime
    from_amazon: bool = True
    attachments: tuple[StoredFile, ...] = ()


class StoredCase(Submission):
    """A case of the practice site. `case_id` has 11 digits; `created` is in UTC; `later` are messages, oldest first."""

    case_id: str
    created: datetime
    status: str = PENDING
    later: tuple[StoredMessage, ...] = ()

    @property
    def shown_status(self) -> str:
        """The status as the pages show it."""
        return _SHOWN.get(self.status, self.status)


class CaseStore(Protocol):
    """Where the practice site keeps its cases. It never prevents duplicates: Amazon does not either."""

    def add(self, submission: Submission) -> StoredCase:
        """Keep a new case for good, under a case ID that nobody had; safe between threads."""

    def cases(self) -> tuple[StoredCase, ...]:
        """Every case, the oldest first."""

    def change(self, case: StoredCase) -> None:
        """Keep a case as it is now, in place of what was kept under its ID."""


class MemoryCaseLog:
    """Cases that are gone with the process: for dry runs and tests."""

    def __init__(self) -> None:
        self._cases: dict[str, StoredCase] = {}
        self._lock = threading.Lock()

    def add(self, submission: Submission) -> StoredCase:
        """Keep a new case."""
        with self._lock:
            case = numbered(submission, self._cases)
            self._cases[case.case_id] = case
            return case

    def cases(self) -> tuple[StoredCase, ...]:
        """Every case, the oldest first."""
        with self._lock:
            return tuple(self._cases.values())

    def change(self, case: StoredCase) -> None:
        """Keep a case as it is now."""
        with self._lock:
            self._cases[case.case_id] = case


class FileCaseLog:
    """Cases as JSON lines in a file that several processes may append to and read at the same time.

    A case is on disk (fsync) before its ID is returned. A line torn by a crash does no harm: it is left as it is,
    `torn` holds its number, and the next case begins a line of its own.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.torn: tuple[int, ...] = ()
        self._cases: dict[str, StoredCase] = {}
        self._read = 0
        self._lines = 0
        self._lock = threading.Lock()
        self._between_processes = FileLock(path.with_name(path.name + ".lock"))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)

    def add(self, submission: Submission) -> StoredCase:
        """Append a case.

        Raises:
            OSError: the disk refused; then no case was created as far as anybody was told.
        """
        with self._lock, self._between_processes:
            self._catch_up()
            case = numbered(submission, self._cases)
            self._append(case.model_dump_json().encode() + b"\n")
            return case

    def cases(self) -> tuple[StoredCase, ...]:
        """Every whole case in the file, the oldest first."""
        with self._lock:
            self._catch_up()
            return tuple(self._cases.values())

    def change(self, case: StoredCase) -> None:
        """Append a case as it is now; of several lines with one case ID the last one counts.

        Raises:
            OSError: the disk refused; then nothing was changed.
        """
        with self._lock, self._between_processes:
            self._catch_up()
            self._append(case.model_dump_json().encode() + b"\n")

    def _append(self, line: bytes) -> None:
        new = not self.path.exists()
        with self.path.open("ab") as file:
            start = file.tell()
            if start > self._read:  # ours must not become the torn line's end, nor that line a case after all
                line = _TORN + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self.path.parent)

    def _catch_up(self) -> None:
        """Read what was appended since the last look; all of it anew when the file was replaced by a shorter one."""
        try:
            size = self.path.stat().st_size
        except FileNotFoundError:
            size = 0
        if size < self._read:
            self._read, self._lines, self._cases, self.torn = 0, 0, {}, ()
        if size > self._read:
            with self.path.open("rb") as file:
                file.seek(self._read)
                self._take(file.read())

    def _take(self, appended: bytes) -> None:
        whole = appended[: appended.rfind(b"\n") + 1]
        for line in whole.split(b"\n")[:-1]:
            self._lines += 1
            try:
                case = StoredCase.model_validate_json(line)
            except ValidationError:
                self.torn = (*self.torn, self._lines)
            else:
                self._cases[case.case_id] = case
        self._read += len(whole)


def add_message(
    case: StoredCase,
    text: str,
    status: str,
    at: datetime,
    *,
    from_amazon: bool = True,
    attachments: tuple[StoredFile, ...] = (),
) -> StoredCase:
    """The case after somebody wrote; `status` is what it stands at then."""
    message = StoredMessage(text=text, at=at.replace(microsecond=0), from_amazon=from_amazon, attachments=attachments)
    return case.model_copy(update={"later": (*case.later, message), "status": status})


def numbered(submission: Submission, taken: Collection[str]) -> StoredCase:
    """A submission as a case: with a random case ID of 11 digits that is not taken, created now."""
    case_id = next(number for number in _numbers() if number not in taken)
    created = datetime.now(UTC).replace(microsecond=0)
    return StoredCase(**submission.model_dump(), case_id=case_id, created=created)


def _numbers() -> Iterator[str]:
    while True:
        yield str(10**10 + secrets.randbelow(9 * 10**10))
