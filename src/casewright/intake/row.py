"""From one row to one claim, or to everything that is wrong with the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from casewright.complaints import complaint
from casewright.intake import cells
from casewright.intake.amounts import EXPECTED_AMOUNT, read_amount, read_units
from casewright.intake.cells import Cell, Unreadable, is_blank, show_cell
from casewright.intake.columns import EVIDENCE_COLUMNS, REQUIRED, Columns, claim_type, types_expected
from casewright.intake.days import EXPECTED_DAY, ORDER_NAMES, DayOrder, find_order, is_day_number, read_day
from casewright.intake.header_currency import currencies_in_header
from casewright.intake.layout import count_products
from casewright.intake.marketplace_words import currency_code, marketplace_code, possible_currencies
from casewright.intake.row_draft import RowDraft
from casewright.intake.row_evidence import named_in
from casewright.intake.shelf import Shelf
from casewright.intake.shelf_rows import take_cost
from casewright.intake.table import Notes, SourceTable
from casewright.message import Message, either, msg
from casewright.model.claim import CLAIM_TYPES, Claim, CommonClaim
from casewright.model.field_table import FIELDS
from casewright.model.marketplaces import MARKETPLACES

CLAIMS: TypeAdapter[Claim] = TypeAdapter(Claim)
"""Checks a row's values and makes the claim of its type."""


_EXPECTED_CURRENCY = msg("three letters, such as USD")


def _type_of(cell: Cell) -> str:
    name = claim_type(cells.words(cell))
    if name is None:
        raise Unreadable(
            "unknown-type",
            msg("this is not a claim type"),
            msg("one of {types}", types=types_expected()),
        )
    if name not in CLAIM_TYPES:
        raise Unreadable(
            "unknown-type",
            msg("{name} claims cannot be filed with this version", name=name),
            msg("one of {types}", types=types_expected()),
        )
    return name


def _expected(name: str | None) -> Message | None:
    """What a cell of a field must hold."""
    return FIELDS[name].expected if name in FIELDS else None


def _sentence(cell: Cell) -> str:
    return " ".join(cells.legible(cells.words(cell)).split())


def read_money(cell: Cell) -> Decimal:
    """Money for one unit that needs no word about it: above zero, cents at most, no sign of a currency.

    Raises:
        Unreadable: it is anything else; `read_unit_value` tells more of it.
    """
    amount = read_amount(cell)
    if amount.rounded or amount.currencies or amount.value <= 0:
        raise Unreadable("bad-money", msg("this needs a closer look"), EXPECTED_AMOUNT)
    return amount.value


READERS: dict[str, Callable[[Cell], object]] = {
    "type": _type_of,
    "event_date": read_day,
    "quantity": cells.count,
    "unit_value": read_money,
    "details": cells.lines,
    "payments_counted": cells.words,
    "marketplace": lambda cell: marketplace_code(cells.code(cell)),
    "currency": lambda cell: currency_code(cells.code(cell)),
    **dict.fromkeys(("account", "product_name", "sku"), _sentence),
    **dict.fromkeys(("claim_id", "fulfillment_center"), cells.code),
    **dict.fromkeys(("fnsku", "asin"), cells.product_code),
    **dict.fromkeys(
        (
            *("order_id", "shipment_id", "transaction_id", "lpn"),
            *("removal_order_id", "tracking_id", "reimbursement_id"),
        ),
        cells.code,
    ),
}
"""Field → what reads its cell where nothing about the row or its table has to be known."""


class RowReader:
    """Reads the rows of one table; what can only be told of a whole column is found out when it is first needed."""

    def __init__(self, table: SourceTable, columns: Columns, notes: Notes, shelf: Shelf | None = None) -> None:
        self.table = table
        self.columns = columns
        self._notes = notes
        self._shelf = shelf or Shelf()
        self._order: tuple[DayOrder, str] | None = None
        self._order_known = False
        self._position = {name: at for at, name in reversed(columns.fields.items())}
        self._cells = {name: table.cell(at) for name, at in self._position.items()}
        at = self._position.get("unit_value")
        self.header_currencies = currencies_in_header(table.header[at]) if at is not None else frozenset[str]()

    def draft(self, number: int, row: Sequence[Cell], name: str) -> RowDraft:
        """Read a row's cells; `name` is the claim's where the row gives none. The evidence is not looked at yet."""
        made = RowDraft(self.table.place(number), name, self._cells)
        given = {at: row[at] if at < len(row) else None for at in self.columns.fields}
        _name_it(made, self.columns, given)
        if (products := count_products(self.columns, row)) > 1:
            message = msg("this row lists {products} products, and a claim is for one", products=products)
            made.wrong("several-products", message, None, msg("one product per row"))
            return made
        self._read_cells(made, number, row, given)
        take_cost(self._shelf, made)
        _keep_extras(made, self.columns, row)
        if number in self.table.hidden:
            hidden = msg("this row is hidden in the spreadsheet, and was read")
            made.doubtful("hidden-row", hidden, None, msg("the rows to be filed, visible"))
        return made

    def _read_cells(self, made: RowDraft, number: int, row: Sequence[Cell], given: Mapping[int, Cell]) -> None:
        for at, field_name in self.columns.fields.items():
            if is_blank(given[at]):
                broken = self.table.broken.get((number, at))
                if broken or not (field_name == "unit_value" and self._shelf.costs.rows):
                    _tell_blank(made, field_name, broken, given[at])
                continue
            try:
                self._read(made, field_name, given[at], row)
            except Unreadable as why:
                made.wrong(why.code, why.message, field_name, why.expected, given[at])

    def _read(self, made: RowDraft, name: str, cell: Cell, row: Sequence[Cell]) -> None:
        if name in EVIDENCE_COLUMNS:
            named = named_in(name, cell, self.table.file.parent)
            made.files += named
            made.named_by.update(dict.fromkeys((path for path, _ in named), name))
        elif name == "event_date":
            made.values[name] = self._day(made, cell)
        elif name == "unit_value":
            made.values[name] = self._money(made, cell, row)
        elif name == "quantity":
            made.values[name] = read_units(cell, self._currency(row))
        elif name == "currency":
            made.values[name] = self._settle_currency(made, cell, row)
        else:
            made.values[name] = READERS[name](cell)
            _tell_mended_code(made, name, cell)

    def _day(self, made: RowDraft, cell: Cell) -> date:
        try:
            taken = read_day(cell)
        except Unreadable:
            taken = read_day(cell, self._day_order())
        if is_day_number(cell):
            made.doubtful(
                "date-as-number",
                msg("the number was taken for the day {taken}", taken=taken),
                "event_date",
                EXPECTED_DAY,
                cell,
            )
        return taken

    def _day_order(self) -> DayOrder | None:
        """In which order the column writes its days, found out by reading it once to its end."""
        if not self._order_known:
            self._order_known = True
            at = self._position["event_date"]
            self._order = find_order(row[at] for _, row in self.table.again() if at < len(row))
            if self._order:
                order, example = self._order
                header = self.table.header[at]
                self._notes.statements.append(
                    msg(
                        "{file}: {header} is read {order}: {example} can only be read that way",
                        file=self.table.file.name,
                        header=header,
                        order=ORDER_NAMES[order],
                        example=example,
                    )
                )
        return self._order[0] if self._order else None

    def _currency(self, row: Sequence[Cell]) -> str:
        """The currency that a row names, as a code where that is certain; empty where it names none."""
        return currency_code(self._words(row, "currency"), self._own_currency(row))

    def _own_currency(self, row: Sequence[Cell]) -> str:
        """The currency of the row's marketplace, empty where it names none that is known."""
        place = MARKETPLACES.get(marketplace_code(self._words(row, "marketplace")).upper())
        return place.currency if place else ""

    def _words(self, row: Sequence[Cell], name: str) -> str:
        at = self._position.get(name)
        return cells.narrow(show_cell(row[at])) if at is not None and at < len(row) and not is_blank(row[at]) else ""

    def _settle_currency(self, made: RowDraft, cell: Cell, row: Sequence[Cell]) -> str:
        """A currency's code; a sign that several currencies have is settled by the marketplace, and told."""
        text = cells.code(cell)
        taken, possible = self._currency(row), possible_currencies(text)
        if len(possible) > 1 and taken not in possible:
            message = msg("{text} could be {currencies}", text=text, currencies=either(sorted(possible)))
            raise Unreadable("bad-currency", message, _EXPECTED_CURRENCY)
        if len(possible) > 1 and taken != "USD":
            message = msg("{text} was taken for {currency}, the marketplace's currency", text=text, currency=taken)
            made.doubtful("currency-settled", message, "currency", _EXPECTED_CURRENCY, cell)
        return taken

    def _money(self, made: RowDraft, cell: Cell, row: Sequence[Cell]) -> Decimal:
        currency = self._currency(row)
        amount = read_amount(cell, currency)
        if amount.value <= 0:
            raise Unreadable("bad-money", msg("the value of one unit must be above zero"), EXPECTED_AMOUNT)
        possible = amount.currencies or self.header_currencies
        if possible and currency and currency.upper() not in possible:
            names = either(sorted(possible))
            message = msg(
                "this amount is in {names}, and the currency of the row is {upper}", names=names, upper=currency.upper()
            )
            raise Unreadable(
                "currency-differs", message, msg("the value in {upper}, or the other currency", upper=currency.upper())
            )
        if amount.rounded:
            made.doubtful(
                "rounded",
                msg("rounded to {value}", value=amount.value),
                "unit_value",
                msg("two decimals at most, like 9.35"),
                cell,
            )
        return amount.value


def _tell_mended_code(made: RowDraft, name: str, cell: Cell) -> None:
    """Say where an ISBN got its zeros back: nobody else would notice."""
    if name in ("fnsku", "asin") and len(str(made.values[name])) > len(cells.code(cell)):
        message = msg(
            "a spreadsheet has taken the zeros in front of {values}: they were put back", values=made.values[name]
        )
        made.doubtful("zeros-put-back", message, name, msg("the column formatted as Text"), cell)


def _name_it(made: RowDraft, columns: Columns, given: Mapping[int, Cell]) -> None:
    """Take the row's own name for the claim first, so that every problem of the row carries it."""
    position = next((place for place, name in columns.fields.items() if name == "claim_id"), None)
    cell = given.get(position) if position is not None else None
    if is_blank(cell):
        made.values["claim_id"] = made.claim_id
        return
    try:
        named = cells.code(cell)
    except Unreadable:
        return
    made.claim_id = named[:40]


def _tell_blank(made: RowDraft, name: str, broken: Message | None, cell: Cell) -> None:
    """Say why a cell gives no value: it is broken, or the claim needs one; a word for "nothing" may mean a country."""
    expected = types_expected() if name == "type" else _expected(name)
    if broken:
        made.wrong(
            "broken-cell", msg("the cell holds {broken}", broken=broken), name, expected or msg("the value itself")
        )
    elif name in REQUIRED or name == "type":
        if shown := show_cell(cell or "").strip():
            message = msg("{shown} is read as “not available”, and the claim needs a value", shown=shown)
        else:
            message = msg("this cell is empty, and the claim needs it")
        made.wrong("missing-value", message, name, expected, cell if shown else None)


def _keep_extras(made: RowDraft, columns: Columns, row: Sequence[Cell]) -> None:
    for position, header in columns.extra.items():
        if position < len(row) and not is_blank(row[position]):
            made.extras[header] = show_cell(row[position])
    headless = [row[at] for at in columns.nameless if at < len(row)]
    beyond = [cell for cell in (*headless, *row[columns.width :]) if not is_blank(cell)]
    if beyond:
        message = msg("a cell without a header above it was not used")
        made.doubtful("extra-cells", message, None, msg("a header above each column"), beyond[0])


def claim_of(made: RowDraft) -> Claim | None:
    """The claim that a draft makes; None, and the draft says why, where its values do not fit."""
    if made.broken:
        _check_the_rest(made)
        return None
    try:
        return CLAIMS.validate_python(made.values | {"place": made.place})
    except ValidationError as error:
        _tell(made, error)
        return None


def _check_the_rest(made: RowDraft) -> None:
    """Find what else is wrong in a row that is refused already: a person wants to know everything at once."""
    model = CLAIM_TYPES.get(str(made.values.get("type")), CommonClaim)
    told = {problem.place.field for problem in made.problems}
    try:
        model.model_validate(made.values)
    except ValidationError as error:
        _tell(made, error, told | {"type"})


def _tell(made: RowDraft, error: ValidationError, told: set[str | None] | None = None) -> None:
    for one in error.errors(include_url=False):
        name = next((str(part) for part in one["loc"] if part in CommonClaim.model_fields), None)
        if name in (told or ()) or one["type"] == "missing":
            continue
        cell = made.values.get(name or "")
        made.wrong(_code(one, name), _message(one), name, _expected(name) or _hoped(one), cell)


def _code(one: ErrorDetails, name: str | None) -> str:
    own = str(one["type"])
    return own if "-" in own or own == "placeholder" else f"bad-{(name or 'value').replace('_', '-')}"


def _message(one: ErrorDetails) -> Message:
    return _OF_TYPES.get(str(one["type"])) or complaint(one)


_OUT_OF_RANGE = msg("this is out of the range that a claim can have")
_OF_TYPES = {
    "string_too_long": msg("this text is too long"),
    "string_too_short": msg("this text is too short"),
    "string_pattern_mismatch": msg("this does not match the expected format"),
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than", "less_than_equal"), _OUT_OF_RANGE),
    **dict.fromkeys(("decimal_max_digits", "decimal_whole_digits", "decimal_max_places"), _OUT_OF_RANGE),
}
"""What Pydantic finds, in words for people."""


def _hoped(one: ErrorDetails) -> Message | None:
    return one.get("ctx", {}).get("expected") or None
