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

from casewright.app.asks import Choice, Decision, Doubt, ReplyQuestion, SubmitQuestion, case_id_of
from casewright.cli import output, questions
from casewright.cli.keyboard import empty_keyboard, wait_for_typing
from casewright.cli.questions import read_answer_word
from casewright.cli.speech import say_text, spoken_language
from casewright.errors import Cancelled, CasewrightError, PersonNeeded, UsageError
from casewright.message import Message, msg
from casewright.model.site_name import SiteName
from casewright.report.card import card, difference
from casewright.report.doubts import doubt_view
from casewright.report.followed import reply_card
from casewright.report.runs import write_claim_report


def anybody_there() -> bool:
    """Return whether a person can be asked: somebody types, and somebody reads."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def need_terminal(remedy: Message) -> None:
    """Refuse where nobody can be asked.

    Raises:
        PersonNeeded: standard input or standard error is no terminal; `remedy` says how to do without.
    """
    if not anybody_there():
        raise PersonNeeded(msg("There is no terminal, so nobody can be asked."), remedy=remedy)


def open_picture(path: Path) -> bool:
    """Show a picture with the system's viewer; False where there is no desktop to show it on."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return webbrowser.open(path.as_uri())


def read_answer() -> str | None:
    """One answered line without its end; None when the input was closed. What cannot be read is no answer."""
    wait_for_typing()
    try:
        text = sys.stdin.readline()
    except UnicodeDecodeError:
        return ""
    return text.strip() if text else None


def hidden(question: Message) -> str:
    """What a person types without seeing it; empty for nothing.

    Raises:
        PersonNeeded: nobody can be asked.
        Cancelled: the input was closed.
    """
    need_terminal(msg("Give it on standard input with {flag}.", flag="--password-stdin"))
    empty_keyboard()
    try:
        return getpass.getpass(say_text(question), stream=sys.stderr)
    except EOFError:
        output.say("")  # the cursor still stands behind the question
        raise Cancelled(msg("You closed the input, so nothing was kept.")) from None


def ask_site() -> SiteName:
    """On which site something is done that nobody should do on the wrong one.

    Raises:
        PersonNeeded: nobody can be asked, or the input was closed.
    """
    how = msg("Name it with {flag}.", flag="--site live | --site sandbox")
    need_terminal(how)
    while True:
        empty_keyboard()
        output.say(
            msg(
                "On which site? Type {live} for Seller Central itself, or {practice}.", live="live", practice="sandbox"
            ),
            tone="open",
        )
        answer = read_answer()
        if answer is None:
            raise PersonNeeded(msg("No site was named."), remedy=how)
        if answer.casefold() in {SiteName.LIVE, SiteName.SANDBOX}:
            return SiteName(answer.casefold())


@dataclass(slots=True)
class Terminal:
    """Asks the person at the terminal. `paused` stops whatever moves on the screen meanwhile."""

    read: Callable[[], str | None] = field(default_factory=lambda: read_answer)
    look: Callable[[Path], bool] = open_picture
    paused: Callable[[], AbstractContextManager[object]] = nullcontext

    @property
    def authority(self) -> str:
        """By whose word something is submitted."""
        return str(msg("asked before each submit"))

    def _ask(self, question: Message) -> str | None:
        """Ask, and read one line that was typed after the question was there; None when the input was closed."""
        empty_keyboard()
        output.say(question, tone="open")
        return self.read()

    def before_submit(self, question: SubmitQuestion) -> Choice:
        """Show the entry and ask until there is an answer; a closed input means quit."""
        with self.paused():
            output.talk(card(question.entry))
            for line in difference(question.entry, question.values, question.unseen):
                output.say(line, tone="open")
            while True:
                choice = self._choice(self._ask(questions.ask_before_submit(question)), question)
                if choice is not None:
                    return choice

    def _choice(self, answer: str | None, question: SubmitQuestion) -> Choice | None:
        match read_answer_word(answer) if answer is not None else None:
            case None | "quit" | "q":
                return Choice.QUIT
            case "file":
                return Choice.FILE
            case "skip" | "s":
                return Choice.SKIP
            case "back" | "b" if question.back_to:
                return Choice.BACK
            case "back" | "b":
                output.say(msg("Nothing was skipped before this one."))
            case "rest":
                return Choice.FILE_REST if self._sure_of_all(question.left) else None
            case "look" | "l":
                self._look(question)
            case "?":
                output.talk(questions.explain_answers())
            case _:
                output.say(questions.hint_before_submit())
        return None

    def _look(self, question: SubmitQuestion) -> None:
        """Open the claim's part of the report; the picture of the last screen where that cannot be written."""
        try:
            page = write_claim_report(question, spoken_language())
        except CasewrightError as error:
            output.say(error.message, tone="bad")
            page = None
        self._show(page or question.picture)

    def _sure_of_all(self, left: int) -> bool:
        if self._ask(questions.ask_for_all(left)) == str(left):
            return True
        output.say(msg("That is a different number, so nothing was filed."))
        return False

    def _show(self, picture: Path | None) -> None:
        """Show a page or a picture, or say where it is."""
        if picture is None:
            output.say(msg("No picture of this screen was kept."))
        elif self.look(picture):
            output.say(msg("Opened {path}", path=picture))
        else:
            output.say(msg("There is no desktop to show it on. Open it yourself: {path}", path=picture))

    def before_reply(self, question: ReplyQuestion) -> bool:
        """Show the reply and ask; a closed input means no."""
        with self.paused():
            names = [file.name for file in question.files]
            output.talk(reply_card(question.case_id, question.text, names))
            while True:
                match read_answer_word(self._ask(questions.ask_before_reply(question)) or "no"):
                    case "send":
                        return True
                    case "look" | "l":
                        self._show(question.picture)
                    case "no" | "n":
                        return False
                    case _:
                        output.talk(questions.explain_reply())

    def about_doubt(self, doubt: Doubt) -> Decision | None:
        """Show a doubt and ask what became of it; None leaves it as it is, as it is left where nobody can answer."""
        with self.paused():
            output.talk(doubt_view(doubt))
            return self._decision(doubt) if anybody_there() else None

    def _decision(self, doubt: Doubt) -> Decision | None:
        shown = {beside.page.case_id for beside in doubt.cases}
        while True:
            match answer := read_answer_word(self._ask(questions.ask_about_doubt(doubt)) or "leave"):
                case "leave":
                    return None
                case "?":
                    output.talk(questions.explain_doubt())
                case "not sent":
                    return self._reasoned(None)
                case _:
                    case_id = self._case_named(answer, shown)
                    if case_id is not None:
                        return self._reasoned(case_id)

    def _case_named(self, answer: str, shown: set[str]) -> str | None:
        """The case that an answer names; one that was not shown has to be typed twice."""
        try:
            case_id = case_id_of(answer)
        except UsageError as error:
            output.say(msg("Nothing was decided. {remedy}", remedy=error.remedy))
            return None
        again = msg("The case log did not show case {case}. If it is the one, type it again.", case=case_id)
        if case_id not in shown and self._ask(again) != case_id:
            output.say(msg("That is a different case, so nothing was decided."))
            return None
        return case_id

    def _reasoned(self, case_id: str | None) -> Decision | None:
        """The decision with its reason; without one nothing is decided."""
        why = self._ask(msg("Why? One line. It is kept for good, with your name and the time."))
        if not why:
            output.say(msg("Nothing is decided without a reason."))
            return None
        return Decision(case_id=case_id, why=why)
