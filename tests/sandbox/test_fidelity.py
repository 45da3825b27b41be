"""What was approved is what is stored: 4,000 characters of anything, typed by a real browser into a real server."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from casewright.casework.brakes import Brakes
from casewright.casework.file import Desk, file, yes_to_all
from casewright.casework.plan import make_plan
from casewright.flow.read import read_flows
from casewright.ledger.store import open_ledger
from casewright.model.claim import LostInWarehouse
from casewright.model.outcome import Outcome
from casewright.places import flows, recordings
from casewright.policy.verdict import Verdict
from casewright.recording.player import Player
from casewright.recording.practice_cases import FileCaseLog
from casewright.recording.read import read_site
from casewright.site.open import Opener
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve
from casewright.wording.limits import length
from casewright.wording.write import write

pytestmark = pytest.mark.browser

ACCOUNT = "Harbor Lane Goods"
LONGEST = 4000
HOSTILE = "<script>alert('x')</script> </textarea>\"'&amp; 丢失的库存 مفقود 🙂\nsecond  line {{ 7*7 }} ${1} %0A\n"


def full(text: str = "") -> LostInWarehouse:
    """A claim whose message, with these details, is as long as a message may be."""
    return LostInWarehouse(
        claim_id="A-1",
        account=ACCOUNT,
        marketplace="US",
        event_date=date(2026, 10, 10),
        quantity=3,
        unit_value=Decimal("12.50"),
        currency="USD",
        product_name="Bamboo tray",
        fnsku="X001ABC2D3",
        transaction_id="20264418827301",
        details=text,
    )


@pytest.mark.parametrize("variant", ["help-center", "help-hub"])
def test_a_message_of_4000_hostile_characters_is_stored_as_approved(
    opener: Opener, tmp_path: Path, variant: str
) -> None:
    room = LONGEST - length(write(full("x")).message) + 1
    hostile = HOSTILE * (room // length(HOSTILE))
    claim = full(hostile + "。" * (room - length(hostile)))
    known = read_flows(flows())
    (entry,) = make_plan([Verdict(claim=claim)], known.digests, write, [], datetime.now(UTC)).entries
    assert length(entry.form.message) == LONGEST
    log = FileCaseLog(tmp_path / "cases.jsonl")
    player = Player(read_site(recordings(), variant), log, account=ACCOUNT, marketplace="US")
    with serve(player.respond) as server, open_ledger(tmp_path / "ledger.sqlite", "sandbox") as ledger:
        desk = Desk(
            ledger=ledger,
            flows=known,
            brakes=Brakes(tmp_path / "STOP", 10, 10, 0),
            ask=yes_to_all,
            tell=lambda *_: None,
            settle=timedelta(seconds=2),
            keep_in=tmp_path,
            now=lambda: datetime.now(UTC),
            by="a tester",
        )
        patient = replace(opener, patience=30.0)
        (settled,) = file([entry], Sandbox(patient, lambda *_: nullcontext(server.url)), desk)
    assert settled.outcome is Outcome.VERIFIED, settled.walked.detail
    (case,) = FileCaseLog(tmp_path / "cases.jsonl").cases()
    assert (case.subject, case.message) == (entry.form.subject, entry.form.message)
