"""The flows as text and as documents: all of them, one of them, how they fit recorded pages, and a new recording."""

from __future__ import annotations

from casewright.app.flows import FlowsChecked
from casewright.app.record import GoldensWritten, WalkRecorded
from casewright.flow.model import Flow, FlowSet, Screen
from casewright.message import Message, listed, msg, msg_n
from casewright.report.matrix import matrix_documents, matrix_table, matrix_troubles
from casewright.report.next_step import command_line
from casewright.report.table import Column, Table, View


def flows_document(flows: FlowSet) -> list[dict[str, object]]:
    """Each flow: what it files, where it begins, its screens."""
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


def flows_table(flows: FlowSet) -> Table:
    """A row a flow."""
    columns = (
        Column(msg("Flow"), width=28),
        Column(msg("Files"), width=24),
        Column(msg("Screens"), right=True),
        Column(msg("Starts at")),
    )
    rows = tuple(
        (flow.label, ", ".join(flow.files) or "-", str(len(flow.screens)), flow.start or "-")
        for flow in flows.flows.values()
    )
    return Table(columns, rows)


def flow_view(flow: Flow) -> View:
    """By what each screen of a flow is recognised, and what is done there."""
    columns = (Column(msg("Screen"), width=20), Column(msg("Recognized by"), width=26), Column(msg("Then")))
    rows = tuple((screen.name, _recognised_by(screen), _then(screen)) for screen in flow.screens.values())
    return [f"{flow.label}  {flow.path}", Table(columns, rows)]


def _recognised_by(screen: Screen) -> Message:
    absent = (msg("not {control}", control=name) for name in screen.absent)
    one_of = [msg("one of {controls}", controls=listed(screen.any))] if screen.any else []
    return listed([*screen.seen, *one_of, *absent])


def _then(screen: Screen) -> Message:
    if screen.ends:
        return msg("ends: {outcome}", outcome=screen.ends)
    if screen.hands_over:
        return msg("hands over: {reason}", reason=screen.hands_over)
    steps = (
        f"{step.verb} {getattr(step, 'control', '') or getattr(step, 'name', '') or getattr(step, 'what', '')}"
        for step in screen.do
    )
    return listed(steps)


def flow_check_document(checked: FlowsChecked) -> dict[str, object]:
    """Return the `data` of `flow check`."""
    sound = not matrix_troubles(checked.pages)
    return {"flows": flows_document(checked.flows), "pages": matrix_documents(checked.pages), "sound": sound}


def flow_check_view(checked: FlowsChecked) -> View:
    """Every flow with its digest, every recorded page with its screen, and what does not fit."""
    flows, troubles = checked.flows.flows.values(), matrix_troubles(checked.pages)
    screens = sum(len(flow.screens) for flow in flows)
    pages = len(checked.pages)
    return [
        msg(
            "{flows} with {screens}: no mistakes.",
            flows=msg_n("{count} flow", "{count} flows", len(flows)),
            screens=msg_n("{count} screen", "{count} screens", screens),
        ),
        *(f"  {flow.label}  {flow.digest[:12]}" for flow in flows),
        "",
        matrix_table(checked.pages),
        "",
        *troubles,
        msg(
            "{pages}: {good} as expected, {bad} not.",
            pages=msg_n("{count} page", "{count} pages", pages),
            good=pages - len(troubles),
            bad=len(troubles),
        ),
    ]


def recorded_document(recorded: WalkRecorded) -> dict[str, object]:
    """Return the `data` of `flow record`."""
    return {"recording": str(recorded.folder), "pages": recorded.pages}


def recorded_view(recorded: WalkRecorded) -> View:
    """Where the pages are, and how they are compared with the flows."""
    return [
        msg_n(
            "{count} page recorded in {path}", "{count} pages recorded in {path}", recorded.pages, path=recorded.folder
        ),
        msg("Look through them before you share them. Then compare them with the flows:"),
        f"  {command_line('flow', 'check', '--recording', recorded.folder)}",
    ]


def goldens_document(goldens: GoldensWritten) -> dict[str, object]:
    """Return the `data` of `flow golden`."""
    return {"written": [str(file) for file in goldens.written], "unchanged": goldens.unchanged}


def goldens_view(goldens: GoldensWritten) -> View:
    """How many texts were written, and what to do with them."""
    count = len(goldens.written)
    told = msg(
        "{written}, {unchanged} unchanged.",
        written=msg_n("{count} golden text written", "{count} golden texts written", count),
        unchanged=goldens.unchanged,
    )
    return [told, *([msg("Look at what changed before you keep it: it is what a flow will see.")] if count else [])]
