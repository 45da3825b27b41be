"""`casewright flow`: the screens of each variant of the site, and whether they are sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright.cli.intake import flow_set
from casewright.cli.record import record
from casewright.cli.result import Result
from casewright.errors import ExitCode, UsageError
from casewright.flow.model import Flow, FlowSet, Screen
from casewright.places import recordings
from casewright.recording.matrix import matrix
from casewright.recording.read import FILE as RECORDING_FILE
from casewright.recording.read import recording_names
from casewright.report.matrix import matrix_documents, matrix_table, matrix_troubles
from casewright.report.table import Column, Table

app = typer.Typer(
    name="flow", no_args_is_help=True, help="The flows: which screens Casewright knows, and what it does."
)


@app.command("list")
def list_flows() -> Result:
    """All flows, with your mends laid over them."""
    flows = flow_set()
    columns = (Column("Flow", width=28), Column("Files", width=24), Column("Screens", right=True), Column("Begins at"))
    rows = tuple(
        (flow.label, ", ".join(flow.files) or "-", str(len(flow.screens)), flow.start or "-")
        for flow in flows.flows.values()
    )
    return Result("flow list", data={"flows": _documents(flows)}, view=[Table(columns, rows)])


def _documents(flows: FlowSet) -> list[dict[str, object]]:
    return [
        {
            "flow": flow.name,
            "label": flow.label,
            "version": flow.version,
            "mended": flow.mended,
            "files": list(flow.files),
            "start": flow.start,
            "include": list(flow.include),
            "screens": [screen.name for screen in flow.screens.values()],
            "digest": flow.digest,
        }
        for flow in flows.flows.values()
    ]


@app.command()
def show(name: Annotated[str, typer.Argument(help="A flow's name, as `flow list` shows it.")]) -> Result:
    """One flow: by what each screen is recognised and what is done there."""
    flows = flow_set()
    flow = flows.flows.get(name.partition("@")[0])
    if flow is None:
        raise UsageError(f"there is no flow {name}", remedy=f"One of {', '.join(flows.flows)}.")
    columns = (Column("Screen", width=20), Column("Recognised by", width=26), Column("Then"))
    rows = tuple((screen.name, _seen(screen), _then(screen)) for screen in flow.screens.values())
    return Result(
        "flow show", data=flow.model_dump(mode="json"), view=[f"{flow.label}  {flow.path}", Table(columns, rows)]
    )


def _seen(screen: Screen) -> str:
    absent = [f"not {name}" for name in screen.absent]
    return ", ".join([*screen.seen, *absent])


def _then(screen: Screen) -> str:
    if screen.ends:
        return f"ends: {screen.ends}"
    if screen.hands_over:
        return f"hands over: {screen.hands_over}"
    steps = (
        f"{step.verb} {getattr(step, 'control', '') or getattr(step, 'name', '') or getattr(step, 'what', '')}"
        for step in screen.do
    )
    return ", ".join(steps)


@app.command()
def check(
    recording: Annotated[
        str | None,
        typer.Option(help="Only this recording: the name of a shipped one, or a folder.", metavar="NAME|DIR"),
    ] = None,
) -> Result:
    """Prove the flows, then compare every screen with every recorded page.

    First: names resolve, screens are reachable and told apart, every way has one submit. Then a line for each recorded
    page: which screen is recognised in it, and which of its controls are found, missing or ambiguous. Your own mends
    are checked with them. Ends with 1 when a page is not recognised as exactly one screen, with what the nearest
    screens miss; and with every mistake of a flow at its line and column.
    """
    flows = flow_set()
    root, names = _recordings(recording)
    rows = list(matrix(flows, root, names))
    troubles = matrix_troubles(rows)
    screens = sum(len(flow.screens) for flow in flows.flows.values())
    return Result(
        "flow check",
        data={"flows": _documents(flows), "pages": matrix_documents(rows), "sound": not troubles},
        view=[
            f"{len(flows.flows)} flows with {screens} screens are sound.",
            *map(_mended, flows.flows.values()),
            "",
            matrix_table(rows),
            "",
            *troubles,
            f"{len(rows)} pages: {len(rows) - len(troubles)} as expected, {len(troubles)} not.",
        ],
        exit_code=ExitCode.REFUSED if troubles else ExitCode.DONE,
    )


def _recordings(named: str | None) -> tuple[Path, tuple[str, ...] | None]:
    """Where the recordings are, and which of them are meant; a folder has its own name and its neighbours."""
    if named is None:
        return recordings(), None
    folder = Path(named)
    if named in recording_names(recordings()) and not (folder / RECORDING_FILE).is_file():
        return recordings(), (named,)
    if (folder / RECORDING_FILE).is_file():
        whole = folder.absolute()
        return whole.parent, (whole.name,)
    raise UsageError(
        f"there is no recording {named}",
        remedy=f"A folder with a {RECORDING_FILE}, or one of {', '.join(recording_names(recordings()))}.",
    )


app.command()(record)


def _mended(flow: Flow) -> str:
    return f"  {flow.label}  {flow.digest[:12]}"
