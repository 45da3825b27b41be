"""How long the program takes to begin, as multiples of Python's own start: every help, and the check of one claim.

Bars: bare `--help` 7, `COMMAND --help` 10, `check` of one claim 45. Ratios of one run, because machines differ; of each
line the fastest start, because whatever else a machine does can only make one longer.

Usage: python benchmarks/startup.py [ROUNDS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

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


def measure_start(words: tuple[str, ...], environment: dict[str, str]) -> float:
    """Seconds from the start of Python to its end."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], capture_output=True, env=environment, check=False)  # a check may refuse
    return time.perf_counter() - begun


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        claims = Path(folder) / "claims.csv"
        claims.write_text(CLAIM.format(day=datetime.now(UTC).date() - timedelta(days=40)), encoding="utf-8")
        # Compiled modules, as an installed program has them: the first start of each line, not counted, writes them.
        environment = {**os.environ, "CASEWRIGHT_HOME": folder, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        lines = command_lines(claims)
        # In turns, so that whatever else the machine does falls on all of them alike.
        times: dict[str, list[float]] = {name: [] for name in lines}
        for _ in range(rounds + 1):
            for name, (words, _) in lines.items():
                times[name].append(measure_start(words, environment))
    return print_ratios({name: min(taken[1:]) for name, taken in times.items()}, lines)


def print_ratios(fastest: dict[str, float], lines: dict[str, tuple[tuple[str, ...], float]]) -> int:
    """Print each line's time against Python's own; 1 when one of them is over its bar."""
    late = False
    for name, (_, bar) in lines.items():
        ratio = fastest[name] / fastest[BARE]
        over = ratio > bar and name != BARE
        late |= over
        print(f"{name:<32}{fastest[name] * 1000:8.1f} ms {ratio:7.2f} x  bar {bar:4.0f}{'  TOO SLOW' * over}")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
