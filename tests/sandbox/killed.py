"""The program, killed at one point: `python killed.py before:arm file plan.json --yes …`.

`interrupt:after:arm` presses Ctrl-C there instead, `interrupt2:…` twice: the second time while the first is dealt with.

The point is a method of the ledger, or `submit` for the click itself. The process kills itself with SIGKILL, so nothing
of it gets a chance to clean up: what an out-of-memory killer, a power cut or an impatient person leaves behind.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from casewright.browser.window import BrowserWindow
from casewright.cli.app import main
from casewright.flow.window import Submit
from casewright.ledger.store import Ledger

_HOW: list[str] = []


def die() -> None:
    """Be killed, or have Ctrl-C pressed: once, or again as soon as the ledger is written to after it."""
    if not _HOW:
        os.kill(os.getpid(), signal.SIGKILL)
    presses = _HOW.pop()
    os.kill(os.getpid(), signal.SIGINT)
    if presses == "interrupt2":
        Ledger.uncertain = interrupted(Ledger.uncertain)  # type: ignore[method-assign]


def interrupted(method: Callable[..., Any]) -> Callable[..., Any]:
    """`method`, with Ctrl-C pressed when it begins, once."""
    pressed: list[bool] = []

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if not pressed:
            pressed.append(True)
            os.kill(os.getpid(), signal.SIGINT)
        return method(*args, **kwargs)

    return wrapped


def dying(method: Callable[..., Any], when: str) -> Callable[..., Any]:
    """`method`, with the process killed before it starts or after its effect is complete."""

    @functools.wraps(method)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            die()
        result = method(*args, **kwargs)
        die()
        return result

    return wrapped


def dying_submit(method: Callable[..., Any], when: str) -> Callable[..., Any]:
    """`do`, killed before or after it presses submit and nowhere else."""
    deadly = dying(method, when)

    @functools.wraps(method)
    def wrapped(self: Any, act: Any) -> Any:
        return deadly(self, act) if isinstance(act, Submit) else method(self, act)

    return wrapped


def arrange(point: str) -> None:
    """Lay the trap."""
    *how, when, name = point.split(":")
    _HOW.extend(how)
    if name == "submit":
        BrowserWindow.do = dying_submit(BrowserWindow.do, when)  # type: ignore[method-assign]
    else:
        setattr(Ledger, name, dying(getattr(Ledger, name), when))


if __name__ == "__main__":
    arrange(sys.argv[1])
    sys.argv[1:] = sys.argv[2:]
    main()
