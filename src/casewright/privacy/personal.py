"""The one table of what is personal or secret by its form, used wherever such data is looked for or removed."""

from __future__ import annotations

import re

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
"""An e-mail address, in any script."""

MANY_DIGITS = re.compile(r"(?:\d[^\w\n]{0,3}){7,}")
"""Digits enough for a telephone number: only such a text is worth a closer look."""

ORDER = re.compile(r"(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])")
"""An order of Amazon's."""

ACCOUNT_ID = re.compile(r"amzn1\.[\w.-]{4,}")
"""What Amazon calls an account, a marketplace participation or a session."""

TOKEN = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"  # a JSON web token
    r"|\bAt[nz][ar]\|[\w+/=-]{16,}"  # Login with Amazon
    r"|(?<![\w/+=.-])(?=[\w/+=-]*\d)(?=[\w/+=-]*[a-z])(?=[\w/+=-]*[A-Z])[\w/+=-]{40,}"  # long, and of all kinds
)
"""What signs in: whoever has it needs no password."""
TOKEN_IN_ADDRESS = re.compile(r"(?:session|token|csrf)[-\w]*=[\w%+/=-]{8,}")
"""The same in the query of an address, by its name."""

NO_TELEPHONE = re.compile(
    rf"{ORDER.pattern}"
    r"|(?<![\d+])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"  # a day
    r"|(?<![\w+.-])\d{10,20}(?![\w-])"  # a transaction, a case, a tracking ID: digits with nothing between
    r"|\bCW-[A-Z0-9]{8}\b|\b[A-Z]+\d[A-Z\d]+\b"  # a reference of ours; a shipment, a product, an FNSKU
)
"""Digits that are no telephone number."""

STREET = re.compile(
    r"\b\d{1,5}[A-Za-z]?\s+(?:[A-Z][\w.'-]*\s+){1,4}"
    r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Drive|Dr\.?|Lane|Ln\.?|Court|Ct\.?|Close|Terrace|Way)\b"
    r"|\b[A-ZÄÖÜ][\w.-]{1,40}(?i:straße|strasse|str\.|weg|platz|allee|gasse)\s+\d{1,4}[a-z]?\b"
    r"|\b\d{1,4}(?:\s?bis)?,?\s+(?:rue|avenue|boulevard|chemin|impasse)\s+[A-ZÀ-Ýa-zà-ÿ]"
    r"|\b(?:Via|Viale|Piazza|Corso|Calle|Avenida|Plaza|Paseo)\s+(?:(?:de|del|della|la|las|los)\s+){0,2}[A-ZÀ-Ý][\w\s.'-]{2,40},?\s+\d{1,4}\b"
    r"|〒\s?\d{3}-?\d{4}"
    r"|[一-鿿]{2,}(?:省|市|自治区)[一-鿿]{1,12}(?:区|县|市)[一-鿿\d]{1,24}(?:路|街|道|巷)[一-鿿]{0,4}\d{1,5}号"
)
"""A postal address in the ways that the marketplaces' countries write it."""

_CALLED = (
    r"(?:(?i:\b(?:buyer|customer|recipient|ship(?:ped|s)? to|deliver(?:ed)? to|sold to)(?: name)?)"
    r"|买家|收件人|購入者|お届け先)"
)
NAME = r"[^\s:：,;<>()\[\]][^\n:：,;<>()\[\]]{1,60}"
PERSON = re.compile(rf"({_CALLED}\s?[:：]\s*)({NAME})")
"""A person's name behind words that say so; a name alone cannot be told from any other words."""
BEFORE_PERSON = re.compile(rf"{_CALLED}\s?[:：]\s*$")
"""The same words at the end of an element, whose name stands in the next one."""
HEAD_OF_PERSON = re.compile(rf"\s*{_CALLED}\s*$")
"""The same words as the whole of what stands before a value in a list or table."""
_WORD = r"[A-ZÀ-Þ](?:(?:[^\W\d_]|['’-])+|\.)"
_NOBODY = r"(?!(?i:amazon|fba|fulfil|warehouse|return|refund|not|none|unknown)\b)"
NAME_IN_A_SENTENCE = re.compile(rf"{_WORD}(?:[ \t]+{_WORD}){{1,3}}(?=\s[^A-ZÀ-Þ]*$)")
"""A name with words behind it that are none: capitalised words, and no others after them."""
FULL_NAME = re.compile(
    rf"(?i:\b(?:buyer|customer|recipient)(?:'s)?(?: name)?)\s?[:：]\s*{_NOBODY}({_WORD}(?:[ \t]+{_WORD}){{1,3}})"
    rf"|(?:买家|收件人|購入者|お届け先)(?:姓名|名)?\s?[:：]\s*([一-鿿]{{2,4}})(?![一-鿿])"
)
"""What is most likely a name: two capitalised words, or two to four characters, behind a word for a buyer.

Not Amazon, which is the recipient of every shipment, and not what became of an order."""
