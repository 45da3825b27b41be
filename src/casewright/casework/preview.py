"""The dry run: every claim of a plan is walked up to the submit, by a walk that never gets a permit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casewright.casework.brakes import Brakes
from casewright.casework.drift_reports import reported
from casewright.casework.plan import Entry, Plan
from casewright.casework.result import GuardCount, Preview, Settled, walked
from casewright.casework.self_stop import listen
from casewright.errors import CasewrightError
from casewright.flow.event import Ended, Event, never
from casewright.flow.model import FlowSet
from casewright.flow.walk import walk
from casewright.message import msg
from casewright.model.outcome import Outcome
from casewright.site.visit import Site, Visit

Tell = Callable[[Entry, Event], None]
"""Told of everything that happens, while it happens: the progress display."""


def by_account(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """Group the entries by account and marketplace, otherwise in order: one visit each."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.claim.account, entry.claim.marketplace), []).append(entry)
    return groups


def start_of(flows: FlowSet, claim_type: str) -> str:
    """Return the address where the flows for this claim type begin; they agree, because the variant is recognised.

    Raises:
        CasewrightError: no flow files this claim type, or they begin at different addresses.
    """
    starts = {flow.start for flow in flows.flows.values() if flow.start and claim_type in (flow.files or (claim_type,))}
    if len(starts) != 1:
        told = ", ".join(sorted(starts)) or "none"
        raise CasewrightError(
            msg(
                "The flows begin a {claim_type} claim at {told}: one address is needed.",
                claim_type=claim_type,
                told=told,
            ),
            remedy=msg("Run `casewright flow check`."),
        )
    return starts.pop()


def preview(plan: Plan, site: Site, flows: FlowSet, brakes: Brakes, keep_in: Path, tell: Tell) -> Preview:
    """Fill in everything, submit nothing; pictures go to a folder per claim under `keep_in`.

    Raises:
        CasewrightError: no browser, or the site cannot be reached. What goes wrong with one claim is an outcome.
    """
    settled: list[Settled] = []
    counts: list[GuardCount] = []
    for (account, marketplace), entries in by_account(plan.entries).items():
        with site.visit(account, marketplace, keep_in) as visit:
            walker = _DryWalker(visit, flows, brakes, keep_in, tell)
            settled.extend(walker.walk(entry) for entry in entries)
            guard = visit.guard()
            counts.append(
                GuardCount(
                    answered=guard.answered, refused=guard.refused, left=guard.left, refused_urls=guard.refused_urls
                )
            )
    in_order = {entry.claim.claim_id: place for place, entry in enumerate(plan.entries)}
    settled.sort(key=lambda one: in_order[one.entry.claim.claim_id])
    return Preview(plan=plan, entries=tuple(settled), site=site.name, guard=_sum(counts))


@dataclass(frozen=True, slots=True)
class _DryWalker:
    """Walks the claims of one account in one visit; `nowhere` holds what the site said the account does not have."""

    visit: Visit
    flows: FlowSet
    brakes: Brakes
    keep_in: Path
    tell: Tell
    nowhere: set[str] = field(default_factory=set)

    def walk(self, entry: Entry) -> Settled:
        """Walk one claim, up to the submit."""
        noted = reported(self._events(entry), self.flows, entry.form.reference, self.keep_in)
        story = walked(tell_events(entry, noted, self.tell))
        listen(story, self.visit.guard(), self.brakes)
        return Settled(entry=entry, walked=story)

    def _events(self, entry: Entry) -> Iterator[Event]:
        yield from walk(
            self.visit.window,
            self.flows,
            entry.form,
            never,
            start=start_of(self.flows, entry.claim.type),
            stop=self.brakes.stopped,
            attended=self.visit.attended,
            picture_all=True,
            owner=self.visit.owner,
            nowhere=self.nowhere,
        )


def tell_events(entry: Entry, events: Iterable[Event], tell: Tell) -> Iterator[Event]:
    """Yield the same events, passing each on; a refusal before the click becomes the walk's end."""
    try:
        for event in events:
            tell(entry, event)
            yield event
    except CasewrightError as error:
        yield Ended(Outcome.FAILED_BEFORE_SUBMIT, error.message)


def _sum(counts: list[GuardCount]) -> GuardCount:
    return GuardCount(
        answered=sum(count.answered for count in counts),
        refused=sum(count.refused for count in counts),
        left=sum(count.left for count in counts),
        refused_urls=tuple(url for count in counts for url in count.refused_urls),
    )
