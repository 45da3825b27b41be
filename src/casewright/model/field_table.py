"""The one table of a claim's fields: adding one is a row here, a line in its claim class, and its words in a case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casewright.message import Message, msg


class FieldKind(StrEnum):
    """What a column of a sheet holds."""

    VALUE = "value"
    """Something that goes into the claim."""
    FILES = "files"
    """Names of files; `evidence` leaves the kind of each to its type."""
    OWN = "own"
    """What a seller keeps beside the claim: known, kept, and never sent to Amazon."""


@dataclass(frozen=True, slots=True)
class ClaimField:
    """One field: its name, its title as a column, and other headers that mean it, from sheets and Amazon's reports.

    `meaning` and `example` explain it to the person who fills the sheet; a field without them is read where a sheet
    has it, but is not in the template. `expected` is what a cell must hold. `identifier` ranks what names a loss to
    Amazon, the best first; 0 for all other fields.
    """

    name: str
    title: Message
    words: tuple[str, ...] = ()
    meaning: Message | None = None
    example: str = ""
    kind: FieldKind = FieldKind.VALUE
    expected: Message | None = None
    identifier: int = 0


FIELDS: dict[str, ClaimField] = {
    field.name: field
    for field in (
        ClaimField(
            "claim_id",
            msg("Claim ID"),
            ("Claim", "Claim no", "Claim number", "Claim name", "索赔编号", "索赔号", "编号"),
            meaning=msg("Your own short name for the claim, different in every row."),
            example="HL-1041",
            expected=msg("a short name of your own for this claim: letters, digits, - and _, such as C-1041"),
        ),
        ClaimField(
            "account",
            msg("Account"),
            (
                "Store",
                "Shop",
                "Seller account",
                "Store name",
                "店铺",
                "账号",
                "账户",
                "店铺名称",
                "Seller name",
                "卖家账号",
                "卖家名称",
            ),
            meaning=msg("The store's name as Seller Central shows it."),
            example="Harbor Lane Goods",
            expected=msg("the store's name as Seller Central shows it, such as Harbor Lane Goods"),
        ),
        ClaimField(
            "marketplace",
            msg("Marketplace"),
            ("Site", "Country", "Market", "站点", "国家", "市场", "Amazon site", "Sales channel"),
            meaning=msg("The two letters of the marketplace's country."),
            example="US",
            expected=msg("the two letters of the marketplace's country, such as US"),
        ),
        ClaimField(
            "type",
            msg("Claim type"),
            ("Type", "Kind of claim", "索赔类型", "类型", "理赔类型"),
            meaning=msg("What happened; choose from the list."),
            example="Lost in warehouse",
        ),
        ClaimField(
            "event_date",
            msg("Event date"),
            (
                "Date",
                "Date of loss",
                "Loss date",
                "Damage date",
                "Reported date",
                "Adjustment date",
                "丢失/损坏日期",
                "丢失日期",
                "损坏日期",
                "日期",
                "发生日期",
                "事件日期",
                "発生日",
                "日付",
                "Date lost",
                "Date damaged",
                "Date reported",
                "报告日期",
                "发现日期",
            ),
            meaning=msg("The day from which Amazon's window counts: reported lost or damaged, refunded, or delivered."),
            example="2026-10-13",
            expected=msg("a date as year-month-day, such as 2026-11-03"),
        ),
        ClaimField(
            "quantity",
            msg("Quantity"),
            (
                "Qty",
                "Units",
                "数量",
                "件数",
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
            meaning=msg("How many units were lost or damaged."),
            example="6",
            expected=msg("a whole number of units, 1 or more, such as 3"),
        ),
        ClaimField(
            "unit_value",
            msg("Unit value"),
            (
                "Value per unit",
                "Unit price",
                "Unit cost",
                "Sourcing cost",
                "Price",
                "Cost",
                "单价",
                "单件价值",
                "成本",
                "采购成本",
                "Cost per unit",
                "Landed cost",
                "Purchase price",
                "采购单价",
                "采购价",
                "进价",
                "单位成本",
            ),
            meaning=msg(
                "What one unit cost you (the sourcing cost); for orders and returns, its price less Amazon's fees."
            ),
            example="11.40",
            expected=msg("the value of one unit as a number above zero, such as 12.50"),
        ),
        ClaimField(
            "currency",
            msg("Currency"),
            ("Currency unit", "币种", "货币"),
            meaning=msg("The currency of the value, in three letters."),
            example="USD",
            expected=msg("three letters, such as USD"),
        ),
        ClaimField(
            "product_name",
            msg("Product name"),
            (
                "Product",
                "Title",
                "Item name",
                "商品名称",
                "品名",
                "产品名称",
                "商品名",
                "Product title",
                "商品标题",
                "产品标题",
            ),
            meaning=msg("The product's name as in the listing."),
            example="Stoneware Mug, Ocean Blue",
            expected=msg("the product's name as in the listing, 400 characters at most"),
        ),
        ClaimField(
            "fnsku",
            msg("FNSKU"),
            ("亚马逊标签", "FNSKU编码", "FN SKU", "FNSKUs", "FN SKUs"),
            meaning=msg("Amazon's label on the unit."),
            example="X002L7QK4D",
            identifier=8,
        ),
        ClaimField(
            "asin",
            msg("ASIN"),
            (),
            meaning=msg("Amazon's product number."),
            example="B0C4T7N2QX",
            identifier=9,
        ),
        ClaimField(
            "sku",
            msg("SKU"),
            ("MSKU", "Seller SKU", "Merchant SKU", "SKU/MSKU", "卖家SKU"),
            meaning=msg("Your own SKU."),
            example="HL-MUG-BLU-14",
            expected=msg("your own SKU, 40 characters at most, such as HL-MUG-BLUE"),
            identifier=10,
        ),
        ClaimField(
            "fulfillment_center",
            msg("Fulfillment center"),
            ("Fulfilment centre", "Fulfillment center ID", "FC", "Warehouse", "运营中心", "仓库", "亚马逊仓库"),
            meaning=msg("The fulfillment center, if known."),
            example="ONT8",
            expected=msg("the fulfillment center's short name, such as ONT8"),
        ),
        ClaimField(
            "shipment_id",
            msg("Shipment ID"),
            ("FBA shipment ID", "Shipment", "Shipment number", "货件编号", "货件号"),
            meaning=msg("The shipment to Amazon."),
            example="FBA17K4R2WQD",
            identifier=3,
        ),
        ClaimField(
            "order_id",
            msg("Order ID"),
            ("Amazon order ID", "Order", "Order number", "订单号", "订单编号"),
            meaning=msg("The Amazon order."),
            example="112-4839201-5567183",
            identifier=2,
        ),
        ClaimField(
            "transaction_id",
            msg("Transaction ID"),
            ("Transaction item ID", "Reference ID", "Transaction", "TRID", "交易编号", "交易号", "交易商品编号"),
            meaning=msg("The Reference ID of the row in the inventory ledger."),
            example="20265118427306",
            identifier=1,
        ),
        ClaimField(
            "lpn",
            msg("LPN"),
            ("License plate number", "LPN编号"),
            meaning=msg("The license plate number of a returned unit."),
            example="LPNRR482915530",
            identifier=6,
        ),
        ClaimField(
            "removal_order_id",
            msg("Removal order ID"),
            ("Removal order", "移除订单编号", "移除订单号"),
            meaning=msg("The removal order."),
            example="HL-REMOVAL-19",
            identifier=4,
        ),
        ClaimField(
            "reimbursement_id",
            msg("Reimbursement ID"),
            ("赔偿编号",),
            meaning=msg("The reimbursement that is too low, or was taken back."),
            example="10244181663",
            identifier=7,
        ),
        ClaimField(
            "payments_counted",
            msg("Payments counted"),
            ("Reimbursements counted", "已计入的赔偿"),
            meaning=msg("Payments that are already subtracted from the quantity; `casewright prepare` fills this in."),
            example="10244181663",
        ),
        ClaimField(
            "tracking_id",
            msg("Tracking ID"),
            ("Tracking number", "Tracking", "追踪编号", "物流单号", "运单号"),
            meaning=msg("The carrier's tracking number."),
            example="1Z84A29W0371",
            identifier=5,
        ),
        ClaimField(
            "details",
            msg("Details"),
            ("Description", "Product details", "What happened", "详情", "说明", "商品详情", "描述"),
            meaning=msg(
                "What happened, in your own words; sent to Amazon exactly as written. No buyer names or addresses."
            ),
            example="6 units were reported lost, not found again and not reimbursed.",
            expected=msg("4,000 characters at most"),
        ),
        ClaimField(
            "stock_documents",
            msg("Stock documents"),
            (
                "Stock document",
                "Invoice",
                "Invoices",
                "Proof of purchase",
                "Packing slip",
                "库存证明",
                "采购发票",
                "发票",
                "进货凭证",
                "采购凭证",
                "Supplier invoice",
            ),
            meaning=msg(
                "Invoices or packing slips: names of files in this file's folder, separated by ; if there are several."
            ),
            example="evidence/invoice-41.pdf; evidence/packing-slip-41.pdf",
            kind=FieldKind.FILES,
        ),
        ClaimField(
            "photos",
            msg("Photos"),
            ("Photo", "Pictures", "Images", "照片", "图片"),
            meaning=msg("Photos of the damage, named in the same way."),
            example="evidence/crushed-carton.jpg",
            kind=FieldKind.FILES,
        ),
        ClaimField(
            "proof_of_delivery",
            msg("Proof of delivery"),
            ("POD", "Bill of lading", "签收证明", "提单", "交付证明"),
            meaning=msg("Bill of lading, or the carrier's proof of delivery."),
            example="evidence/bill-of-lading.pdf",
            kind=FieldKind.FILES,
        ),
        ClaimField(
            "notes",
            msg("Notes"),
            ("Note", "Remarks", "备注", "Comment", "Comments"),
            meaning=msg("For yourself; never sent."),
            example="call the supplier",
            kind=FieldKind.OWN,
        ),
        ClaimField(
            "evidence",
            msg("Evidence"),
            ("Evidence files", "Attachments", "Files", "Proof", "凭证", "附件", "凭证/附件", "证据"),
            kind=FieldKind.FILES,
        ),
        ClaimField(
            "estimate",
            msg("Estimate"),
            ("Amount", "Estimated amount", "预估金额", "金额"),
            kind=FieldKind.OWN,
        ),
        ClaimField(
            "deadline",
            msg("Deadline"),
            ("截止日期",),
            kind=FieldKind.OWN,
        ),
        ClaimField(
            "case_id",
            msg("Case ID"),
            ("Case", "问题编号", "case编号"),
            kind=FieldKind.OWN,
        ),
        ClaimField(
            "status",
            msg("Status"),
            ("State", "状态", "Claim status", "赔偿状态", "索赔状态"),
            kind=FieldKind.OWN,
        ),
        ClaimField(
            "reimbursed",
            msg("Reimbursed"),
            ("Reimbursed amount", "赔偿金额"),
            kind=FieldKind.OWN,
        ),
    )
}
"""Field → what is known of it, in the order of the template."""

TEMPLATE: tuple[ClaimField, ...] = tuple(field for field in FIELDS.values() if field.meaning)
"""The columns of the template."""

IDENTIFIERS: tuple[str, ...] = tuple(
    field.name for field in sorted(FIELDS.values(), key=lambda field: field.identifier) if field.identifier
)
"""The fields that name a loss to Amazon, in the order in which a case lists them."""
