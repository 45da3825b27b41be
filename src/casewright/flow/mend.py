"""Mends: a user's own labels, laid over one version of one flow. Labels only; what the screens do stays."""

from __future__ import annotations

from collections.abc import Mapping

from ruamel.yaml.comments import CommentedMap

from casewright.flow.model import Control, Flow
from casewright.flow.source import Source, meant, shown


def mended(
    source: Source, node: CommentedMap, flows: Mapping[str, Flow], controls: Mapping[str, Control]
) -> Flow | None:
    """The flow with the mend's labels in it; None, and faults in `source`, where the mend does not fit."""
    name = str(node.get("flow", ""))
    flow = flows.get(name)
    if flow is None:
        source.fault(f"there is no flow {shown(node.get('flow'))} to mend{meant(name, flows)}", (0, 0))
        return None
    if node.get("mends") != flow.version:
        written = shown(node.get("mends"))
        source.fault(f"this mend was written for version {written}; {flow.name} is at {flow.version} now", (0, 0))
        return None
    for key, control in controls.items():
        own = flow.controls.get(key)
        if own is None:
            source.fault(f"{flow.name} has no control `{key}`{meant(key, flow.controls)}", node["controls"].lc.key(key))
        elif own.role != control.role:
            told = f"`{key}` is a {own.role} in {flow.name}: a mend replaces what is written on it, not what it is"
            source.fault(told, node["controls"].lc.key(key))
    return flow.model_copy(update={"controls": {**flow.controls, **controls}, "mended": True})
