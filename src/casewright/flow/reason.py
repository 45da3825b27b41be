"""Why a window refuses an act: what a walk then ends with, what to do about it, and whether it may be retried."""

from __future__ import annotations

from enum import StrEnum

from casewright.message import NOTHING, Message, msg
from casewright.model.outcome import Outcome


class Reason(StrEnum):
    """A refusal before the press. The words are stable: tests and drift reports use them."""

    NOT_FOUND = "not-found"
    AMBIGUOUS = "ambiguous"
    DISABLED = "disabled"
    READ_BACK_DIFFERS = "read-back-differs"
    UNFINISHED = "unfinished"
    FILE_CHANGED = "file-changed"
    SUBMIT_NOT_ARMED = "submit-not-armed"
    LEFT_HOST = "left-host"
    PAGE_GONE = "page-gone"
    NO_KEY = "no-key"
    SIGNED_OUT = "signed-out"
    HUMAN_CHALLENGE = "human-challenge"
    NO_PERMISSION = "no-permission"
    RATE_LIMITED = "rate-limited"
    UNKNOWN_SCREEN = "unknown-screen"
    STOPPED = "stopped"

    @property
    def outcome(self) -> Outcome:
        """What a walk ends with if this happens before the submit."""
        return _OUTCOMES.get(self, Outcome.FAILED_BEFORE_SUBMIT)

    @property
    def remedy(self) -> Message:
        """What a person can do, if the refusal itself says nothing more precise."""
        return _REMEDIES.get(self, NOTHING)

    @property
    def needs_person(self) -> bool:
        """Whether the site waits for somebody who signs in, answers a challenge or gives a permission."""
        return self.outcome in {Outcome.SIGNIN_REQUIRED, Outcome.HUMAN_CHALLENGE, Outcome.NO_PERMISSION}

    @property
    def drifted(self) -> bool:
        """Whether the page lacks a control that the flow uses, or has it twice: a mend can correct that."""
        return self in {Reason.NOT_FOUND, Reason.AMBIGUOUS}

    @property
    def retry_safe(self) -> bool:
        """Whether a retry carries no risk of a second case: nothing was pressed."""
        return self.outcome.retry_safe


_OUTCOMES = {
    Reason.SIGNED_OUT: Outcome.SIGNIN_REQUIRED,
    Reason.HUMAN_CHALLENGE: Outcome.HUMAN_CHALLENGE,
    Reason.NO_PERMISSION: Outcome.NO_PERMISSION,
    Reason.RATE_LIMITED: Outcome.RATE_LIMITED,
    Reason.UNKNOWN_SCREEN: Outcome.UNKNOWN_SCREEN,
    Reason.STOPPED: Outcome.STOPPED,
}

_REMEDIES = {
    Reason.NOT_FOUND: msg("The page may have changed; `casewright flow check` compares it with the flow."),
    Reason.AMBIGUOUS: msg("Say in a mend where on the page it is (`in:`); `casewright flow check` shows the page."),
    Reason.DISABLED: msg("Nothing was submitted. Look at the picture: the site says there what it still wants."),
    Reason.READ_BACK_DIFFERS: msg(
        "Nothing was submitted. If the picture shows that the page is right, file it by hand."
    ),
    Reason.UNFINISHED: msg(
        "Nothing was submitted. Try again when the site is faster, or attach fewer or smaller files."
    ),
    Reason.FILE_CHANGED: msg("Check the claims again, look at the file, and approve it anew."),
    Reason.LEFT_HOST: msg("Sign in to Seller Central of the claim's marketplace and start again."),
    Reason.SIGNED_OUT: msg("Sign in with `casewright account login`, then start again."),
}
