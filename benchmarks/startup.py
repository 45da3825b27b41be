"""How long `casewright --help` takes, as a multiple of Python's own start. The bar is 7."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

ROUNDS = 21
BAR = 7.0
COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "casewright --help": ("-m", "casewright.cli.app", "--help"),
    "casewright check --help": ("-m", "casewright.cli.app", "check", "--help"),
}


def seconds(words: tuple[str, ...]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main() -> int:
    # In turns, so that whatever else the machine does falls on all of them alike.
    times = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, words in COMMANDS.items():
            times[name].append(seconds(words))
    medians = {name: median(taken) for name, taken in times.items()}
    bare = medians["python -c pass"]
    for name, taken in medians.items():
        print(f"{name:<26}{taken * 1000:7.1f} ms   {taken / bare:5.2f} x")
    return 0 if medians["casewright --help"] <= BAR * bare else 1


if __name__ == "__main__":
    sys.exit(main())
