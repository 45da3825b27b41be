"""Everything that a person is asked, and the words that count as answers, in every language of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from casewright.app.asks import SubmitQuestion
from casewright.message import Message, languages, msg, msg_in
from casewright.model.site_name import SiteName
from casewright.report.table import amount_of

_ANSWERS = {
    "file": msg_in("answer", "file"),
    "skip": msg_in("answer", "skip"),
    "look": msg_in("answer", "look"),
    "back": msg_in("answer", "back"),
    "rest": msg_in("answer", "rest"),
    "quit": msg_in("answer", "quit"),
    "send": msg_in("answer", "send"),
    "no": msg_in("answer", "no"),
    "not sent": msg_in("answer", "not sent"),
    "leave": msg_in("answer", "leave"),
    "type": msg_in("answer", "type"),
    "copy": msg_in("answer", "copy"),
    "attach": msg_in("answer", "attach"),
    "read": msg_in("answer", "read"),
    "sent": msg_in("answer", "sent"),
    "unsure": msg_in("answer", "unsure"),
    "by hand": msg_in("answer", "by hand"),
}
"""What may be answered. Each word counts in every language, whichever is spoken."""

_ALSO = {"all": "rest", "全部": "rest", "？": "?"}
"""Other words that count, and what they mean."""

_EXPLAINED = {
    "file": msg("files this case: Amazon receives exactly what is shown above"),
    "skip": msg("leaves this claim for another time, and goes on with the next one"),
    "look": msg("opens this claim's page: the text, the files, and every screen so far"),
    "back": msg("goes back to the claim that was skipped last"),
    "rest": msg("files this case and all that follow, after you have typed how many that is"),
    "quit": msg("ends the run here; what was filed stays filed"),
}


def ask_before_submit(question: SubmitQuestion) -> Message:
    """Whether to file the case whose form is filled: where, whose, which, how much, and the answers."""
    answers: Message = _ANSWERS["file"]
    for word in ("skip", "look", "back", "rest", "quit"):
        answers = Message("{first} / {second}", arguments=(("first", answers), ("second", _ANSWERS[word])))
    claim = question.entry.claim
    return msg(
        "{site} · {account} · {claim} · {amount} ({number} of {total}) · {answers} ?",
        site=msg("LIVE") if question.site is SiteName.LIVE else msg("PRACTICE"),
        account=f"{claim.account} {claim.marketplace}",
        claim=claim.claim_id,
        amount=amount_of(claim),
        number=question.number,
        total=question.of,
        answers=answers,
    )


def explain_answers() -> list[Message]:
    """What each answer does, a line each."""
    return _explain(_EXPLAINED)


def hint_before_submit() -> Message:
    """Which answers there are."""
    words = [_ANSWERS[word] for word in _EXPLAINED]
    return msg("Nothing was filed. Please type one of these words: {answers}; or ? for an explanation.", answers=words)


def ask_for_all(left: int) -> Message:
    """Whether all that are left are meant."""
    return msg("To file this case and all that follow, type their number: {count}", count=left)


def ask_before_reply() -> Message:
    """Whether to send the reply whose form is filled."""
    answers = [_ANSWERS["look"], _ANSWERS["no"]]
    return msg("Type {answer} to send this reply, or: {others}", answer=_ANSWERS["send"], others=answers)


def ask_about_doubt() -> Message:
    """What became of a filing in doubt."""
    answers = [_ANSWERS["not sent"], _ANSWERS["leave"]]
    return msg("Type the ID of the case that belongs to this claim, or: {others}", others=answers)


_BY_HAND = {
    "type": msg("with a number: types that text into the box that you clicked into, over what stands there"),
    "copy": msg("with a number: puts that text on the clipboard"),
    "attach": msg("gives all files, or the one with that number, to the file chooser that you open next"),
    "read": msg("says what of this claim stands on the page"),
    "look": msg("shows the list of texts and files again"),
    "send": msg("when you are about to press what sends the case: arms the filing first"),
    "skip": _EXPLAINED["skip"],
    "quit": _EXPLAINED["quit"],
}


def ask_by_hand() -> Message:
    """What to do next while a person walks."""
    return msg("By hand · {answers} ?", answers=[_ANSWERS[word] for word in _BY_HAND])


def explain_by_hand() -> list[Message]:
    """What each answer does while a person walks, a line each."""
    return _explain(_BY_HAND)


def _explain(meanings: Mapping[str, Message]) -> list[Message]:
    return [
        Message("  {answer}  {meaning}", arguments=(("answer", _ANSWERS[word]), ("meaning", meaning)))
        for word, meaning in meanings.items()
    ]


def ask_about_to_send() -> Message:
    """Whether a person is about to send the case by hand."""
    return msg(
        "Nothing is pressed for you. Type {answer} if you are about to send this case yourself, or: {others}",
        answer=_ANSWERS["send"],
        others=[_ANSWERS["look"], _ANSWERS["no"]],
    )


def ask_how_it_ended() -> Message:
    """Whether a person has sent the case that was armed."""
    return msg(
        "Press the button in the browser that sends the case. Then type {answer}, or: {others}",
        answer=_ANSWERS["sent"],
        others=[_ANSWERS["not sent"], _ANSWERS["unsure"]],
    )


def ask_to_go_on_by_hand() -> Message:
    """Whether to go on by hand where a walk stopped."""
    return msg(
        "The browser is still open. Type {answer} to file this claim yourself, with its texts and files ready, or: "
        "{others}",
        answer=_ANSWERS["by hand"],
        others=[_ANSWERS["no"]],
    )


def read_answer_word(line: str) -> str:
    """An answer as the English word that it stands for; any other text in lower case."""
    folded = line.casefold()
    return _words().get(folded, folded)


@cache
def _words() -> dict[str, str]:
    translated = {
        message.say(language).casefold(): word for word, message in _ANSWERS.items() for language in languages()
    }
    return translated | _ALSO
