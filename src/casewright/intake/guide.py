"""The columns of a claims file explained to the person who fills it, in English and Chinese, each with an example."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.intake.columns import HEADERS, REQUIRED, TYPE_WORDS
from casewright.model.claim import CLAIM_TYPES

Language = str
"""A language of the interface, such as `zh`; see `message.languages`."""


@dataclass(frozen=True, slots=True)
class Guide:
    """One column: its field, what to write into it, and an example."""

    field: str
    en: str
    zh: str
    example: str

    def header(self, language: Language) -> str:
        """The column's header."""
        return word(HEADERS[self.field], language)

    def meaning(self, language: Language) -> str:
        """What to write into the column."""
        return self.zh if language == "zh" else self.en

    def needed(self, language: Language) -> str:
        """Which claims need the column."""
        if self.field in (*REQUIRED, "type"):
            return "每条索赔" if language == "zh" else "every claim"
        types = [name for name, one in CLAIM_TYPES.items() if self.field in one.needs]
        return ("、" if language == "zh" else ", ").join(word(TYPE_WORDS[name], language) for name in types)


def word(words: tuple[str, ...], language: Language) -> str:
    """The first of the words in a language; the first of all where the language has no own."""
    own = next((one for one in words if not one.isascii()), words[0])
    return own if language == "zh" else words[0]


GUIDES: tuple[Guide, ...] = (
    Guide(
        "claim_id",
        "Your own short name for the claim, different in each row.",
        "您自己的简短编号，每行不同。",
        "HL-1041",
    ),
    Guide(
        "account",
        "The store's name as Seller Central shows it.",
        "店铺名称，与卖家平台显示的一致。",
        "Harbor Lane Goods",
    ),
    Guide("marketplace", "Two letters of the marketplace's country.", "站点国家的两个字母。", "US"),
    Guide("type", "What happened; choose from the list.", "索赔类型，从列表中选择。", "Lost in warehouse"),
    Guide(
        "event_date",
        "The day from which Amazon's window counts: the day reported lost or damaged, refunded, delivered.",
        "亚马逊计算期限的起始日：报告丢失、损坏、退款或签收的日期。",
        "2026-10-13",
    ),
    Guide("quantity", "Units that are lost or damaged.", "丢失或损坏的件数。", "6"),
    Guide(
        "unit_value",
        "What one unit cost you (sourcing cost); for orders and returns its price less Amazon's fees.",
        "每件的采购成本；订单和退货按售价减亚马逊费用填写。",
        "11.40",
    ),
    Guide("currency", "Currency of the value, three letters.", "币种，三个字母。", "USD"),
    Guide(
        "product_name",
        "The product's name as in the listing.",
        "商品名称，与商品详情页一致。",
        "Stoneware Mug, Ocean Blue",
    ),
    Guide("fnsku", "Amazon's label on the unit.", "商品上的亚马逊标签编码。", "X002L7QK4D"),
    Guide("asin", "Amazon's number of the product.", "商品的 ASIN。", "B0C4T7N2QX"),
    Guide("sku", "Your own SKU.", "您自己的 SKU。", "HL-MUG-BLU-14"),
    Guide("fulfillment_center", "The fulfillment center, if known.", "运营中心代码（如已知）。", "ONT8"),
    Guide("shipment_id", "The shipment to Amazon.", "发往亚马逊的货件编号。", "FBA17K4R2WQD"),
    Guide("order_id", "The Amazon order.", "亚马逊订单号。", "112-4839201-5567183"),
    Guide(
        "transaction_id",
        "The Reference ID of the row in the inventory ledger.",
        "库存分类账中该行的 Reference ID（交易编号）。",
        "20265118427306",
    ),
    Guide("lpn", "The licence plate number of a returned unit.", "退货商品的 LPN 编号。", "LPNRR482915530"),
    Guide("removal_order_id", "The removal order.", "移除订单编号。", "HL-REMOVAL-19"),
    Guide(
        "reimbursement_id",
        "The payment that is too low, or was taken back.",
        "金额偏低或被撤销的赔偿编号。",
        "10244181663",
    ),
    Guide(
        "payments_counted",
        "Payments that the quantity allows for already; `casewright prepare` fills it in.",
        "数量中已扣除的赔偿编号；由 `casewright prepare` 填写。",
        "10244181663",
    ),
    Guide("tracking_id", "The carrier's tracking number.", "承运人的追踪编号。", "1Z84A29W0371"),
    Guide(
        "details",
        "What happened, in your words; sent to Amazon as it stands. No names or addresses of buyers.",
        "用您自己的话说明情况，将原样发送给亚马逊。请勿填写买家姓名或地址。",
        "6 units were reported lost, not found again and not reimbursed.",
    ),
    Guide(
        "stock_documents",
        "Invoices or packing slips: file names beside this file, several separated by ;",
        "采购发票或装箱单：与本文件同一文件夹内的文件名，多个用 ; 分隔。",
        "evidence/invoice-41.pdf; evidence/packing-slip-41.pdf",
    ),
    Guide(
        "photos", "Photos of the damage, named the same way.", "损坏照片，填写方式相同。", "evidence/crushed-carton.jpg"
    ),
    Guide(
        "proof_of_delivery",
        "Bill of lading or carrier's proof.",
        "提单或承运人签收证明。",
        "evidence/bill-of-lading.pdf",
    ),
    Guide("notes", "For yourself; never sent.", "仅供自己查看，不会发送。", "call the supplier"),
)
"""Every column of the template, in its order."""
