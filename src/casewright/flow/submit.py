"""The one press that creates a case, and what the page says then. After it nothing raises."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress

from casewright.flow.arrive import Arrival, Halt, Lookout, Lost
from casewright.flow.event import Arrived, Clicked, Ended, Event, Pictured
from casewright.flow.model import Screen
from casewright.flow.recognise import PageText
from casewright.flow.window import Kept, Submit, Target, WindowError
from casewright.message import NOTHING, Message, msg
from casewright.model.outcome import Outcome
from casewright.permit import Permit
from casewright.redact import redact

Keep = Callable[[str], Kept]
"""Keeps the moment under a name."""


def submit(lookout: Lookout, screen: Screen, target: Target, permit: Permit, keep: Keep) -> Iterator[Event]:
    """Press, report it, and report the result; the last event is `Ended`.

    `Clicked` comes as soon as the press is over, successful or not, and before anything is looked at, so that the
    ledger records it first. A press that failed before the permit was spent did not happen.

    Raises:
        WindowError: the control could not be pressed, and nothing was sent.
    """
    trouble = NOTHING
    try:
        lookout.window.do(Submit(target, permit))
    except Exception as error:
        if not permit.spent:
            raise
        trouble = sentence_of(error)
    yield Clicked(screen.key)
    if trouble:
        yield Ended(
            Outcome.UNCERTAIN, msg("the submit was pressed, then: {trouble}", trouble=trouble), screen=screen.key
        )
        return
    yield from _after(lookout, screen, keep)


def _after(lookout: Lookout, screen: Screen, keep: Keep) -> Iterator[Event]:
    """Return what the page says after the click; every surprise is `uncertain`, and the case log decides."""
    try:
        yield from _watch_after_press(lookout, screen, keep)
    except Halt as halt:
        yield Ended(Outcome.UNCERTAIN, msg("after the submit: {detail}", detail=halt.ended.detail), screen=screen.key)
    except Exception as error:  # noqa: BLE001 (after the click an outcome is a value)
        yield Ended(Outcome.UNCERTAIN, msg("after the submit: {detail}", detail=sentence_of(error)), screen=screen.key)


def _watch_after_press(lookout: Lookout, screen: Screen, keep: Keep) -> Iterator[Event]:
    found = yield from _await_screen(lookout, screen)
    if isinstance(found, Lost):
        yield from picture(keep, screen.key, "after-the-submit")
        detail = msg("no screen showed what became of the submit: {why}", why=found.why)
        yield Ended(Outcome.UNCERTAIN, detail, screen=screen.key, sighting=found.sighting)
        return
    yield Arrived(found.screen.key, found.sighting)
    yield from picture(keep, found.screen.key, found.screen.name)
    yield _ended(lookout, screen, found)


def _await_screen(lookout: Lookout, screen: Screen) -> Generator[Event, None, Arrival | Lost]:
    """Return the screen after the click. A puzzle that comes with it is a person's to solve; then the site goes on."""
    lookout.by_hand = True  # after the click nothing is typed automatically
    following = lookout.flows.following(screen)  # after a reply the case's own page comes, which could be replied to
    found = yield from lookout.find(screen, lambda after: not after.do or after.enters or after in following)
    reason = None if isinstance(found, Lost) else lookout.turn_of(found.screen)
    if isinstance(found, Lost) or reason is None:
        return found
    name = found.screen.key
    place = yield from lookout.hand_over(name, reason, found.sighting, screen)
    return place or Lost(found.sighting, msg("{screen} needs a person ({reason})", screen=name, reason=reason))


def _ended(lookout: Lookout, screen: Screen, place: Arrival) -> Ended:
    after, sighting = place.screen, place.sighting
    if after.take is None:
        detail = msg("the submit was answered by {screen}, which names no case", screen=after.key)
        return Ended(Outcome.UNCERTAIN, detail, screen=after.key, sighting=sighting)
    case_id = PageText.of(sighting).case_id(lookout.flows.control(after, after.take))
    if case_id is None:
        detail = msg("{screen} appeared, but shows no single case ID", screen=after.key)
        return Ended(Outcome.UNCERTAIN, detail, screen=after.key, sighting=sighting)
    if after not in lookout.flows.following(screen):
        detail = msg(
            "{screen} shows case {case_id}, but does not follow {before}",
            screen=after.key,
            case_id=case_id,
            before=screen.key,
        )
        return Ended(Outcome.UNCERTAIN, detail, case_id, after.key, sighting)
    return Ended(
        Outcome.FILED_UNVERIFIED, msg("the page shows case {case_id}", case_id=case_id), case_id, after.key, sighting
    )


def picture(keep: Keep, screen: str, name: str) -> Iterator[Pictured]:
    """Keep the last moment of a walk; if the picture fails, the result stands."""
    with suppress(Exception):
        yield Pictured(screen, keep(name))


def sentence_of(error: Exception) -> Message:
    """Return what went wrong as a sentence, with a remedy if the refusal has one; a bug of ours with its kind."""
    if isinstance(error, WindowError):
        if not error.remedy:
            return error.message
        return msg("{trouble}. {remedy}", trouble=error.message, remedy=error.remedy)
    return Message(redact(f"{type(error).__name__}: {error}"))
