"""What a person is told if this machine's clock and the site's disagree."""

from __future__ import annotations

from datetime import timedelta

from casewright.message import Message, msg, msg_n


def describe_clocks(ahead: timedelta) -> Message:
    """By how much this machine's clock is ahead of the site's, or behind it where that is negative; what to do then."""
    minutes = round(abs(ahead).total_seconds() / 60)
    apart = msg_n("{count} minute", "{count} minutes", minutes)
    if ahead > timedelta(0):
        return msg(
            "this machine's clock is {time} ahead of Seller Central's: set it, because until then a case that is not"
            " found takes longer to rule out",
            time=apart,
        )
    return msg(
        "this machine's clock is {time} behind Seller Central's: set it, because until then a case that is not found"
        " takes longer to rule out",
        time=apart,
    )
