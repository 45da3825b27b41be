"""Commands that are offered as the next step: quoted for the shell, and none that files without asking."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from decimal import Decimal

from casewright.message import Message, listed
from casewright.model.sums import format_amount


def command_line(*words: object) -> str:
    """`casewright` and its words as they are typed into this system's shell: a folder with a space stays one word."""
    typed = ["casewright", *map(str, words)]
    return subprocess.list2cmdline(typed) if os.name == "nt" else shlex.join(typed)


def sums_listed(sums: Mapping[str, Decimal]) -> Message:
    """`120.00 USD, 30.00 EUR`: money by currency, never added across currencies."""
    return listed([f"{format_amount(amount, currency)} {currency}" for currency, amount in sorted(sums.items())])
