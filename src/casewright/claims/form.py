"""What a claim puts into a form: the values that a flow may name after `with:`, and the files it may attach."""

from __future__ import annotations

from casewright.claims.evidence import Evidence
from casewright.claims.problem import Value


class Form(Value):
    """Every text that can be typed for one claim, ready to be shown and approved. Empty where the claim has none.

    `message` is for the description fields (4,000 characters at most); `short_message` for the Seller Assistant
    (2,500); `steps_taken` answers "What steps have you taken already?"; `references` lists the identifiers.
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
    fulfillment_center: str = ""
    quantity: str = ""
    evidence: tuple[Evidence, ...] = ()

    def value(self, name: str) -> str:
        """The text behind a `with:` name.

        Raises:
            KeyError: `name` is not one of `VALUES`; the flow checker proves that this cannot happen.
        """
        if name not in VALUES:
            raise KeyError(name)
        return str(getattr(self, name))


VALUES: frozenset[str] = frozenset(Form.model_fields) - {"evidence"}
"""The names that may stand after `with:` in a flow."""
