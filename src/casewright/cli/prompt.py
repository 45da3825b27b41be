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
from casewright.cli import output
from casewright.cli.questions import QUESTIONS, Questions, answered
from casewright.errors import PersonNeeded, UsageError
from casewright.flow.event import AtSubmit
from casewright.flow.window import Kept
from casewright.intake.guide import Language
from casewright.report.card import card, difference


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
                output.say(self._questions.file.format(left=left), tone="open")
                answer = self.read()
                choice = self._meant(answer, moment, left)
                if choice is not None:
                    return choice

    @property
    def _questions(self) -> Questions:
        return QUESTIONS[self.language]

    def _meant(self, answer: str | None, moment: AtSubmit, left: int) -> Choice | None:
        match answered(answer) if answer is not None else None:
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
                output.say(self._questions.file_hint)
        return None

    def _sure_of_all(self, left: int) -> bool:
        output.say(self._questions.file_all.format(left=left), tone="open")
        if self.read() == str(left):
            return True
        output.say(self._questions.other_number)
        return False


def show(picture: Path | None, look: Callable[[Path], bool] = open_picture, language: Language = "en") -> None:
    """Show a picture, or say where it is."""
    questions = QUESTIONS[language]
    if picture is None:
        output.say(questions.no_picture)
    else:
        output.say((questions.opened if look(picture) else questions.no_desktop).format(path=picture))


def sends(kept: Kept, read: Callable[[], str | None] = _read_line, language: Language = "en") -> bool:
    """Whether the person says yes to a filled reply; a closed input means no."""
    while True:
        output.say(QUESTIONS[language].send, tone="open")
        match answered(read() or "no"):
            case "send":
                return True
            case "look" | "l":
                show(kept.picture, language=language)
            case "no" | "n":
                return False


@dataclass(slots=True)
class Decider:
    """Asks the person what became of a filing in doubt, after it was shown; says nothing is the same as leaving it."""

    read: Callable[[], str | None] = _read_line
    language: Language = "en"

    def __call__(self, doubt: Doubt) -> Decision | None:
        """The decision with its reason; None leaves it as it is."""
        shown = {one.page.case_id for one in doubt.cases}
        while True:
            output.say(self._questions.became, tone="open")
            match answer := answered(self.read() or "leave"):
                case "leave":
                    return None
                case "not sent":
                    return self._because(None)
                case _:
                    case_id = self._meant(answer, shown)
                    if case_id is not None:
                        return self._because(case_id)

    @property
    def _questions(self) -> Questions:
        return QUESTIONS[self.language]

    def _meant(self, answer: str, shown: set[str]) -> str | None:
        try:
            case_id = case_id_of(answer)
        except UsageError as error:
            output.say(self._questions.undecided.format(remedy=str(error.remedy)))
            return None
        if case_id not in shown:
            output.say(self._questions.not_shown.format(case=case_id), tone="open")
            if self.read() != case_id:
                output.say(self._questions.other_case)
                return None
        return case_id

    def _because(self, case_id: str | None) -> Decision | None:
        output.say(self._questions.why, tone="open")
        why = self.read()
        if not why:
            output.say(self._questions.no_reason)
            return None
        return Decision(case_id=case_id, why=why)
