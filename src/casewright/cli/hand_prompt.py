"""Asking a person who walks by hand: the terminal waits for a line while their browser goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from casewright.app.asks import Entry, HandDo, HandEnd, HandMoment, HandWish, Meanwhile, SubmitQuestion
from casewright.cli import clipboard, output, prompt, questions
from casewright.cli.keyboard import empty_keyboard, line_waits
from casewright.message import Message, msg
from casewright.report.card import kit_lines, sending_lines

_DONE = {"read": HandDo.READ, "send": HandDo.SEND, "skip": HandDo.SKIP, "quit": HandDo.QUIT, "q": HandDo.QUIT}
_ENDS = {"sent": HandEnd.SENT, "not sent": HandEnd.NOT_SENT, "unsure": HandEnd.UNSURE}
_NUMBERED = re.compile(r"(?P<word>.*?)\s*(?P<number>\d+)")


@dataclass(slots=True)
class TerminalByHand:
    """Asks at the terminal. `waits` says whether a line was typed; `paused` stops whatever moves on the screen."""

    read: Callable[[], str | None] = field(default_factory=lambda: prompt.read_answer)
    waits: Callable[[], bool] = line_waits
    copy: Callable[[str], bool] = clipboard.copy
    paused: Callable[[], AbstractContextManager[object]] = nullcontext
    _shown: str = ""

    def offered(self, entry: Entry, why: Message) -> bool:
        """Ask whether to go on by hand; a closed input means no."""
        with self.paused():
            output.say(msg("{claim}: {reason}", claim=entry.claim.claim_id, reason=why), tone="bad")
            while True:
                empty_keyboard()
                output.say(questions.ask_to_go_on_by_hand(), tone="open")
                match questions.read_answer_word(self.read() or "no"):
                    case "by hand":
                        return True
                    case "no" | "n":
                        return False

    def next_wish(self, moment: HandMoment, meanwhile: Meanwhile) -> HandWish:
        """Show texts and files once, say what became of the last wish, and ask; a closed input means quit."""
        with self.paused():
            if self._shown != moment.entry.claim.claim_id:
                self._shown = moment.entry.claim.claim_id
                output.talk(kit_lines(moment))
            if moment.told:
                output.say(moment.told)
            while True:
                if wish := self._wish(self._ask(questions.ask_by_hand(), meanwhile), moment):
                    return wish

    def about_to_send(self, question: SubmitQuestion, meanwhile: Meanwhile) -> bool:
        """Show what would be sent, and ask; a closed input means no."""
        with self.paused():
            output.talk(sending_lines(question))
            while True:
                match questions.read_answer_word(self._ask(questions.ask_about_to_send(question), meanwhile) or "no"):
                    case "send":
                        return True
                    case "look" | "l":
                        output.talk(sending_lines(question))
                    case "no" | "n":
                        return False

    def how_it_ended(self, entry: Entry, meanwhile: Meanwhile) -> HandEnd:
        """Ask whether the case was sent; who cannot be asked any more is not sure."""
        with self.paused():
            while True:
                answer = self._ask(questions.ask_how_it_ended(entry), meanwhile)
                if answer is None:
                    return HandEnd.UNSURE
                if end := _ENDS.get(questions.read_answer_word(answer)):
                    return end

    def _ask(self, question: Message, meanwhile: Meanwhile) -> str | None:
        """Ask, and let the browser go on until a line is there; what happens in it is told between."""
        empty_keyboard()
        output.say(question, tone="open")
        while not self.waits():
            if news := meanwhile():
                output.say(news)
                output.say(question, tone="open")
        return self.read()

    def _wish(self, answer: str | None, moment: HandMoment) -> HandWish | None:
        """What an answer asks for; None where it was answered here, or means nothing."""
        if answer is None:
            return HandWish(HandDo.QUIT)
        word, number = _split(answer)
        if word in _DONE and number is None:
            return HandWish(_DONE[word])
        match word:
            case "attach":
                return HandWish(HandDo.ATTACH, files=() if number is None else (number,))
            case "type" | "copy":
                return self._with_value(word, number, moment)
            case "look" | "l":
                output.talk(kit_lines(moment))
            case _:
                output.talk(questions.explain_by_hand())
        return None

    def _with_value(self, word: str, number: int | None, moment: HandMoment) -> HandWish | None:
        values = moment.kit.values
        if number is None or not 0 < number <= len(values):
            output.say(msg("Which one? Add its number: 1 to {count}.", count=len(values)))
            return None
        name, text = values[number - 1]
        if word == "type":
            return HandWish(HandDo.TYPE, value=name)
        if self.copy(text):
            output.say(msg("It is on the clipboard."))
        else:
            output.say(msg("There is no clipboard here. The text is in {folder}", folder=moment.kit.folder))
        return None


def _split(answer: str) -> tuple[str, int | None]:
    """`type 2` as its word, in English, and its number."""
    if found := _NUMBERED.fullmatch(answer):
        return questions.read_answer_word(found["word"]), int(found["number"])
    return questions.read_answer_word(answer), None
