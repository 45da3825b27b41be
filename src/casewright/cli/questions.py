"""Everything that a person is asked, and the words that count as answers, in every language of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from casewright.app.asks import Doubt, Entry, ReplyQuestion, SubmitQuestion
from casewright.message import Message, indented, languages, msg, msg_in
from casewright.model.claim import CommonClaim
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
    return msg(
        "{claim} ({number} of {total}) · {answers} ?",
        claim=_about_claim(question.site, question.entry.claim),
        number=question.number,
        total=question.of,
        answers=_chosen_from(_EXPLAINED),
    )


def _about_claim(site: SiteName, claim: CommonClaim) -> Message:
    return msg(
        "{site} · {account} · {claim} · {amount}",
        site=_where(site),
        account=f"{claim.account} {claim.marketplace}",
        claim=claim.claim_id,
        amount=amount_of(claim),
    )


def _where(site: SiteName) -> Message:
    return msg("LIVE") if site is SiteName.LIVE else msg("PRACTICE")


def _chosen_from(words: Iterable[str]) -> Message:
    """`file / skip / look`: the answers that there are."""
    first, *others = (_ANSWERS[word] for word in words)
    for word in others:
        first = Message("{first} / {second}", arguments=(("first", first), ("second", word)))
    return first


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


_REPLY = {
    "send": msg("sends this reply to the case: Amazon receives exactly what is shown above"),
    "look": msg("shows the page with the reply as it is filled in"),
    "no": msg("sends nothing"),
}


def ask_before_reply(question: ReplyQuestion) -> Message:
    """Whether to send the reply whose form is filled: where, whose, to which case, and the answers."""
    return msg(
        "{site} · {account} · {claim} · case {case} · {answers} ?",
        site=_where(question.site),
        account=question.account,
        claim=question.claim_id,
        case=question.case_id,
        answers=_chosen_from(_REPLY),
    )


def explain_reply() -> list[Message]:
    """What each answer does, a line each."""
    return _explain(_REPLY)


_DOUBT = {
    "not sent": msg("says that no case came of it, so that the claim may be filed again; asks for a reason"),
    "leave": msg("decides nothing now: the doubt stays, and the claim is not filed again"),
}


def ask_about_doubt(doubt: Doubt) -> Message:
    """What became of a filing in doubt: whose, which, how much, and the answers."""
    filing = doubt.filing
    return msg(
        "{account} · {claim} · {amount} · the ID of its case / {answers} ?",
        account=f"{filing.account} {filing.marketplace}",
        claim=filing.claim_id,
        amount=f"{filing.amount} {filing.currency}",
        answers=_chosen_from(_DOUBT),
    )


def explain_doubt() -> list[Message]:
    """What each answer does, a line each."""
    named = msg("the ID of a case, as Seller Central shows it: says that this case is the claim's; asks for a reason")
    return [indented(named), *_explain(_DOUBT)]


_BY_HAND = {
    "type": msg("with a number: types that text into the box that you clicked in, over what is there"),
    "copy": msg("with a number: puts that text on the clipboard"),
    "attach": msg("gives all files, or the one with that number, to the file chooser that you open next"),
    "read": msg("says which parts of this claim are on the page"),
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


def ask_about_to_send(question: SubmitQuestion) -> Message:
    """Whether a person is about to send the case by hand: where, whose, which, how much, and the answers."""
    return msg(
        "{claim} · Nothing is pressed for you. Type {answer} if you are about to send this case yourself, or: {others}",
        claim=_about_claim(question.site, question.entry.claim),
        answer=_ANSWERS["send"],
        others=[_ANSWERS["look"], _ANSWERS["no"]],
    )


def ask_how_it_ended(entry: Entry) -> Message:
    """Whether a person has sent the case that was armed, and of which claim."""
    return msg(
        "{claim}: press the button in the browser that sends the case. Then type {answer}, or: {others}",
        claim=entry.claim.claim_id,
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
