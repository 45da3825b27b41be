"""Kill the program around the press of a reply and run it again: said once, and never told as said when it is not."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest
from tests.crash.world import ACCOUNT, an_entry

from casewright.errors import ExitCode
from casewright.ledger.reply import ReplyState
from casewright.recording.practice_cases import FileCaseLog, Submission

from .test_killed import Desk, desk

__all__ = ["desk"]

pytestmark = pytest.mark.browser

TEXT = "Here is what you asked for. 退款"


@pytest.fixture(scope="session")
def plan() -> Path:
    """None: nothing is filed here by the program."""
    return Path("plan.json")


@pytest.fixture
def case_id(desk: Desk) -> str:
    """A case that was filed and proven, in the practice site's record and in the ledger."""
    entry = an_entry(desk.folder)
    written = {"subject": entry.form.subject, "message": entry.form.message, "session": "earlier"}
    record = desk.folder / "server-home" / "sandbox" / "cases.jsonl"
    record.parent.mkdir(parents=True, exist_ok=True)
    case = FileCaseLog(record).add(Submission.model_validate({"account": ACCOUNT, "marketplace": "US", **written}))
    with desk.ledger() as ledger:
        filing = ledger.approve(ledger.prepare(entry), entry.digest)
        ledger.arm(filing)
        ledger.verify(ledger.observe(ledger.clicked(filing), case.case_id), case.case_id)
    return case.case_id


def said(desk: Desk) -> list[str]:
    """What the practice site's own record holds of the seller's later messages."""
    latest = {case["case_id"]: case for case in desk.stored()}
    return [one["text"] for case in latest.values() for one in case["later"] if not one["from_amazon"]]


@pytest.mark.parametrize(
    ("point", "sent", "stands"),
    [
        ("after:arm_reply", [], ReplyState.ARMED),
        ("after:submit", [TEXT], ReplyState.ARMED),
        ("after:settle_reply", [TEXT], ReplyState.VERIFIED),
    ],
)
def test_killed_around_the_press_of_a_reply_and_run_again_it_is_said_at_most_once(
    desk: Desk, case_id: str, point: str, sent: list[str], stands: ReplyState
) -> None:
    words = ("cases", "reply", case_id, "--text", TEXT, "--site", "sandbox", "--yes", "--json")
    killed = desk.run(*words, killed_at=point)
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    again = desk.run(*words)
    assert json.loads(again.stdout)["data"]["outcome"] == "duplicate", again.stderr
    assert said(desk) == sent
    with desk.ledger() as ledger:
        (reply,) = ledger.replies()
    assert reply.state is stands, "what may have been sent is in doubt, and never told as said before it is seen"


KILLED_UNDER = [
    f"{what}:{when}"
    for when in ("after:arm_reply", "before:submit", "after:submit", "before:read", "before:settle_reply")
    for what in ("driver", "renderer", "browser")
]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the processes in /proc")
def test_whatever_is_killed_under_a_reply_it_is_said_at_most_once_and_never_told_as_unsent(
    desk: Desk, case_id: str, request: pytest.FixtureRequest, record_property
) -> None:
    """Again and again in one case, with other words each time."""
    asked = min(max(request.config.getoption("--real-kills") // 3, 1), len(KILLED_UNDER))
    for number in range(asked):
        kill = KILLED_UNDER[(7 * number + 6) % len(KILLED_UNDER)]  # 7 and 15 share nothing: each has its turn
        words = f"{TEXT} {number}"
        done = desk.run(
            "cases", "reply", case_id, "--text", words, "--site", "sandbox", "--yes", "--json", killed_at=kill
        )
        assert "Traceback" not in done.stderr, kill
        document = json.loads(done.stdout)
        assert done.returncode == document["exit_code"], kill
        with desk.ledger() as ledger:
            (reply,) = [one for one in ledger.replies() if one.text == words]
        sent, outcome = said(desk).count(words), document["data"]["outcome"]
        assert sent <= 1, kill
        assert not sent or outcome == "verified", f"{kill}: a fresh browser reads the case"
        assert outcome != "verified" or (sent, reply.state) == (1, ReplyState.VERIFIED), kill
        assert not sent or reply.state is not ReplyState.NOT_SENT, kill
        assert outcome != "uncertain" or done.returncode == ExitCode.UNCERTAIN, kill
        record_property(f"crash real kills under a reply, {kill.partition(':')[0]}", 1)
