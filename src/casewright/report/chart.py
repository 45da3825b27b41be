"""A bar chart as values: where each bar of each month stands, for a template to draw as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from casewright.casework.money import Total
from casewright.message import Message, msg
from casewright.model.sums import format_amount

HEIGHT = 240
"""The height of the drawing between its highest and lowest line, in SVG units."""
_SLOT = 64
"""What one month takes from left to right."""
_BAR = 40
_LEFT = 84
"""Room for the amounts beside the lines."""
_TOP = 24
_LINES = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a month's bar, in SVG units. `kind` numbers the colour; `told` is what it stands for."""

    x: int
    y: Decimal
    width: int
    height: Decimal
    kind: int
    told: Message


@dataclass(frozen=True, slots=True)
class Line:
    """One horizontal line with the amount it stands for."""

    y: Decimal
    label: str
    zero: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One currency's money by month: paid above the line, stacked by what it was for, taken back below it."""

    currency: str
    width: int
    height: int
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    months: tuple[tuple[int, str], ...]
    kinds: tuple[tuple[int, Message | str], ...]
    told: Message
    """The chart in one sentence, for those who do not see it."""


TAKEN_BACK = 0
"""The kind of the bars below the line; the others are numbered from 1."""


def charts(totals: Iterable[Total], named: Mapping[str, Message]) -> tuple[Chart, ...]:
    """One chart for each currency, since currencies are never added together.

    `named` are the words for claim types and for Amazon's own reasons.
    """
    every = tuple(totals)
    return tuple(
        _chart(currency, [one for one in every if one.sum.currency == currency], named)
        for currency in sorted({one.sum.currency for one in every})
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From money to SVG units: the highest and the lowest line, the step between two, how long one of money is."""

    currency: str
    top: Decimal
    bottom: Decimal
    step: Decimal

    @property
    def unit(self) -> Decimal:
        return Decimal(HEIGHT) / (self.top + self.bottom)

    @property
    def zero(self) -> Decimal:
        return _TOP + self.top * self.unit

    def format_amount(self, amount: Decimal) -> str:
        return f"{format_amount(amount, self.currency)} {self.currency}"


def _chart(currency: str, totals: Sequence[Total], named: Mapping[str, Message]) -> Chart:
    months = _months(min(one.month for one in totals), max(one.month for one in totals))
    by_month = {month: [one for one in totals if one.month == month] for month in months}
    kinds = {
        word: at for at, word in enumerate(sorted({_word(one, named) for one in totals if one.sum.paid}, key=str), 1)
    }
    scale = _scale(currency, max(map(_paid, by_month.values())), max(map(_back, by_month.values())))
    bars = []
    for at, month in enumerate(months):
        paid = {word: _paid(one for one in by_month[month] if _word(one, named) == word) for word in kinds}
        bars += list(_bars(at, month, paid, _back(by_month[month]), scale))
    span = Message(months[0]) if len(months) == 1 else msg("{first} to {last}", first=months[0], last=months[-1])
    return Chart(
        currency=currency,
        width=_LEFT + _SLOT * len(months),
        height=_TOP + HEIGHT + 30,
        bars=tuple(bars),
        lines=tuple(_lines(scale)),
        months=tuple((_LEFT + _SLOT * at + _SLOT // 2, month) for at, month in enumerate(months)),
        kinds=tuple((at, word) for word, at in kinds.items())
        + (((TAKEN_BACK, msg("taken back")),) if _back(totals) else ()),
        told=msg(
            "{months}: {paid} paid, {back} taken back.",
            months=span,
            paid=scale.format_amount(_paid(totals)),
            back=scale.format_amount(_back(totals)),
        ),
    )


def _paid(totals: Iterable[Total]) -> Decimal:
    return sum((one.sum.paid for one in totals), Decimal(0))


def _back(totals: Iterable[Total]) -> Decimal:
    return sum((one.sum.taken_back for one in totals), Decimal(0))


def _scale(currency: str, up: Decimal, down: Decimal) -> _Scale:
    step = _step(up + down)
    lines_up = max((up / step).to_integral_value(ROUND_CEILING), Decimal(1))
    return _Scale(currency, lines_up * step, (down / step).to_integral_value(ROUND_CEILING) * step, step)


def _bars(at: int, month: str, paid: Mapping[Message, Decimal], back: Decimal, scale: _Scale) -> Iterable[Bar]:
    x = _LEFT + _SLOT * at + (_SLOT - _BAR) // 2
    y = scale.zero
    for kind, (word, amount) in enumerate(paid.items(), 1):
        if amount:
            y -= amount * scale.unit
            told = msg("{month}, {what}: {amount}", month=month, what=word, amount=scale.format_amount(amount))
            yield Bar(x, y, _BAR, amount * scale.unit, kind, told)
    if back:
        told = msg("{month}, {what}: {amount}", month=month, what=msg("taken back"), amount=scale.format_amount(back))
        yield Bar(x, scale.zero, _BAR, back * scale.unit, TAKEN_BACK, told)


def _lines(scale: _Scale) -> Iterable[Line]:
    value = -scale.bottom
    while value <= scale.top:
        y = scale.zero - value * scale.unit
        yield Line(y, format_amount(value, scale.currency), zero=value == 0)
        value += scale.step


def _word(total: Total, named: Mapping[str, Message]) -> Message:
    name = total.claim_type or total.reason
    return named.get(name) or Message(name)


def _months(first: str, last: str) -> list[str]:
    """Every month from the first to the last, also those in which nothing was paid."""
    year, month = map(int, first.split("-"))
    months = [first]
    while months[-1] < last:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        months.append(f"{year:04}-{month:02}")
    return months


def _step(span: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, so that about five lines cover the span."""
    if not span:
        return Decimal(1)
    rough = span / _LINES
    power = Decimal(10) ** rough.adjusted()
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
