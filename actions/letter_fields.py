"""Which field of a letter an answer fills, by its shape.

People answer the letter's questions out of order: the address comes with the employer's name, the duties
while the address is asked, the pay while the duties are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: "52,000 a year", "$19.50/h", "salary 48k"; with few words besides.
_PAY = re.compile(
    r"(?:\$\s?\d|\bcad\s?\d|\d\s?(?:cad|dollars?|bucks)\b|\d\s?k\b|"
    r"\d[\d,.]*\s?\$?\s?(?:/|per|an?|each|every)\s?(?:h|hr|hour|year|yr|annum|month|week)\b|"
    r"\d[\d,.]*\s?(?:hourly|annually|yearly|monthly|p\.?a\.?)\b|\b(?:salary|wage|pay)\b\D{0,12}\d)",
    re.I,
)
_PAY_WORDS = 12
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?<!\d)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)|"
    r"\b[A-Z]\d[A-Z][ -]?\d[A-Z]\d\b|"
    r"\b\d{1,6}(?:[- ]\w+)?(?: \w+\.?){0,4} (?:st|street|ave?|avenue|road|rd|blvd|boulevard|drive|dr|lane|ln|way|"
    r"crescent|cres|court|ct|place|pl|square|sq|highway|hwy|trail|parkway|pkwy)\b",
    re.I,
)
#: "I make …, train … and count …": what somebody does, more than once.
_DUTIES = re.compile(r"^\W*(?:i|my (?:main )?(?:duties|tasks|job)|duties|responsible for|we)\b", re.I)
_SEVERAL = re.compile(r"[;,\n•]|\band\b|&", re.I)
_DUTY_WORDS = 6

#: "Health and dental", "no benefits": nothing but what employers give beside the pay.
_BENEFITS = re.compile(
    r"^\W*(?=.*\b(?:benefits?|dental|health|vision|rrsp|pension|insurance|vacation)\b)(?:(?:health|dental|vision|extended|"
    r"medical|life|drug|insurance|plan|coverage|benefits?|rrsp|pension|vacation|holidays?|sick|paid|days?|weeks?|"
    r"match\w*|care|and|with|of|no|none|group|\d+)(?:\W+|$))+$",
    re.I,
)

#: "The company is Blue Spruce Inc"
_COMPANY = re.compile(
    r"^\W*(?:the |my )?(?:company|employer|business)(?:'s)?(?: name)?(?: is|'s called| is called|:)\s+"
    r"(?P<name>(?!\w+ing\b|not\b|closed\b)\S.*)$",
    re.I | re.S,
)

#: Fields that a shape can tell.
SHAPED = ("salary", "employer_contact", "duties", "benefits")
#: Questions at which an answer to another one is given, and what belongs there all the same: a signatory may come with
#: a telephone number, a reason may speak of money.
_MISTAKEN = (*SHAPED, "applicant", "employer", "signatory", "reason")
_BELONG = (
    ("employer_contact", "signatory"),
    ("salary", "reason"),
    ("employer_contact", "employer"),
    ("benefits", "employer"),
)


def shape(text: str) -> str | None:
    """The field that a text is an answer to whatever was asked; ``None`` where its shape doesn't tell."""
    words = len(text.split())
    if _PAY.search(text) and words <= _PAY_WORDS:
        return "salary"
    if _DUTIES.search(text) and words >= _DUTY_WORDS and _SEVERAL.search(text):
        return "duties"
    if _CONTACT.search(text):
        return "employer_contact"
    return "benefits" if _BENEFITS.match(text) else None


def fields(text: str, asked: str, wanted: Sequence[str]) -> dict[str, str]:
    """The answer by field: ``asked`` is the open question, ``wanted`` what the letter asks in all.

    "Maple Cafe, 12 Main Street, Calgary" fills the employer's name and address, also where the person's own is asked.
    """
    if asked in ("applicant", "employer") and "employer" in wanted and (named := _COMPANY.match(text)):
        return fields(named["name"], "employer", wanted)
    if asked in ("applicant", "employer") and {"employer", "employer_contact"} <= set(wanted):
        name, comma, rest = text.partition(",")
        if comma and _CONTACT.search(rest) and not _CONTACT.search(name):
            return {"employer": name.strip(), "employer_contact": rest.strip()}
    meant = shape(text)
    misplaced = meant in wanted and asked in _MISTAKEN and (meant, asked) not in _BELONG
    return {str(meant) if misplaced else asked: text}


#: "Change the salary to 52,000", "the employer's name is Maple Cafe Ltd", "salary: 52,000".
_CHANGE = re.compile(
    r"^\W*(?:(?:please|pls|can you|could you|no|sorry|actually|oh|oops)[, ]+)*"
    r"(?P<verb>(?:change|correct|fix|update|edit|replace|make|put|set)\s+)?(?:in the letter[, ]+)?(?:the|my)?\s*"
    r"(?P<field>[a-z' -]{3,40}?)\s*(?P<link>(?:should be|must be|has to be|to|is|are|as|with)\b|[:=])\s*"
    r"(?P<value>\S.*)$",
    re.I | re.S,
)
#: "My employer is refusing" puts nothing right; "my employer's name is …" does.
_NEED_A_NAME = ("employer", "signatory", "reason", "attempts")
#: What people call the fields.
_CALLED: dict[str, tuple[str, ...]] = {
    "employer_contact": ("address", "phone", "telephone", "e-mail", "email", "contact"),
    "salary": ("salary", "pay", "wage"),
    "benefits": ("benefit",),
    "duties": ("duties", "duty", "tasks", "responsibilities"),
    "signatory": ("signatory", "signer", "signed by", "supervisor", "manager"),
    "profile": ("profile",),
    "reason": ("reason",),
    "attempts": ("attempt",),
    "employer": ("employer", "company"),
    "applicant": ("name",),
}


def change(text: str, wanted: Sequence[str]) -> tuple[str, str] | None:
    """The field that a message puts right in a finished letter, and its new text; ``None`` for any other message."""
    found = _CHANGE.match(text.strip())
    if found is None:
        return None
    called = found["field"].lower()
    plain = not found["verb"] and found["link"].lower() in ("is", "are", "to", "as", "with")
    for name, words in _CALLED.items():
        if name in wanted and any(word in called for word in words):
            if plain and name in _NEED_A_NAME and "name" not in called:
                return None
            return name, found["value"].strip()
    return None
