"""One question on a terminal: something is typed before it, and the answer after it. Run by test_typed_ahead.

On standard output it says to the other side what to type: `EARLY` before the keyboard is emptied, `NOW` afterwards. It
waits until the early text has arrived, so that no time has to pass.
"""

from __future__ import annotations

import select
import sys
import tty
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

from casewright.app.asks import ReplyQuestion, SubmitQuestion
from casewright.cli import hand_prompt, keyboard, prompt
from casewright.cli.hand_prompt import TerminalByHand
from casewright.cli.prompt import Terminal
from casewright.message import Message
from casewright.model.site_name import SiteName


def say(what: str, text: str) -> None:
    sys.stdout.write(f"{what} {text}\n")
    sys.stdout.flush()


def scene(early: list[str], now: list[str], *, half: bool = False) -> None:
    """Have `early` typed before each question and `now` after it."""
    emptied = keyboard.empty_keyboard

    def empty() -> None:
        text = early.pop(0)
        say("EARLY", text if half else text + "⏎")
        if half:  # a line without its end is not readable as long as the terminal collects lines
            while not _typed():
                pass
        else:
            select.select([sys.stdin], [], [])
        emptied()
        if now:
            say("NOW", now.pop(0) + "⏎")

    prompt.empty_keyboard = hand_prompt.empty_keyboard = empty


def _typed() -> bool:
    import fcntl  # noqa: PLC0415 (POSIX only)
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    attributes = tty.tcgetattr(0)
    raw = attributes[:]
    raw[3] &= ~termios.ICANON
    tty.tcsetattr(0, termios.TCSANOW, raw)
    count = struct.unpack("i", fcntl.ioctl(0, termios.FIONREAD, b"\0" * 4))[0]
    tty.tcsetattr(0, termios.TCSANOW, attributes)
    return count >= 4


class Shows:
    """Standard error that says when a text was shown; `getpass` empties the keyboard itself right before that."""

    def __init__(self, text: str, then: Callable[[], None]) -> None:
        self.text, self.then = text, then

    def write(self, text: str) -> None:
        if text == self.text:
            self.then()

    def flush(self) -> None:
        pass


def submit(left: int) -> object:
    prompt.card = lambda *_: "the card"
    prompt.difference = lambda *_: ""
    return Terminal().before_submit(SubmitQuestion(some_entry(), frozenset(), None, SiteName.LIVE, 1, 4, left))


def some_entry() -> SimpleNamespace:
    loss = {"amount": Decimal("47.50"), "currency": "USD"}
    return SimpleNamespace(claim=SimpleNamespace(claim_id="A-1", account="Harbor", marketplace="US", **loss))


def doubt() -> object:
    prompt.doubt_view = lambda *_: ["the doubt"]
    prompt.anybody_there = lambda: True
    shown = SimpleNamespace(page=SimpleNamespace(case_id="17204938815"))
    filing = SimpleNamespace(claim_id="A-1", account="Harbor", marketplace="US", amount="47.50", currency="USD")
    return Terminal().about_doubt(SimpleNamespace(filing=filing, cases=(shown,)))


def reply() -> object:
    return Terminal().before_reply(ReplyQuestion("17204938815", "A-1", "Harbor", SiteName.LIVE, "Hello", (), None))


def password() -> object:
    prompt.need_terminal = lambda _: None
    return prompt.hidden(Message("Password: "))


def site() -> object:
    prompt.need_terminal = lambda _: None
    return prompt.ask_site()


def by_hand(ask: Callable[[TerminalByHand, SimpleNamespace], object]) -> object:
    """What comes of a question to a person who walks; nothing happens in their browser."""
    hand_prompt.kit_lines = hand_prompt.sending_lines = lambda _: ["texts and files"]
    return ask(TerminalByHand(), SimpleNamespace(entry=some_entry(), told="", site=SiteName.LIVE))


def nothing_happens() -> str:
    return ""


def main(question: str) -> object:  # noqa: C901, PLR0911, PLR0912 (one a question)
    match question:
        case "submit":
            scene(["file"], ["skip"])
            return submit(3).value
        case "submit, half a line":
            scene(["file"], ["skip"], half=True)
            return submit(3).value
        case "rest":
            scene(["file", "2"], ["all", "3"])
            return submit(3).value
        case "reply":
            scene(["send"], ["no"])
            return reply()
        case "became":
            scene(["17204938815"], ["leave"])
            return doubt()
        case "twice":
            scene(["not sent", "17204938816", "not sent"], ["17204938816", "17204938817", "leave"])
            return doubt()
        case "why":
            scene(["leave", "typed too early"], ["not sent", "nothing was sent"])
            return doubt().why
        case "password":
            scene(["canary-too-early"], [])
            sys.stderr = Shows("Password: ", then=lambda: say("NOW", "the real one⏎"))
            return password()
        case "on which site":
            scene(["live"], ["sandbox"])
            return site()
        case "by hand, offered":
            scene(["by hand"], ["no"])
            return by_hand(lambda seat, asked: seat.offered(asked.entry, Message("the page is unknown")))
        case "by hand, offered again":
            scene(["by hand", "by hand"], ["what?", "no"])
            return by_hand(lambda seat, asked: seat.offered(asked.entry, Message("the page is unknown")))
        case "by hand, what next":
            scene(["send"], ["skip"])
            return by_hand(lambda seat, asked: seat.next_wish(asked, nothing_happens).do.value)
        case "by hand, about to send":
            scene(["send"], ["no"])
            return by_hand(lambda seat, asked: seat.about_to_send(asked, nothing_happens))
        case "by hand, how it ended":
            scene(["sent"], ["not sent"])
            return by_hand(lambda seat, asked: seat.how_it_ended(asked.entry, nothing_happens).value.replace("_", " "))
    raise ValueError(question)


say("RESULT", str(main(sys.argv[1])))
