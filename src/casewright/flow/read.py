"""Read a folder of flows, with what they share and the user's mends, into one set; all mistakes at once."""

from __future__ import annotations

from pathlib import Path

from casewright.flow.check import checked
from casewright.flow.control import Control
from casewright.flow.fault import Fault, FlowError, Spot, did_you_mean
from casewright.flow.language import WrittenControl, WrittenFlow, WrittenMend, WrittenScreen
from casewright.flow.lint import lint
from casewright.flow.model import Flow, FlowSet, Screen
from casewright.flow.source import Source
from casewright.message import msg
from casewright.model.fingerprint import digest


def read_flows(folder: Path, mends: Path | None = None) -> FlowSet:
    """Return every flow in `folder` and below it, mended by the files in `mends`, proven to be walkable.

    A shared flow appears once, however many include it. A missing folder `mends` mends nothing.

    Raises:
        FlowError: something is wrong anywhere; `faults` holds all of it, so that nothing half right is ever walked.
    """
    sources: dict[str, Source] = {}
    flows: dict[str, Flow] = {}
    faults: list[Fault] = []
    for source in _sources(folder):
        written = checked(source, WrittenFlow)
        if written and (first := sources.get(written.flow)):
            source.fault(("flow",), msg('the flow "{flow}" is also in {file}', flow=written.flow, file=first.name))
        elif written:
            sources[written.flow] = source
            flows[written.flow] = _flow(written, source)
        faults.extend(source.faults)
    laid_over: list[tuple[str, Source]] = []
    for source in _sources(mends, whole=True) if mends and mends.is_dir() else ():
        if mend := checked(source, WrittenMend):
            lay_over(mend, source, flows, broken=bool(faults))
            laid_over.append((mend.flow, source))
        faults.extend(source.faults)
    if not flows and not faults:
        faults.append(Fault(Spot(str(folder)), msg("there is no flow here (*.yaml)")))
    if not faults:
        faults.extend(lint(flows, sources))
        faults[:0] = [_blame(name, source) for name, source in laid_over if faults and sources[name].faults]
    if faults:
        raise FlowError(faults)
    return FlowSet(flows={name: _sealed(flow) for name, flow in flows.items()})


def _blame(flow: str, mend: Source) -> Fault:
    """Report in the user's own file that a flow does not hold with their words."""
    return mend.fault(("controls",), msg('with these words, "{flow}" has the mistakes below', flow=flow), at_key=True)


def _sources(folder: Path, *, whole: bool = False) -> list[Source]:
    """Return the YAML files of a folder and below; a user's own go by their full path."""
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    return [Source.of(path, str(path) if whole else path.relative_to(folder.parent).as_posix()) for path in paths]


def _flow(written: WrittenFlow, source: Source) -> Flow:
    return Flow(
        name=written.flow,
        version=written.version,
        purpose=written.purpose,
        files=written.files,
        start=written.start,
        english=written.english,
        include=written.include,
        controls={name: control.control(name) for name, control in written.controls.items()},
        screens={name: _screen(name, screen, written.flow, source) for name, screen in written.screens.items()},
        digest="",
        path=source.name,
    )


def _screen(name: str, written: WrittenScreen, flow: str, source: Source) -> Screen:
    return Screen.model_validate(
        {
            "name": name,
            "flow": flow,
            "seen": written.seen,
            "absent": written.not_,
            "any": written.any,
            "do": written.do or (),
            "through": written.through,
            "next": written.next,
            "take": written.take,
            "ends": written.ends,
            "hands_over": written.hands_over,
            "waits": written.waits,
            "slow": written.slow,
            "without": written.without,
            "rests": written.rests,
            "reads": written.reads,
            "line": source.spot(("screens", name), at_key=True).line,
        }
    )


def _sealed(flow: Flow) -> Flow:
    """Return the flow with its digest: over what decides what is done, not comments or the order of keys or lines."""
    content = flow.model_dump(mode="json", by_alias=True, exclude={"digest", "path", "mended"})
    for screen in content["screens"].values():
        del screen["line"]
    return flow.model_copy(update={"digest": digest(content)})


def lay_over(mend: WrittenMend, source: Source, flows: dict[str, Flow], *, broken: bool) -> None:
    """Put the flow with a mend's words into `flows`, and what does not fit among the faults of `source`.

    With `broken` a flow that is missing is no fault of the mend: its file may be one of those that could not be read.
    """
    flow = flows.get(mend.flow)
    if flow is None:
        if not broken:
            unknown = msg('there is no flow "{name}"', name=mend.flow)
            source.fault(("flow",), did_you_mean(unknown, mend.flow, flows))
        return
    if flow.mended:
        source.fault(("flow",), msg('another file already mends "{flow}": keep only one of them', flow=mend.flow))
    if mend.mends != flow.version:
        source.fault(
            ("mends",),
            msg(
                "this mend was written for {old}, but the flow is now {new}: check whether it is still needed, "
                "then change the number or delete the file",
                old=f"{mend.flow}@{mend.mends}",
                new=f"{mend.flow}@{flow.version}",
            ),
        )
    controls = dict(flow.controls)
    for name, written in mend.controls.items():
        where = ("controls", name)
        old = controls.get(name)
        if old is None:
            unknown = msg('{flow} has no control "{name}"', flow=mend.flow, name=name)
            source.fault(where, did_you_mean(unknown, name, controls), at_key=True)
        elif written.role != old.role or old.role in {"url", "css"} or old.takes:
            only = msg("a mend changes only how a control is found, and this one is of the role {role}", role=old.role)
            source.fault(where, only)
        else:
            controls[name] = _mended(old, written)
    flows[mend.flow] = flow.model_copy(update={"controls": controls, "mended": True})


def _mended(old: Control, written: WrittenControl) -> Control:
    """Return the control with the mend's words, and with its scope and selector if the mend has any."""
    found = {
        "scope": written.in_ or old.scope,
        "row": written.row or old.row,
        "below": written.below or old.below,
        "fallback": written.or_ or old.fallback,
    }
    return old.model_copy(update={"labels": old.labels | written.labels, **found})
