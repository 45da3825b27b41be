"""Every recorded variant of the site, walked end to end without a browser: judged texts in, verified cases out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from casewright.app.practice import products_of
from casewright.casework.file import sent_by
from casewright.casework.plan import Entry, make_plan
from casewright.casework.preview import preview
from casewright.flow.event import Arrived
from casewright.ledger.filing import State
from casewright.ledger.store import Ledger
from casewright.model.claim import Claim
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.outcome import Outcome
from casewright.policy.verdict import Verdict
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.session import Session
from casewright.wording.write import write

from .practice import Practice, flows

COMMON = {
    "claim_id": "A-1",
    "account": "Harbor Lane Goods",
    "marketplace": "US",
    "event_date": date(2026, 10, 10),
    "quantity": 3,
    "unit_value": "12.50",
    "currency": "USD",
    "product_name": "Bamboo tray",
    "fnsku": "X001ABC2D3",
}
OF_TYPE = {
    "lost_in_warehouse": {},
    "damaged_in_warehouse": {"transaction_id": "20261010000114"},
    "order_discrepancy": {"order_id": "113-5550101-7654321"},
    "customer_return": {"order_id": "113-5550101-7654321"},
    "return_damaged": {"order_id": "113-5550101-7654321"},
    "mcf_order": {"order_id": "S01-5550101-7654321"},
    "reevaluation": {"reimbursement_id": "10244181663"},
    "reversal": {"reimbursement_id": "10244181663"},
    "removal_lost": {"removal_order_id": "HLG-RM-7", "tracking_id": "1Z999AA10123456784"},
    "removal_damaged": {"removal_order_id": "HLG-RM-7", "tracking_id": "1Z999AA10123456784"},
    "inbound_lost": {"shipment_id": "FBA17K4R2WQD", "fnsku": "X0012AB34C"},
    "inbound_damaged": {"shipment_id": "FBA17K4R2WQD"},
}


@pytest.fixture
def practice(ledger: Ledger, tmp_path: Path) -> Callable[..., Practice]:
    return lambda variant, *faults: Practice(ledger, tmp_path, variant=variant, faults=faults)


@pytest.fixture
def proof(tmp_path: Path) -> Callable[..., Evidence]:
    """A file with its hash."""

    def make(name: str, kind: EvidenceKind, media_type: str) -> Evidence:
        path = tmp_path / name
        path.write_bytes(b"%PDF-1.4 " + name.encode())
        content = path.read_bytes()
        return Evidence(
            kind=kind,
            path=path,
            name=name,
            media_type=media_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )

    return make


@pytest.fixture
def entry(tmp_path: Path, proof: Callable[..., Evidence]) -> Callable[..., Entry]:
    """One approved claim with the program's own texts and an invoice."""
    invoice = proof("invoice.pdf", EvidenceKind.STOCK_DOCUMENT, "application/pdf")

    def make(kind: str, **changes: object) -> Entry:
        given = {**COMMON, "type": kind, **OF_TYPE[kind], "evidence": (invoice,), **changes}
        claim = TypeAdapter(Claim).validate_python(given)
        plan = make_plan([Verdict(claim=claim)], flows().digests, write, [invoice.path], datetime.now(UTC))
        return plan.entries[0]

    return make


# The policy page's tools -------------------------------------------------------------------------------------------


def test_the_lost_tool_takes_the_fnsku_and_the_case_is_proven_by_it(practice, entry) -> None:
    site = practice("policy-tool")
    (settled,) = site.file([entry("lost_in_warehouse")])
    (case,) = site.stored()
    assert (settled.outcome, settled.walked.case_id) == (Outcome.VERIFIED, case.case_id)
    assert "X001ABC2D3" in case.subject
    assert case.attachments == ()


def test_the_damage_tool_takes_the_transaction_and_its_case_is_found_in_the_case_log(practice, entry) -> None:
    site = practice("policy-tool")
    (settled,) = site.file([entry("damaged_in_warehouse")])
    (case,) = site.stored()
    assert settled.outcome is Outcome.VERIFIED
    assert case.fields["transaction"] == "20261010000114"
    assert [filing.case_id for filing in site.ledger.filings()] == [case.case_id]


def test_a_reimbursement_approved_at_once_is_a_case_as_well(practice, entry) -> None:
    answer = "/help/hub/reference/GGEV4254LJJ9BAEG/answer"
    site = practice("policy-tool", f"show:approved@{answer}")
    (settled,) = site.file([entry("lost_in_warehouse")])
    assert settled.outcome is Outcome.VERIFIED
    assert settled.walked.screens[-1] == "policy-tool/approved"


def test_a_claim_without_the_identifier_that_a_tool_asks_for_stops_before_it(practice, entry) -> None:
    site = practice("policy-tool")
    lost = entry("lost_in_warehouse", fnsku=None, asin="B0C4TRAY12", transaction_id="20261010000114")
    (settled,) = site.file([lost])
    assert settled.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert "asks for the FNSKU" in str(settled.walked.detail)
    assert site.stored() == ()


def test_a_question_after_the_press_leaves_the_filing_in_doubt(practice, entry) -> None:
    site = practice("policy-tool", "send-to:damaged-sku@Continue ×1")
    (settled,) = site.file([entry("damaged_in_warehouse")])
    assert settled.outcome is Outcome.UNCERTAIN
    assert "choose the FBA SKU" in str(settled.walked.detail)
    assert [filing.state for filing in site.ledger.filings()] == [State.UNCERTAIN]
    assert site.stored() == ()


def test_a_case_of_that_fnsku_is_a_duplicate_for_a_tool_that_writes_no_reference(practice, entry) -> None:
    site = practice("policy-tool")
    site.filed_by_hand("Investigate an Item Lost in Warehouse X001ABC2D3")
    (settled,) = site.file([entry("lost_in_warehouse", transaction_id="20261010000114")])
    assert settled.outcome is Outcome.DUPLICATE
    assert len(site.stored()) == 1


def test_the_dry_run_of_a_tool_finds_the_submit_and_creates_nothing(practice, entry, tmp_path) -> None:
    site = practice("policy-tool")
    verdicts = [Verdict(claim=entry(kind).claim) for kind in ("lost_in_warehouse", "damaged_in_warehouse")]
    plan = make_plan(verdicts, flows().digests, write, [], datetime.now(UTC))
    seen = preview(plan, site, flows(), site.brakes, tmp_path, lambda *_: None)
    assert [one.outcome for one in seen.entries] == [Outcome.PREVIEWED] * 2
    assert site.stored() == ()


# Inbound reconciliation --------------------------------------------------------------------------------------------


@pytest.fixture
def papers(proof):
    """Both kinds of document that a shipment's page asks for."""
    return (
        proof("invoice.pdf", EvidenceKind.STOCK_DOCUMENT, "application/pdf"),
        proof("delivery.pdf", EvidenceKind.PROOF_OF_DELIVERY, "application/pdf"),
    )


@pytest.mark.parametrize("variant", ["help-center", "help-hub", "policy-tool", "hub-redirect", "inbound"])
def test_a_shipments_missing_units_are_researched_whatever_the_help_looks_like(
    practice, entry, papers, variant
) -> None:
    site = practice(variant)
    (settled,) = site.file([entry("inbound_lost", evidence=papers)])
    (case,) = site.stored()
    assert (settled.outcome, settled.walked.case_id) == (Outcome.VERIFIED, case.case_id)
    assert "FBA17K4R2WQD" in case.subject
    assert [file.name for file in case.attachments] == ["invoice.pdf", "delivery.pdf"]


def test_damaged_units_of_a_shipment_are_claimed_through_the_help(practice, entry) -> None:
    site = practice("help-center")
    (settled,) = site.file([entry("inbound_damaged")])
    assert settled.outcome is Outcome.VERIFIED
    assert "inbound/contents" not in settled.walked.screens


@pytest.mark.parametrize("kind", [EvidenceKind.STOCK_DOCUMENT, EvidenceKind.PROOF_OF_DELIVERY])
def test_with_one_kind_of_document_only_nothing_is_requested(practice, entry, proof, kind) -> None:
    site = practice("inbound")
    (settled,) = site.file([entry("inbound_lost", evidence=(proof("paper.pdf", kind, "application/pdf"),))])
    assert settled.outcome is Outcome.EVIDENCE_MISSING
    assert site.stored() == ()


def test_a_product_that_the_shipment_does_not_list_is_not_researched(practice, entry, papers) -> None:
    site = practice("inbound")
    (settled,) = site.file([entry("inbound_lost", evidence=papers, fnsku="X00ZZZZZZZ", sku=None)])
    assert settled.outcome is Outcome.HUMAN_CHALLENGE
    assert site.stored() == ()


def test_of_several_files_one_document_goes_to_a_page_that_takes_one(practice, entry, papers) -> None:
    site = practice("inbound", "answer:research-one-document@Research missing units")
    (settled,) = site.file([entry("inbound_lost", evidence=papers)])
    assert settled.outcome is Outcome.VERIFIED
    assert [file.name for file in site.stored()[0].attachments] == ["invoice.pdf"]


@pytest.mark.parametrize("name", ["photo.heic", None])
def test_without_a_document_that_the_site_takes_nothing_is_requested(practice, entry, proof, name) -> None:
    files = (proof(name, EvidenceKind.PHOTO, "image/heic"),) if name else ()
    site = practice("inbound")
    (settled,) = site.file([entry("inbound_lost", evidence=files)])
    assert settled.outcome is Outcome.EVIDENCE_MISSING
    assert site.stored() == ()


def test_a_shipment_of_which_amazon_misses_nothing_stops_the_walk(practice, entry) -> None:
    site = practice("inbound", "show:located")
    (settled,) = site.file([entry("inbound_lost")])
    assert (settled.outcome, settled.walked.screens[-1]) == (Outcome.FAILED_BEFORE_SUBMIT, "inbound/nothing-to-do")


def test_a_recorded_shipment_holds_the_products_of_the_claims_that_are_previewed(practice, entry, papers) -> None:
    site = practice("inbound")
    claim = entry("inbound_lost", evidence=papers, shipment_id="FBA19OTHER01", fnsku="X00ZZZZZZZ", sku="MY-OWN-SKU")
    site.listed = products_of([claim.form])
    plan = make_plan([Verdict(claim=claim.claim)], flows().digests, write, [], datetime.now(UTC))
    walks = preview(plan, site, flows(), site.brakes, site.folder, lambda *_: None)
    assert [one.outcome for one in walks.entries] == [Outcome.PREVIEWED]


def test_a_shipment_whose_claim_window_is_over_is_too_late(practice, entry) -> None:
    site = practice("inbound", "show:expired")
    (settled,) = site.file([entry("inbound_lost")])
    assert (settled.outcome, settled.walked.screens[-1]) == (Outcome.TOO_LATE, "inbound/too-late")


# The reimbursement portal ------------------------------------------------------------------------------------------

LISTED = {"fnsku": "X0012AB34C", "transaction_id": "20261010000114"}
"""The loss that the recorded portal lists."""


def test_a_warehouse_loss_is_claimed_in_its_own_row_of_the_portal(practice, entry) -> None:
    site = practice("portal")
    (settled,) = site.file([entry("lost_in_warehouse", **LISTED)])
    (case,) = site.stored()
    assert (settled.outcome, settled.walked.case_id) == (Outcome.VERIFIED, case.case_id)
    assert settled.walked.screens[-1] == "portal/claimed"
    assert case.attachments == ()


@pytest.mark.parametrize("known", [{**LISTED, "transaction_id": "20269999999999"}, {**LISTED, "fnsku": "X00ZZZZZZZ"}])
def test_a_loss_that_the_portal_does_not_list_goes_the_other_way(practice, entry, known) -> None:
    site = practice("portal")
    approved = entry("lost_in_warehouse", **known)
    (settled,) = site.file([approved])
    (case,) = site.stored()
    assert (settled.outcome, case.message) == (Outcome.VERIFIED, approved.form.message)
    assert "portal/not-eligible" in settled.walked.screens


def test_an_account_without_the_portal_goes_the_other_way(practice, entry) -> None:
    site = practice("help-center")
    approved = entry("damaged_in_warehouse", **LISTED)
    (settled,) = site.file([approved])
    assert (settled.outcome, site.stored()[0].message) == (Outcome.VERIFIED, approved.form.message)
    assert "portal/absent" in settled.walked.screens


def test_a_portal_that_the_account_does_not_have_is_looked_for_once_in_a_run(practice, entry) -> None:
    site = practice("help-center")
    numbers = [{"claim_id": f"A-{n}", "transaction_id": f"2026101000011{n}"} for n in range(3)]
    claims = [entry("damaged_in_warehouse", **LISTED | number) for number in numbers]
    first, *others = site.file(claims)
    assert {settled.outcome for settled in (first, *others)} == {Outcome.VERIFIED}
    assert "portal/absent" in first.walked.screens
    assert not any("portal/absent" in settled.walked.screens for settled in others)


def test_a_claim_without_a_transaction_is_not_looked_for_in_the_portal(practice, entry) -> None:
    site = practice("portal")
    (settled,) = site.file([entry("lost_in_warehouse", fnsku="X0012AB34C", transaction_id=None)])
    assert settled.outcome is Outcome.VERIFIED
    assert not any(name.startswith("portal/") for name in settled.walked.screens)


def test_a_claim_in_the_portal_whose_case_is_not_named_is_found_in_the_case_log(practice, entry) -> None:
    site = practice("portal", "answer:portal-claimed-without-number@Reimburse")
    (settled,) = site.file([entry("lost_in_warehouse", **LISTED)])
    assert settled.outcome is Outcome.VERIFIED
    assert len(site.stored()) == 1


# The Seller Assistant ----------------------------------------------------------------------------------------------


def test_the_assistant_is_told_everything_word_for_word_and_its_case_is_proven(practice, entry) -> None:
    site = practice("assistant")
    approved = entry("lost_in_warehouse")
    (settled,) = site.file([approved])
    (case,) = site.stored()
    assert (settled.outcome, settled.walked.case_id) == (Outcome.VERIFIED, case.case_id)
    assert case.subject == approved.form.subject
    assert case.message == f"{approved.form.short_message}\n\nSent from Seller Assistant"
    assert [file.name for file in case.attachments] == ["invoice.pdf"]
    assert case.fields["said"] == approved.form.request


def test_approve_is_pressed_once_although_it_stays_enabled(practice, entry) -> None:
    site = practice("assistant")
    site.file([entry("lost_in_warehouse")])
    assert len(site.stored()) == 1
    after = [event.sighting for event in site.events if isinstance(event, Arrived)][-1]
    (approve,) = [node for frame in after.frames for node in frame.nodes if node.name == "Approve"]
    assert "disabled" not in approve.states


def test_an_approve_that_says_nothing_is_proven_by_the_case_log_and_not_pressed_again(practice, entry) -> None:
    site = practice("assistant", "approve-stays@Approve")
    (settled,) = site.file([entry("lost_in_warehouse")])
    assert settled.outcome is Outcome.VERIFIED
    assert len(site.stored()) == 1


@pytest.mark.parametrize(
    ("fault", "outcome", "screen", "cases"),
    [
        ("answer:opened-otherwise@Approve", Outcome.VERIFIED, "assistant/opened", 1),
        ("answer:rewritten@Email", Outcome.FAILED_BEFORE_SUBMIT, "assistant/summary", 0),
        ("answer:denied@Submit", Outcome.NO_PERMISSION, "assistant/denied", 0),
        ("answer:denied-otherwise@Email", Outcome.NO_PERMISSION, "assistant/denied", 0),
        ("answer:chat-only@Submit", Outcome.FAILED_BEFORE_SUBMIT, "assistant/only-chat", 0),
        ("send-to:tour@/assistant/chat ×1", Outcome.VERIFIED, "assistant/opened", 1),
        ("answer:working@Submit", Outcome.FAILED_BEFORE_SUBMIT, "assistant/start", 0),
        ("answer:working@Approve", Outcome.VERIFIED, "assistant/summary", 1),
        ("label-changed:Approve=Confirm", Outcome.UNKNOWN_SCREEN, "assistant/offers", 0),
    ],
)
def test_what_else_the_assistant_says_has_a_name(practice, entry, fault, outcome, screen, cases) -> None:
    site = practice("assistant", fault)
    (settled,) = site.file([entry("lost_in_warehouse")])
    assert (settled.outcome, settled.walked.screens[-1]) == (outcome, screen)
    assert len(site.stored()) == cases


@pytest.mark.parametrize("field", ["subject", "description"])
def test_a_card_that_changes_one_number_is_not_approved(practice, entry, field, monkeypatch) -> None:
    def altered(self, page, typed):
        collect(self, page, typed)
        for one in self._collected.values():
            if field in one.fields:
                one.fields[field] = one.fields[field].replace("3", "5")

    collect = Session.collect
    monkeypatch.setattr(Session, "collect", altered)
    site = practice("assistant")
    (settled,) = site.file([entry("lost_in_warehouse", fnsku="X003ABC2D3")])
    assert settled.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert "does not show what was approved" in str(settled.walked.detail)
    assert site.stored() == ()


# The help center's branches ----------------------------------------------------------------------------------------

ORDER = {"order_id": "113-5550101-7654321"}
CONTINUE = "@Continue ×1"


@pytest.mark.parametrize("variant", ["help-center", "help-center-top", "help-hub", "hub-redirect", "assistant"])
@pytest.mark.parametrize("kind", ["order_discrepancy", "customer_return", "removal_lost", "removal_damaged"])
def test_every_help_carries_every_claim_type(practice, entry, variant, kind) -> None:
    site = practice(variant)
    (settled,) = site.file([entry(kind)])
    assert settled.outcome is Outcome.VERIFIED


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        ("lost_in_warehouse", "category_lost"),
        ("damaged_in_warehouse", "category_damaged"),
        ("removal_lost", "category_other_fba"),
    ],
)
def test_the_issue_is_confirmed_by_the_claims_own_type_whatever_is_recommended(practice, entry, kind, category) -> None:
    site = practice("help-center", f"answer:confirm{CONTINUE}")
    (settled,) = site.file([entry(kind)])
    (case,) = site.stored()
    assert settled.outcome is Outcome.VERIFIED
    assert [name for name in case.fields if name.startswith("category")] == [category, "category_fba"]


def test_an_issue_that_fits_no_category_is_a_persons_to_confirm(practice, entry) -> None:
    site = practice("help-center", f"answer:confirm-unfamiliar{CONTINUE}")
    (settled,) = site.file([entry("lost_in_warehouse")])
    assert settled.outcome is Outcome.HUMAN_CHALLENGE
    assert str(settled.walked.detail) == "a person is needed: confirm the issue"


@pytest.mark.parametrize(
    ("kind", "field", "given"),
    [
        ("lost_in_warehouse", "no_identifier", "true"),
        ("damaged_in_warehouse", "transactions", "20261010000114"),
    ],
)
def test_who_is_asked_for_transactions_gives_one_or_says_there_is_none(practice, entry, kind, field, given) -> None:
    site = practice("help-center", f"answer:associates-transactions{CONTINUE}")
    (settled,) = site.file([entry(kind)])
    (case,) = site.stored()
    assert settled.outcome is Outcome.VERIFIED
    assert case.fields[field] == given
    assert {"transactions", "no_identifier"} & case.fields.keys() <= {field, "transactions"}


def test_an_identifier_box_gets_what_it_asks_for_and_else_is_told_that_there_is_none(practice, entry) -> None:
    site = practice("help-center")
    damaged, sku_only = entry("damaged_in_warehouse"), entry("removal_lost", claim_id="A-2", fnsku=None, sku="BT-1")
    assert [one.outcome for one in site.file([damaged, sku_only])] == [Outcome.VERIFIED] * 2
    first, second = site.stored()
    assert first.fields["identifier"] == "X001ABC2D3"
    assert (second.fields["identifier"], second.fields["no_identifier"]) == ("", "true")


def test_the_direct_branch_creates_the_case_without_an_associate(practice, entry) -> None:
    site = practice("help-center", f"answer:direct-order{CONTINUE}")
    approved = entry("customer_return")
    (settled,) = site.file([approved])
    (case,) = site.stored()
    assert (settled.outcome, settled.walked.case_id) == (Outcome.VERIFIED, case.case_id)
    assert case.message == approved.form.message
    assert ORDER["order_id"] in case.subject


def test_where_the_direct_branch_names_another_thing_the_page_that_was_shown_is_read(practice, entry) -> None:
    site = practice("help-center", f"answer:direct-order{CONTINUE}", "case-log-late:50")
    (settled,) = site.file([entry("customer_return")])
    assert settled.outcome is Outcome.VERIFIED


def test_a_claim_without_an_order_does_not_take_the_direct_branch(practice, entry) -> None:
    site = practice("help-center", f"answer:direct-order{CONTINUE}")
    (settled,) = site.file([entry("lost_in_warehouse")])
    assert settled.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert "asks for the Order ID" in str(settled.walked.detail)


@pytest.mark.parametrize(
    ("page", "detail"),
    [
        ("contact-form-chat", "contact-form/chat-only"),
        ("contact-form-phone", "contact-form/call-only"),
        ("contact-form-loading", "contact-form/loading did not change within"),
    ],
)
def test_a_form_without_email_or_that_never_comes_stops_with_its_name(practice, entry, page, detail) -> None:
    site = practice("help-center", f"show:{page}")
    (settled,) = site.file([entry("lost_in_warehouse")])
    assert settled.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert detail in str(settled.walked.detail)
    assert site.stored() == ()


@pytest.mark.parametrize("variant", ["help-center", "help-center-top", "help-hub", "policy-tool", "assistant"])
def test_wherever_the_session_is_lost_nothing_is_sent_and_the_sign_in_is_named(practice, entry, variant) -> None:
    (whole,) = practice(variant).file([entry("lost_in_warehouse")])
    pressed = [step.control for step in whole.walked.steps if step.verb in {"press", "say"}]
    buttons = {control: name for control in pressed if (name := _button(control))}
    assert buttons
    for control, name in buttons.items():
        site = replace(practice(variant, f"signed-out@{name}"), cases=MemoryCaseLog())
        (settled,) = site.file([entry("lost_in_warehouse", claim_id=f"L-{control}", transaction_id=_number(control))])
        assert settled.outcome is Outcome.SIGNIN_REQUIRED, (control, settled.walked.detail)
        assert site.stored() == ()


def _button(control: str) -> str:
    """The English label of a button, or of the one that sends what is said; none for a link or tab."""
    name = {"composer": "submit-message"}.get(control, control)
    found = next(flow.controls[name] for flow in flows().flows.values() if name in flow.controls)
    return found.labels["en"][0] if found.role == "button" else ""


def _number(control: str) -> str:
    """A transaction of its own for each walk."""
    return f"2026{sum(map(ord, control)):08}"


# What a way of filing sends ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "subject", "message", "files", "identifier"),
    [
        ({"subject", "message", "evidence"}, True, "message", True, "main"),
        ({"request", "evidence"}, True, "short_message", True, "main"),
        ({"fnsku"}, False, "", False, "X001ABC2D3"),
        ({"transaction_id"}, False, "", False, "20261010000114"),
        (set(), False, "", False, "main"),
    ],
)
def test_the_ledger_holds_what_the_way_that_was_walked_sends(entry, values, subject, message, files, identifier):
    form = entry("damaged_in_warehouse").form
    sent = sent_by(form, frozenset(values))
    assert sent.subject == (form.subject if subject else "")
    assert sent.message == (form.value(message) if message else "")
    assert bool(sent.evidence) is files
    assert sent.main_identifier == (form.main_identifier if identifier == "main" else identifier)
