"""The room Filing: a run as it goes on, a yes for each filled form, pause and stop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from casewright import app, report
from casewright.app.asks import Choice, SubmitQuestion
from casewright.app.filing import Filed
from casewright.app.reply import ReplyDone
from casewright.desk.pages import render
from casewright.desk.question_box import OpenQuestion, QuestionBox
from casewright.desk.routes import act, asks_for_part, go_to, stream, view
from casewright.desk.run_at_desk import DeskRun
from casewright.desk.workplace import Workplace
from casewright.errors import CasewrightError
from casewright.message import Message, msg
from casewright.model.site_name import SiteName
from casewright.model.sums import sums_of

_LISTEN = 5.0
"""Seconds after which a listener that heard nothing hears that the desk is still there."""


def routes(place: Workplace) -> list[Route]:
    """The addresses of this room."""

    async def listen(request: Request) -> Response:
        """A word each time that something changed, for as long as the page is open."""
        return StreamingResponse(_changes(place, request), media_type="text/event-stream")

    return [
        view(place, "/filing", show_filing),
        view(place, "/filing/now", show_now),
        stream("/filing/changes", listen),
        act(place, "/filing/begin", begin),
        act(place, "/filing/answer", answer),
        act(place, "/filing/pause", pause),
        act(place, "/filing/stop", stop),
        act(place, "/filing/resume", resume),
    ]


def show_filing(place: Workplace, _: Request) -> Response:
    """The plan that may be filed, and the run."""
    plan_file = _plan_file(place)
    plan = app.plan.open_plan(plan_file) if plan_file else None
    return render(
        place,
        "filing.html.j2",
        here="/filing",
        plan=plan,
        plan_file=plan_file,
        sums=report.next_step.sums_listed(sums_of(one.claim for one in plan.entries)) if plan else "",
        **_now(place),
    )


def show_now(place: Workplace, request: Request) -> Response:
    """The run as it is now; what the page asks for again when it hears of a change."""
    if not asks_for_part(request):
        return go_to(request, "/filing")
    return render(place, "filing_now.html.j2", **_now(place))


def _now(place: Workplace) -> dict[str, Any]:
    run = place.run
    version = run.box.version if run else 0
    opened = run.box.show() if run else None
    picture = (opened.question.picture if opened else None) or (run.newest_picture if run and run.going_on else None)
    return {
        "run": run,
        "version": version,
        "opened": opened,
        "picture": place.keep_picture(picture) if picture else "",
        "submit": opened.question if opened and isinstance(opened.question, SubmitQuestion) else None,
        "reply": opened.question if opened and not isinstance(opened.question, SubmitQuestion) else None,
        **_describe_question(opened),
        "stopped": app.machine.why_stopped(place.site),
        "settled": _settled(run),
        "replied": run.result if run and isinstance(run.result, ReplyDone) else None,
        "ends": report.runs.run_end_view(run.result, report.runs.ReportWritten(None))
        if run and isinstance(run.result, Filed)
        else [],
        "minutes": None if run is None or run.seconds_left is None else max(1, round(run.seconds_left / 60)),
    }


def _describe_question(opened: OpenQuestion | None) -> dict[str, object]:
    """The text and the difference of what is asked about."""
    question = opened.question if opened else None
    if not isinstance(question, SubmitQuestion):
        return {"parts": [], "difference": []}
    entry = question.entry
    return {
        "parts": report.claim_facts.mark_text(entry.form.message, entry.claim, entry.form.reference),
        "difference": report.card.difference(entry, question.values, question.unseen),
    }


def _settled(run: DeskRun | None) -> list[tuple[str, str, str, Message]]:
    """Claim, outcome, case and detail of all that is over, in order."""
    if run is None:
        return []
    if isinstance(run.result, Filed):
        ends = [(one.entry.claim.claim_id, one.walked) for one in run.result.settled]
        return [(name, str(walked.outcome), walked.case_id or "", walked.detail) for name, walked in ends]
    return [(name, str(one.outcome), one.case_id or "", one.detail) for name, one in run.ended.items()]


def begin(place: Workplace, request: Request, form: FormData) -> Response:
    """Begin to file the plan whose digest the page showed."""
    plan_file = _plan_file(place)
    if plan_file is None:
        raise CasewrightError(msg("There is no plan to file."), remedy=msg("Approve claims in the room Review first."))
    digest = str(form.get("digest", ""))
    plan = app.plan.open_plan(plan_file)
    unasked = place.site is SiteName.SANDBOX and form.get("how") == "approved"
    box = QuestionBox(approved=str(msg("plan {digest}, at the desk", digest=digest)) if unasked else "")
    folder = app.workspace.open_workspace().name_report_folder("filed")

    def work(run: DeskRun) -> Filed:
        filed = app.filing.file_claims(
            [plan_file], place.site, box, out=folder, lang=place.lang, digest=digest, tell=run.tell
        )
        report.runs.write_filing_report(filed, place.language)
        return filed

    place.begin_run(DeskRun(place.site, len(plan.entries), folder, box), work)
    return go_to(request, "/filing")


def answer(place: Workplace, request: Request, form: FormData) -> Response:
    """Answer the question whose key the page showed."""
    said = str(form.get("answer", ""))
    if place.run is None or said not in {Choice.FILE, Choice.SKIP, Choice.QUIT}:
        raise CasewrightError(msg("There is nothing to answer."))
    place.run.box.answer(str(form.get("key", "")), Choice(said), ticked=form.get("seen") == "yes")
    return go_to(request, "/filing")


def pause(place: Workplace, request: Request, form: FormData) -> Response:
    """Hold back what was approved before, or let it go on."""
    if place.run is not None:
        place.run.box.pause(on=form.get("on") == "yes")
    return go_to(request, "/filing")


def stop(place: Workplace, request: Request, _: FormData) -> Response:
    """Turn the stop switch on: whatever files on this home folder stops before its next act."""
    app.machine.stop_everything(str(msg("at the desk, by {person}", person=app.workspace.person())))
    if place.run is not None:
        place.run.box.close()
    return go_to(request, "/filing")


def resume(_: Workplace, request: Request, __: FormData) -> Response:
    """Turn the stop switch off."""
    app.machine.resume_work()
    return go_to(request, "/filing")


def _plan_file(place: Workplace) -> Path | None:
    """The plan that was written at this desk, else the one that it was opened with."""
    if place.plan_written:
        return place.plan_written
    return place.sources[0] if len(place.sources) == 1 and app.plan.is_plan(place.sources[0]) else None


async def _changes(place: Workplace, request: Request) -> AsyncIterator[str]:
    """A line whenever the run changed since what the page shows, and since what it heard last."""
    known = request.headers.get("last-event-id") or request.query_params.get("since", "")
    version = int(known) if known.isdigit() else -1
    while not await request.is_disconnected():
        run = place.run
        if run is None:
            return
        now = await run_in_threadpool(run.box.wait_for_change, version, _LISTEN)
        yield ": still here\n\n" if now == version else f"event: changed\nid: {now}\ndata: {now}\n\n"
        version = now
        if not run.going_on:
            yield "event: ended\ndata: -\n\n"
            return
