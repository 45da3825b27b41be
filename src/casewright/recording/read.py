"""Read recordings from their folders: every mistake at once, each with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from casewright.complaints import complaint
from casewright.errors import CasewrightError
from casewright.message import Message, lines, msg
from casewright.places import recordings
from casewright.recording.recording import Page, Recording, is_address, path_of

FILE = "recording.yaml"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_REMEDY = msg("{file} says what a recording must contain.", file="fixtures/README.md")


class RecordingError(CasewrightError):
    """A recording that cannot be played; the message lists every mistake, one per line."""


@dataclass(frozen=True, slots=True)
class _Text:
    """One recording.yaml as it was read: its content, and the line of everything in it."""

    path: Path
    content: Any

    def line(self, where: Iterable[str | int]) -> int:
        """The line (from 1) of the deepest part of `where` that the file has."""
        node, line = self.content, 1
        for step in where:
            try:
                marks = node.lc.data[step]
                node = node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
            line = marks[0] + 1
        return line

    def locate_mistake(self, where: Iterable[str | int], message: Message) -> Message:
        """One mistake: `recording.yaml, line 12: pages.3.at: …`."""
        steps = list(where)
        place = ".".join(str(step) for step in steps)
        return msg(
            "{file}, line {line}: {place}: {message}",
            file=self.path,
            line=self.line(steps),
            place=place,
            message=message,
        )


def read_recording(folder: Path) -> Recording:
    """Read one folder; its `include` is kept as names.

    Raises:
        RecordingError: no recording.yaml, not YAML, unknown or missing keys, a file missing or outside the folder, a
            name twice.
    """
    text = _load(folder / FILE)
    try:
        recording = Recording.model_validate({**text.content, "folder": folder})
    except ValidationError as error:
        mistakes = [text.locate_mistake(found["loc"], complaint(found)) for found in error.errors(include_url=False)]
        raise _refused(mistakes) from None
    mistakes = [*_name_mistakes(text, recording), *_file_mistakes(text, recording)]
    if mistakes:
        raise _refused(mistakes)
    return recording


def read_site(root: Path, name: str) -> Recording:
    """Read a recording with everything it includes, as one site whose page files are named from `root`.

    Own pages come before included ones: where both have an address, a new session sees its own. What is included may
    lie beside it, or be a shipped recording.

    Raises:
        RecordingError: as for `read_recording`, or something points to a page or an address that nobody has.
    """
    parts = list(_with_includes(root, name, set()))
    pages = [_placed(part, page) for part in parts for page in part.pages]
    site = parts[0].model_copy(update={"pages": tuple(pages), "folder": root})
    mistakes = list(_site_mistakes(site))
    if mistakes:
        raise _refused(msg("{place}: {message}", place=root / name / FILE, message=each) for each in mistakes)
    return site


def _placed(part: Recording, page: Page) -> Page:
    """A page as part of a site: it keeps the folder and the language of its own recording."""
    own = {"file": f"{part.recording}/{page.file}", "language": part.language, "words": part.words}
    return page.model_copy(update=own)


def recording_names(root: Path) -> tuple[str, ...]:
    """The recordings under a folder, by name."""
    return tuple(sorted(found.parent.name for found in root.glob(f"*/{FILE}")))


def home_of(root: Path, file: str) -> Path:
    """Where a file or folder of a site is: under its own root, else among the shipped recordings that it builds on."""
    return root if (root / file).exists() or not (recordings() / file).exists() else recordings()


def _load(path: Path) -> _Text:
    try:
        content = _parse_yaml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = recording_names(path.parent.parent) or msg("none")
        raise RecordingError(
            msg("There is no recording {name!r}.", name=path.parent.name),
            remedy=msg("The recordings here are: {names}.", names=there),
        ) from None
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise RecordingError(msg("{path}: {error}.", path=path, error=error), remedy=_REMEDY) from error
    if not isinstance(content, dict):
        raise RecordingError(
            msg("{path}, line 1: expected keys such as `recording:` and `pages:`.", path=path), remedy=_REMEDY
        )
    return _Text(path, content)


@lru_cache(maxsize=64)
def _parse_yaml(text: str) -> object:
    """The content with its lines, for reading only; remembered by its text, because many sites include one recording.

    Raises:
        YAMLError: it is not YAML.
    """
    return YAML(typ="rt").load(text)


def _refused(mistakes: Iterable[Message]) -> RecordingError:
    return RecordingError(lines(mistakes), remedy=_REMEDY)


def _name_mistakes(text: _Text, recording: Recording) -> Iterator[Message]:
    folder = text.path.parent.name
    if recording.recording != folder or not _NAME.fullmatch(folder):
        yield text.locate_mistake(
            ["recording"], msg("this must be the folder's name in lowercase, {folder!r}", folder=folder)
        )
    for position, name in enumerate(recording.include):
        if not _NAME.fullmatch(name):
            yield text.locate_mistake(["include", position], msg("{name!r} is not the name of a recording", name=name))
    seen: set[str] = set()
    for position, page in enumerate(recording.pages):
        if page.name in seen:
            yield text.locate_mistake(
                ["pages", position, "name"], msg("there are two pages called {page!r}", page=page.name)
            )
        seen.add(page.name)


def _file_mistakes(text: _Text, recording: Recording) -> Iterator[Message]:
    """Files that are not there, or not inside the folder, links followed."""
    inside = recording.folder.resolve()
    for position, page in enumerate(recording.pages):
        file = (recording.folder / page.file).resolve()
        if not file.is_relative_to(inside):
            yield text.locate_mistake(
                ["pages", position, "file"], msg("{file!r} is outside the recording's folder", file=page.file)
            )
        elif not file.is_file():
            yield text.locate_mistake(["pages", position, "file"], msg("there is no file {file!r}", file=page.file))


def _with_includes(root: Path, name: str, seen: set[str]) -> Iterator[Recording]:
    """The recording, then what it includes, each once."""
    if name in seen:
        return
    if not _NAME.fullmatch(name):
        raise RecordingError(
            msg("{name!r} is not the name of a recording.", name=name),
            remedy=msg("Recordings are in {root}.", root=root),
        )
    seen.add(name)
    part = read_recording(home_of(root, name) / name)
    seen.update(part.replaces)
    yield part
    for included in part.include:
        yield from _with_includes(root, included, seen)


def _site_mistakes(site: Recording) -> Iterator[Message]:
    names = [page.name for page in site.pages]
    addresses = {page.at for page in site.pages}
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield msg("two pages of this site are called {page!r}", page=name)
    if path_of(site.start) not in addresses:
        yield msg("start: no page answers at {address}", address=site.start)
    for page in site.pages:
        for control, target in _targets(page):
            path = path_of(target)
            if is_address(target) and path not in addresses:
                yield msg(
                    "page {page!r}, {control}: no page answers at {address}",
                    page=page.name,
                    control=control,
                    address=path,
                )
            elif not is_address(target) and target not in names:
                yield msg(
                    "page {page!r}, {control}: there is no page {target!r}",
                    page=page.name,
                    control=control,
                    target=target,
                )


def _targets(page: Page) -> Iterator[tuple[str, str]]:
    """What a page needs of its site, with the name of what needs it; `open` may lead to what was not recorded."""
    for control, go in page.go.items():
        yield from ((control, name) for name in go.pages)
        if go.then and is_address(go.then):
            yield control, go.then
    yield from (("frames", frame) for frame in page.frames)
    if page.redirect:
        yield "redirect", page.redirect
