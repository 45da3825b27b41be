"""The room Review: evidence beside the text that will be sent beside the filled pages; an answer to exactly that."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casewright import report
from casewright.app.review import Entry, Review, ReviewAnswer
from casewright.desk.dry_run import DryRun
from casewright.desk.pages import render
from casewright.desk.routes import act, asks_for_part, go_to, view
from casewright.desk.workplace import Workplace
from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.model.sums import sums_of


def routes(place: Workplace) -> list[Route]:
    """The addresses of this room."""
    return [
        view(place, "/review", show_list),
        view(place, "/dry-run", show_dry_run),
        act(place, "/dry-run", begin_dry_run),
        act(place, "/review/plan", write_plan),
        view(place, "/review/{claim}", show_entry),
        act(place, "/review/{claim}", answer),
    ]


def show_list(place: Workplace, _: Request) -> Response:
    """Everything under review with its answer, and what comes out."""
    if place.review is None:
        return render(place, "claims_none.html.j2", here="/review")
    review = place.review
    review.refresh()
    approved = review.approved_plan()
    return render(
        place,
        "review.html.j2",
        here="/review",
        review=review,
        answers={entry.digest: review.answer_to(entry) for entry in review.entries},
        counts=review.counts(),
        first=review.next_after(""),
        held=review.next_after("", ReviewAnswer.HELD),
        sums=report.next_step.sums_listed(sums_of(entry.claim for entry in approved.entries)),
        approved=approved,
        written=place.plan_written,
        dry_run=place.dry_run,
        command=report.next_step.command_line("file", place.plan_written, *place.site.flags)
        if place.plan_written
        else "",
    )


def show_entry(place: Workplace, request: Request) -> Response:
    """One claim: what proves it, what will be sent, how the filled pages look."""
    review = _review_of(place)
    review.refresh()
    name = request.path_params["claim"]
    entry = review.entry_of(name)
    if entry is None:
        raise CasewrightError(
            msg("{claim} is not under review.", claim=name),
            remedy=msg("It is no longer in any sheet, or it cannot be filed today: see the room Claims."),
        )
    return _entry_page(place, review, entry, second_pass=request.query_params.get("pass") == "2")


def _entry_page(place: Workplace, review: Review, entry: Entry, *, second_pass: bool) -> Response:
    order = [one.claim.claim_id for one in review.entries]
    at = order.index(entry.claim.claim_id)
    return render(
        place,
        "review_entry.html.j2",
        here="/review",
        review=review,
        entry=entry,
        answer=review.answer_to(entry),
        stale=review.stale.get(entry.claim.claim_id),
        number=at + 1,
        before=order[at - 1] if at else "",
        back=review.answered_before(entry.claim.claim_id),
        after=order[at + 1] if at + 1 < len(order) else "",
        counts=review.counts(),
        second_pass=second_pass,
        problems=review.problems_of(entry.claim.claim_id),
        proofs=[(proof, report.pictures.count_evidence_pages(proof)) for proof in entry.claim.evidence],
        parts=report.claim_facts.mark_text(entry.form.message, entry.claim, entry.form.reference),
        subject=report.claim_facts.mark_text(entry.form.subject, entry.claim, entry.form.reference),
        named=report.claim_facts.identifiers_of(entry.claim),
        pictures=[place.keep_picture(path) for path in review.pictures_of(entry)],
        story=_story_of(review, entry),
        dry_run=place.dry_run,
    )


def _story_of(review: Review, entry: Entry) -> report.walk_story.Story | None:
    """What the dry run did for this entry; None where there was none."""
    walk = review.walks.get(entry.digest)
    return report.walk_story.stories([walk])[0] if walk else None


def answer(place: Workplace, request: Request, form: FormData) -> Response:
    """Note what a person says of what was shown, and go on to the next claim."""
    review = _review_of(place)
    name, said = request.path_params["claim"], str(form.get("answer", ""))
    given = ReviewAnswer(said) if said in set(ReviewAnswer) else None
    review.answer(name, str(form.get("digest", "")), given)
    second = form.get("pass") == "2"
    following = review.next_after(name, ReviewAnswer.HELD if second else None)
    if given is None:
        following = name
    if following is None or (second and following == name):
        return go_to(request, "/review")
    return go_to(request, f"/review/{following}{'?pass=2' if second else ''}")


def write_plan(place: Workplace, request: Request, _: FormData) -> Response:
    """Write the plan of the approved claims."""
    place.plan_written = _review_of(place).write_plan()
    return go_to(request, "/review")


def begin_dry_run(place: Workplace, request: Request, _: FormData) -> Response:
    """Fill every form on the recorded pages, in a thread of its own; one at a time."""
    review = _review_of(place)
    if not place.dry_run.going_on:
        place.dry_run = DryRun(len(review.planned.plan.entries))
        place.dry_run.start(review)
    return go_to(request, "/review")


def show_dry_run(place: Workplace, request: Request) -> Response:
    """How far the dry run is; when it is over the page is loaded again."""
    if asks_for_part(request) and not place.dry_run.going_on and place.dry_run.of:
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    return render(place, "dry_run.html.j2", dry_run=place.dry_run)


def _review_of(place: Workplace) -> Review:
    if place.review is None:
        raise CasewrightError(msg("No claims were given to this desk."))
    return place.review
