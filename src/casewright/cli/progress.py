"""What the person sees while something works: the current screen of the current claim."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from casewright.app.events import (
    CaseRead,
    CaseShown,
    ClaimInRun,
    DriftReported,
    EnglishRequested,
    FormFilled,
    Noted,
    PersonWanted,
    RowsRead,
    RunEvent,
    ScreenReached,
    StepTaken,
    SubmitPressed,
    WalkEnded,
)
from casewright.cli import output
from casewright.cli.options import Language
from casewright.cli.screen import Ticker
from casewright.cli.speech import spoken_language
from casewright.cli.volume import Volume, volume
from casewright.report.outcome_words import called


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of a walk in one language."""

    head: str
    asks_english: str
    your_turn: str
    sign_in: str
    by_hand: str
    drifted: str
    filled: str
    submitted: str
    shown: str
    case: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        head="{claim} ({at} of {of})",
        asks_english="Seller Central speaks {language}, of which not every label is known: asking for English",
        your_turn="your turn in the browser: {reason}",
        sign_in="Your turn in the browser: {reason}",
        by_hand="do this step by hand; it goes on by itself when it knows the page again",
        drifted="what was expected and what is there: {path}",
        filled="filled and read back",
        submitted="submitted, looking for the case",
        shown="the page shows case {case}; looking for it in the case log",
        case="case {case}",
    ),
    "zh": _Words(
        head="{claim}（第 {at} 个，共 {of} 个）",
        asks_english="卖家平台显示的语言是 {language}，并非所有标签都已知：改用英语",
        your_turn="请在浏览器中操作：{reason}",
        sign_in="请在浏览器中操作：{reason}",
        by_hand="请手动完成此步骤；识别出页面后会自动继续",
        drifted="预期内容与实际页面的对比：{path}",
        filled="已填写并读回核对",
        submitted="已提交，正在查找问题",
        shown="页面显示问题 {case}；正在问题日志中查找",
        case="问题 {case}",
    ),
}


class Progress:
    """Told of every event of a run: each becomes a new state of the moving line, or a line that stays."""

    def __init__(self, ticker: Ticker, language: Language = "en") -> None:
        self._ticker = ticker
        self._language: Language = language
        self._words = _WORDS[language]
        self.paused = ticker.paused

    def tell(self, event: RunEvent) -> None:  # noqa: C901, PLR0912 (one case a kind of event)
        """Show what happened, as far as this run is to say it."""
        if volume() is Volume.QUIET and not isinstance(event, PersonWanted | DriftReported | Noted):
            return
        words, ticker = self._words, self._ticker
        match event:
            case RowsRead(rows=rows):
                ticker.detail(f"{rows:,} rows read")
            case ScreenReached(claim=claim, screen=screen):
                ticker.state(f"{self._head(claim)}  {screen}")
            case StepTaken(claim=claim, screen=screen, verb=verb, control=control):
                step = f"{self._head(claim)}  {screen}  {verb} {control}"
                (ticker.line if volume() is Volume.VERBOSE else ticker.detail)(step)
            case EnglishRequested(claim=claim, language=language):
                ticker.line(f"{self._head(claim)}  {words.asks_english.format(language=language)}")
            case PersonWanted():
                self._want_person(event)
            case DriftReported(claim=claim, report=report):
                ticker.line(f"{self._head(claim)}  {words.drifted.format(path=report)}")
            case FormFilled(claim=claim, screen=screen):
                ticker.state(f"{self._head(claim)}  {screen}  {words.filled}")
            case SubmitPressed(claim=claim):
                ticker.state(f"{self._head(claim)}  {words.submitted}")
            case CaseShown(claim=claim, case_id=case_id):
                ticker.line(f"{self._head(claim)}  {words.shown.format(case=case_id)}")
            case WalkEnded():
                self._end_walk(event)
            case CaseRead(case_id=case_id, shown=shown):
                ticker.state(f"case {case_id}  {shown}")
            case Noted(text=text):
                ticker.line(text)

    def _head(self, claim: ClaimInRun) -> str:
        return self._words.head.format(claim=claim.claim_id, at=claim.number, of=claim.of)

    def _want_person(self, event: PersonWanted) -> None:
        reason = called(event.reason, self._language)
        if event.claim is None:
            self._ticker.line(self._words.sign_in.format(reason=reason), tone="open")
            return
        head = self._head(event.claim)
        self._ticker.line(f"{head}  {self._words.your_turn.format(reason=reason)}", tone="open")
        if event.by_hand:
            self._ticker.line(f"{head}  {self._words.by_hand}")

    def _end_walk(self, ended: WalkEnded) -> None:
        case = ended.case_id and self._words.case.format(case=ended.case_id)
        parts = (self._head(ended.claim), called(ended.outcome, self._language), case, ended.detail)
        self._ticker.line("  ".join(filter(None, parts)), tone="" if ended.outcome.exit_code == 0 else "bad")


@contextmanager
def shown() -> Iterator[Progress]:
    """A moving line for as long as this is entered, and what tells it of events."""
    language = spoken_language()
    with output.ticker() as ticker:
        yield Progress(ticker, language)


def say_event(event: RunEvent) -> None:
    """Show an event of work that has no moving line."""
    Progress(output.ticker(), spoken_language()).tell(event)
