"""Receipts: chained, written once, and every change of a byte found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casewright.ledger.receipt import GENESIS, BrokenLink, Link, first_break
from casewright.ledger.store import WrongState, open_ledger
from casewright.model.outcome import Outcome

YES = "a" * 64
COLUMNS = ("site", "sequence", "filing_id", "body", "previous", "hash")


def arm(ledger, what):
    filing = ledger.approve(ledger.prepare(what), YES)
    ledger.arm(filing)
    return filing


def verified(ledger, what, case_id="12345678901"):
    return ledger.verify(ledger.observe(arm(ledger, what), case_id), case_id, "found in the case log")


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, loss) -> list[Link]:
    """Four receipts of three filings, as they lie in a database."""
    file = tmp_path_factory.mktemp("chain") / "ledger.sqlite"
    with open_ledger(file, "live") as ledger:
        doubtful = ledger.observe(arm(ledger, loss(1)), "10000000001")
        ledger.write_receipt(doubtful, Outcome.FILED_UNVERIFIED, detail="not in the case log yet")
        ledger.write_receipt(verified(ledger, loss(2)), Outcome.VERIFIED, flows=("help-hub@1",))
        ledger.write_receipt(ledger.verify(doubtful, "10000000001", "found"), Outcome.VERIFIED)
        ledger.write_receipt(verified(ledger, loss(3), "30000000003"), Outcome.VERIFIED, detail="竹 ✓")
    return stored(file)


def stored(file: Path) -> list[Link]:
    connection = sqlite3.connect(file)
    rows = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM receipts ORDER BY sequence").fetchall()
    connection.close()
    return [Link(*row) for row in rows]


def test_a_receipt_says_what_was_filed_where_and_how_it_ended(ledger, loss, clock):
    what = loss()
    receipt = ledger.write_receipt(verified(ledger, what), Outcome.VERIFIED, detail="found", flows=("help-hub@1",))
    assert (receipt.sequence, receipt.previous, receipt.site) == (1, GENESIS, "live")
    assert (receipt.outcome, receipt.case_id, receipt.approval) == (Outcome.VERIFIED, "12345678901", YES)
    assert (receipt.claim_id, receipt.reference, receipt.amount) == ("A-1", what.form.reference, "37.50")
    assert (receipt.evidence, receipt.flows, receipt.at) == ((("invoice.pdf", "c" * 64),), ("help-hub@1",), clock())
    assert ledger.receipts() == (receipt,)
    assert ledger.filing("A-1").outcome is Outcome.VERIFIED


def test_each_receipt_names_the_one_before_it(ledger, loss):
    first = ledger.write_receipt(ledger.uncertain(arm(ledger, loss(1)), "?"), Outcome.UNCERTAIN)
    second = ledger.write_receipt(verified(ledger, loss(2)), Outcome.VERIFIED)
    assert (second.sequence, second.previous) == (2, first.hash)
    assert first.hash == first.computed_hash()
    assert ledger.verify_chain() is None


def test_saying_the_same_twice_writes_one_receipt(ledger, loss):
    filing = verified(ledger, loss())
    first = ledger.write_receipt(filing, Outcome.VERIFIED, detail="found")
    assert ledger.write_receipt(filing, Outcome.VERIFIED, detail="found again") == first
    assert len(ledger.receipts()) == 1


def test_a_receipt_cannot_say_verified_before_the_ledger_does(ledger, loss):
    with pytest.raises(WrongState, match="cannot say more"):
        ledger.write_receipt(ledger.observe(arm(ledger, loss()), "12345678901"), Outcome.VERIFIED)


def test_a_receipt_that_an_interruption_left_out_is_written_when_the_ledger_is_opened(where, loss):
    with open_ledger(where, "live") as ledger:
        verified(ledger, loss(1))
        ledger.write_receipt(verified(ledger, loss(2), "20000000002"), Outcome.VERIFIED)
    with open_ledger(where, "live") as ledger:
        assert [(one.claim_id, one.outcome) for one in ledger.receipts()] == [
            ("A-2", Outcome.VERIFIED),
            ("A-1", Outcome.VERIFIED),
        ]
        assert ledger.receipts()[1].detail == "found in the case log"
        assert ledger.verify_chain() is None


def test_the_kept_text_is_exactly_what_was_hashed(chain):
    for link in chain:
        assert link.receipt().body() == link.body
        assert link.receipt().computed_hash() == link.hash


def test_an_untouched_chain_holds(chain):
    assert first_break(chain, {chain[2].filing_id: "verified", chain[3].filing_id: "verified"}) is None


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_single_changed_byte_is_found_and_the_first_broken_receipt_is_named(chain, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    column = data.draw(st.sampled_from([name for name in COLUMNS if name != "sequence"]))
    old = getattr(chain[place], column).encode()
    at = data.draw(st.integers(0, len(old) - 1))
    new = data.draw(st.integers(0, 255).filter(lambda byte: byte != old[at]))
    text = (old[:at] + bytes([new]) + old[at + 1 :]).decode(errors="surrogateescape")
    links = list(chain)
    links[place] = links[place]._replace(**{column: text})
    broken = first_break(links, {})
    assert broken is not None
    assert broken.sequence == place + 1


@pytest.mark.parametrize("place", range(4))
def test_a_receipt_taken_out_is_missed(chain, place):
    settled = {link.filing_id: link.receipt().outcome for link in chain}
    broken = first_break([link for link in chain if link is not chain[place]], settled)
    assert broken is not None
    assert broken.sequence == place + 1
    assert "missing" in str(broken.reason)


def test_two_receipts_that_changed_places_are_found(chain):
    swapped = [chain[0], chain[2], chain[1], chain[3]]
    assert str(first_break(swapped, {})) == "receipt 2: receipt 2 is missing: the next one is 3"


def test_a_receipt_forged_with_its_own_hash_breaks_the_one_after_it(chain):
    forged = chain[1].receipt().model_copy(update={"amount": "9999.00"})
    link = chain[1]._replace(body=forged.body(), hash=forged.computed_hash())
    broken = first_break([chain[0], link, *chain[2:]], {})
    assert broken == BrokenLink(sequence=3, reason="it does not follow the receipt before it")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_made_behind_the_programs_back_is_found_in_the_file(tmp_path, loss, column):
    file = tmp_path / "ledger.sqlite"
    with open_ledger(file, "live") as ledger:
        ledger.write_receipt(verified(ledger, loss(1)), Outcome.VERIFIED)
        ledger.write_receipt(verified(ledger, loss(2), "20000000002"), Outcome.VERIFIED)
    intruder = sqlite3.connect(file)
    changed = b"\xff" if column == "body" else 9 if column == "sequence" else "x"
    intruder.execute(f"UPDATE receipts SET {column} = CAST(? AS TEXT) WHERE sequence = 2", (changed,))
    intruder.commit()
    intruder.close()
    with open_ledger(file, "live") as ledger:
        broken = ledger.verify_chain()
    assert broken is not None
    assert broken.sequence == 2
