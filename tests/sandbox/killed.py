"""The program, killed at one point: `python killed.py before:arm file plan.json --yes …`.

`interrupt:after:arm` presses Ctrl-C there instead, `interrupt2:…` twice: the second time while the first is dealt with.
`driver:after:arm` kills what the program stands on instead: Playwright's driver, the browser, its renderers, or the
ledger's database server, whose process is `TESTS_SERVER_PROCESS`.

The point is a method of the ledger, `submit` for the click itself, `look` for the first look after it, `search` or
`read` for the case log. The process kills itself with SIGKILL, so nothing of it gets a chance to clean up: what an
out-of-memory killer, a power cut or an impatient person leaves behind.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from casewright.browser.limited import LimitedCaseLog, LimitedWindow
from casewright.cli.app import main
from casewright.flow.window import Submit
from casewright.ledger.store import Ledger

_HOW: list[str] = []


STANDS_ON = ("driver", "renderer", "browser", "server")
"""What the program stands on, and can be killed under it."""


def below(parent: int) -> Iterator[int]:
    """Every process that a process started, and those that they started; one that ends meanwhile has none."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from below(child)


def is_a(process: int, what: str) -> bool:
    """Whether a process below the program is the driver, the browser itself, or one of its renderers."""
    words = Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")
    chromium = "--user-data-dir" in words or "--type=" in words
    if what == "driver":
        return "playwright" in words and not chromium
    return "--type=renderer" in words if what == "renderer" else chromium and "--type=" not in words


def kill_under(what: str) -> None:
    """Kill what the program stands on: every such process, at once."""
    found = [int(os.environ["TESTS_SERVER_PROCESS"])] if what == "server" else list(below(os.getpid()))
    killed = [process for process in found if what == "server" or is_a(process, what)]
    assert killed, f"there is no {what}"
    for process in killed:
        os.kill(process, signal.SIGQUIT if what == "server" else signal.SIGKILL)


def die() -> None:
    """Be killed, or have Ctrl-C pressed: once, or again as soon as the ledger is written to after it."""
    if not _HOW:
        os.kill(os.getpid(), signal.SIGKILL)
    presses = _HOW.pop()
    if presses in STANDS_ON:
        kill_under(presses)
        _HOW.append("over")  # everything that follows goes on without it
    if presses in {*STANDS_ON, "over"}:
        return
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


def dying(method: Callable[..., Any], when: str, due: Callable[..., bool] = lambda *_: True) -> Callable[..., Any]:
    """`method`, with the process killed before it starts or after its effect is complete, where it is `due`."""

    @functools.wraps(method)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if not due(*args):
            return method(*args, **kwargs)
        if when == "before":
            die()
        result = method(*args, **kwargs)
        if when == "after":
            die()
        return result

    return wrapped


def is_submit(_: LimitedWindow, act: object) -> bool:
    """Whether an act is the click itself."""
    return isinstance(act, Submit)


def is_submitted(window: LimitedWindow, *_: object) -> bool:
    """Whether a look comes after the click."""
    return window._submitted


def is_armed(*_: object) -> bool:
    """Whether the filing was armed."""
    return bool(_ARMED)


def arrange(point: str) -> None:
    """Lay the trap."""
    *how, when, name = point.split(":")
    _HOW.extend(how)
    for arms in ("arm", "arm_reply"):
        setattr(Ledger, arms, noting(getattr(Ledger, arms)))
    if name in _IN_BROWSER:
        kind, method, due = _IN_BROWSER[name]
        setattr(kind, method, dying(getattr(kind, method), when, due))
    else:
        setattr(Ledger, name, dying(getattr(Ledger, name), when))


def noting(method: Callable[..., Any]) -> Callable[..., Any]:
    """`arm`, remembered when it is done."""

    @functools.wraps(method)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        armed = method(*args, **kwargs)
        _ARMED.append(True)
        return armed

    return wrapped


_ARMED: list[bool] = []
_IN_BROWSER: dict[str, tuple[type[Any], str, Callable[..., bool]]] = {
    "submit": (LimitedWindow, "do", is_submit),
    "look": (LimitedWindow, "look", is_submitted),
    "search": (LimitedCaseLog, "search", is_armed),
    "read": (LimitedCaseLog, "read", is_armed),
}


if __name__ == "__main__":
    arrange(sys.argv[1])
    sys.argv[1:] = sys.argv[2:]
    main()
