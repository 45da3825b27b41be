"""The one way to write a file: completely or not at all, and on disk before anybody is told."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casewright.errors import CasewrightError
from casewright.message import NOTHING, msg

PRIVATE = 0o600
"""The permissions of a file that only its owner may read."""
_ORDINARY = 0o666  # the user's umask takes away from it

_SHEETS = frozenset({".csv", ".ods", ".tsv", ".xls", ".xlsm", ".xlsx"})
_IN_USE = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})
_REMEDIES = {
    errno.ENOTDIR: msg("Name a file inside a folder."),
    errno.EISDIR: msg("That is a folder: name a file in it."),
    errno.ENOSPC: msg("Make room on the disk, then run the command again."),
    errno.EROFS: msg("The disk is read-only: name a file somewhere else."),
    errno.ENAMETOOLONG: msg("Choose a shorter name."),
}


class CannotWrite(CasewrightError, OSError):
    """A file could not be written. Its earlier content is unchanged.

    An `OSError` as well, because whoever survives a full disk survives this.
    """

    def __init__(self, path: Path, cause: OSError) -> None:
        sheet = cause.errno in _IN_USE and path.suffix.casefold() in _SHEETS
        if sheet:
            message = msg("Cannot write {path}. Is it open in Excel?", path=path)
            super().__init__(message, remedy=msg("Close it there, or name another file."))
        else:
            message = msg("Cannot write {path}: {reason}.", path=path, reason=cause.strerror or cause)
            super().__init__(message, remedy=_REMEDIES.get(cause.errno or 0, NOTHING))
        self.errno, self.strerror, self.filename = cause.errno, cause.strerror, str(path)

    def __str__(self) -> str:
        """The sentence for the person, not the operating system's."""
        return str(self.message)


def write_whole(path: Path, content: bytes | str, *, mode: int = _ORDINARY) -> Path:
    """Put the content in the file's place in one step: whoever reads sees the old content or the new one.

    Text is written as UTF-8, its line ends as they are.

    Raises:
        CannotWrite: it could not be written.
    """
    with whole_file(path, mode=mode) as part:
        part.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@contextmanager
def whole_file(path: Path, *, mode: int = _ORDINARY) -> Iterator[Path]:
    """A path beside the file, with its ending, for whoever writes by path; at the end it takes the file's place.

    Folders that are missing are made.
    What is no file (a pipe, `/dev/stdout`) is given as it is, because nothing can take its place.

    Raises:
        CannotWrite: it could not be written, by whoever writes or at the end.
    """
    target = Path(os.path.realpath(path))  # a link stays a link
    part = target.with_name(f".{target.stem[:80]}-{secrets.token_hex(6)}{target.suffix}")
    try:
        if target.exists() and not target.is_file():
            _refuse_folder(target)
            yield target
            return
        try:
            make_folder(target.parent)
        except CannotWrite as error:
            raise CannotWrite(path, error) from error  # the name as the person wrote it
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
            yield part
            _keep_mode(target, part, mode)
            _sync(part)
            part.replace(target)
            sync_folder(target.parent)
        finally:
            part.unlink(missing_ok=True)
    except CannotWrite:
        raise
    except OSError as error:
        raise CannotWrite(path, error) from error


def make_folder(folder: Path, *, mode: int = 0o777) -> Path:
    """Make a folder, and those above it; one that is there stays as it is.

    Raises:
        CannotWrite: it cannot be made, or a file stands in its place.
    """
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    except FileExistsError as error:
        in_the_way = NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        raise CannotWrite(folder, in_the_way) from error
    except OSError as error:
        raise CannotWrite(folder, error) from error
    return folder


def _refuse_folder(target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))


def _keep_mode(target: Path, part: Path, mode: int) -> None:
    """Who may read an ordinary file stays as its owner decided; a private one is private whatever was there."""
    if mode == PRIVATE:
        part.chmod(PRIVATE)  # a writer may have put a file of its own in the place of ours
    elif target.exists():
        part.chmod(target.stat().st_mode & 0o777)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the name of a new file last, too; Windows does so by itself and cannot open a folder."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a share that cannot: the file itself is written
            raise
    finally:
        os.close(opened)
