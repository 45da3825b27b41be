"""Mends: a user's own words, laid over one version of one flow. How a control is found; what the screens do stays."""

from __future__ import annotations

from casewright.flow.control import Control
from casewright.flow.fault import did_you_mean
from casewright.flow.language import WrittenControl, WrittenMend
from casewright.flow.model import Flow
from casewright.flow.source import Source


def lay_over(mend: WrittenMend, source: Source, flows: dict[str, Flow], *, broken: bool) -> None:
    """Put the flow with a mend's words into `flows`, and what does not fit among the faults of `source`.

    With `broken` a flow that is missing is no fault of the mend: its file may be one of those that could not be read.
    """
    flow = flows.get(mend.flow)
    if flow is None:
        if not broken:
            source.fault(("flow",), f'there is no flow "{mend.flow}"{did_you_mean(mend.flow, flows)}')
        return
    if flow.mended:
        source.fault(("flow",), f'another file mends "{mend.flow}" already: keep one')
    if mend.mends != flow.version:
        source.fault(
            ("mends",),
            f"written for {mend.flow}@{mend.mends}, but the flow is now {mend.flow}@{flow.version}: "
            "see whether it is still needed, then change the number or delete the file",
        )
    controls = dict(flow.controls)
    for name, written in mend.controls.items():
        where = ("controls", name)
        old = controls.get(name)
        if old is None:
            source.fault(where, f'{mend.flow} has no control "{name}"{did_you_mean(name, controls)}', at_key=True)
        elif written.role != old.role or old.role in {"url", "css"} or old.takes:
            source.fault(where, f"a mend changes how a control is found and nothing else; this is a {old.role}")
        else:
            controls[name] = _mended(old, written)
    flows[mend.flow] = flow.model_copy(update={"controls": controls, "mended": True})


def _mended(old: Control, written: WrittenControl) -> Control:
    """The control with the mend's words, and with its place on the page and its selector where the mend has any."""
    found = {
        "scope": written.in_ or old.scope,
        "row": written.row or old.row,
        "below": written.below or old.below,
        "fallback": written.or_ or old.fallback,
    }
    return old.model_copy(update={"labels": old.labels | written.labels, **found})
