"""The room Cases: the board of cases, a case's whole story, and a reply from here."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casewright import app, report
from casewright.app.reply import ReplyDone
from casewright.desk.pages import render
from casewright.desk.question_box import QuestionBox
from casewright.desk.routes import act, go_to, uploads, view
from casewright.desk.run_at_desk import DeskRun
from casewright.desk.workplace import Workplace
from casewright.model.labels import label


def routes(place: Workplace) -> list[Route]:
    """The addresses of this room."""
    return [
        view(place, "/cases", show_board),
        view(place, "/cases/{case}", show_case),
        act(place, "/cases/{case}/reply", reply),
    ]


def show_board(place: Workplace, request: Request) -> Response:
    """Every case by its stage."""
    account = request.query_params.get("account", "")
    board = app.board.list_board(place.site)
    shown = board.narrowed_to(app.narrowing.narrowing(account)) if account else board
    return render(
        place,
        "cases.html.j2",
        here="/cases",
        columns=[
            (
                stage,
                name,
                shown.of_stage(stage),
                report.board.sum_of(shown.of_stage(stage)),
                report.board.TONES.get(stage, ""),
            )
            for stage, name in report.board.STAGES.items()
            if shown.of_stage(stage)
        ],
        accounts=sorted({card.filing.account for card in board.cards}),
        account=account,
        command=report.next_step.command_line,
        unknown=None if board.paid_known or not board.cards else report.board.paid_unknown(),
        sync=report.next_step.command_line("cases", "sync", *place.site.flags),
    )


def show_case(place: Workplace, request: Request) -> Response:
    """One case: every step of its life, its text, its pictures and receipts, what Amazon said."""
    details = app.cases.show_case(request.path_params["case"], place.site)
    filing = details.filing
    card = app.board.list_board(place.site).card_of(filing)
    return render(
        place,
        "case.html.j2",
        here="/cases",
        filing=filing,
        seen=details.followed,
        history=report.filings.history_table(details.history),
        receipts=details.receipts,
        card=card,
        stage=report.board.STAGES[card.stage] if card else None,
        tone=report.board.TONES.get(card.stage, "") if card else "",
        asked=[label(kind) for kind in card.asks_for] if card else [],
        command=report.next_step.command_line(*card.command) if card and card.command else "",
        pictures=[place.keep_picture(path) for path in app.board.pictures_of(filing)],
        known={proof.sha256 for proof in place.proofs()},
    )


def reply(place: Workplace, request: Request, form: FormData) -> Response:
    """Fill a reply, and ask about it in the room Filing before it is sent."""
    name, words = request.path_params["case"], str(form.get("text", ""))
    box = QuestionBox()
    folder = app.workspace.open_workspace().name_report_folder("reply")

    def work(run: DeskRun) -> ReplyDone:
        return app.reply.reply_to_case(
            name, place.site, box, text=words.replace("\r\n", "\n"), attach=papers, tell=run.tell
        )

    app.reply.check_text(words)
    papers = app.dropped.keep_papers(uploads(form, "files"))
    place.reply_files = app.reply.inspect_files(papers)
    place.begin_run(DeskRun(place.site, 1, folder, box), work)
    return go_to(request, "/filing")
