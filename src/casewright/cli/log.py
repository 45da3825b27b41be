"""`casewright cases log`: every run, what it did in which account, when, and by whose yes."""

from __future__ import annotations

from collections import deque
from typing import Annotated

import typer

from casewright.cli.result import Result
from casewright.places import home


def log(
    last: Annotated[int, typer.Option("--last", min=1, help="So many lines, the latest.")] = 50,
) -> Result:
    """What Casewright did in your accounts on this machine, when, and by whose yes. It holds no secrets.

    The whole log is a file of JSON lines in the home folder, named at the end.
    """
    from casewright.casework.run_log import read_diary  # noqa: PLC0415 (the rest of the group needs none of it)
    from casewright.report.outcome_words import plain  # noqa: PLC0415
    from casewright.report.table import Column, Table  # noqa: PLC0415

    path = home().runs
    deeds = tuple(deque(read_diary(path), maxlen=last))
    columns = (
        Column("Moment (UTC)", width=19),
        Column("Command", width=10),
        Column("Site", width=7),
        Column("Claim", width=12),
        Column("What", width=12),
        Column("Case", width=14),
        Column("By whose yes"),
    )
    rows = tuple(
        (
            f"{one.at:%Y-%m-%d %H:%M:%S}",
            one.command,
            one.site,
            one.claim_id or "-",
            plain(one.what),
            one.case_id or "-",
            f"{one.by}: {one.yes}" if one.yes else one.detail,
        )
        for one in deeds
    )
    return Result(
        "cases log",
        data={"path": str(path), "deeds": [one.model_dump(mode="json") for one in deeds]},
        view=[Table(columns, rows), f"The whole log: {path}"] if deeds else ["Nothing was done yet."],
    )
