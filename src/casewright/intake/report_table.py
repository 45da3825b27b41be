"""One report file as tables: unpacked, decoded, its header found; a file that is something else is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from casewright.intake.cells import Cell, is_blank, narrow, show_cell
from casewright.intake.columns import names_claims
from casewright.intake.delimited import delimited_tables
from casewright.intake.encodings import TooLarge, open_bytes
from casewright.intake.file_content import GZIP, HEAD, OLE, PDF, SIGN_IN_PAGE, TEXT, WEB_PAGE, ZIP, recognise_content
from casewright.intake.header_currency import without_currency
from casewright.intake.header_words import fold_header
from casewright.intake.report_kinds import KINDS, ReportKind
from casewright.intake.sheet import workbook_tables
from casewright.intake.table import Notes, SourceTable
from casewright.message import NOTHING, Message, msg
from casewright.model.identifiers import Asin, Fnsku, OrderId

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
EXPECTED_REPORT = msg("the report as it was downloaded from Seller Central")

_NO_DATA = re.compile(
    r"no (?:data|records?|results?|rows)\b|no (?:data )?available|keine daten|aucune donnée|nessun dato|no hay datos|"
    r"データはありません|没有(?:可用)?数据|无数据|暂无数据",
    re.IGNORECASE,
)
_SHORT = 2000
"""Bytes of a file that says only that there is nothing to say."""

_RETIRED = msg("this is the retired Inventory Adjustments report: download the Inventory Ledger, detailed view")
#: Reports that cannot be used, by a header that no other has, and what is to be downloaded in their place.
_USELESS = {
    "Starting Warehouse Balance": msg("this is the ledger's summary view: download the detailed view"),
    "adjusted-date": msg(
        "this is the retired Inventory Adjustments report: download the Inventory Ledger, detailed view"
    ),
    "adjustment-date": msg(
        "this is the retired Inventory Adjustments report: download the Inventory Ledger, detailed view"
    ),
    "settlement-start-date": msg("this is a settlement report: download the date-range transactions report"),
}
_ALL_HEADERS = {
    fold_header(header): fold_header(header)
    for headers in (*(kind.headers.values() for kind in KINDS), [_USELESS])
    for group in headers
    for header in group
}


def report_tables(path: Path, notes: Notes) -> Iterator[SourceTable]:
    """The tables of a report file; what stops the reading goes to the notes, an empty report to the statements."""
    try:
        with open_bytes(path) as file:
            head = file.read(HEAD)
    except (OSError, TooLarge) as error:
        notes.unreadable(
            path, "unreadable-file", msg("this file cannot be read ({error})", error=error), EXPECTED_REPORT
        )
        return
    content = recognise_content(head)
    if content in (ZIP, OLE) and path.suffix.casefold() in WORKBOOKS:
        yield from workbook_tables(path, _ALL_HEADERS, notes)
    elif not head:
        notes.unreadable(path, "empty-file", msg("this file is empty: it does not even have a header"), EXPECTED_REPORT)
    elif content is not None and content is not TEXT:
        notes.unreadable(
            path,
            "not-a-report",
            _ADVICE.get(content) or msg("this is {content}", content=content.name),
            EXPECTED_REPORT,
        )
    elif _says_nothing(head):
        notes.statements.append(
            msg("{file}: the report is empty (it says: {line})", file=path.name, line=_first_line(head))
        )
    else:
        yield from delimited_tables(path, _ALL_HEADERS, notes, plain_tabs=True)


_ADVICE = {
    SIGN_IN_PAGE: msg("this is a sign-in page: sign in to Seller Central and download the report again"),
    WEB_PAGE: msg("this is a web page: sign in to Seller Central and download the report again"),
    ZIP: msg("this is a packed folder or an Office file under another name: unpack it, and name the file inside"),
    PDF: msg("this is a PDF: download the report as text or CSV"),
    GZIP: msg("this file is packed twice: unpack it once"),
}


def _says_nothing(head: bytes) -> bool:
    return len(head) < _SHORT and b"\t" not in head and bool(_NO_DATA.search(head.decode("utf-8", "replace")))


def _first_line(head: bytes) -> str:
    return next((line.strip() for line in head.decode("utf-8-sig", "replace").splitlines() if line.strip()), "")[:100]


def find_columns(header: Sequence[str], kind: ReportKind[Any]) -> dict[str, tuple[int, ...]]:
    """Field → the columns it may stand in, the best first."""
    named = list(enumerate(header))
    places = {fold_header(without_currency(words)): at for at, words in reversed(named)}
    places |= {fold_header(words): at for at, words in reversed(named)}
    found = {
        name: tuple(places[fold_header(words)] for words in group if fold_header(words) in places)
        for name, group in kind.headers.items()
    }
    return {name: at for name, at in found.items() if at}


def recognise_report(header: Sequence[str]) -> Message:
    """A sentence about a header that belongs to one of Amazon's reports; nothing for any other."""
    known = {fold_header(words) for words in header}
    for words, sentence in _USELESS.items():
        if fold_header(words) in known:
            return sentence
    kind = kind_of_header(header)
    return NOTHING if kind is None else name_report(kind)


def name_report(kind: ReportKind[Any]) -> Message:
    """What a report is, and the command that takes it."""
    return msg("this is the {report}: give it to `{command}`", report=kind.name, command=kind.use)


def _recognise_claims(header: Sequence[str]) -> Message:
    """A sentence about the header of a sheet of claims; nothing for any other."""
    if not names_claims(header):
        return NOTHING
    return msg("this is a sheet of claims: give it to `{command}`", command="casewright check")


def kind_of_header(header: Sequence[str]) -> ReportKind[Any] | None:
    """The report of Amazon's that a header belongs to: of several that fit, the one that most of it fits."""
    fitting = [kind for kind in KINDS if _fits(kind, header)]
    return max(fitting, key=lambda one: len(find_columns(header, one)), default=None)


def _fits(kind: ReportKind[Any], header: Sequence[str]) -> bool:
    return kind.own and set(kind.needs) <= find_columns(header, kind).keys()


def tell_wrong_report(table: SourceTable, kind: ReportKind[Any], missing: Sequence[str], notes: Notes) -> None:
    """Say that a table is not the report it should be, and which one it is where that can be told."""
    wanted = ", ".join(kind.headers[name][0] for name in kind.needs)
    names = ", ".join(kind.headers[name][0] for name in missing)
    other = recognise_report(table.header) or _recognise_claims(table.header)
    alone = msg("this is not the {name}: it has no column {names}", name=kind.name, names=names)
    message = msg("{other}; the {name} is needed here", other=other, name=kind.name) if other else alone
    notes.cut_off = True
    notes.problem("wrong-report" if other else "missing-column", message, table.place(table.header_row), wanted)


_PRODUCT_NUMBER = re.compile(r"(?=.*\d)[A-Z0-9]{10}")
"""What an FNSKU and an ASIN have in common: ten letters and digits. New series are taken, too."""


def is_product_number(text: str) -> bool:
    """Whether a text may be an FNSKU or an ASIN; a title, a count or a word that slipped under the header is none."""
    return bool(_PRODUCT_NUMBER.fullmatch(text.upper()))


def is_label_of_a_seller(text: str) -> bool:
    """Whether a text is an FNSKU and no ASIN."""
    return bool(Fnsku.pattern.fullmatch(text.upper())) and not Asin.pattern.fullmatch(text.upper())


def find_names_anywhere(row: Sequence[Cell]) -> Mapping[str, str]:
    """The product and the order of a row whose cells may stand under any header; empty where it names none or several.

    A seller's own SKU has no form by which it could be known.
    """
    texts = {narrow(show_cell(cell)).lstrip("'").upper() for cell in row if not is_blank(cell)}
    asins = _matching(Asin.pattern, texts)
    return {
        "fnsku": _the_only_one(_matching(Fnsku.pattern, texts) - asins),
        "asin": _the_only_one(asins),
        "order_id": _the_only_one(_matching(OrderId.pattern, texts)),
    }


def _matching(pattern: re.Pattern[str], texts: Iterable[str]) -> set[str]:
    return {text for text in texts if pattern.fullmatch(text)}


def _the_only_one(texts: set[str]) -> str:
    return next(iter(texts)) if len(texts) == 1 else ""
