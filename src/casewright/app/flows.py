"""The flows: which screens the program knows, and whether the flows are sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casewright.app.sites import known_flows
from casewright.app.workspace import open_workspace
from casewright.errors import UsageError
from casewright.flow.model import Flow, FlowSet
from casewright.message import msg
from casewright.places import recordings
from casewright.recording.matrix import MatrixRow, matrix
from casewright.recording.read import FILE as RECORDING_FILE
from casewright.recording.read import recording_names


@dataclass(frozen=True, slots=True)
class FlowsChecked:
    """All flows, and every recorded page compared with every screen."""

    flows: FlowSet
    pages: tuple[MatrixRow, ...]


def load_flows() -> FlowSet:
    """Load the shipped flows with the user's mends applied.

    Raises:
        FlowError: carries every mistake in every file.
    """
    return known_flows(open_workspace())


def flow_named(name: str) -> Flow:
    """Return one flow, by name or label.

    Raises:
        UsageError: there is no such flow.
    """
    flows = load_flows()
    flow = flows.flows.get(name.partition("@")[0])
    if flow is None:
        raise UsageError(
            msg("There is no flow {name}.", name=name), remedy=msg("The flows are: {flows}.", flows=[*flows.flows])
        )
    return flow


def check_flows(recording: str | None = None) -> FlowsChecked:
    """Prove the flows, then compare every screen with every recorded page, or with those of one recording.

    `recording` is the name of a shipped one, or a folder.

    Raises:
        FlowError: carries every mistake in every flow.
        UsageError: there is no such recording.
    """
    flows = load_flows()
    root, names = recordings_named(recording)
    return FlowsChecked(flows, tuple(matrix(flows, root, names)))


def recordings_named(name: str | None) -> tuple[Path, tuple[str, ...] | None]:
    """Return where the recordings are, and which are meant; a folder keeps its own name and its neighbours.

    Raises:
        UsageError: there is no such recording.
    """
    if name is None:
        return recordings(), None
    folder = Path(name)
    if name in recording_names(recordings()) and not (folder / RECORDING_FILE).is_file():
        return recordings(), (name,)
    if (folder / RECORDING_FILE).is_file():
        whole = folder.absolute()
        return whole.parent, (whole.name,)
    raise UsageError(
        msg("There is no recording {name}.", name=name),
        remedy=msg(
            "Name a folder with a {recording_file}, or one of: {recording_names}.",
            recording_file=RECORDING_FILE,
            recording_names=[*recording_names(recordings())],
        ),
    )
