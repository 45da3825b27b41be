"""How long the program takes to begin, as multiples of Python's own start: every help, and the check of one claim.

Bars: bare `--help` 7, `COMMAND --help` 10, `check` of one claim 45. Ratios of one run, because machines differ.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from casewright.cli.commands import COMMANDS

ROUNDS = 11
BARE = "python -c pass"
HELP, COMMAND_HELP, CHECK = 7.0, 10.0, 45.0
CLAIM = """\
claim_id,account,marketplace,type,event_date,quantity,unit_value,currency,product_name,fnsku,transaction_id
A-1,Harbor Lane Goods,US,lost_in_warehouse,{day},3,12.50,USD,Bamboo tray,X001ABC2D3,20261010004417
"""


def command_lines(claims: Path) -> dict[str, tuple[tuple[str, ...], float]]:
    """What is measured: name → words for Python, and the bar."""
    program = ("-m", "casewright.cli.app")
    lines = {BARE: (("-c", "pass"), 1.0), "casewright --help": ((*program, "--help"), HELP)}
    for name in COMMANDS:
        lines[f"casewright {name} --help"] = ((*program, name, "--help"), COMMAND_HELP)
    lines["casewright check (one claim)"] = ((*program, "check", str(claims)), CHECK)
    return lines


def seconds(words: tuple[str, ...], environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], capture_output=True, env=environment, check=False)  # a check may refuse
    return time.perf_counter() - begun


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        claims = Path(folder) / "claims.csv"
        claims.write_text(CLAIM.format(day=datetime.now(UTC).date() - timedelta(days=40)), encoding="utf-8")
        environment = {**os.environ, "CASEWRIGHT_HOME": folder}
        lines = command_lines(claims)
        # In turns, so that whatever else the machine does falls on all of them alike.
        times: dict[str, list[float]] = {name: [] for name in lines}
        for _ in range(ROUNDS):
            for name, (words, _) in lines.items():
                times[name].append(seconds(words, environment))
    return told(times, lines)


def told(times: dict[str, list[float]], lines: dict[str, tuple[tuple[str, ...], float]]) -> int:
    bare, late = median(times[BARE]), False
    for name, (_, bar) in lines.items():
        taken = median(times[name])
        over = taken > bar * bare and name != BARE
        late |= over
        print(f"{name:<32}{taken * 1000:8.1f} ms {taken / bare:7.2f} x  bar {bar:4.0f}{'  TOO SLOW' * over}")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
