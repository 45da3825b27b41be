"""Display names of the program's own words: outcomes, states, fields, claim types."""

from __future__ import annotations

from casewright.message import Message, msg
from casewright.model.claim import CLAIM_TYPES
from casewright.model.field_table import FIELDS

_LABELS = {
    # what became of a claim
    "verified": msg("verified"),
    "filed_unverified": msg("filed, not verified yet"),
    "filed_differs": msg("filed, text differs"),
    "filed_incomplete": msg("filed, incomplete"),
    "uncertain": msg("uncertain"),
    "duplicate": msg("duplicate"),
    "already_reimbursed": msg("already reimbursed"),
    "too_early": msg("too early"),
    "wait": msg("waiting advised"),
    "no_rule": msg("no rule"),
    "report_unread": msg("report not read"),
    "too_late": msg("too late"),
    "evidence_missing": msg("evidence missing"),
    "invalid": msg("invalid"),
    "unknown_screen": msg("unknown screen"),
    "signin_required": msg("sign-in required"),
    "human_challenge": msg("human check required"),
    "no_permission": msg("no permission"),
    "rate_limited": msg("rate limited"),
    "capped": msg("daily cap reached"),
    "stopped": msg("stopped"),
    "cancelled": msg("canceled"),
    "failed_before_submit": msg("failed before submit"),
    "previewed": msg("previewed"),
    # what the rules say of a claim that may be filed
    "ready": msg("ready"),
    # where a filing stands, beside the outcomes of the same name
    "prepared": msg("prepared"),
    "approved": msg("approved"),
    "armed": msg("armed"),
    "clicked": msg("clicked"),
    "observed": msg("observed"),
    "not_sent": msg("not sent"),
    "needs_person": msg("needs a person"),
    "abandoned": msg("abandoned"),
    # where a job stands, and what it does, beside the words above
    "running": msg("running"),
    "done": msg("done"),
    "failed": msg("failed"),
    "file": msg("file"),
    "sync": msg("read cases"),
    "reconcile": msg("settle doubts"),
    # what became of a claim's money
    "reimbursed": msg("reimbursed"),
    "partly": msg("partly reimbursed"),
    "waiting": msg("waiting"),
    "unfiled": msg("not filed"),
    "reversed": msg("reversed"),
    "denied": msg("denied"),
    "unknown": msg("not known"),
    # what a file proves
    "stock_document": msg("stock document"),
    "photo": msg("photo"),
    "proof_of_delivery": msg("proof of delivery"),
    "other": msg("other evidence"),
    # what a claim puts into a form
    "subject": msg("subject"),
    "message": msg("text"),
    "short_message": msg("short text"),
    "steps_taken": msg("steps taken"),
    "references": msg("reference numbers"),
    "evidence": msg("files"),
    "document": msg("the one document"),
    # what is due
    "answer": msg("answer"),
    "reply": msg("reply"),
    "window": msg("window"),
    "doubt": msg("doubt"),
    "payment": msg("payment"),
    # what is kept of an account
    "password": msg("password"),
    "two-step secret": msg("two-step secret"),
    "session": msg("session"),
    # what `doctor` looks at, and what it finds
    "versions": msg("versions"),
    "browser": msg("browser"),
    "home folder": msg("home folder"),
    "flows": msg("flows"),
    "recordings": msg("recordings"),
    "keyring": msg("keyring"),
    "stop switch": msg("stop switch"),
    "Chinese font": msg("Chinese font"),
    "good": msg("good"),
    "missing": msg("missing"),
    "notice": msg("notice"),
    # what a run did, as the log of runs names it
    "began": msg("began"),
    "ended": msg("ended"),
    "read": msg("read"),
    "adopted": msg("adopted"),
    # what was found of a control on a page
    "found": msg("found"),
    "ambiguous": msg("there more than once"),
    # what was done on a screen
    "fill": msg("fill"),
    "press": msg("press"),
    "choose": msg("choose"),
    "pick": msg("pick"),
    "attach": msg("attach"),
    "say": msg("say"),
    "ask": msg("ask"),
    "compare": msg("compare"),
    "keep": msg("keep"),
    "submit": msg("submit"),
}


def label(word: str) -> Message:
    """Return the display name of a word of the program, a field or a claim type.

    A word without a label is shown with spaces for underscores.
    """
    if word in _LABELS:
        return _LABELS[word]
    if word in FIELDS:
        return FIELDS[word].title
    return CLAIM_TYPES[word].title if word in CLAIM_TYPES else Message(word.replace("_", " "))
