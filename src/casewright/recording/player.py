"""The recorded Seller Central as one plain function: a request goes in, an answer comes out."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.marketplaces import marketplace as find_marketplace
from casewright.recording.changed_pages import change_html, change_text
from casewright.recording.exchange import HTML, NOT_RECORDED, PAGE, Answer, Request
from casewright.recording.faults import Faults
from casewright.recording.pages import ASSETS, Pages
from casewright.recording.practice_cases import PENDING, CaseStore, StoredCase, StoredFile, Submission, add_message
from casewright.recording.practice_pages import EXAMPLE_PRODUCT, SERVICE, CasePages, ListedProduct, shown_case
from casewright.recording.recording import Go, Page, Recording, filled_in, is_address
from casewright.recording.session import Session, Sessions

MOST_BYTES = 10 * 1024 * 1024
"""What one uploaded file may have: "Files exceeds our 10 MB file limit." (the contact form's own text, 2026)."""
_TOO_LARGE = "Files exceeds our 10 MB file limit. You may compress it and try again."
LOCALE = "mons_sel_locale"
"""The key with which an address asks for an interface language: `mons_sel_locale=en_US` (seen in public tools)."""
_CASE_LOG = "/cu/case-lobby"
_ASKED_BY = {
    f"{SERVICE}SearchForCases": _CASE_LOG,
    f"{SERVICE}ViewCase": "/cu/case-dashboard/view-case",
}
_TEXT = "text/plain; charset=utf-8"
_GUARDED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; form-action 'self'; "
        "base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Player:
    """Plays one recording for one account.

    `account` is the name in the page's header, `marketplace` a code such as `US`; `listed` are the products that its
    shipments hold, beside the example's. `respond` may be called from several
    threads; each visitor has a session of its own, known by its cookie.
    """

    def __init__(
        self,
        recording: Recording,
        case_log: CaseStore,
        *,
        account: str,
        marketplace: str,
        faults: Faults | None = None,
        listed: Sequence[ListedProduct] = (),
    ) -> None:
        self.recording = recording
        self.case_log = case_log
        self.account = account
        self.marketplace = find_marketplace(marketplace)
        self._faults = faults or Faults()
        self._listed = tuple(listed)
        self._pages = Pages(recording)
        self._cases = CasePages(case_log, account, self.marketplace.code)
        self._sessions = Sessions()
        self._lock = threading.RLock()
        _check_doors(recording, self._faults)

    def respond(self, request: Request) -> Answer:
        """Answer one request; what was never recorded gets a 404 whose header says so."""
        with self._lock:
            session = self._sessions.of(request.session)
            path, told = self.recording.address_of(request.path)
            request = replace(request, path=path)
            session.address |= told
            places = self._places(request, session)
            answer = self._before(session, places)
            if answer is None:
                answer = self._after(self._answer(request, session), places)
            if told and answer.location:
                answer = replace(answer, headers={**answer.headers, "Location": filled_in(answer.location, told)})
            return replace(answer, session=session.id, headers={**_GUARDED, **answer.headers})

    def golden(self, session: str, path: str, shown: str | None = None) -> str:
        """What can be read now in the document at `path`, after its script did what `Page.shows` calls `shown`."""
        with self._lock:
            visitor = self._sessions.of(session)
            path, _ = self.recording.address_of(path)
            page = visitor.current(self.recording, path)
            return self._text(page, self._context(visitor, path, {}), shown)

    def recorded_name(self, name: str) -> str:
        """What the recording calls a control, whatever a fault made of its label."""
        return self._faults.original(name)

    # What goes wrong on purpose

    def _places(self, request: Request, session: Session) -> tuple[str, ...]:
        """The names under which a fault may mean this request: its path, the pressed control, the upload's button.

        Data that a page asks for belongs to the page's own address, too.
        """
        places = [request.path, _ASKED_BY.get(request.path, "")]
        if "upload" in request.query and self.recording.pages_at(request.path):
            places.append(session.current(self.recording, request.path).upload or "")
        pressed = request.fields.get("control")
        if pressed is not None:
            places += [pressed, self._faults.original(pressed)]
        return tuple(place for place in places if place)

    def _before(self, session: Session, places: tuple[str, ...]) -> Answer | None:
        """Return a fault's answer in place of the site's own: nothing was done then."""
        if self._faults.take("drop-before", *places):
            return Answer(fault="drop")
        if fault := self._faults.take("status-before", *places):
            return _failed(int(fault.value))
        if fault := self._faults.take("send-to", *places):
            page = self.recording.page(fault.value)
            session.turn(page)
            return _go(page.at)
        return None

    def _after(self, answer: Answer, places: tuple[str, ...]) -> Answer:
        """The site's answer, as a fault lets it out: what was done stays done."""
        if self._faults.take("drop-after", *places):
            return Answer(fault="drop")
        if fault := self._faults.take("status-after", *places):
            answer = _failed(int(fault.value))
        if fault := self._faults.take("slow", *places):
            answer = replace(answer, delay=float(fault.value))
        return answer

    # What the site does

    def _answer(self, request: Request, session: Session) -> Answer:
        if request.path.startswith(ASSETS):
            return self._asset(request)
        if request.path.startswith(SERVICE):
            return self._service(request)
        if not self.recording.pages_at(request.path):
            return _not_recorded(request)
        if request.method in {"GET", "HEAD"}:
            return self._show(request, session)
        if request.method != "POST":
            return _not_recorded(request)
        return self._upload(request, session) if "upload" in request.query else self._press(request, session)

    def _asset(self, request: Request) -> Answer:
        found = self._pages.asset(request.path.removeprefix(ASSETS))
        return Answer(body=found[0], media_type=found[1]) if found else _not_recorded(request)

    def _service(self, request: Request) -> Answer:
        """The JSON that the case log's own pages ask for."""
        name = request.path.removeprefix(SERVICE)
        if (request.method, name) == ("POST", "SearchForCases"):
            found = self._cases.answer_search(request.body)
            return _answer_json(found) if found else _answer_json({"message": "Invalid request"}, 400)
        if (request.method, name) == ("GET", "ViewCase"):
            case = self._cases.answer_case(request.query.get("caseId", ""))
            return _answer_json(case) if case else _answer_json({"message": "Case not found"}, 400)
        return _not_recorded(request)

    def _show(self, request: Request, session: Session) -> Answer:
        if (locale := request.query.get(LOCALE)) and request.query.get("mons_sel_persist") != "false":
            session.speak(locale)
        page = session.arrive(self.recording, request.path)
        if instead := self._instead(request.path):
            page = instead
            session.stand(request.path, page)
        if page.redirect:
            return _go(page.redirect)
        case_id = request.query.get("caseID")
        if case_id is not None and not self._cases.find(case_id):
            return Answer(400, f"There is no case {case_id} here.".encode(), _TEXT)
        context = self._context(session, request.path, request.query)
        if request.wants == "text":
            body, media_type = self._text(page, context), "text/yaml; charset=utf-8"
        else:
            body, media_type = self._html(page, context), HTML
        return Answer(page.status, body.encode(), media_type, {PAGE: page.name})

    def _instead(self, path: str) -> Page | None:
        """The page that a fault shows at this address in place of the site's own: by itself only at its own address."""
        for fault in self._faults.left("show"):
            page = self.recording.page(fault.value)
            if path == (fault.where or page.at):
                self._faults.happened(fault)
                return page
        return None

    def _html(self, page: Page, context: dict[str, Any]) -> str:
        html = self._pages.html(page, _own(page, context))
        for fault in self._faults.rewriting(page.at):
            changed = change_html(html, fault)
            if changed != html:
                self._faults.happened(fault)
            html = changed
        return html

    def _text(self, page: Page, context: dict[str, Any], shown: str | None = None) -> str:
        text = self._pages.text(page, _own(page, context), shown)
        for fault in self._faults.rewriting(page.at):
            changed = change_text(text, fault)
            if changed != text and shown is None:
                self._faults.happened(fault)
            text = changed
        return text

    def _context(self, session: Session, path: str, query: dict[str, str]) -> dict[str, Any]:
        """What a page's template may show; only the case log's own page counts as a search."""
        found = self._cases.search(query.get("searchText", "")) if path == _CASE_LOG else []
        case_id = query.get("caseID") or session.case_id
        case = self._cases.find(case_id) if case_id else None
        return {
            "account": session.account or self._accounts[0],
            "picked": session.picked or session.account or self._accounts[0],
            "accounts": self._accounts,
            "marketplace": self.marketplace.name,
            "draft": session.draft | self._first_product(session),
            "uploads": session.files,
            "products": self._products(session.address.get("shipment", "")),
            "case": shown_case(case) if case else None,
            "cases": [shown_case(one) for one in found],
            "query": query,
        }

    def _products(self, shipment: str) -> tuple[ListedProduct, ...]:
        """What a shipment holds."""
        return tuple(one for one in self._listed if one.shipment_id == shipment) or (EXAMPLE_PRODUCT,)

    def _first_product(self, session: Session) -> dict[str, str]:
        """The same as draft fields, for golden texts; nothing where no shipment was opened."""
        if "shipment" not in session.address:
            return {}
        first = self._products(session.address["shipment"])[0]
        return {"product_sku": first.sku, "product_fnsku": first.fnsku}

    @property
    def _accounts(self) -> tuple[str, ...]:
        """Every account that this person may work in: a fault may have signed in to another one."""
        others = (fault.value for fault in self._faults.left("signed-in-as"))
        return tuple(dict.fromkeys((*others, self.account)))

    def picks(self, page: Page | None, name: str) -> bool:
        """Return whether a press on this name chooses an account."""
        return page is not None and page.accounts and name in self._accounts

    def _upload(self, request: Request, session: Session) -> Answer:
        name, size = request.query["upload"], len(request.body)
        if size > MOST_BYTES:
            return _answer_json({"error": _TOO_LARGE}, 413)
        file = StoredFile(name=name, size=size, sha256=hashlib.sha256(request.body).hexdigest())
        session.receive(request.path, file)
        return _answer_json(file.model_dump())

    def _press(self, request: Request, session: Session) -> Answer:
        control = self._faults.original(request.fields.get("control", ""))
        page = session.pressed_on(self.recording, request.path, control)
        if self.picks(page, request.fields.get("control", "")):
            session.picked = request.fields["control"]
            return self._turn(session, page.name, request)
        go = page.go.get(control)
        if go is None:
            return _not_recorded(request)
        typed = {
            self._faults.original(name.removeprefix("f:")): text
            for name, text in request.fields.items()
            if name.startswith("f:")
        }
        if control in page.fields:  # a choice that the site goes on with
            typed[control] = "true"
        session.collect(page, typed)
        if page.accounts:
            session.account = session.picked
        draft = session.draft
        if go.otherwise and any(not draft.get(name, "").strip() for name in go.needs):
            return self._turn(session, go.otherwise, request)
        if go.creates:
            create = self._reply if go.creates == "reply" else self._create
            return create(page, go, session, request)
        instead = self._instead_of(request)
        if go.open and not instead:
            return _go(go.open)
        return self._turn(session, instead or go.to or page.name, request)

    def _instead_of(self, request: Request) -> str | None:
        """The page with which a fault answers a press that was done, in place of the recorded one."""
        control = request.fields.get("control", "")
        fault = self._faults.take("answer", request.path, control, self._faults.original(control))
        return fault.value if fault else None

    def _create(self, page: Page, go: Go, session: Session, request: Request) -> Answer:
        control = request.fields.get("control", "")
        if self._faults.take("sent-twice", request.path, control, self._faults.original(control)):
            self._new_case(session, go)
        case = self._new_case(session, go)
        session.case_id = case.case_id
        if self._faults.take("approve-stays", request.path, control, self._faults.original(control)):
            return self._turn(session, page.name, request)
        then = self._instead_of(request) or go.then or page.name
        return _go(then.replace("{case_id}", case.case_id)) if is_address(then) else self._turn(session, then, request)

    def _reply(self, page: Page, go: Go, session: Session, request: Request) -> Answer:
        """Add what was typed to the case that the page shows."""
        case = self._cases.find(request.query.get("caseID", ""))
        if case is None:
            return _not_recorded(request)
        sent = session.hand_over(page.at)
        text, files = sent.fields.get("reply", ""), tuple(sent.files)
        self.case_log.change(add_message(case, text, PENDING, datetime.now(UTC), from_amazon=False, attachments=files))
        return self._turn(session, self._instead_of(request) or go.then or page.name, request)

    def _new_case(self, session: Session, go: Go) -> StoredCase:
        draft = session.draft
        draft |= {name: filled_in(text, draft) for name, text in go.writes.items()}
        case = self.case_log.add(
            Submission(
                subject=draft.get("subject", ""),
                message=draft.get("description", ""),
                fields=draft,
                attachments=session.files,
                account=self.account,
                marketplace=self.marketplace.code,
                session=session.id,
            )
        )
        if fault := self._faults.take("case-log-late"):
            self._cases.late(case, fault)
        return case

    def _turn(self, session: Session, name: str, request: Request) -> Answer:
        """Go on to a page: to its address, or to this very one again, with what stands behind its question mark."""
        page = self.recording.page(name)
        session.turn(page)
        query = f"?{urlencode(request.query)}" if request.query and page.at == request.path else ""
        return _go(page.at + query)


def _own(page: Page, context: dict[str, Any]) -> dict[str, Any]:
    """What a template may show, with what is the page's own: its example, its language and the words of it."""
    return context | {
        "draft": page.example | context["draft"],
        "language": page.language or "en",
        "say": lambda english: page.words.get(english, english),
    }


def _go(address: str) -> Answer:
    return Answer(303, media_type=_TEXT, headers={"Location": address})


def _failed(status: int) -> Answer:
    return Answer(status, f"{status}: this practice site fails here on purpose.".encode(), _TEXT)


def _answer_json(data: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(data, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def _not_recorded(request: Request) -> Answer:
    told = f"{request.method} {request.path} is not part of this recording."
    return Answer(404, told.encode(), _TEXT, {NOT_RECORDED: "1"})


def _check_doors(recording: Recording, faults: Faults) -> None:
    """Refuse faults that show pages which this recording does not have."""
    names = {page.name for page in recording.pages}
    for fault in faults:
        if fault.kind in {"show", "send-to", "answer"} and fault.value not in names:
            raise UsageError(
                msg(
                    "The recording {recording!r} has no page {value!r} for this fault.",
                    recording=recording.recording,
                    value=fault.value,
                ),
                remedy=msg("Its pages: {names}.", names=sorted(names)),
            )
