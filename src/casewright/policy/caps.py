"""How many of the claims that may be filed fit under the caps: the most urgent first, the rest on another day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from casewright.message import msg, msg_n
from casewright.model.outcome import Outcome
from casewright.policy.reasons import reason
from casewright.policy.rules import Rules
from casewright.policy.verdict import Verdict, VerdictReason
from casewright.settings import same_name

DAY = timedelta(days=1)
"""A cap of a day counts the last 24 hours, wherever the marketplace is."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Caps:
    """The most cases of one account in 24 hours and in one hour, and the most of one run over all accounts.

    `filed_in_day` and `filed_in_hour` are what each account filed lately.
    """

    per_day: int
    per_hour: int | None = None
    per_run: int | None = None
    filed_in_day: Mapping[str, int] = field(default_factory=dict)
    filed_in_hour: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    """Account → its own most cases in 24 hours and in one hour, where it has such."""

    def of_account(self, account: str) -> Caps:
        """The caps as they hold for an account, however its name is written."""
        own = next((caps for name, caps in self.own.items() if same_name(name) == same_name(account)), None)
        return replace(self, per_day=own[0], per_hour=own[1]) if own else self

    def in_day(self, account: str) -> int:
        """How many cases the account filed in the last 24 hours, however its name is written."""
        return _filed_by(account, self.filed_in_day)

    def in_hour(self, account: str) -> int:
        """How many it filed in the last hour."""
        return _filed_by(account, self.filed_in_hour)

    def room(self, account: str) -> int:
        """How many cases of an account may be filed in a run that begins now."""
        own = self.of_account(account)
        day = own.per_day - self.in_day(account)
        hour = day if own.per_hour is None else own.per_hour - self.in_hour(account)
        return max(min(day, hour), 0)


def next_moments(armed: Iterable[datetime], caps: Caps, now: datetime) -> Iterator[datetime]:
    """When an account may file its next case, the one after it, and so on, each as soon as the caps allow.

    `armed` are the moments at which it filed in the last 24 hours, the earliest first.
    """
    moments = list(armed)
    while True:
        spans = ((caps.per_day, DAY), (caps.per_hour, HOUR))
        full = [moments[-cap] + span for cap, span in spans if cap is not None and len(moments) >= cap]
        moments.append(max(now, *full) if full else now)
        yield moments[-1]


def _filed_by(account: str, filed: Mapping[str, int]) -> int:
    return sum(count for name, count in filed.items() if same_name(name) == same_name(account))


def in_order(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The order of work: by deadline, then the most money of its currency, then as the files have it."""
    return tuple(sorted(verdicts, key=urgency))


def urgency(verdict: Verdict) -> tuple[date, str, object]:
    """What the order of work goes by; amounts of different currencies are not compared."""
    claim = verdict.claim
    return verdict.deadline or date.max, claim.currency, -claim.amount


@dataclass(frozen=True, slots=True)
class Beyond:
    """Why a run beginning now does not reach a claim, and when another one can.

    `days_later` is 0 where an hour or another run is enough. `run_is_full` says that its own account would have room.
    """

    days_later: int
    run_is_full: bool


def find_beyond(ordered: Sequence[Verdict], caps: Caps) -> dict[int, Beyond]:
    """Of claims in the order of work, the places of those that a run beginning now does not reach."""
    beyond: dict[int, Beyond] = {}
    reached: dict[str, int] = {}
    queued: dict[str, int] = {}
    for at, verdict in enumerate(ordered):
        account = same_name(verdict.claim.account)
        behind = queued[account] = queued.get(account, 0) + 1
        done = reached.get(account, 0)
        has_room = done < caps.room(account)
        if has_room and (caps.per_run is None or sum(reached.values()) < caps.per_run):
            reached[account] = done + 1
        else:
            days_later = (behind - 1 + caps.in_day(account)) // caps.of_account(account).per_day
            beyond[at] = Beyond(days_later, run_is_full=has_room)
    return beyond


def cap_verdicts(verdicts: Iterable[Verdict], rules: Rules, caps: Caps, now: datetime) -> tuple[Verdict, ...]:
    """Return the same verdicts in order, with those beyond a run starting now refused for the time being.

    Source: the rule `few-cases-a-day`.
    """
    judged = tuple(verdicts)
    queue = sorted((at for at, one in enumerate(judged) if one.fileable), key=lambda at: urgency(judged[at]))
    beyond = find_beyond([judged[at] for at in queue], caps)
    later = {queue[place]: why for place, why in beyond.items()}
    return tuple(
        _capped(verdict, rules, caps, now, later[at]) if at in later else verdict for at, verdict in enumerate(judged)
    )


def _capped(verdict: Verdict, rules: Rules, caps: Caps, now: datetime, beyond: Beyond) -> Verdict:
    wait = beyond.days_later * DAY if beyond.days_later else HOUR
    return verdict.model_copy(
        update={
            "refusal": Outcome.CAPPED,
            "reasons": (explain_cap(verdict, rules, caps, beyond),),
            "next_allowed_at": now + wait,
        }
    )


def explain_cap(verdict: Verdict, rules: Rules, caps: Caps, beyond: Beyond) -> VerdictReason:
    """Say which cap leaves a claim behind, and by when it must be filed."""
    account = verdict.claim.account
    caps = caps.of_account(account)
    left = caps.per_day - caps.in_day(account)
    if beyond.run_is_full and caps.per_run is not None:
        cap = msg_n("The cap of {count} case a run", "The cap of {count} cases a run", caps.per_run)
    elif caps.per_hour is not None and caps.per_hour - caps.in_hour(account) < left:
        cap = msg_n(
            "This account's cap of {count} case an hour", "This account's cap of {count} cases an hour", caps.per_hour
        )
    else:
        cap = msg_n(
            "Today's cap of {count} case for this account",
            "Today's cap of {count} cases for this account",
            caps.per_day,
        )
    last = verdict.deadline or msg("a day that is not published")
    return reason(rules.find_rule("few-cases-a-day"), "capped", cap=cap, last=last)
