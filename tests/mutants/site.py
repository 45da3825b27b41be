"""The recorded site with one change in it, a window that notes what is used, and the judge of what came of a walk."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.mutants.mutate import DECOY, KINDS, Mutant, candidates, words_of

from casewright import places
from casewright.flow.event import AtSubmit, Ended
from casewright.flow.model import FlowSet
from casewright.flow.page_owner import Owner
from casewright.flow.read import read_flows
from casewright.flow.sighting import Node, parse_aria
from casewright.flow.walk import walk
from casewright.flow.window import Act, Submit, Window
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.form import Form
from casewright.model.outcome import Outcome
from casewright.permit import Permit
from casewright.recording.exchange import Answer, Request
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog, StoredCase, StoredFile
from casewright.recording.read import read_site, recording_names
from casewright.recording.recording import Page, Recording, path_of
from casewright.recording.session import Session
from casewright.testing.text_document import TextDocument
from casewright.testing.text_window import TextWindow

ROOT = places.recordings()
ACCOUNT, MARKETPLACE = "Harbor Lane Goods", "US"
SENT = frozenset({Outcome.FILED_UNVERIFIED, Outcome.UNCERTAIN})
"""How a walk may end that sent: with the case, or in a doubt that the case log decides."""
Case = tuple[str, str, tuple[tuple[str, str], ...], tuple[StoredFile, ...]]
"""Subject, message, what was typed into named boxes, files."""
STOPPED = frozenset(Outcome) - SENT - {Outcome.VERIFIED, Outcome.PREVIEWED}


@cache
def flows() -> FlowSet:
    return read_flows(places.flows())


@cache
def usable() -> frozenset[str]:
    """The words of every control that any flow acts on: all else is a wrong click."""
    words: set[str] = set()
    for screen in flows().screens:
        for step in screen.do:
            for use in step.uses:
                words.update(word for some in flows().control(screen, use.control).labels.values() for word in some)
    return frozenset(words)


@cache
def known() -> frozenset[str]:
    """Those words, and the words by which screens are recognised: what a change of them does matters most."""
    signs = (flows().control(screen, name) for screen in flows().screens for name in screen.seen)
    return usable() | {word for sign in signs for words in sign.labels.values() for word in words}


class MutantPlayer(Player):
    """A recorded site, one page of which shows something else; what stands behind it is as it was."""

    mutant: Mutant | None = None
    line = ""
    """The control that was moved, as its page wrote it."""

    def recorded_name(self, name: str) -> str:
        return super().recorded_name(self.mutant.original(name) if self.mutant else name)

    def _text(self, page: Page, context: dict[str, Any], shown: str | None = None) -> str:
        text = super()._text(page, context, shown)
        mutant = self.mutant
        if mutant and page.name == mutant.page:
            return mutant.apply(text)
        if mutant and mutant.kind == "move" and page.name == neighbour(self.recording, mutant.page):
            return f"{text.rstrip()}\n{self.line}\n"
        return text

    def _press(self, request: Request, session: Session) -> Answer:
        if self.mutant:
            named = {self._site_name(name): text for name, text in request.fields.items()}
            named["control"] = self.mutant.original(named.get("control", ""))
            request = replace(request, fields=named)
        return super()._press(request, session)

    def _site_name(self, field_name: str) -> str:
        label = field_name.removeprefix("f:")
        return field_name if label == field_name or not self.mutant else f"f:{self.mutant.original(label)}"


class NotingWindow(TextWindow):
    """Notes what is used, under the site's own names; what was moved to another frame still belongs to its form."""

    def __init__(self, player: MutantPlayer) -> None:
        super().__init__(player)
        self.mutant = player.mutant
        self.used: list[str] = []

    def _use(self, act: Any, document: TextDocument, node: Node) -> Any:
        self.used.append(self.mutant.original(node.name) if self.mutant else node.name)
        return super()._use(act, document, node)

    def _ask(self, request: Request) -> Answer:
        mutant = self.mutant
        if mutant and mutant.kind == "move" and request.method == "POST" and "control" in request.fields:
            key = f"f:{mutant.name}"
            chosen = any(one.ticked.get((mutant.role, mutant.name)) for one in self._top.walk())
            typed = self._typed.get(mutant.name) or ("true" if chosen else "")
            if typed and key not in request.fields:
                request = replace(request, fields=request.fields | {key: typed})
        return super()._ask(request)


def neighbour(site: Recording, name: str) -> str | None:
    """The page that holds this one in a frame, or one that this one holds: where a control can move to."""
    page = site.page(name)
    holder = next((one for one in site.pages if page.at in {path_of(frame) for frame in one.frames}), None)
    if holder:
        return holder.name
    return site.pages_at(path_of(page.frames[0]))[0].name if page.frames else None


def moved(site: Recording, mutant: Mutant) -> Recording:
    """The site that knows a moved control where it is now."""
    source, target = site.page(mutant.page), site.page(str(neighbour(site, mutant.page)))
    parts: dict[str, Any] = {}
    if mutant.name in source.go:
        parts["go"] = target.go | {mutant.name: source.go[mutant.name]}
    if mutant.name in source.fields:
        parts["fields"] = target.fields | {mutant.name: source.fields[mutant.name]}
    if mutant.name == source.upload:
        parts["upload"] = source.upload
    pages = tuple(one.model_copy(update=parts) if one.name == target.name else one for one in site.pages)
    return site.model_copy(update={"pages": pages})


@dataclass
class Walked:
    """What came of one walk."""

    ended: Ended
    cases: tuple[StoredCase, ...]
    used: list[str] = field(default_factory=list)
    submitted: int = 0

    @property
    def case(self) -> Case:
        """Everything of the one case that was approved."""
        [case] = self.cases
        return (case.subject, case.message, tuple(sorted(case.fields.items())), case.attachments)


def told_in_the_box(case: Case) -> Case:
    """The same case by the hub's other known way: where it offers no menu, its box takes the subject, and only that."""
    subject, message, fields, attachments = case
    told = dict(fields)
    if _HUB_BOX not in told or told[_HUB_BOX]:
        return case
    return subject, message, tuple((told | {_HUB_BOX: subject}).items()), attachments


_HUB_BOX = "short_description"
"""What the hub's "Describe your issue" is called in the recordings."""


def verdict(walked: Walked, healthy: Walked) -> str:  # noqa: PLR0911 (one return a finding)
    """`filed`, `stopped`, or `wrong: …` with what is wrong."""
    ended = walked.ended
    if DECOY in walked.used or (odd := sorted(set(walked.used) - usable())):
        return f"wrong: it used {odd if DECOY not in walked.used else 'what was added'}"
    if len(walked.cases) > 1:
        return f"wrong: {len(walked.cases)} cases"
    if walked.cases:
        if walked.case not in {healthy.case, told_in_the_box(healthy.case)}:
            return f"wrong: the case holds {walked.case}"
        if ended.outcome not in SENT:
            return f"wrong: a case was sent, and the walk says {ended.outcome}"
        return "filed"
    if ended.outcome is Outcome.FILED_UNVERIFIED or bool(walked.submitted) != (ended.outcome is Outcome.UNCERTAIN):
        return f"wrong: no case was sent, and the walk says {ended.outcome}"
    named = ended.outcome in STOPPED | {Outcome.UNCERTAIN} and ended.detail
    return "stopped" if named else f"wrong: it stopped without a reason ({ended.outcome})"


class Counting:
    """A window that counts submits on their way through."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.submitted = 0
        self.look, self.keep = window.look, window.keep

    def do(self, act: Act) -> Any:
        try:
            return self._window.do(act)
        finally:
            if isinstance(act, Submit):
                self.submitted += act.permit.spent


def go(window: Window, form: Form, log: MemoryCaseLog) -> Walked:
    """One walk with a permit, to its end."""
    counting = Counting(window)
    owner = Owner(ACCOUNT, MARKETPLACE)
    gate: Callable[[AtSubmit], Permit] = lambda _: Permit("a-filing")  # noqa: E731 (as small as that)
    (*_, ended) = walk(counting, flows(), form, gate, start="/home", stop=lambda: None, owner=owner)
    assert isinstance(ended, Ended)
    return Walked(ended, log.cases(), getattr(window, "used", []), counting.submitted)


def read_walk(site: Recording, form: Form, mutant: Mutant | None = None, line: str = "") -> Walked:
    """One walk without a browser."""
    log = MemoryCaseLog()
    moves = mutant is not None and mutant.kind == "move"
    player = MutantPlayer(
        moved(site, mutant) if mutant and moves else site, log, account=ACCOUNT, marketplace=MARKETPLACE
    )
    player.mutant, player.line = mutant, line
    return go(NotingWindow(player), form, log)


def make_form(folder: Path) -> Form:
    """A claim with everything that any of the recorded forms asks for."""
    path = folder / "invoice.pdf"
    path.write_bytes(b"%PDF-1.4 an invoice")
    content = path.read_bytes()
    proof = Evidence(
        kind=EvidenceKind.STOCK_DOCUMENT,
        path=path,
        name=path.name,
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return Form(
        reference="CW-ABCD2345",
        subject='X0012AB34C: 12 units "lost" CW-ABCD2345',
        message="Dear team,\n\n12 units were lost: & <b>.\n以下是凭证\n",
        short_message="Dear team,\n\n12 units were lost.\n",
        steps_taken="Checked the inventory ledger.",
        references="FNSKU X0012AB34C",
        main_identifier="X0012AB34C",
        claim_type="lost_in_warehouse",
        fnsku="X0012AB34C",
        transaction_id="20261010000114",
        shipment_id="FBA17K4R2WQD",
        evidence=(proof,),
    )


@dataclass
class Way:
    """One recording that files a claim, how it goes there when nothing is changed, and what could be changed."""

    site: Recording
    form: Form
    healthy: Walked
    changes: list[tuple[str, str, str, str, str]]
    lines: dict[tuple[str, str, str], str]


def ways(form: Form) -> list[Way]:
    """Every recording × kind of claim that files as it is; one of those that go the same way."""
    found: dict[tuple[str, ...], Way] = {}
    for name in recording_names(ROOT):
        for kind in ("lost_in_warehouse", "inbound_lost"):
            site, claim = read_site(ROOT, name), form.model_copy(update={"claim_type": kind})
            log = MemoryCaseLog()
            player = _Seeing(site, log, account=ACCOUNT, marketplace=MARKETPLACE)
            walked = go(NotingWindow(player), claim, log)
            if len(walked.cases) == 1 and walked.ended.outcome is Outcome.FILED_UNVERIFIED:
                found.setdefault(tuple(walked.used), Way(site, claim, walked, *_changes(site, player.seen)))
    return list(found.values())


class _Seeing(MutantPlayer):
    """Remembers every page that it shows."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seen: dict[str, str] = {}

    def _text(self, page: Page, context: dict[str, Any], shown: str | None = None) -> str:
        text = super()._text(page, context, shown)
        self.seen.setdefault(page.name, text)
        return text


def _changes(
    site: Recording, seen: dict[str, str]
) -> tuple[list[tuple[str, str, str, str, str]], dict[tuple[str, str, str], str]]:
    changes: list[tuple[str, str, str, str, str]] = []
    lines: dict[tuple[str, str, str], str] = {}
    for page, text in seen.items():
        changes += candidates(site.recording, page, text, framed=neighbour(site, page) is not None)
        for line in text.split("\n"):
            for node in parse_aria(line):
                lines.setdefault((page, node.role, words_of(node)), line.strip().removesuffix(":"))
    return changes, lines


def mutants(some: list[Way], count: int) -> list[tuple[Way, Mutant]]:
    """So many changes, always the same ones: each kind on each way in turn, three of four on words that flows know."""
    chosen: list[tuple[Way, Mutant]] = []
    for seed in range(count):
        way, kind = some[seed % len(some)], list(KINDS)[seed // len(some) % len(KINDS)]
        possible = [change for change in way.changes if change[2] == kind]
        matter = [change for change in possible if change[4] in known()] if seed % 4 else possible
        pool = matter or possible or way.changes
        chance = random.Random(seed)
        chosen.append((way, Mutant(*chance.choice(pool), seed)))
    return chosen
