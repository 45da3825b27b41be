"""The one place that asks: nothing is filed by a single key, by Enter, or where no person can answer."""

from __future__ import annotations

import getpass
import os
import sys
import webbrowser
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from casewright.casework.decision import Decision, Doubt, case_id_of
from casewright.casework.file import Choice
from casewright.casework.plan import Entry
from casewright.claims.guide import Language
from casewright.cli import output
from casewright.errors import PersonNeeded, UsageError
from casewright.flow.event import AtSubmit
from casewright.flow.window import Kept
from casewright.report.card import card, difference


@dataclass(frozen=True, slots=True)
class _Words:
    """What a person is asked in front of a submit, in one language."""

    question: str
    hint: str
    all: str
    other: str
    no_picture: str
    opened: str
    no_desktop: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        question="Type file to file this case, or: skip, look, all, quit ({left} left)",
        hint="Nothing was filed. Please type one of the words: file, skip, look, all, quit.",
        all="To file this case and all that follow, type their number: {left}",
        other="That is another number; nothing was filed.",
        no_picture="No picture was kept of this screen.",
        opened="Opened {path}",
        no_desktop="There is no desktop to show it on; the picture is {path}",
    ),
    "zh": _Words(
        question="输入“提交”即提交此问题；或输入：跳过、查看、全部、退出（剩余 {left} 个）",
        hint="未提交任何问题。请输入其中一个词：提交、跳过、查看、全部、退出。",
        all="要提交此问题及之后的全部问题，请输入其数量：{left}",
        other="数量不符，未提交任何问题。",
        no_picture="此页面没有保存图片。",
        opened="已打开 {path}",
        no_desktop="没有桌面可显示图片；图片位于 {path}",
    ),
}
_SAME = {"提交": "file", "跳过": "skip", "查看": "look", "全部": "all", "退出": "quit"}
"""The answers in Chinese; the English ones count in every language."""


def anybody_there() -> bool:
    """Whether a person can be asked: somebody types, and somebody reads."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def need_terminal(flag: str) -> None:
    """Refuse where nobody can be asked.

    Raises:
        PersonNeeded: standard input or standard error is no terminal; names the flag that does without.
    """
    if not anybody_there():
        raise PersonNeeded("There is no terminal, so nobody can be asked.", remedy=f"{flag}")


def open_picture(path: Path) -> bool:
    """Show a picture with the system's viewer; False where there is no desktop to show it on."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return webbrowser.open(path.as_uri())


def _read_line() -> str | None:
    """One answered line without its end; None when the input was closed. What cannot be read is no answer."""
    try:
        text = sys.stdin.readline()
    except UnicodeDecodeError:
        return ""
    return text.strip() if text else None


def hidden(question: str) -> str:
    """What a person types without seeing it; empty for nothing.

    Raises:
        PersonNeeded: nobody can be asked.
    """
    need_terminal("Give it on standard input with --password-stdin.")
    return getpass.getpass(question, stream=sys.stderr)


@dataclass(slots=True)
class Person:
    """Asks the person in front of each submit. `paused` stops whatever moves on the screen meanwhile."""

    language: Language = "en"
    read: Callable[[], str | None] = _read_line
    look: Callable[[Path], bool] = open_picture
    paused: Callable[[], AbstractContextManager[object]] = field(default=nullcontext)

    def __call__(self, entry: Entry, moment: AtSubmit, left: int) -> Choice:
        """Show the entry and ask until there is an answer; a closed input means quit."""
        with self.paused():
            output.say(card(entry, self.language))
            if told := difference(entry, moment.values, self.language):
                output.say(told, tone="open")
            while True:
                output.say(self._words.question.format(left=left), tone="open")
                answer = self.read()
                choice = self._meant(answer, moment, left)
                if choice is not None:
                    return choice

    @property
    def _words(self) -> _Words:
        return _WORDS[self.language]

    def _meant(self, answer: str | None, moment: AtSubmit, left: int) -> Choice | None:
        match _SAME.get(answer, answer.casefold()) if answer is not None else None:
            case None | "quit" | "q":
                return Choice.QUIT
            case "file":
                return Choice.FILE
            case "skip" | "s":
                return Choice.SKIP
            case "all":
                return Choice.FILE_REST if self._sure_of_all(left) else None
            case "look" | "l":
                show(moment.kept.picture, self.look, self.language)
            case _:
                output.say(self._words.hint)
        return None

    def _sure_of_all(self, left: int) -> bool:
        output.say(self._words.all.format(left=left), tone="open")
        if self.read() == str(left):
            return True
        output.say(self._words.other)
        return False


def show(picture: Path | None, look: Callable[[Path], bool] = open_picture, language: Language = "en") -> None:
    """Show a picture, or say where it is."""
    words = _WORDS[language]
    if picture is None:
        output.say(words.no_picture)
    else:
        output.say((words.opened if look(picture) else words.no_desktop).format(path=picture))


def sends(kept: Kept, read: Callable[[], str | None] = _read_line) -> bool:
    """Whether the person says yes to a filled reply; a closed input means no."""
    while True:
        output.say("Type send to send this reply, or: look, no", tone="open")
        match (read() or "no").casefold():
            case "send":
                return True
            case "look" | "l":
                show(kept.picture)
            case "no" | "n":
                return False


_WHAT_BECAME = "Type the ID of the case that is this claim's, or: not sent, leave"


@dataclass(slots=True)
class Decider:
    """Asks the person what became of a filing in doubt, after it was shown; says nothing is the same as leaving it."""

    read: Callable[[], str | None] = _read_line

    def __call__(self, doubt: Doubt) -> Decision | None:
        """The decision with its reason; None leaves it as it is."""
        shown = {one.page.case_id for one in doubt.cases}
        while True:
            output.say(_WHAT_BECAME, tone="open")
            match answer := (self.read() or "leave").casefold():
                case "leave":
                    return None
                case "not sent":
                    return self._because(None)
                case _:
                    case_id = self._meant(answer, shown)
                    if case_id is not None:
                        return self._because(case_id)

    def _meant(self, answer: str, shown: set[str]) -> str | None:
        try:
            case_id = case_id_of(answer)
        except UsageError as error:
            output.say(f"Nothing was decided. {error.remedy}")
            return None
        if case_id not in shown:
            output.say(f"The case log did not show case {case_id}. If it is the one, type it again.", tone="open")
            if self.read() != case_id:
                output.say("That is another one; nothing was decided.")
                return None
        return case_id

    def _because(self, case_id: str | None) -> Decision | None:
        output.say("Why? One line; it is kept for good, with your name and the time.", tone="open")
        why = self.read()
        if not why:
            output.say("Without a reason nothing is decided.")
            return None
        return Decision(case_id=case_id, why=why)
