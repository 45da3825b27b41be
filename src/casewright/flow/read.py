"""Reading flows: YAML files in, checked values out; every mistake of every file at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast, get_args

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from casewright.claims.fingerprint import digest
from casewright.claims.outcome import Outcome
from casewright.flow.fault import Fault, FlowError
from casewright.flow.lint import lint
from casewright.flow.mend import mended
from casewright.flow.model import (
    AttachStep,
    ChooseStep,
    Control,
    FillStep,
    Flow,
    FlowSet,
    KeepStep,
    Labels,
    PressStep,
    Role,
    Screen,
    Step,
)
from casewright.flow.source import Source, meant, shown

ROLES: tuple[str, ...] = get_args(Role)
FLOW_KEYS = ("flow", "version", "files", "start", "include", "controls", "screens")
SCREEN_KEYS = ("seen", "not", "do", "next", "take", "ends", "hands-over")
STEP_KEYS = {
    "press": ("press", "submits"),
    "fill": ("fill", "with"),
    "choose": ("choose", "option"),
    "attach": ("attach", "with"),
    "keep": ("keep",),
}
ENDS = ("filed", *(outcome.value for outcome in Outcome))


def read_flows(folder: Path, mends: Path | None = None) -> FlowSet:
    """Read all flows of a folder (and its `shared/`), lay the user's mends over them, and check them together.

    Raises:
        FlowError: with every mistake in every file. A flow with a mistake is never walked.
    """
    faults: list[Fault] = []
    flows: dict[str, Flow] = {}
    for path in sorted((*folder.glob("*.yaml"), *folder.glob("shared/*.yaml"))):
        flow = _flow(path, faults)
        if flow is None:
            continue
        if flow.name in flows:
            faults.append(Fault(path.name, f"the flow `{flow.name}` stands in {flows[flow.name].path} already"))
        flows[flow.name] = flow
    if not flows and not faults:
        faults.append(Fault(str(folder), "there are no flows in this folder"))
    if mends is not None and mends.is_dir():
        for path in sorted(mends.glob("*.yaml")):
            _mend(path, flows, faults)
    if faults:
        raise FlowError(faults)
    read = FlowSet(flows=flows)
    if wrong := lint(read):
        raise FlowError(wrong)
    return read


def _flow(path: Path, faults: list[Fault]) -> Flow | None:
    source, node = Source.open(path)
    flow = _whole(source, node) if node is not None else None
    faults.extend(source.faults)
    return flow


def _whole(source: Source, node: CommentedMap) -> Flow | None:
    source.known(node, FLOW_KEYS, "a flow")
    name = source.words(node, "flow", "a flow") if "flow" in node else ""
    version = node.get("version")
    if not name:
        source.fault("the file does not say which flow it is (`flow: NAME`)", (0, 0))
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        source.fault(f"`version:` must be a number from 1, not {shown(version)}", (0, 0))
        version = 1
    controls = {
        key: control for key, part in source.children(node, "controls") if (control := _control(source, key, part))
    }
    screens = {key: _screen(source, name, key, part) for key, part in source.children(node, "screens")}
    if source.faults:
        return None
    start = source.words(node, "start", "a flow") if "start" in node else None
    flow = Flow(
        name=name,
        version=version,
        files=source.list_of_words(node, "files", "a flow"),
        start=start,
        include=source.list_of_words(node, "include", "a flow"),
        controls=controls,
        screens=screens,
        digest="",
        path=source.path.name,
    )
    return flow.model_copy(update={"digest": content_digest(flow)})


def content_digest(flow: Flow) -> str:
    """What a flow says, whatever its file looks like: comments, order of keys and line numbers do not count."""
    return digest(
        flow.model_dump(mode="json", exclude={"digest": True, "path": True, "screens": {"__all__": {"line"}}})
    )


def _control(source: Source, name: str, node: CommentedMap) -> Control | None:
    roles = [key for key in node if key != "or"]
    source.known(node, (*ROLES, "or"), f"the control `{name}`")
    if len(roles) != 1 or roles[0] not in ROLES:
        if not any(key not in (*ROLES, "or") for key in node):
            source.fault(
                f"the control `{name}` must be exactly one of: {', '.join(ROLES)}", node.lc.key(next(iter(node)))
            )
        return None
    role = cast("Role", roles[0])
    labels = _labels(source, node, role, name)
    fallback = source.words(node, "or", f"the control `{name}`") if "or" in node else None
    return Control(name=name, role=role, labels=labels, fallback=fallback) if labels else None


def _labels(source: Source, node: CommentedMap, role: str, name: str) -> Labels:
    """Words, a list of words, or either by language."""
    value = node[role]
    if isinstance(value, CommentedMap):
        return {str(language): source.list_of_words(value, language, f"the control `{name}`") for language in value}
    return {"en": source.list_of_words(node, role, f"the control `{name}`")}


def _screen(source: Source, flow: str, name: str, node: CommentedMap) -> Screen:
    what = f"the screen `{name}`"
    source.known(node, SCREEN_KEYS, what)
    place = node.lc.key(next(iter(node))) if node else (0, 0)
    if not node.get("seen"):
        source.fault(f"{what} does not say by what it is recognised (`seen:`)", place)
    acts = [key for key in ("do", "ends", "hands-over") if key in node]
    if len(acts) != 1:
        source.fault(f"{what} needs exactly one of `do`, `ends` and `hands-over`, and has {len(acts)}", place)
    ends = source.words(node, "ends", what) if "ends" in node else None
    if ends is not None and ends not in ENDS:
        source.fault(f"{what} cannot end with `{ends}`{meant(ends, ENDS)}", node.lc.value("ends"))
        ends = None
    return Screen(
        name=name,
        flow=flow,
        seen=source.list_of_words(node, "seen", what),
        absent=source.list_of_words(node, "not", what),
        do=tuple(_steps(source, node, what)),
        next=source.list_of_words(node, "next", what),
        take=source.words(node, "take", what) if "take" in node else None,
        ends=None if ends is None else "filed" if ends == "filed" else Outcome(ends),
        hands_over=source.words(node, "hands-over", what) if "hands-over" in node else None,
        line=place[0] + 1,
    )


def _steps(source: Source, node: CommentedMap, what: str) -> Iterable[Step]:
    steps = node.get("do")
    if steps is None:
        return
    if not isinstance(steps, CommentedSeq):
        source.fault(f"{what}: `do:` must be a list of steps, each beginning with `- `", node.lc.key("do"))
        return
    for number, step in enumerate(steps):
        made = _step(source, step, steps.lc.item(number), what)
        if made is not None:
            yield made


def _step(source: Source, step: object, place: tuple[int, int], what: str) -> Step | None:
    if not isinstance(step, CommentedMap) or not step:
        source.fault(f"{what}: a step is a verb with what it acts on, like `- press: send`", place)
        return None
    verb = next((key for key in step if key in STEP_KEYS), None)
    if verb is None:
        source.fault(f"{what}: there is no verb `{next(iter(step))}`{meant(str(next(iter(step))), STEP_KEYS)}", place)
        return None
    source.known(step, STEP_KEYS[verb], f"`{verb}`")
    return _BUILD[verb](source, step, what)


def _press(source: Source, step: CommentedMap, what: str) -> Step:
    submits = step.get("submits", False)
    if not isinstance(submits, bool):
        source.fault(f"{what}: `submits:` is true or not there", step.lc.value("submits"))
    return PressStep(control=source.words(step, "press", what), submits=submits is True)


def _fill(source: Source, step: CommentedMap, what: str) -> Step:
    if "with" not in step:
        source.fault(f"{what}: `fill` needs `with:`", step.lc.key("fill"))
        return FillStep(control="", value="")
    return FillStep(control=source.words(step, "fill", what), value=source.words(step, "with", what))


def _choose(source: Source, step: CommentedMap, what: str) -> Step:
    option = source.words(step, "option", what) if "option" in step else None
    return ChooseStep(control=source.words(step, "choose", what), option=option)


def _attach(source: Source, step: CommentedMap, what: str) -> Step:
    if step.get("with") != "evidence":
        source.fault(f"{what}: only the claim's own files can be attached (`with: evidence`)", step.lc.key("attach"))
    return AttachStep(control=source.words(step, "attach", what))


def _keep(source: Source, step: CommentedMap, what: str) -> Step:
    return KeepStep(name=source.words(step, "keep", what))


_BUILD = {"press": _press, "fill": _fill, "choose": _choose, "attach": _attach, "keep": _keep}


def _mend(path: Path, flows: dict[str, Flow], faults: list[Fault]) -> None:
    """Lay one mend over the flow it is for."""
    source, node = Source.open(path)
    if node is not None:
        source.known(node, ("flow", "mends", "controls"), "a mend")
        controls: Mapping[str, Control] = {
            key: control for key, part in source.children(node, "controls") if (control := _control(source, key, part))
        }
        flow = mended(source, node, flows, controls)
        if flow is not None and not source.faults:
            flows[flow.name] = flow.model_copy(update={"digest": content_digest(flow)})
    faults.extend(source.faults)
