"""Filing by hand: the person walks and presses; the program types what it is asked to, arms, and proves.

Nothing here can press: the page it works with (`Hand`) has no such method, and the ledger's permit is spent at once,
because from then on only the person knows whether the case was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from casewright.casework.gate import SubmitGate
from casewright.casework.hand import Hand, HandDo, HandEnd, HandMoment, HandPerson, HandWish
from casewright.casework.hand_kit import ChangedEvidence, HandKit, write_kit
from casewright.flow.event import Arrived, AtSubmit, Clicked, Ended, Event, HandedOver
from casewright.flow.model import FlowSet
from casewright.flow.page_owner import shown_owner
from casewright.flow.reason import Reason
from casewright.flow.recognise import PageText, screens_of
from casewright.flow.sighting import Sighting
from casewright.flow.window import WindowError
from casewright.message import NOTHING, Message, as_message, msg, paragraph
from casewright.model.evidence import Evidence
from casewright.model.field_table import IDENTIFIERS
from casewright.model.form import Form
from casewright.model.labels import label
from casewright.model.outcome import Outcome
from casewright.permit import Permit

SCREEN = "by-hand"
"""What a walk by hand is called where a flow's walk has the name of a screen."""

_BEGINS = "/home"


def walk_with_person(gate: SubmitGate, by_flow: Callable[[], Iterator[Event]]) -> Iterator[Event]:
    """Yield the events of one claim's walk: by hand, or by a flow and then by hand if the flow finds no way."""
    hands = gate.desk.by_hand
    if hands is None:
        yield from by_flow()
        return
    if not hands.always:
        for event in by_flow():
            if (why := _no_way(event)) and _takes_over(gate, why, hands.person):
                break
            yield event
        else:
            return
    yield from _HandWalk(gate, hands.open_hand(gate.visit), hands.person).events(anew=hands.always)


def _no_way(event: Event) -> Message:
    """Return why a flow's walk found no way before the submit; empty if it goes on, or ends for another reason."""
    match event:
        case HandedOver(sighting=sighting, reason=reason) if sighting is not None:
            return as_message(reason)
        case Ended(outcome=Outcome.UNKNOWN_SCREEN | Outcome.FAILED_BEFORE_SUBMIT, detail=detail):
            return detail
    return NOTHING


def _takes_over(gate: SubmitGate, why: Message, person: HandPerson) -> bool:
    """Return whether a person is there, nothing was armed, and they want to continue by hand."""
    free = gate.visit.attended and not gate.arming and not gate.desk.brakes.stopped()
    return free and person.offered(gate.entry, why)


@dataclass(slots=True)
class _HandWalk:
    """One claim, walked by a person. `texts` is what was ever in a box, `files` what the page had."""

    gate: SubmitGate
    hand: Hand
    person: HandPerson
    texts: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    @property
    def _form(self) -> Form:
        return self.gate.entry.form

    def events(self, *, anew: bool) -> Iterator[Event]:
        """Yield everything that happens, the end last. What the walk showed is kept whatever happens."""
        try:
            ended = yield from self._walk(anew=anew)
        except WindowError as error:
            ended = self._given_way(error)
        except ChangedEvidence as error:
            ended = Ended(Outcome.FAILED_BEFORE_SUBMIT, error.message, screen=SCREEN)
        finally:
            self.person.keep_walk(self.gate.entry, self.hand.moments())
        yield ended

    def _walk(self, *, anew: bool) -> Generator[Event, None, Ended]:
        kit = write_kit(self.gate.desk.keep_in, self._form)
        self.hand.watch()
        if anew:
            self.hand.open(_BEGINS)
        yield Arrived(SCREEN, self.hand.look())
        told = NOTHING
        while True:
            wish = self.person.next_wish(HandMoment(self.gate.entry, kit, told), self._serve)
            self._see()
            if wish.do in {HandDo.SKIP, HandDo.QUIT}:
                return self._leave(wish.do)
            if wish.do is not HandDo.SEND:
                told = self._grant(wish, kit)
                continue
            foreign = self._foreign(self.hand.look())
            told = foreign or msg("Nothing was armed: go on, and type it again when you are ready.")
            if foreign:
                continue
            moment = self._moment()
            yield moment
            if self.person.about_to_send(self.gate.entry, moment, self._serve):
                return (yield from self._arm(moment))

    def _serve(self) -> Message:
        """Let the browser work; the stop switch ends the walk until the filing is armed."""
        if not self.gate.arming and (reason := self.gate.desk.brakes.stopped()):
            raise WindowError(Reason.STOPPED, reason)
        return self.hand.serve()

    def _leave(self, how: HandDo) -> Ended:
        """Skip this one, or end the run here."""
        run = self.gate.run
        if how is HandDo.SKIP:
            run.skipped.append(self.gate.entry)
            return Ended(Outcome.CANCELLED, msg("you skipped it"), screen=SCREEN)
        run.over = Ended(Outcome.CANCELLED, msg("you stopped before it"))
        return Ended(Outcome.CANCELLED, msg("you stopped here"), screen=SCREEN)

    # requests

    def _grant(self, wish: HandWish, kit: HandKit) -> Message:
        """Do what was asked for; if that fails, say so and continue."""
        try:
            match wish.do:
                case HandDo.TYPE:
                    return self._type(wish.value, kit)
                case HandDo.ATTACH:
                    return self._attach(wish.files, kit)
                case _:
                    return paragraph(self.seen(kit))
        except WindowError as error:
            if error.reason in {Reason.PAGE_GONE, Reason.STOPPED}:
                raise
            return error.message

    def _type(self, name: str, kit: HandKit) -> Message:
        text = kit.text(name)
        if foreign := self._foreign(self.hand.look()):
            return foreign
        read_back = self.hand.type_into_focused(text)
        self.texts.add(_key(read_back))
        count = len(read_back)
        return msg("{what} is in the box now: {count} characters, read back.", what=label(name), count=count)

    def _attach(self, numbers: tuple[int, ...], kit: HandKit) -> Message:
        files = _numbered(kit.files, numbers)
        if not files:
            return msg("There is no such file.")
        if foreign := self._foreign(self.hand.look()):
            return foreign
        self.hand.give_files(files)
        return msg("Press the button in the browser that chooses files: {files}.", files=[one.name for one in files])

    def seen(self, kit: HandKit) -> Iterator[Message]:
        """Return which parts of the claim were seen in a box, which were not, and which files the page has."""
        by_name = {name: _key(text) in self.texts for name, text in kit.values}
        stands = [label(name) for name, there in by_name.items() if there]
        lacks = [label(name) for name, there in by_name.items() if not there and name in _WANTED]
        if stands:
            yield msg("Seen complete in a box: {values}.", values=stands)
        if lacks:
            yield msg("Not seen: {values}.", values=lacks)
        missing = [proof.name for proof in kit.files if proof.name not in self.files]
        if self.files:
            yield msg("Files on the page: {files}.", files=sorted(self.files))
        if missing:
            yield msg("Files not on the page: {files}.", files=missing)

    def _see(self) -> None:
        """Remember what is on the page; a page that is changing right now is read next time."""
        self.texts.update(map(_key, self.hand.texts()))
        self.files.update(self.hand.files_seen(self._form.evidence))

    # sending

    def _foreign(self, sighting: Sighting) -> Message:
        """Return why nothing is typed or armed on this page: it shows another account; empty if all is well."""
        owner, shown = self.gate.visit.owner, shown_owner(sighting)
        if shown is None or shown.same(owner):
            return NOTHING
        return msg(
            "The page belongs to “{shown}”, the claim to “{owner}”: choose that account first.",
            shown=shown,
            owner=owner,
        )

    def _moment(self) -> AtSubmit:
        values = values_given(self._form, self.texts, self.files)
        named = {name for name in values if name != "evidence"}
        unseen = {name for name in named if _key(self._form.value(name)) not in self.texts}
        lacking = {proof.name for proof in self._form.evidence} - self.files
        kept, sighting = self.hand.keep(SCREEN), self.hand.look()
        return AtSubmit(SCREEN, (), kept, sighting, values, frozenset(unseen | ({"evidence"} if lacking else set())))

    def _arm(self, moment: AtSubmit) -> Generator[Event, None, Ended]:
        """Arm as usual, leave the press to the person, and ask how it ended."""
        permit = self.gate.arm_approved(moment)
        if not isinstance(permit, Permit):
            return permit
        permit.spend()  # from here on the press is the person's
        yield Clicked(SCREEN)
        try:
            end = self.person.how_it_ended(self.gate.entry, self._serve)
            case_id = shown_case(self.hand.look(), self.gate.desk.flows)
        except WindowError as error:
            detail = msg("it was armed for your own press, then: {message}", message=error.message)
            return Ended(Outcome.UNCERTAIN, detail, screen=SCREEN)
        return self._ended(end, case_id)

    def _ended(self, end: HandEnd, case_id: str | None) -> Ended:
        if case_id and end is not HandEnd.NOT_SENT:
            detail = msg("sent by hand; the page shows case {case_id}", case_id=case_id)
            return Ended(Outcome.FILED_UNVERIFIED, detail, case_id, SCREEN)
        return Ended(Outcome.UNCERTAIN, _SAID[end], screen=SCREEN)

    def _given_way(self, error: WindowError) -> Ended:
        return Ended(error.reason.outcome, error.message, screen=SCREEN)


_WANTED = frozenset({"subject", "message"})
"""What a contact form asks for, so that it is worth a word where it was not seen."""

_SAID = {
    HandEnd.SENT: msg("you sent it by hand; the page shows no single case ID"),
    HandEnd.NOT_SENT: msg("you say that you did not send it; only the case log proves that"),
    HandEnd.UNSURE: msg("you are not sure whether it was sent"),
}


def values_given(form: Form, texts: set[str], files: set[str]) -> frozenset[str]:
    """Return the names of the form's values that the case will hold, judging by boxes and listed files.

    If no subject was seen, the site is assumed to write it: the case is then looked for by its identifier, and a search
    that finds nothing proves nothing. If only an identifier was seen, a tool of the site was filled; if nothing was
    seen at all, the case is compared with the approved text.
    """
    seen = {name for name in ("subject", "message", "short_message", *IDENTIFIERS) if _stands(form, name, texts)}
    identifiers, subject = seen & frozenset(IDENTIFIERS), seen & {"subject"}
    message = seen & {"message"} or seen & {"short_message"}
    document = {form.document.name} if form.document else set()
    attached = {"document"} if document and files == document and len(form.evidence) > 1 else {"evidence"}
    if identifiers and not subject and not message:
        return frozenset(identifiers | (attached if files else set()))
    return frozenset((message or {"message"}) | subject | identifiers | attached)


def _stands(form: Form, name: str, texts: set[str]) -> bool:
    text = _key(form.value(name))
    return bool(text) and text in texts


def _key(text: str) -> str:
    """Normalise a text as boxes of all kinds keep it: line endings and empty lines do not count."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if line.strip())


def _numbered(files: tuple[Evidence, ...], numbers: tuple[int, ...]) -> tuple[Evidence, ...]:
    """Return the files with these numbers, counted from 1; all of them if no number is given."""
    if not numbers:
        return files
    return tuple(files[number - 1] for number in numbers if 0 < number <= len(files))


def shown_case(sighting: Sighting, flows: FlowSet) -> str | None:
    """Return the case that a page shows as just created; None if no known screen shows one."""
    takes = [screen for screen in screens_of(sighting, flows) if screen.take]
    found = {PageText.of(sighting).case_id(flows.control(one, one.take)) for one in takes if one.take}
    return found.pop() if len(found) == 1 else None
