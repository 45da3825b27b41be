"""What a claim enters into a form: the values that a flow may name after `with:`, and the files it may attach."""

from __future__ import annotations

from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.field_table import IDENTIFIERS
from casewright.model.problem import Value

#: What inbound reconciliation takes: .jpg .jpeg .png .tif .tiff .pdf (Seller Central help).
_DOCUMENTS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff"})

_PREFERRED = [EvidenceKind.STOCK_DOCUMENT, EvidenceKind.PROOF_OF_DELIVERY, EvidenceKind.OTHER, EvidenceKind.PHOTO]

_ASKING = (
    "Please open a support case by Email. Use the subject and the details below exactly as they are, word for word; "
    "please do not summarize or rewrite them. I will attach the files."
)


def request(subject: str, details: str) -> str:
    """Return a message to the Seller Assistant that asks for a case with exactly these words."""
    return f"{_ASKING}\nSubject: {subject}\nDetails:\n{details}"


class Form(Value):
    """Every text that can be typed for one claim, ready to be shown and approved. Empty where the claim has none.

    `message` is for the description fields (4,000 characters at most); `short_message` for the Seller Assistant
    (2,500 with all that `request` puts around it); `steps_taken` answers "What steps have you taken already?";
    `references` lists the identifiers.
    """

    reference: str
    subject: str
    message: str
    short_message: str
    steps_taken: str
    references: str
    main_identifier: str
    claim_type: str
    fnsku: str = ""
    asin: str = ""
    sku: str = ""
    order_id: str = ""
    shipment_id: str = ""
    transaction_id: str = ""
    lpn: str = ""
    removal_order_id: str = ""
    tracking_id: str = ""
    reimbursement_id: str = ""
    fulfillment_center: str = ""
    quantity: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def document(self) -> Evidence | None:
        """The one file for a site that takes only one: a document before a photo, in a format every form accepts."""
        taken = [proof for proof in self.evidence if proof.media_type in _DOCUMENTS]
        return min(taken, key=lambda proof: _PREFERRED.index(proof.kind), default=None)

    def files(self, which: str) -> tuple[Evidence, ...]:
        """Return the files that a form asks for: all (`evidence`), the one `document`, or those of a kind.

        `delivery` are the proofs of delivery, `ownership` all the others: inbound reconciliation asks for both kinds.
        """
        if which == "document":
            return (self.document,) if self.document else ()
        if which == "evidence":
            return self.evidence
        taken = (one for one in self.evidence if one.media_type in _DOCUMENTS)
        return tuple(one for one in taken if (one.kind is EvidenceKind.PROOF_OF_DELIVERY) is (which == "delivery"))

    @property
    def known_identifier(self) -> str:
        """The value for boxes that take only an ASIN, FNSKU, order or shipment ID: the main one if possible."""
        known = [name for name in (self.fnsku, self.order_id, self.shipment_id, self.asin) if name]
        return self.main_identifier if self.main_identifier in known else next(iter(known), "")

    @property
    def texts_beside(self) -> tuple[str, ...]:
        """What may be given besides the message: the steps taken, and every identifier, alone and together."""
        identifiers = (self.value(name) for name in IDENTIFIERS)
        return tuple(filter(None, (self.steps_taken, self.references, *identifiers)))

    @property
    def request(self) -> str:
        """What the Seller Assistant is told: the e-mail branch, the subject, and the details word for word."""
        return request(self.subject, self.short_message)

    def value(self, name: str) -> str:
        """The text behind a `with:` name.

        Raises:
            KeyError: `name` is not one of `VALUES`; the flow checker proves that this cannot happen.
        """
        if name not in VALUES:
            raise KeyError(name)
        return str(getattr(self, name))


VALUES: frozenset[str] = frozenset(Form.model_fields) - {"evidence"} | {"request", "known_identifier"}
"""The names that may stand after `with:` in a flow."""
ATTACHED = frozenset({"evidence", "document", "ownership", "delivery"})
"""What may be attached: all files, the one document, or the documents of one kind."""
