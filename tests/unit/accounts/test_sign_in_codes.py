"""Codes of two-step verification: right, and each given out once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.accounts.secret import secret
from casewright.accounts.sign_in_codes import Codes, CodeUsed, totp_secret
from casewright.errors import UsageError

RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The secret of RFC 6238's test vectors."""


@pytest.fixture
def codes(home, clock) -> Codes:
    return Codes(home, clock)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_are_those_of_the_standard(home, seconds, code):
    """RFC 6238, appendix B; the last six of its eight digits."""
    codes = Codes(home, lambda: datetime.fromtimestamp(seconds, UTC))
    assert codes.take("harbor", secret(RFC)).get_secret_value() == code


def test_a_code_is_given_out_once_in_its_half_minute_and_the_next_begins_on_time(home, codes, clock):
    clock.turn(seconds=12)
    codes.take("harbor", secret(RFC))
    clock.turn(seconds=17)
    with pytest.raises(CodeUsed) as refused:
        Codes(home, clock).take("harbor", secret(RFC))
    assert (refused.value.free_at - clock()).total_seconds() == 1
    clock.turn(seconds=1)
    codes.take("harbor", secret(RFC))


def test_a_clock_that_is_set_back_gives_no_code_a_second_time(codes, clock):
    codes.take("harbor", secret(RFC))
    clock.turn(minutes=-5)
    with pytest.raises(CodeUsed):
        codes.take("harbor", secret(RFC))


def test_accounts_do_not_wait_for_each_other(codes):
    codes.take("harbor", secret(RFC))
    codes.take("lagoon", secret(RFC))


def test_nothing_of_the_secret_or_the_code_is_kept(home, codes):
    code = codes.take("harbor", secret(RFC)).get_secret_value()
    written = b"".join(path.read_bytes() for path in home.sessions.iterdir())
    assert code.encode() not in written
    assert RFC.encode() not in written
    codes.wipe("harbor")
    assert list(home.sessions.iterdir()) == []


@pytest.mark.parametrize(
    "given",
    [
        RFC,
        "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
        f" {RFC}\n",
        f"otpauth://totp/Amazon:ada%40example.com?secret={RFC}&issuer=Amazon",
    ],
    ids=["plain", "groups", "spaces around", "address"],
)
def test_a_secret_is_understood_as_amazon_shows_it(given):
    assert totp_secret(given).get_secret_value() == RFC


@pytest.mark.parametrize(
    "given",
    [
        "",
        "123456",
        "GEZDGNBV",
        "not a secret at all!",
        "GEZDGNBVGY3TQOJQ1890",
        "otpauth://hotp/x?secret=" + RFC + "&counter=1",
        f"otpauth://totp/x?secret={RFC}&period=60",
        f"otpauth://totp/x?secret={RFC}&digits=8",
        "otpauth://totp/x",
    ],
)
def test_what_is_no_secret_is_refused_without_being_repeated(given):
    with pytest.raises(UsageError, match="not a two-step secret") as refused:
        totp_secret(given)
    assert not given or given not in f"{refused.value.message!s} {refused.value.remedy!s}"


@given(st.text(max_size=80))
def test_any_text_is_a_secret_or_a_refusal(text):
    try:
        kept = totp_secret(text).get_secret_value()
    except UsageError:
        return
    assert len(kept) >= 16
    assert kept == kept.upper()
