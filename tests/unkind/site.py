"""A generated Seller Central on this machine: which page stands where, and what its services answer."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.unkind.axes import Sample
from tests.unkind.case_data import CaseData
from tests.unkind.case_store import CaseStore
from tests.unkind.claims import Approved

_SERVICE = "/hill/hillservice/mons-api"
_KEEP = re.compile(r"verbatim|word for word|exactly as|do not (change|rewrite|rephrase|reword)|unchanged", re.I)
_AUTO_SUBJECT = "Inventory lost in FBA warehouse"


@dataclass(slots=True)
class UnkindSite:
    """One sampled site with its memory. `pace` is by what its own times are multiplied."""

    sample: Sample
    approved: Approved
    pace: float = 1.0
    store: CaseStore = field(default_factory=CaseStore)
    asked: list[str] = field(default_factory=list)

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
            article = "/help/hub/reference/GGEV4254LJJ9BAEG"
            yield r"/help/center|/help/hub/support.*|/cu/contact-us", lambda *_: ("away", {"to": article})
        if door == "assistant":
            full = "/assistant?client=sellerSupport-meldFullPage"
            yield (
                r"/help/center|/help/hub/support|/cu/contact-us|/help/hub/contact-us",
                lambda *_: ("away", {"to": full}),
            )
        if door == "help-hub":
            yield r"/help/hub/support/browse-issue", lambda *_: ("issue", {})
            yield r"/help/center|/help/hub/support|/cu/contact-us|/help/hub/contact-us", lambda *_: ("hub", {})
        yield r"/help/center", lambda *_: ("help-center", {})
        hill = "/help/center?redirectSource=Hill"
        yield r"/cu/contact-us|/help/hub/contact-us|/gp/contact-us", lambda *_: ("away", {"to": hill})
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
        return {"stored": self.cases.view(case_id)} if self.sample.choices["data"] == "none" else {}

    def common(self) -> dict[str, Any]:
        """What every page knows."""
        form, choices = self.approved.form, self.sample.choices
        path = "/help/hub/support" if choices["help_opens"] == "eligibility" else "/help/center"
        return {
            "choices": choices,
            "pace": self.pace,
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

    def serves(self, path: str) -> bool:
        """Whether a service answers there."""
        return path == "/upload" or path in _SERVICES

    def answer(self, path: str, query: dict[str, str], body: bytes) -> object:
        """What a service of the site answers."""
        if path == "/upload":
            time.sleep(float(query["ms"]) / 1000 * self.pace)
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
        keeps = re.search(
            r"verbatim|word for word|exactly as|do not (change|rewrite|rephrase|reword)|unchanged", talk, re.I
        )
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

    @property
    def cases(self) -> CaseData:
        """What it tells of its cases."""
        return CaseData(self.store, self.sample, self.pace)


_SERVICES: dict[str, Callable[[UnkindSite, dict[str, Any], dict[str, str]], object]] = {
    "/unkind/wrong": lambda site, told, _: site.store.blame(told["what"]),
    "/meld/mons-api/Rewrite": UnkindSite.rewrite,
    "/meld/mons-api/Draft": UnkindSite.keep_draft,
    f"{_SERVICE}/CreateCase": UnkindSite.create,
    f"{_SERVICE}/SearchForCases": lambda site, told, _: site.cases.search(told),
    f"{_SERVICE}/ViewCase": lambda site, _, query: site.cases.view(query["caseId"]),
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
    first = f"The seller reports a problem with inventory: {_flat(text)[:60]} [Enter ASIN]."
    return f"{first}\nPlease look into [Enter shipment ID] and help."
