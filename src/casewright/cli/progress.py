"""What the person sees while a browser works: the current screen of the current claim."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.casework.plan import Entry
from casewright.cli.output import Ticker
from casewright.flow.event import Arrived, AskedEnglish, AtSubmit, Clicked, Did, Ended, Event, HandedOver, Reported
from casewright.intake.guide import Language
from casewright.model.outcome import Outcome
from casewright.report.outcome_words import called


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of a walk in one language."""

    head: str
    asks_english: str
    your_turn: str
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
        by_hand="请手动完成此步骤；识别出页面后会自动继续",
        drifted="预期内容与实际页面的对比：{path}",
        filled="已填写并读回核对",
        submitted="已提交，正在查找问题",
        shown="页面显示问题 {case}；正在问题日志中查找",
        case="问题 {case}",
    ),
}


class Progress:
    """Told of every event of every walk; `of` is the number of claims."""

    def __init__(self, ticker: Ticker, of: int, language: Language = "en") -> None:
        self._ticker = ticker
        self._of = of
        self._language: Language = language
        self._words = _WORDS[language]
        self._begun: dict[str, int] = {}

    def tell(self, entry: Entry, event: Event) -> None:  # noqa: C901 (one case a kind of event)
        """Show what happened: a new state of the moving line, or a line that stays."""
        name, words = entry.claim.claim_id, self._words
        at = self._begun.setdefault(name, len(self._begun) + 1)
        head = words.head.format(claim=name, at=at, of=self._of)
        match event:
            case Arrived(screen=screen):
                self._ticker.state(f"{head}  {screen}")
            case Did(screen=screen, verb=verb, control=control):
                self._ticker.detail(f"{head}  {screen}  {verb} {control}")
            case AskedEnglish(language=language):
                self._ticker.line(f"{head}  {words.asks_english.format(language=language)}")
            case HandedOver(reason=reason):
                self._ticker.line(
                    f"{head}  {words.your_turn.format(reason=called(reason, self._language))}", tone="open"
                )
                if event.sighting is not None:
                    self._ticker.line(f"{head}  {words.by_hand}")
            case Reported(folder=folder):
                self._ticker.line(f"{head}  {words.drifted.format(path=folder / 'drift.txt')}")
            case AtSubmit(screen=screen):
                self._ticker.state(f"{head}  {screen}  {words.filled}")
            case Clicked():
                self._ticker.state(f"{head}  {words.submitted}")
            case Ended(outcome=Outcome.FILED_UNVERIFIED, case_id=case_id):
                self._ticker.line(f"{head}  {words.shown.format(case=case_id)}")
            case Ended():
                self._ended(head, event)
            case _:
                pass

    def _ended(self, head: str, ended: Ended) -> None:
        case = ended.case_id and self._words.case.format(case=ended.case_id)
        told = "  ".join(filter(None, (head, called(ended.outcome, self._language), case, ended.detail)))
        self._ticker.line(told, tone="" if ended.outcome.exit_code == 0 else "bad")
