"""What a claim offers to forms: its texts by name, one document, and a request to the Seller Assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.form import VALUES, Form

PDF, JPEG, HEIC = "application/pdf", "image/jpeg", "image/heic"


def proof(name: str, kind: EvidenceKind, media_type: str) -> Evidence:
    return Evidence(kind=kind, path=Path(name), name=name, media_type=media_type, size=1, sha256="0" * 64)


def form(*evidence: Evidence) -> Form:
    return Form(
        reference="CW-ABCD2345",
        subject="X0012AB34C CW-ABCD2345 Lost",
        message="long",
        short_message="3 units were lost.\nPlease pay.",
        steps_taken="",
        references="",
        main_identifier="X0012AB34C",
        claim_type="lost_in_warehouse",
        evidence=evidence,
    )


INVOICE = proof("invoice.pdf", EvidenceKind.STOCK_DOCUMENT, PDF)
DELIVERY = proof("delivery.jpg", EvidenceKind.PROOF_OF_DELIVERY, JPEG)
PHOTO = proof("photo.jpg", EvidenceKind.PHOTO, JPEG)
TELEPHONE = proof("photo.heic", EvidenceKind.PHOTO, HEIC)


@pytest.mark.parametrize(
    ("evidence", "chosen"),
    [
        ((PHOTO, DELIVERY, INVOICE), INVOICE),
        ((PHOTO, DELIVERY), DELIVERY),
        ((TELEPHONE, PHOTO), PHOTO),
        ((TELEPHONE,), None),
        ((), None),
    ],
)
def test_where_one_file_is_taken_a_document_goes_before_a_photo(evidence, chosen):
    assert form(*evidence).document == chosen


def test_the_assistant_is_asked_for_a_case_by_email_with_these_words():
    told = form().value("request")
    assert "Email" in told.split("\n")[0]
    assert told.endswith("Subject: X0012AB34C CW-ABCD2345 Lost\nDetails:\n3 units were lost.\nPlease pay.")


def test_every_value_is_a_text_and_files_are_none():
    assert all(isinstance(form().value(name), str) for name in VALUES)
    for name in ("evidence", "document", "price"):
        with pytest.raises(KeyError):
            form().value(name)
