"""What can be read on a seller's papers: labelled dates, kinds of paper, the buyer, weights and boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casewright.intake.cells import Unreadable
from casewright.intake.days import find_order, read_day

_HEAD_LINES = 25
"""Lines from the top in which a paper says what it is."""
_SHORT_LINE = 60

_NO_INVOICE = re.compile(
    r"\W*(?:pro[ -]?forma|order confirmation|purchase order\W*$|quotation|quote\W*$|auftragsbest.tigung|angebot\W*$|"
    r"confirmation de commande|devis\W*$|conferma d.ordine|preventivo\W*$|confirmaci.n de pedido|"
    r"形式发票|订单确认|报价单|采购订单\W*$|見積書|注文書|注文請書)",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"(?:invoice date|date of invoice|invoice\b.*\bdate|issue date|date of issue|(?:^|\s)date|rechnungsdatum|datum|"
    r"date de facture|data fattura|fecha de factura|(?:^|\s)fecha|开票日期|发票日期|日期|請求日|発行日|日付)"
    r"\s*[:：#.]?",
    re.IGNORECASE,
)
_OTHER_DATE = re.compile(
    r"due|deliver|ship|payment|print|order date|valid|expir|f.llig|liefer|zahl|交货|付款|到期|送货|納期|支払",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|"
    r"\d{1,2}(?:st|nd|rd|th|\.)?[ -][^\W\d]{3,12}\.?,?[ -]\d{2,4}|[^\W\d]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
)
_BUYER = re.compile(
    r"\W*(?:bill(?:ed)? to|sold to|invoice to|buyer|customer|client|consignee|rechnungsempf.nger|kunde|k.ufer|"
    r"factur. .|client|acheteur|cliente|cessionario|购买方|购方|买方|客户|収件人|御中|請求先)(?: name|名称)?"
    r"\s*(?:[:：]\s*(.*))?",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"\d[\d.,]*\s*(?:kgs?|kilos?|lbs?|pounds?|公斤|千克)\b|(?:weight|gewicht|poids|peso|重量)\W{0,5}\d", re.IGNORECASE
)
_BOXES = re.compile(
    r"\d+\s*(?:cartons?|boxe?s?|ctns?|pallets?|plts?|packages?|pkgs?|parcels?|pieces?|pcs|kartons?|colis)\b|"
    r"\d+\s*(?:箱|件|托盘|個口)|(?:cartons?|boxes|packages|pieces|pallets|箱数|件数|个数)\W{0,5}\d",
    re.IGNORECASE,
)
_COMPANY_FORMS = frozenset(
    {
        *("ltd", "limited", "llc", "inc", "corp", "corporation", "company", "co", "gmbh", "ug", "ag", "sarl", "sas"),
        *("srl", "spa", "bv", "plc", "pty", "kg", "the", "and", "store", "shop", "trading", "international", "group"),
    }
)


class ReadLine(NamedTuple):
    """A line of a paper, and what was read in it."""

    line: str
    value: str


def lines_of(text: str) -> list[str]:
    """A paper's lines without those that are empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def find_kind(text: str) -> ReadLine | None:
    """The line in which a paper calls itself something other than an invoice: pro-forma, order confirmation, quote."""
    for line in lines_of(text)[:_HEAD_LINES]:
        if len(line) <= _SHORT_LINE and (found := _NO_INVOICE.match(line)):
            return ReadLine(line, found[0].strip(" :：*-"))
    return None


def find_date(text: str) -> tuple[str, date] | None:
    """The day on which a paper says that it was written, and the line that says it; None where none can be told."""
    lines = lines_of(text)
    order = find_order(found for line in lines for found in _DAY.findall(line))
    for number, line in enumerate(lines):
        label = _DATE_LABEL.search(line)
        if not label or _OTHER_DATE.search(line[: label.end()]):
            continue
        below = lines[number + 1] if number + 1 < len(lines) else ""
        behind = line[label.end() :]
        found = _DAY.search(behind) or (None if behind.strip() else _DAY.search(below))
        if found:
            try:
                day = read_day(found[0], order[0] if order else None)
            except Unreadable:
                return None
            return (line if found[0] in line else f"{line} {below}"), day
    return None


def find_buyers(text: str) -> list[ReadLine]:
    """Whom the paper names as its buyer: what stands behind the label, or in the line below it."""
    lines = lines_of(text)
    return [ReadLine(f"{line} {name}" if name not in line else line, name) for line, name in _buyers(lines)]


def _buyers(lines: list[str]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines):
        if found := _BUYER.fullmatch(line):
            name = (found[1] or "").strip() or (lines[number + 1] if number + 1 < len(lines) else "")
            if re.search(r"[^\W\d]{3}|[\u4e00-\u9fff]{2}", name):
                yield line, name


def names_company(text: str, company: str) -> bool:
    """Return whether a text names a company: every word of its name that tells it from others."""
    packed = re.sub(r"[\W_]+", "", text).casefold()
    words = [word for word in re.findall(r"[^\W_]+", company.casefold()) if word not in _COMPANY_FORMS]
    return all(word in packed for word in words)


def tells_weight(text: str) -> bool:
    """Return whether a weight stands on the paper."""
    return bool(_WEIGHT.search(text))


def tells_boxes(text: str) -> bool:
    """Return whether a number of boxes, pallets or pieces stands on the paper."""
    return bool(_BOXES.search(text))


_DELIVERY = re.compile(
    r"\W*(?:proof of delivery|delivery receipt|bill of lading|straight bill|waybill|cmr\b|lieferschein|ablieferbeleg|"
    r"bon de livraison|albar.n de entrega|签收单|提单|送货单|受領書|納品書)",
    re.IGNORECASE,
)


def is_proof_of_delivery(text: str) -> bool:
    """Return whether a paper calls itself a proof of delivery or a bill of lading."""
    return any(_DELIVERY.match(line) for line in lines_of(text)[:_HEAD_LINES] if len(line) <= _SHORT_LINE)
