"""Keys: what the letters, colours and words of a column of statuses mean, as the same document explains them.

"G" is "on track" in one key and "complete" in another: a table of two columns or a line ("B = complete; G = on track")
tells which. The status stays as printed; the key decides how far it says the work has got.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.extract.grid.parts import Part, parts
from kg.extract.response.stance import state_of, state_told
from kg.model.progress import Progress
from kg.model.text import BlockKind, Outline
from kg.rules import Rules

BLANK = ""
"""The token of a key that explains an empty cell: "(blank)"."""
_COLOUR = r"(?:blue|red|amber|green|gr[ea]y|white|yellow|orange|purple|black|brag|b|r|a|g|w|y|p)"
_TOKEN = re.compile(rf"(?i)^\W*(?P<token>{_COLOUR}|blank|empty|no colour)\W*$")
_IN_LINE = re.compile(
    rf"(?i)(?:^|(?<=[\s;,.(:|]))(?P<token>{_COLOUR})\)?\s?(?P<sign>[=:–—-])\s?(?P<means>[^;|]+?)"
    rf"(?=\s*[;,.|]?\s*\(?\b{_COLOUR}\)?\s?(?:[=:–—-])\s?|[;|]|$)"
)
_WORDS = re.compile(
    r"(?:^|(?<=[.;] ))(?P<token>[A-Z][\w’' ]{2,24}?)\s?=\s?(?P<means>[^;=]+?)(?=[.;] [A-Z][\w’' ]{2,24}? ?=|[.;]?$)"
)
_BRACKETED = re.compile(rf"(?i)\(({_COLOUR})\)\s+(?=\w)")  # "(B) Completed (G) On target"
_BLANKS = ("blank", "empty", "no colour")
_LONGEST = 700  # characters of a line that may be a key
_SHORT = 24  # characters of a word that a key explains
_FEWEST = 2  # letters or colours that make a key


def printed_keys(outline: Outline, *, rules: Rules) -> dict[str, str]:
    """What each status means where `outline` explains it, by the status in small letters; "" for an empty cell."""
    found: dict[str, str] = {}
    for part in parts(outline.passages, rules=rules, text=outline.document.text):
        found |= _of_table(part)
    for passage in outline.passages:
        text = passage.text
        band = passage.block.kind is not BlockKind.TABLE_ROW or sum(bool(c.text) for c in passage.cells) == 1
        if (
            band
            and len(text) <= _LONGEST
            and ("=" in text or "rag" in text.casefold() or "key" in text.casefold())
        ):
            found |= _of_line(text)
    return found


def _of_table(part: Part) -> dict[str, str]:
    """The key that a small table is: letters, colours or words, and what each means in the last column."""
    rows = [[cell.text for cell in row.cells if cell.text] for row in part.all]
    pairs = [row for row in rows if 2 <= len(row) <= 3 and len(row[-1].split()) > 1]
    tokens = [_token(text) for row in pairs for text in row[:-1]]
    if sum(token is not None for token in tokens) < _FEWEST:
        return {}
    return {
        token if (token := _token(text)) is not None else text.casefold(): row[-1]
        for row in pairs
        if any(_token(text) is not None for text in row[:-1])
        for text in row[:-1]
        if len(text) <= _SHORT
    }


def _token(text: str) -> str | None:
    found = _TOKEN.match(text)
    if found is None:
        return None
    token = found["token"].casefold()
    return BLANK if token in _BLANKS else token


def _of_line(text: str) -> dict[str, str]:
    """The key that a line is: "Key: B = complete; G = on track", "Done = the service says it has finished"."""
    text = _BRACKETED.sub(r"; \1 = ", text)
    found = {m["token"].casefold(): m["means"].strip(" .") for m in _IN_LINE.finditer(text)}
    words = {m["token"].casefold().strip(): m["means"].strip(" .") for m in _WORDS.finditer(text)}
    return found if len(found) >= _FEWEST else words if len(words) >= _FEWEST else {}


def meaning_of(status: str, keys: Mapping[str, str], *, rules: Rules) -> str:
    """`status` in the words of the key, where these say how far the work has got."""
    means = keys.get(status.strip(" .").casefold(), "")
    return means if means and state_of(means, rules=rules) is not Progress.NOT_STATED else status


def state_by_key(status: str, keys: Mapping[str, str], *, rules: Rules) -> Progress:
    """How far `status` says the work has got: as the document's key explains it, else as such words are used."""
    means = keys.get(status.strip(" .").casefold())
    if means is not None:
        for state in (state_of(means, rules=rules), state_told(means, asked="", rules=rules)):
            if state is not Progress.NOT_STATED:
                return state
    return state_of(status, rules=rules) if status else Progress.NOT_STATED
