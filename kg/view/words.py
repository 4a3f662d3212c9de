"""The words that readers see for the codes that records carry: one place for all pages and pictures.

A code of which the plain reading is good ("serious_case_review": serious case review) needs no entry here.
"""

from __future__ import annotations

from kg.view.shape import Record

#: codes whose underscores cannot simply become spaces
_SAID = {
    "full_text": "its report was read",
    "mentioned": "only spoken of",
    "responded": "response published",
    "no_response": "no published response found",
    "not_stated": "does not say how far it has got",
    "set": "group of bodies",
    "ccg": "clinical commissioning group",
    "icb": "integrated care board",
    "court_family_justice": "courts and family justice",
    "health": "health service",
    "health_trust": "NHS trust",
    "team": "team or service",
    "education": "education and schools",
    "other": "other kind",
    "mention": "passing mention",
    "reported": "told in another paper",
}
_PLURALS = {"agency": "agencies", "good practice": "examples of good practice"}
_ACRONYMS = {"nhs": "NHS", "send": "SEND", "mash": "MASH"}


def said(code: object) -> str:
    """A code as words in running text: "no_response" becomes "no published response found"; nothing, "not known"."""
    text = str(code or "")
    plain = _SAID.get(text) or text.replace("_", " ")
    return " ".join(_ACRONYMS.get(word, word) for word in plain.split(" ")) or "not known"


def titled(code: object) -> str:
    """A code as words that begin a line or fill a cell: "in_progress" becomes "In progress"."""
    text = said(code)
    return text[:1].upper() + text[1:]


def counted(count: int, code: str) -> str:
    """A number and what it counts: "1 review", "3 agencies", "2 learning points"."""
    noun = said(code)
    if count == 1:
        return f"1 {'example of good practice' if noun == 'good practice' else noun}"
    return f"{count} {_PLURALS.get(noun, noun + 's')}"


def plural(code: str) -> str:
    """What several of a kind are called: "agencies"."""
    return counted(2, code)[2:]


def state(record: Record) -> str:
    """Whether a recommendation was answered, for a cell."""
    return titled(record.get("response_state"))


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def spoken_date(date: object) -> str:
    """An ISO date as people write it: "2020-11-03" becomes "3 November 2020", "2018-07" "July 2018"."""
    parts = str(date or "").split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return str(date or "")
    month = _MONTHS[int(parts[1]) - 1] if len(parts) > 1 and 0 < int(parts[1]) < 13 else ""
    day = str(int(parts[2])) if len(parts) > 2 and month else ""
    return " ".join(part for part in (day, month, parts[0]) if part)
