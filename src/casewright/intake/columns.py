"""Which column of a sheet is which field of a claim: headers and claim types, in English and Chinese."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casewright.model.claim import CLAIM_TYPES, CommonClaim

#: Columns that hold names of files, and the field each fills; `evidence` leaves the kind to the file's type.
EVIDENCE_COLUMNS = ("stock_documents", "photos", "proof_of_delivery", "evidence")

#: What a seller's own sheet keeps beside the claim: known, kept, never sent to Amazon.
OWN_COLUMNS = ("estimate", "deadline", "case_id", "status", "reimbursed", "notes")

#: Field → the headers that mean it, besides its own name. From sellers' sheets and Amazon's reports.
HEADERS: dict[str, tuple[str, ...]] = {
    "claim_id": ("Claim ID", "Claim", "Claim no", "Claim number", "Claim name", "索赔编号", "索赔号", "编号"),
    "account": (
        *(
            "Account",
            "Store",
            "Shop",
            "Seller account",
            "Store name",
            "店铺",
            "账号",
            "账户",
            "店铺名称",
        ),
        *("Seller name", "卖家账号", "卖家名称"),
    ),
    "marketplace": (
        *(
            "Marketplace",
            "Site",
            "Country",
            "Market",
            "站点",
            "国家",
            "市场",
        ),
        *("Amazon site", "Sales channel"),
    ),
    "type": ("Claim type", "Type", "Kind of claim", "索赔类型", "类型", "理赔类型"),
    "event_date": (
        *("Event date", "Date", "Date of loss", "Loss date", "Damage date", "Reported date", "Adjustment date"),
        *("丢失/损坏日期", "丢失日期", "损坏日期", "日期", "发生日期"),
        *("Date lost", "Date damaged", "Date reported", "报告日期", "发现日期"),
    ),
    "quantity": (
        *(
            "Quantity",
            "Qty",
            "Units",
            "数量",
            "件数",
        ),
        *(
            "Quantity lost",
            "Units lost",
            "Lost quantity",
            "Quantity claimed",
            "丢失数量",
            "损坏数量",
            "索赔数量",
            "差异数量",
            "短少数量",
        ),
    ),
    "unit_value": (
        *("Unit value", "Value per unit", "Unit price", "Unit cost", "Sourcing cost", "Price", "Cost"),
        *("单价", "单件价值", "成本", "采购成本"),
        *("Cost per unit", "Landed cost", "Purchase price", "采购单价", "采购价", "进价", "单位成本"),
    ),
    "currency": ("Currency", "Currency unit", "币种", "货币"),
    "product_name": (
        *(
            "Product name",
            "Product",
            "Title",
            "Item name",
            "商品名称",
            "品名",
            "产品名称",
            "商品名",
        ),
        *("Product title", "商品标题", "产品标题"),
    ),
    "fnsku": (
        *(
            "FNSKU",
            "亚马逊标签",
            "FNSKU编码",
        ),
        *("FN SKU", "FNSKUs", "FN SKUs"),
    ),
    "asin": ("ASIN",),
    "sku": ("SKU", "MSKU", "Seller SKU", "Merchant SKU", "SKU/MSKU", "卖家SKU"),
    "fulfillment_center": (
        *("Fulfillment center", "Fulfilment centre", "Fulfillment center ID", "FC", "Warehouse"),
        *("运营中心", "仓库", "亚马逊仓库"),
    ),
    "shipment_id": ("Shipment ID", "FBA shipment ID", "Shipment", "Shipment number", "货件编号", "货件号"),
    "order_id": ("Order ID", "Amazon order ID", "Order", "Order number", "订单号", "订单编号"),
    "transaction_id": (
        *("Transaction ID", "Transaction item ID", "Reference ID", "Transaction", "TRID"),
        *("交易编号", "交易号", "交易商品编号"),
    ),
    "lpn": ("LPN", "License plate number", "LPN编号"),
    "removal_order_id": ("Removal order ID", "Removal order", "移除订单编号", "移除订单号"),
    "reimbursement_id": ("Reimbursement ID", "赔偿编号"),
    "payments_counted": ("Payments counted", "Reimbursements counted", "已计入的赔偿"),
    "tracking_id": ("Tracking ID", "Tracking number", "Tracking", "追踪编号", "物流单号", "运单号"),
    "details": ("Details", "Description", "Product details", "What happened", "详情", "说明", "商品详情", "描述"),
    "stock_documents": (
        *("Stock documents", "Stock document", "Invoice", "Invoices", "Proof of purchase", "Packing slip"),
        *("库存证明", "采购发票", "发票", "进货凭证"),
        *("采购凭证", "Supplier invoice"),
    ),
    "photos": ("Photos", "Photo", "Pictures", "Images", "照片", "图片"),
    "proof_of_delivery": ("Proof of delivery", "POD", "Bill of lading", "签收证明", "提单", "交付证明"),
    "evidence": ("Evidence", "Evidence files", "Attachments", "Files", "Proof", "凭证", "附件", "凭证/附件", "证据"),
    "estimate": ("Estimate", "Amount", "Estimated amount", "预估金额", "金额"),
    "deadline": ("Deadline", "截止日期"),
    "case_id": ("Case ID", "Case", "问题编号", "case编号"),
    "status": (
        *(
            "Status",
            "State",
            "状态",
        ),
        *("Claim status", "赔偿状态", "索赔状态"),
    ),
    "reimbursed": ("Reimbursed", "Reimbursed amount", "赔偿金额"),
    "notes": (
        *(
            "Notes",
            "Note",
            "Remarks",
            "备注",
        ),
        *("Comment", "Comments"),
    ),
}

#: Claim type → the words that mean it, in sheets.
TYPE_WORDS: dict[str, tuple[str, ...]] = {
    "lost_in_warehouse": ("Lost in warehouse", "Lost warehouse", "Lost", "仓库丢失", "丢失", "在仓库丢失的库存"),
    "damaged_in_warehouse": (
        *("Damaged in warehouse", "Damaged warehouse", "Damaged"),
        *("仓库损坏", "损坏", "在仓库损坏的库存"),
    ),
    "order_discrepancy": ("Order discrepancy", "订单差异", "订单短少"),
    "inbound_lost": ("Inbound lost", "Lost inbound", "入库丢失", "货件差异", "入库丢失/货件差异"),
    "inbound_damaged": ("Inbound damaged", "Damaged inbound", "入库损坏"),
    "customer_return": ("Customer return", "客户退货未退回", "客户退货"),
    "return_damaged": ("Return damaged", "Return came back damaged", "客户退货损坏", "退货损坏"),
    "mcf_order": (
        "MCF order",
        "Multi-channel order",
        "Multi-channel fulfillment order",
        "多渠道配送订单丢失",
        "多渠道订单",
    ),
    "removal_lost": ("Removal lost", "Lost removal", "移除订单丢失", "移除丢失"),
    "removal_damaged": ("Removal damaged", "Damaged removal", "移除订单损坏", "移除损坏"),
    "reevaluation": ("Re-evaluation", "Reimbursement too low", "赔偿金额偏低", "重新评估"),
    "reversal": ("Reversal", "Reimbursement taken back", "赔偿被撤销", "撤销赔偿"),
}

_NOISE = re.compile(r"[\W_]+")


def plain(words: str) -> str:
    """A header or type word without case, spaces, punctuation and width: `＂Order-ID *＂` and `order id` are one."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", words)).casefold()


_FIELDS = {plain(word): field for field, words in HEADERS.items() for word in (field, *words)}
_TYPES = {plain(word): name for name, words in TYPE_WORDS.items() for word in (name, *words)}

REQUIRED = tuple(name for name, field in CommonClaim.model_fields.items() if field.is_required() and name != "claim_id")
"""Fields without which no row can become a claim; the claim's own name can be made from the row."""


def claim_type(words: str) -> str | None:
    """The claim type that the words of a cell mean, None where they mean none."""
    return _TYPES.get(plain(words))


def types_expected() -> str:
    """What may stand in the type column, for a message."""
    return ", ".join(f"{name} ({TYPE_WORDS[name][0]})" if name in TYPE_WORDS else name for name in CLAIM_TYPES)


def is_field(name: str) -> bool:
    """Whether a seller's own header may be mapped to this name."""
    return name in HEADERS


def field_of(header: str, own: Mapping[str, str] | None = None) -> str | None:
    """The field that a header means; `own` are the seller's headers, already made `plain`, and come first."""
    key = plain(header)
    return (own or {}).get(key) or _FIELDS.get(key)


_ALIKE = 0.8
"""Likeness of two headers from which one may be the other mistyped; below, a suggestion misleads."""


def closest(header: str) -> str | None:
    """The known header that is most like an unknown one, None where none is near."""
    known = {plain(word): word for words in HEADERS.values() for word in words}
    near = difflib.get_close_matches(plain(header), [*known, *_FIELDS], n=1, cutoff=_ALIKE)
    return known.get(near[0], _FIELDS[near[0]]) if near else None


@dataclass(frozen=True, slots=True)
class Columns:
    """A header row, understood: position → field, the headers nobody knows, and required fields without a column.

    `extra` holds positions whose values are kept beside the claim: unknown ones, repeated ones, the seller's own;
    `nameless` are those without a header among the `width` columns that have one.
    """

    fields: dict[int, str]
    unknown: dict[int, str]
    repeated: dict[int, str]
    extra: dict[int, str]
    missing: tuple[str, ...]
    nameless: tuple[int, ...]
    width: int


def understand(header: Sequence[str], own: Mapping[str, str] | None = None) -> Columns:
    """Say what each column of a header row means. Evidence columns may repeat; of others the first one counts."""
    fields: dict[int, str] = {}
    unknown: dict[int, str] = {}
    repeated: dict[int, str] = {}
    extra: dict[int, str] = {}
    for position, words in enumerate(header):
        field = field_of(words, own)
        if field is None:
            if words.strip():
                unknown[position] = extra[position] = words
        elif field in OWN_COLUMNS:
            extra[position] = words
        elif field in fields.values() and field not in EVIDENCE_COLUMNS:
            repeated[position] = extra[position] = words
        else:
            fields[position] = field
    present = set(fields.values())
    missing = tuple(name for name in (*REQUIRED, "type") if name not in present)
    nameless = tuple(position for position, words in enumerate(header) if not words.strip())
    return Columns(fields, unknown, repeated, extra, missing, nameless, len(header))


_MOST_OF_A_CLAIM = 4


def names_claims(header: Sequence[str], own: Mapping[str, str] | None = None) -> bool:
    """Whether a header is of a sheet of claims, and not of prices, addresses or orders beside them."""
    fields = {field_of(words, own) for words in header}
    return len(fields & {*REQUIRED, "type"}) >= _MOST_OF_A_CLAIM


def known(header: Sequence[str], own: Mapping[str, str] | None = None) -> int:
    """How many cells of a row are known headers: what tells the header row from any other."""
    return sum(field_of(words, own) is not None for words in header)
