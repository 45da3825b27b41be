"""The judge: what a site was sent, beside what was approved and what the program says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tests.unkind.case_store import CaseStore, SentCase
from tests.unkind.claims import Approved

Kind = Literal["filed right", "stopped", "wrong"]

CLAIMS_A_CASE = frozenset({"verified", "filed_unverified", "filed_incomplete"})
"""Outcomes by which the program says that there is a case."""
DIFFERS = "filed_differs"
"""There is a case, and its text has to be compared by a person."""
IN_DOUBT = frozenset({"uncertain", DIFFERS})


@dataclass(frozen=True, slots=True)
class Told:
    """What the program said at the end: its outcome, the reason in words, the case ID, the screens it knew."""

    outcome: str
    detail: str = ""
    case_id: str | None = None
    screens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgment:
    """What became of one claim on one site. `reason` says why, and stands in the printed counts."""

    kind: Kind
    reason: str = ""


def judge(store: CaseStore, approved: Approved, told: Told) -> Judgment:
    """Decide by the site's own memory: filed right, stopped with a named reason, or wrong.

    Right is one case with the approved text, an identifier of the claim, and every file whole. Wrong is every press
    that nobody filing this claim would make, every other word, every lost file, a second case, and every case that
    the program denies, or claims without there being one.
    """
    pressed = (f"pressed {what}" for what in store.wrong_presses)
    faults = [*pressed, *_case_faults(store, approved), *_talk_faults(store, told)]
    if faults:
        return Judgment("wrong", "; ".join(faults))
    if store.cases and told.outcome in CLAIMS_A_CASE:
        return Judgment("filed right", told.outcome)
    if not told.detail:
        return Judgment("wrong", f"{told.outcome} without a reason")
    return Judgment("stopped", f"{told.outcome}: {told.detail}")


def _case_faults(store: CaseStore, approved: Approved) -> Iterator[str]:
    if len(store.cases) > 1:
        yield f"{len(store.cases)} cases"
    for case in store.cases:
        yield from _text_faults(case, approved)
        yield from _file_faults(case, approved)
        if strange := set(case.identifiers) - approved.identifiers:
            yield f"identifiers of something else: {sorted(strange)}"


def _text_faults(case: SentCase, approved: Approved) -> Iterator[str]:
    if case.door not in {"help-center", "help-hub", "assistant"}:
        return
    form = approved.form
    ours = {_lines(form[key]) for key in ("message", "short_message")}
    if _lines(case.description) not in ours:
        yield f"another text: {case.description[:60]!r}"
    if case.subject != form["subject"]:
        yield f"another subject: {case.subject!r}"
    beside = ours | {_lines(form[key]) for key in ("steps_taken", "references")} | approved.identifiers | {""}
    for name in ("steps", "references", "additional"):
        if _lines(getattr(case, name)) not in beside:
            yield f"words in {name!r} that nobody approved: {getattr(case, name)[:60]!r}"
    if case.cc or case.urgent:
        yield "a copy to somebody, or urgent, which nobody approved"


def _lines(text: str) -> str:
    """A text without what a browser does to its line ends; every other sign counts."""
    return text.replace("\r\n", "\n").strip()


def _file_faults(case: SentCase, approved: Approved) -> Iterator[str]:
    if case.door in {"policy-tool", "portal"}:
        return
    sent = {(file.name, file.content) for file in case.files}
    meant = set(approved.files)
    if lost := sorted(name for name, _ in meant - sent):
        yield f"lost files: {lost}"
    if more := sorted(name for name, _ in sent - meant):
        yield f"files that nobody approved: {more}"


def _talk_faults(store: CaseStore, told: Told) -> Iterator[str]:
    if told.outcome in CLAIMS_A_CASE | {DIFFERS} and not store.cases:
        yield f"{told.outcome} is said, and there is no case"
    if store.cases and told.outcome not in CLAIMS_A_CASE | IN_DOUBT:
        yield f"{told.outcome} is said, and there is a case"
    if told.case_id and told.case_id not in {case.case_id for case in store.cases}:
        yield f"case {told.case_id} is somebody else's"
