"""A generated Seller Central on this machine: pages drawn in the browser, and the services that they ask."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.unkind.axes import Sample
from tests.unkind.case_store import CaseStore, SentCase
from tests.unkind.claims import Approved

_ASSETS = Path(__file__).with_name("pages")
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_SERVICE = "/hill/hillservice/mons-api"
_AUTO_SUBJECT = "Inventory lost in FBA warehouse"
_MAIL = "orders@harborlane.example"


@dataclass(slots=True)
class UnkindSite:
    """One sampled site with its memory. `scale` is by what its own times are multiplied."""

    sample: Sample
    approved: Approved
    scale: float = 1.0
    store: CaseStore = field(default_factory=CaseStore)
    asked: list[str] = field(default_factory=list)

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Serve it on a free port of 127.0.0.1; gives the address."""
        server = _Server(self)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def page(self, path: str, query: dict[str, str]) -> tuple[str, dict[str, Any]]:
        """Which page stands at an address, and what it has to know beside the choices."""
        for pattern, made in self._addresses():
            if match := re.fullmatch(pattern, path):
                return made(match, query)
        return "missing", {}

    def _addresses(self) -> Iterator[tuple[str, Callable[[re.Match[str], dict[str, str]], tuple[str, dict[str, Any]]]]]:
        door, choices = self.sample.door, self.sample.choices
        yield r"/|/home", lambda *_: ("home", {})
        yield r"/help/center/body", lambda *_: ("help-center-body", {})
        yield r"/assistant.*", lambda *_: ("assistant" if door == "assistant" else "missing", {})
        if door == "policy-tool" and choices["article"] == "help":
            yield r"/help/center|/help/hub/support.*|/cu/contact-us", lambda *_: ("policy", {})
        if door == "assistant":
            yield r"/help/center|/help/hub/support|/cu/contact-us|/help/hub/contact-us", lambda *_: ("assistant", {})
        if door == "help-hub":
            yield r"/help/hub/support/browse-issue", lambda *_: ("issue", {})
            yield r"/help/center|/help/hub/support|/cu/contact-us|/help/hub/contact-us", lambda *_: ("hub", {})
        yield r"/help/center|/cu/contact-us|/help/hub/contact-us", lambda *_: ("help-center", {})
        yield r"/help/hub/support.*", lambda *_: ("eligible", {})
        yield r"/help/hub/reference/(?:external/)?(GGEV4254LJJ9BAEG|GEV4254LJJ9BAEG)", self._article
        yield r"/hill/website/form/\d+", lambda _, query: ("hill", self._form(query))
        yield r"/cu/case-lobby", lambda *_: ("lobby", {})
        yield r"/cu/case-dashboard/view-case/?", lambda _, query: ("view-case", self._stored(query.get("caseID", "")))
        yield r"/fba/inbound-queue|/fba/sendtoamazon|/gp/ssof/shipping-queue\.html", lambda *_: ("shipments", {})
        yield r"/fba/inbound-shipment/summary/([^/]+)(?:/(contents|shipmentEvents|tracking))?", self._shipment
        yield (
            r"/gp/fba/inbound-shipment-workflow/index\.html",
            lambda _, query: ("shipment", {"shipment": query.get("shipmentId", ""), "tab": "contents"}),
        )
        yield r"/inventory|/fba/inventory|/orders-v3", lambda *_: ("inventory", {})
        if door == "portal":
            yield r"/inventory-reimbursement/.*", lambda *_: ("portal", {})

    def _article(self, *_: object) -> tuple[str, dict[str, Any]]:
        return ("policy" if self.sample.door == "policy-tool" else "missing"), {}

    def _shipment(self, match: re.Match[str], _: dict[str, str]) -> tuple[str, dict[str, Any]]:
        return "shipment", {"shipment": match[1], "tab": match[2] or "shipmentEvents"}

    def _form(self, query: dict[str, str]) -> dict[str, Any]:
        classic = "classic" in query
        return {
            "session": query.get("session", ""),
            "described": not classic,
            "send": self.sample.choices["hub_send"] if classic else "Send",
            "subject": _AUTO_SUBJECT,
        }

    def _stored(self, case_id: str) -> dict[str, Any]:
        return {"stored": self.view_case(case_id)} if self.sample.choices["data"] == "none" else {}

    def common(self) -> dict[str, Any]:
        """What every page knows."""
        form, choices = self.approved.form, self.sample.choices
        path = "/help/hub/support" if choices["help_opens"] == "eligibility" else "/help/center"
        return {
            "choices": choices,
            "scale": self.scale,
            "help": self.sample.door if self.sample.door in {"help-hub", "assistant"} else "help-center",
            "help_path": "/help/hub/support" if self.sample.door == "help-hub" else path,
            "portal": self.sample.door == "portal",
            "account": self.approved.account,
            "country": "United States",
            "policies": "Program Policies",
            "claim_type": self.sample.claim_type,
            "session": f"s{time.monotonic_ns()}",
            "shipments": ["FBA17ZZOLD01", form["shipment_id"]],
            "sku": form["sku"],
            "fnsku": form["fnsku"],
            "transaction_id": form["transaction_id"],
        }

    def answer(self, path: str, query: dict[str, str], body: bytes) -> object:
        """What a service of the site answers."""
        if path == "/upload":
            time.sleep(float(query["ms"]) / 1000 * self.scale)
            return {"id": self.store.keep_upload(query["name"], body)}
        told = json.loads(body) if body else {}
        return _SERVICES[path](self, told, query)

    def rewrite(self, told: dict[str, Any], _: dict[str, str]) -> object:
        """The site's own words for what the seller wrote."""
        return {"text": _paraphrase(told["text"])}

    def keep_draft(self, told: dict[str, Any], _: dict[str, str]) -> object:
        """What the help center hands on to the contact form."""
        self.store.drafts[told["session"]] = told
        return {}

    def create(self, told: dict[str, Any], _: dict[str, str]) -> object:
        """The contact form's Send."""
        draft = self.store.drafts.get(told["session"], {})
        description = draft["description"] if told["description"] is None else told["description"]
        return {
            "caseId": self.store.open_case(
                "help-center" if draft else "help-hub",
                told["subject"],
                description=description,
                steps=draft.get("steps", ""),
                references=draft.get("references", ""),
                additional=draft.get("additional", ""),
                identifiers=tuple(filter(None, [draft.get("identifier")])),
                category=draft.get("category", ""),
                email=told["email"],
                cc=told["cc"],
                urgent=told["urgent"],
                files=self.store.files([*draft.get("files", []), *told["files"]]),
            )
        }

    def create_by_tool(self, told: dict[str, Any], _: dict[str, str]) -> object:
        """The article's "Create a Case": the subject is the site's own."""
        subject = f"{told['number']} {told['kind']} in warehouse"
        return {"caseId": self.store.open_case("policy-tool", subject, identifiers=(told["number"],))}

    def claim(self, told: dict[str, Any], _: dict[str, str]) -> object:
        """The portal's "Reimburse"."""
        subject = f"{told['number']} inventory reimbursement"
        return {"caseId": self.store.open_case("portal", subject, identifiers=(told["number"],))}

    def research(self, told: dict[str, Any], _: dict[str, str]) -> object:
        """The shipment page's "Research missing units"."""
        subject = f"{told['shipment']} research missing units"
        return {
            "caseId": self.store.open_case(
                "inbound", subject, identifiers=(told["shipment"],), files=self.store.files(told["files"])
            )
        }

    def summarise(self, told: dict[str, Any], _: dict[str, str]) -> object:
        """What the assistant makes of the talk: the seller's own words only where it was told to keep them."""
        talk = "\n".join(told["said"])
        form = self.approved.form
        keeps = re.search(r"verbatim|word for word|exactly as|do not (change|rewrite|rephrase|reword)|unchanged", talk, re.I)
        text = next((form[key] for key in ("message", "short_message") if _flat(form[key]) in _flat(talk)), None)
        subject = form["subject"] if _flat(form["subject"]) in _flat(talk) else _AUTO_SUBJECT
        return {
            "subject": subject,
            "details": text if text and keeps else _paraphrase(text or talk),
            "ids": [form["fnsku"]] if form["fnsku"] in talk else [],
        }

    def approve(self, told: dict[str, Any], _: dict[str, str]) -> object:
        """The assistant's "Approve", which stays enabled: a second press opens a second case."""
        return {
            "caseId": self.store.open_case(
                "assistant",
                told["subject"],
                description=told["description"],
                identifiers=tuple(told["ids"]),
                email=told["email"],
                files=self.store.files(told["files"]),
            )
        }

    def search(self, told: dict[str, Any], _: dict[str, str]) -> object:
        """The lobby's search: a case's ID or subject, the newest first."""
        words = (told.get("caseFilters", {}).get("searchText") or "").casefold().strip()
        found = [one for one in self._listed() if words in one.case_id or words in one.subject.casefold()]
        size, page = int(told["searchPageSize"]), int(told["page"])
        return {
            "totalNumberOfResults": len(found),
            "caseSearchResultList": [_listing(one) for one in found[(page - 1) * size : page * size]],
        }

    def _listed(self) -> list[SentCase]:
        late = int(self.sample.choices["indexed"]) / 1000 * self.scale
        mine = [one for one in reversed(self.store.cases) if time.time() - one.received >= late]
        return [*mine, *self._older()]

    def _older(self) -> list[SentCase]:
        number = int(self.sample.choices["older_cases"])
        return [
            SentCase(str(20_100_000_000 + at), "help-center", f"Question about listing {at}", "Please help.", email=_MAIL)
            for at in range(number)
        ]

    def view_case(self, case_id: str) -> dict[str, Any]:
        """What the site knows of a case, as its page asks for it."""
        one = next((case for case in [*self.store.cases, *self._older()] if case.case_id == case_id), None)
        if one is None:
            return {"viewCaseMetaData": {"caseStatus": "Closed", "caseTitle": "", "caseSupportType": "Expert"}, "contactList": []}
        received = one.received or 1_760_000_000.0
        return {
            "appointmentMetadata": None,
            "currentToken": None,
            "liveConversation": None,
            "totalNumberOfContacts": 1,
            "viewCaseMetaData": {
                "canEditCase": True,
                "caseStatus": "PendingAmazonAction",
                "caseSupportType": "Expert",
                "caseTags": [],
                "caseTitle": one.subject,
                "ccList": one.cc or None,
                "creationDate": received,
                "crmType": "CASE",
                "escalateMotivationId": None,
                "escalated": False,
                "primaryEmail": one.email or _MAIL,
                "transfer": False,
            },
            "contactList": [self._contact(one, received)],
        }

    def _contact(self, one: SentCase, received: float) -> dict[str, Any]:
        return {
            "attachments": [{"fileName": file.name, "url": "/attachment"} for file in one.files] or None,
            "channelType": "EMAIL",
            "contactId": f"ekko:us-east-1:{one.case_id}",
            "expired": False,
            "hmdContact": False,
            "hmdMetaData": None,
            "message": self._message(one),
            "messageList": None,
            "messageTruncated": False,
            "outbound": False,
            "parentContact": True,
            "sender": one.email or _MAIL,
            "timestamp": received,
            "shown": datetime.fromtimestamp(received, UTC).strftime("%d %b %Y %H:%M UTC"),
        }

    def _message(self, one: SentCase) -> str:
        text = one.description or one.subject
        if self.sample.choices["message"] == "more":
            more = [f"Reference numbers: {one.references}"] * bool(one.references) + [f"ID: {number}" for number in one.identifiers]
            by = "Sent from Seller Assistant" if one.door == "assistant" else f"Steps taken: {one.steps}"
            text = "\n".join([text, "", by, *more])
        return text.replace("\n", "\r\n") if self.sample.choices["remove"] == "line-ends" else text


_SERVICES: dict[str, Callable[[UnkindSite, dict[str, Any], dict[str, str]], object]] = {
    "/unkind/wrong": lambda site, told, _: site.store.blame(told["what"]),
    "/meld/mons-api/Rewrite": UnkindSite.rewrite,
    "/meld/mons-api/Draft": UnkindSite.keep_draft,
    f"{_SERVICE}/CreateCase": UnkindSite.create,
    f"{_SERVICE}/SearchForCases": UnkindSite.search,
    f"{_SERVICE}/ViewCase": lambda site, _, query: site.view_case(query["caseId"]),
    "/help/hub/mons-api/CreateToolCase": UnkindSite.create_by_tool,
    "/help/hub/mons-api/GetMeldEligibility": lambda *_: {"redirectUrl": "/help/center?redirectSource=HelpHub"},
    "/inventory-reimbursement/Claim": UnkindSite.claim,
    "/fba/inbound-shipment/Research": UnkindSite.research,
    "/conversation-api/v1/Summarise": UnkindSite.summarise,
    "/conversation-api/v1/Approve": UnkindSite.approve,
    "/account-switcher/global-and-regional-account/merchantMarketplace": lambda site, *_: {
        "globalAccount": {"label": site.approved.account, "id": "amzn1.merchant.d.1", "selected": True},
        "regionalAccount": {"label": "United States", "ids": {"mons_sel_mkid": "amzn1.mp.o.ATVPDKIKX0DER"}},
    },
}


def _flat(text: str) -> str:
    return " ".join(text.split())


def _paraphrase(text: str) -> str:
    """What a language model might make of it: shorter, with blanks to fill, and without the seller's own numbers."""
    first = _flat(text)[:60]
    return f"The seller reports a problem with inventory: {first} [Enter ASIN].\nPlease look into [Enter shipment ID] and help."


def _listing(one: SentCase) -> dict[str, Any]:
    created = datetime.fromtimestamp(one.received or 1_760_000_000.0, UTC)
    return {
        "caseId": one.case_id,
        "status": "Pending Amazon action",
        "shortDescription": one.subject,
        "lastOutboundReply": None,
        "email": one.email or _MAIL,
        "created": created.strftime("%B %d, %Y at %I:%M:%S %p GMT"),
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, site: UnkindSite) -> None:
        self.site = site
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is no news; whatever else fails in the site is."""
        import sys  # noqa: PLC0415 (only after a failure)

        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it was given to us


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def log_message(self, *_: object) -> None:
        """The site's memory is its store."""

    def _respond(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        site = self.server.site
        site.asked.append(f"{self.command} {self.path}")
        if parts.path.startswith("/assets/"):
            asset = _ASSETS / Path(parts.path).name
            self._send(asset.read_bytes(), _TYPES[asset.suffix])
        elif parts.path == "/blank":
            self._send(b"<!doctype html><title></title><body></body>", "text/html; charset=utf-8")
        elif parts.path in _SERVICES or parts.path == "/upload":
            self._send(json.dumps(site.answer(parts.path, query, body)).encode(), "application/json")
        else:
            self._send(_shell(site, *site.page(parts.path, query)), "text/html; charset=utf-8")

    def _send(self, body: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600" if "javascript" in media_type else "no-store")
        self.end_headers()
        self.wfile.write(body)


def _shell(site: UnkindSite, page: str, more: dict[str, Any]) -> bytes:
    known = json.dumps({**site.common(), **more, "page": page}).replace("<", "\\u003c")
    return (
        '<!doctype html><html lang="en-US"><head><meta charset="utf-8"><meta name="anti-csrftoken-a2z" content="a">'
        f'<title>Amazon Seller Central</title><link rel="stylesheet" href="/assets/site.css"></head><body>'
        f'<script>window.SITE = {known};</script><script type="module" src="/assets/main.js"></script></body></html>'
    ).encode()
