"""The outcomes of a claim: the words in tables, receipts and JSON."""

from __future__ import annotations

from enum import StrEnum

from casewright.errors import ExitCode


class Outcome(StrEnum):
    """How the work on one claim ended. The words are stable: they stand in JSON and in receipts."""

    VERIFIED = "verified"
    FILED_UNVERIFIED = "filed_unverified"
    FILED_DIFFERS = "filed_differs"
    FILED_INCOMPLETE = "filed_incomplete"
    UNCERTAIN = "uncertain"
    DUPLICATE = "duplicate"
    ALREADY_REIMBURSED = "already_reimbursed"
    TOO_EARLY = "too_early"
    WAIT = "wait"
    TOO_LATE = "too_late"
    EVIDENCE_MISSING = "evidence_missing"
    INVALID = "invalid"
    NO_RULE = "no_rule"
    REPORT_UNREAD = "report_unread"
    UNKNOWN_SCREEN = "unknown_screen"
    SIGNIN_REQUIRED = "signin_required"
    HUMAN_CHALLENGE = "human_challenge"
    NO_PERMISSION = "no_permission"
    RATE_LIMITED = "rate_limited"
    CAPPED = "capped"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    FAILED_BEFORE_SUBMIT = "failed_before_submit"
    PREVIEWED = "previewed"

    @property
    def retry_safe(self) -> bool:
        """Whether the same command can be run again for this claim without the risk of a second case."""
        return self not in _NEVER_AGAIN

    @property
    def exit_code(self) -> ExitCode:
        """The exit code that this outcome asks for."""
        return _EXIT_CODES.get(self, ExitCode.REFUSED)


#: A case exists, or may exist: running again must reconcile, never file.
_NEVER_AGAIN = {
    Outcome.VERIFIED,
    Outcome.FILED_UNVERIFIED,
    Outcome.FILED_DIFFERS,
    Outcome.FILED_INCOMPLETE,
    Outcome.UNCERTAIN,
    Outcome.DUPLICATE,
    Outcome.ALREADY_REIMBURSED,
}

_EXIT_CODES = {
    Outcome.VERIFIED: ExitCode.DONE,
    Outcome.FILED_UNVERIFIED: ExitCode.DONE,
    Outcome.PREVIEWED: ExitCode.DONE,
    Outcome.WAIT: ExitCode.DONE,
    Outcome.FILED_DIFFERS: ExitCode.PERSON_NEEDED,
    Outcome.FILED_INCOMPLETE: ExitCode.PERSON_NEEDED,
    Outcome.UNCERTAIN: ExitCode.UNCERTAIN,
    Outcome.UNKNOWN_SCREEN: ExitCode.UNKNOWN_SCREEN,
    Outcome.SIGNIN_REQUIRED: ExitCode.PERSON_NEEDED,
    Outcome.HUMAN_CHALLENGE: ExitCode.PERSON_NEEDED,
    Outcome.NO_PERMISSION: ExitCode.PERSON_NEEDED,
    Outcome.RATE_LIMITED: ExitCode.STOPPED,
    Outcome.CAPPED: ExitCode.STOPPED,
    Outcome.STOPPED: ExitCode.STOPPED,
    Outcome.CANCELLED: ExitCode.CANCELLED,
}
