"""Give files to a page through its file chooser: the approved bytes, until the page has them all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from playwright.sync_api import ElementHandle, FileChooser, FilePayload
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from casewright.browser.eye import Eye
from casewright.browser.find import Found, find, find_now
from casewright.browser.page_change import Patience, is_still
from casewright.browser.uploads import Uploads
from casewright.browser.verbs import milliseconds, press
from casewright.flow.files_shown import FilesShown
from casewright.flow.reason import Reason
from casewright.flow.window import Attach, WindowError
from casewright.message import NOTHING, as_message, clauses, msg
from casewright.model.evidence import Evidence

Listed = tuple[tuple[str, int], ...]

_FILES = "input => [...input.files].map(file => [file.name, file.size])"
_QUIET = 0.4
"""Seconds without a change after which files are taken that the site was seen to receive whole, `_PAUSE` among them."""
_QUIET_UNSEEN = 6.0
"""The same where nothing was seen to be sent: a site may list a name first and begin to send later."""
_PAUSE = 0.15
"""Seconds without a change after which it is worth a look whether the page has the files."""
_MOVING = 1.0
"""Seconds after which it is looked at a page that never rests."""
_UPLOAD = 45.0
"""Seconds that files may take at the least, however little patience there is for other things."""
_NOTHING_MORE = 8.0
"""Seconds at rest after which a page that does not show the files never will."""
_MOST_BYTES = 50 * 1024 * 1024
"""What Playwright hands over in one go."""


@dataclass(slots=True)
class GivenFiles:
    """What was given to one control: the act, the control that was pressed, and the page's own file input.

    `last` are the files that the input was given in one go: all of them, or one where it takes one at a time.
    """

    act: Attach
    button: ElementHandle
    input: ElementHandle
    last: Sequence[Evidence]

    @property
    def on_page(self) -> bool:
        """Whether the very control is still there; a later page may have another of the same name."""
        try:
            return bool(self.button.evaluate("element => element.isConnected"))
        except PlaywrightError:
            return False


def approved(file: Evidence) -> FilePayload:
    """Return the file's content as approved; these very bytes are what the page gets.

    Raises:
        WindowError: `file-changed`, it is gone or holds something else.
    """
    try:
        content = file.path.read_bytes()
    except OSError as error:
        raise WindowError(
            Reason.FILE_CHANGED,
            msg("{name} can no longer be read: {strerror}", name=file.name, strerror=error.strerror),
        ) from error
    if len(content) != file.size or hashlib.sha256(content).hexdigest() != file.sha256:
        raise WindowError(
            Reason.FILE_CHANGED,
            msg("{name} was changed since it was approved", name=file.name),
            remedy=msg("Check the claims again, look at the file, and approve it anew."),
        )
    return FilePayload(name=file.name, mimeType=file.media_type, buffer=content)


def attach(eye: Eye, found: Found, act: Attach, hosts: frozenset[str], patience: Patience) -> tuple[GivenFiles, Listed]:
    """Press the button, give the files to the chooser that opens, wait until the page has taken them, read back.

    A chooser that takes one file at a time is opened once for each.

    Raises:
        WindowError: `file-changed`, `read-back-differs` for what the site refused, `unfinished` for what it had not
            taken when patience ran out, `not-found` if no chooser opens, `disabled`.
    """
    payloads = [approved(file) for file in act.files]
    if sum(file.size for file in act.files) > _MOST_BYTES:
        raise WindowError(
            Reason.READ_BACK_DIFFERS, msg("{label}: more than 50 MB cannot be given at once", label=act.target.label)
        )
    before = eye.seen or eye.look(patience)
    uploads = Uploads()
    with uploads.watched(eye.page):
        chooser, count = _open_chooser(eye, found, act, patience), 0
        while True:
            at_once = len(payloads) if chooser.is_multiple() else 1
            chooser.set_files(payloads[count : count + at_once])
            count += at_once
            _send(eye, act, hosts, patience)
            patience = patience.at_least(_UPLOAD, _NOTHING_MORE)
            _wait_until_taken(eye, act, FilesShown(act.files[:count], before, act.goes_on), uploads, patience)
            if count >= len(payloads):
                break
            eye.forget()
            found = find(eye, act.target, hosts, patience)
            chooser = _open_chooser(eye, found, act, patience)
    given = GivenFiles(act, found.element, chooser.element, act.files[-at_once:])
    return given, listed(eye, given, patience)


def _open_chooser(eye: Eye, found: Found, act: Attach, patience: Patience) -> FileChooser:
    try:
        with eye.page.expect_file_chooser(timeout=milliseconds(patience)) as opened:
            press(found, act.target, patience)
    except PlaywrightTimeout as error:
        raise WindowError(Reason.NOT_FOUND, msg("{label} opens no file chooser", label=act.target.label)) from error
    return opened.value


def _wait_until_taken(eye: Eye, act: Attach, shown: FilesShown, uploads: Uploads, patience: Patience) -> None:
    """Wait until the page has every file of `shown`, those that it was given before among them."""
    looked = monotonic()
    while True:
        rested = 0.0 if uploads.under_way or not is_still(eye.page, _PAUSE) else _PAUSE
        if not uploads.under_way and (rested or monotonic() - looked >= _MOVING):
            looked = monotonic()
            if _finished(eye, shown, uploads, patience, rested):
                return
        if uploads.refused and not uploads.under_way:
            raise _refusal(act, shown, uploads)
        if not patience.wait(eye.page):
            raise _refusal(act, shown, uploads)


def _send(eye: Eye, act: Attach, hosts: frozenset[str], patience: Patience) -> None:
    """Press what sends the chosen files, where the page has it: some pages send them as soon as they are chosen."""
    if act.sends is None:
        return
    eye.forget()
    if button := find_now(eye, act.sends, hosts, patience):
        press(button, act.sends, patience)
        eye.forget()


def _finished(eye: Eye, shown: FilesShown, uploads: Uploads, patience: Patience, rested: float) -> bool:
    """Whether the page, which `rested` so long, has every file: each is listed, nothing is on its way or changes."""
    if uploads.under_way or uploads.refused or not shown.finished_in(eye.look(patience)):
        return False
    received = uploads.received >= sum(file.size for file in shown.files)
    if not _rests(eye, (_QUIET if received else _QUIET_UNSEEN) - rested, patience):
        patience.renew()
        return False
    return not uploads.under_way and not uploads.refused and shown.finished_in(eye.look(patience))


def _rests(eye: Eye, seconds: float, patience: Patience) -> bool:
    """Return whether nothing that can be read changes for so long; that something moves on the page means nothing."""
    seen, until = eye.seen, monotonic() + seconds
    while (left := until - monotonic()) > 0:
        if not is_still(eye.page, left) and eye.look(patience) != seen:
            return False
    return True


def _refusal(act: Attach, shown: FilesShown, uploads: Uploads) -> WindowError:
    """Return what the page did not take, and why, as far as it says."""
    errors = [*uploads.refused, *map(as_message, shown.errors)]
    sending = msg("{count} still being sent", count=len(uploads.under_way)) if uploads.under_way else NOTHING
    why = clauses([*errors, sending, *shown.waiting])
    reason = Reason.READ_BACK_DIFFERS if errors or not shown.waiting else Reason.UNFINISHED
    refused = msg("{label} did not take {files}", label=act.target.label, files=shown.missing or msg("every file"))
    return WindowError(reason, msg("{what} ({why})", what=refused, why=why) if why else refused)


def listed(eye: Eye, given: GivenFiles, patience: Patience) -> Listed:
    """Return the files that the page now holds, by name and bytes.

    If the page emptied its input after sending, its list of names counts, with the sizes that were given.

    Raises:
        WindowError: `read-back-differs`.
    """
    wanted = tuple((file.name, file.size) for file in given.act.files)
    last = [(file.name, file.size) for file in given.last]
    held = _held(given)
    missing = FilesShown(given.act.files).missing_in(eye.seen or eye.look(patience))
    if (held and sorted(held) != sorted(last)) or missing:
        shown = [name for name, _ in held] or msg("no files")
        holds = msg("{label} holds {files}", label=given.act.target.label, files=shown)
        unlisted = msg("not listed: {files}", files=missing) if missing else NOTHING
        raise WindowError(
            Reason.READ_BACK_DIFFERS,
            clauses((holds, unlisted)),
        )
    return wanted


def _held(given: GivenFiles) -> Listed:
    """What the page's file input holds; nothing where the input is gone."""
    try:
        return tuple((str(name), int(size)) for name, size in given.input.evaluate(_FILES))
    except PlaywrightError:
        return ()
