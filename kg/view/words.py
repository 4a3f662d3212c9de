"""The words that readers see for the codes that records carry: one place for all pages and pictures.

A code of which the plain reading is good ("serious_case_review": serious case review) needs no entry here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.model.kinds import ReviewStatus, Standing
from kg.view.shape import Record

#: codes whose underscores cannot simply become spaces
_SAID = {
    "full_text": "its report was read",
    "mentioned": "only spoken of",
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
_PLURALS = {"agency": "agencies", "family": "families", "good practice": "examples of good practice"}
_ACRONYMS = {"nhs": "NHS", "send": "SEND", "mash": "MASH"}


def said(code: object) -> str:
    """A code as words in running text: "not_stated" becomes "does not say how far it has got"; nothing, "not known"."""
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


#: where recommendations stand, what is open first
STANDS = {
    Standing.NO_ANSWER: "no answer found",
    Standing.ACTION_PLANNED: "answered by actions of a plan alone",
    Standing.OPEN: "answered, not said to be completed",
    Standing.NOT_ACCEPTED: "not accepted",
    Standing.IN_PLACE: "said to be in place already",
    Standing.COMPLETED: "said to be completed",
}


#: where something is left to do or not told
OPEN = (Standing.NO_ANSWER, Standing.ACTION_PLANNED, Standing.OPEN)


def state(record: Record) -> str:
    """Where a recommendation stands, for a cell."""
    says = STANDS[Standing(record.get("standing") or Standing.NO_ANSWER)]
    return says[:1].upper() + says[1:]


def stood(recommendations: Iterable[Record]) -> str:
    """How many recommendations and where they stand: "3 recommendations: 2 no answer found; 1 said to be completed"."""
    own = Counter(Standing(one.get("standing") or Standing.NO_ANSWER) for one in recommendations)
    told = "; ".join(f"{own[standing]} {says}" for standing, says in STANDS.items() if own[standing])
    return f"{counted(own.total(), 'recommendation')}: {told}" if told else NO_RECOMMENDATION


def recommends(review: Record, own: Sequence[Record]) -> str:
    """What a review recommends: how many and where they stand; that its report has none, or that it was not read.

    Three different things: some were found, none was found in a report that was read, and the report is not there to be read.
    """
    return stood(own) if own else NONE_FOUND if was_read(review) else NOT_READ


def unknown_themes(reviews: int) -> str:
    """That no theme can be counted: there is no review, or none of which a theme is known."""
    if not reviews:
        return "No review of a case was found in these documents."
    told = "the review" if reviews == 1 else f"any of the {reviews} reviews"
    return f"No theme was found of {told} in these documents."


NO_RECOMMENDATION = "No recommendation of a review was found in these documents"
NONE_FOUND = "no recommendation was found in its report"
NOT_READ = "its report is not among the documents"


def was_read(review: Record) -> bool:
    """Whether the report of a review is among the documents."""
    return review.get("status") == ReviewStatus.FULL_TEXT


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
