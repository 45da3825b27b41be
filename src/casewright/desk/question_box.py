"""The desk's `Asks`: a question waits in the box until the page answers it. Nothing is ever answered by accident."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from threading import Condition
from time import monotonic

from casewright.app.asks import Choice, Decision, Doubt, ReplyQuestion, SubmitQuestion
from casewright.app.workspace import person
from casewright.errors import CasewrightError
from casewright.message import msg

SEEN_FOR = 1.0
"""Seconds that a question has to be on the page before a yes to it counts: a double click is no answer."""


class NotAnswered(CasewrightError):
    """An answer was given to a question that is not open, too early, or without the tick. Nothing was decided."""


@dataclass(slots=True)
class OpenQuestion:
    """A question on the page. `key` names it and no other; `shown_at` is when a page showed it first."""

    question: SubmitQuestion | ReplyQuestion
    key: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    shown_at: float | None = None


@dataclass(slots=True)
class QuestionBox:
    """Asks a person at the desk, and waits. `approved` answers yes by itself, to a plan on the practice site only.

    `paused` holds even that back. A box that was closed says no to everything.
    """

    approved: str = ""
    paused: bool = False
    open: OpenQuestion | None = None
    _answer: Choice | None = None
    _closed: bool = False
    changed: Condition = field(default_factory=Condition)
    version: int = 0

    @property
    def authority(self) -> str:
        """On whose authority something is submitted."""
        return self.approved or str(msg("asked before each submit at the desk: {person}", person=person()))

    def before_submit(self, question: SubmitQuestion) -> Choice:
        """Wait for the answer to a filled form."""
        if self.approved:
            with self.changed:
                while self.paused and not self._closed:
                    self.changed.wait()
                return Choice.QUIT if self._closed else Choice.FILE
        return self._wait_for(question)

    def before_reply(self, question: ReplyQuestion) -> bool:
        """Wait for the answer to a filled reply."""
        return self._wait_for(question) is Choice.FILE

    def about_doubt(self, _: Doubt) -> Decision | None:
        """Leave it: a doubt is settled by its own command, with its case beside it."""
        return None

    def _wait_for(self, question: SubmitQuestion | ReplyQuestion) -> Choice:
        with self.changed:
            self.open, self._answer = OpenQuestion(question), None
            self.tell_change()
            while self._answer is None and not self._closed:
                self.changed.wait()
            self.open = None
            self.tell_change()
            return self._answer or Choice.QUIT

    def show(self) -> OpenQuestion | None:
        """The open question, as a page shows it now: from its first showing on it can be answered."""
        with self.changed:
            if self.open and self.open.shown_at is None:
                self.open.shown_at = monotonic()
            return self.open

    def answer(self, key: str, choice: Choice, *, ticked: bool) -> None:
        """Answer the open question. A yes needs the tick, and a question that could be read.

        Raises:
            NotAnswered: another question is open, or none; the tick is missing; it was too early.
        """
        with self.changed:
            question = self.open
            if question is None or not secrets.compare_digest(question.key.encode(), key.encode()):
                raise NotAnswered(
                    msg("This question is no longer open. Nothing was filed by this answer."),
                    remedy=msg("Look at the page as it is now."),
                )
            if choice is Choice.FILE:
                self._see_meant(question, ticked=ticked)
            self._answer = choice
            self.changed.notify_all()

    def _see_meant(self, question: OpenQuestion, *, ticked: bool) -> None:
        if not ticked:
            raise NotAnswered(
                msg("Nothing was filed: the tick is missing."),
                remedy=msg("Look at the filled form, tick that you did, then file."),
            )
        if question.shown_at is None or monotonic() - question.shown_at < SEEN_FOR:
            raise NotAnswered(
                msg("Nothing was filed: that was too quick to have been read."), remedy=msg("Answer once more.")
            )

    def pause(self, *, on: bool) -> None:
        """Hold back what was approved before, or let it go on."""
        with self.changed:
            self.paused = on
            self.tell_change()

    def close(self) -> None:
        """Say no to the open question and to all that follow."""
        with self.changed:
            self._closed = True
            self.tell_change()

    def tell_change(self) -> None:
        """Wake up whoever waits; the pages look again."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()

    def wait_for_change(self, version: int, seconds: float) -> int:
        """Wait until something changed since a version, at most so long; the version now."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != version, seconds)
            return self.version
