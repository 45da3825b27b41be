"""How lines, tables, problems and a moving line are drawn on a console."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from time import monotonic
from typing import TYPE_CHECKING, Literal, Self

from rich.cells import cell_len
from rich.errors import LiveError
from rich.table import Table as Grid
from rich.text import Text

from casewright.cli.speech import say_text
from casewright.escape import visible, visible_line
from casewright.message import NOTHING, Message, listed, msg, msg_n
from casewright.redact import redact
from casewright.report.manual_page import MarkdownText
from casewright.report.problem_groups import ProblemGroup, group_problems

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

    from casewright.model.problem import Problem
    from casewright.report.table import Table

_TONES = {"good": "green", "bad": "red", "open": "yellow"}


class Canvas:
    """A console on which everything is drawn without secrets and without raw control characters."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def line(self, text: Message | str, *, tone: str = "") -> None:
        """Print a text, in a tone (`good`, `bad`, `open`); on a terminal wrapped under its own indent."""
        text = visible(redact(say_text(text)))
        if self._console.is_terminal:
            text = "\n".join(wrapped(line, self._console) for line in text.split("\n"))
        # A path must stay whole, so that it can be copied.
        self._console.print(text, style=_TONES.get(tone), soft_wrap=True)

    def link(self, address: str) -> None:
        """Print an address whole, on a line of its own: the key that it carries is meant for whoever reads this."""
        self._console.print(visible_line(address), soft_wrap=True)

    def parts(self, view: Iterable[Message | str | Table | MarkdownText]) -> None:
        """Print paragraphs, tables and pages in order."""
        for part in view:
            if isinstance(part, Message | str):
                self.line(part)
            elif isinstance(part, MarkdownText):
                self._page(part)
            elif self._console.is_terminal:
                self._console.print(grid_of(part, colours=not self._console.no_color))
            else:
                for row in plain_rows(part):
                    self.line(row)

    def _page(self, page: MarkdownText) -> None:
        if not self._console.is_terminal:
            self.line(page.text)
            return
        from rich.markdown import Markdown  # noqa: PLC0415 (a whole parser, for the pages of the manual alone)

        self._console.print(Markdown(visible(page.text), hyperlinks=False))

    def problems(self, problems: Sequence[Problem]) -> None:
        """Print problems by file."""
        for text in problem_lines(problems):
            self.line(text, tone="bad" if not text.startswith(" ") else "")

    def ticker(self) -> Ticker:
        """A line that moves while something works."""
        return Ticker(self, self._console)


def wrapped(text: str, console: Console) -> str:
    """One line as several under its own indent; words and paths stay whole, Chinese breaks anywhere."""
    indent = " " * (len(text) - len(text.lstrip()) + 2)
    if text.isascii():
        return textwrap.fill(
            text, console.width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
        )
    if cell_len(text) <= console.width:
        return text
    first, *rest = (line.plain.rstrip() for line in Text(text.strip()).wrap(console, console.width - len(indent)))
    return "\n".join([indent[2:] + first, *(indent + line for line in rest)])


def problem_lines(problems: Sequence[Problem]) -> Iterable[str]:
    """Problems grouped by file, each with its place, what was found and what was expected."""
    in_order = sorted(problems, key=lambda problem: problem.place.file)
    for file, group in groupby(in_order, key=lambda problem: problem.place.file):
        of_file = list(group)
        yield say_text(msg("{place}: {message}", place=visible_line(file), message=_counted(of_file)))
        for equal in group_problems(of_file):
            yield from _problem(equal)
        yield ""


def _counted(problems: Sequence[Problem]) -> Message:
    errors = sum(problem.severity == "error" for problem in problems)
    notices = len(problems) - errors
    counts = [msg_n("{count} problem", "{count} problems", errors)] if errors else []
    counts += [msg_n("{count} notice", "{count} notices", notices)] if notices else []
    return listed(counts)


def _problem(group: ProblemGroup) -> Iterable[str]:
    problem, found = group.first, group.values_found
    yield f"  {visible_line(say_text(msg('{place}: {message}', place=group.where, message=problem.message)))}"
    expected = msg("expected {what}", what=problem.expected) if problem.expected else NOTHING
    if found or expected:
        both = msg("{first}; {second}", first=found, second=expected) if found and expected else found or expected
        yield f"    {say_text(both)}"


def plain_rows(table: Table) -> Iterator[str]:
    """A table as lines of text in columns; a Chinese character is two columns wide."""
    heads = [column.head for column in table.columns]
    rows = [[visible_line(say_text(cell)) for cell in row] for row in (heads, *table.rows)]
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(table.columns))]
    for row in rows:
        cells = []
        for cell, width, column in zip(row, widths, table.columns, strict=True):
            gap = " " * (width - cell_len(cell))
            cells.append(gap + cell if column.right else cell + gap)
        yield "  ".join(cells).rstrip()


def grid_of(table: Table, *, colours: bool) -> Grid:
    """A table as a terminal draws it: long cells are folded."""
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold underline" if colours else None)
    for column in table.columns:
        justify: Literal["left", "right"] = "right" if column.right else "left"
        head = visible_line(say_text(column.head))
        most = None if column.whole else column.width
        grid.add_column(head, justify=justify, max_width=most, overflow="fold", no_wrap=column.whole)
    for at, row in enumerate(table.rows):
        cells = [visible_line(redact(say_text(cell))) for cell in row]
        grid.add_row(*cells, style=_TONES.get(table.tones[at]) if table.tones else None)
    return grid


_SILENCE = 10.0
"""Seconds after which plain lines tell of a smaller step, too: who cannot see a line move hears that work goes on."""


class Ticker:
    """A line on a console that moves while something works; plain lines where nothing can or shall move."""

    def __init__(self, screen: Canvas, console: Console, clock: Callable[[], float] = monotonic) -> None:
        self._screen = screen
        self._console = console
        self._clock = clock
        self._moving: Status | None = None
        self._last = ""
        self._said_at = clock()

    def __enter__(self) -> Self:
        """Begin to move, where the terminal can move a line."""
        if self._console.is_terminal and not self._console.is_dumb_terminal:
            self._moving = self._console.status("", spinner=_spinner_for(self._console.encoding))
            self._start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop moving and leave no trace."""
        self._stop()
        self._moving = None

    def _start(self) -> None:
        """Move. A line that cannot be drawn, or was torn off by Ctrl-C, counts less than what is being done."""
        if self._moving:
            with suppress(LiveError, OSError):
                self._moving.start()

    def _stop(self) -> None:
        """Hold still."""
        if self._moving:
            with suppress(LiveError, OSError):
                self._moving.stop()

    @property
    def moves(self) -> bool:
        """Whether there is a moving line."""
        return self._moving is not None

    def state(self, message: Message | str) -> None:
        """Where the work stands now; where no line moves, one line for each new state."""
        text = say_text(message)
        if self._moving:
            self._moving.update(self._short(text))
        elif text != self._last:
            self.line(text)
        self._last = text

    def detail(self, text: Message | str) -> None:
        """A smaller step; where no line moves, shown only after a while in which nothing else was."""
        if self._moving:
            self._moving.update(self._short(text))
        elif self._clock() - self._said_at >= _SILENCE:
            self.line(text)

    def _short(self, text: Message | str) -> Text:
        """What fits into one line beside the spinner: a line that wraps cannot be moved. Its brackets are no markup."""
        line = Text(" ".join(visible_line(redact(say_text(text))).split()))
        line.truncate(self._console.width - 5, overflow="ellipsis")  # beside the spinner; "…" may take three columns
        return line

    def line(self, text: Message | str, *, tone: str = "") -> None:
        """A line that stays."""
        self._said_at = self._clock()
        self._screen.line(text, tone=tone)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Hold still, so that a person can read and type."""
        self._stop()
        try:
            yield
        finally:
            self._said_at = self._clock()
            self._start()


def _spinner_for(encoding: str) -> str:
    """A spinner whose signs the terminal can show: dots, or a turning line of ASCII."""
    try:
        "⠋".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "line"
    return "dots"
