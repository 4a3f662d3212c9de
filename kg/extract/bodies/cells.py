"""Bodies in a cell: whom a column of agencies names, one to a line, or parted by semicolons, strokes, commas and "and"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.bodies.mentions import named_in
from kg.model.text import Folded
from kg.rules import Rules

_LONGEST = 240  # characters of a cell above which it is no list of names
_ALWAYS = re.compile(r"\s*(?:[;•|\n]|(?<=\w)\s*/\s*(?=[A-Z])|\s+/\s+|\s[–—]\s)\s*")
_MAYBE = re.compile(r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&|with)\s+")
_NOTHING = re.compile(r"(?i)^\W*(?:n/?a|none|nil|tbc|tba|not applicable|various|\d[\d/. -]*)?\W*$")
_TITLE = re.compile(
    r"(?i)\b(?:head of|director|chief executive|chief constable|chief nurse|chief officer|manager|officer|co-?ordinator|"
    r"superintendent|inspector|secretary|chair|lead|leads|consultant|matron|nurse|administrator|solicitor|leader|principal social worker|safeguarding lead|commissioner(?!\w| for))\b"
)
_OFFICE = re.compile(
    r"(?i)\b(?:office|service|team|department|commission|commissioner for|board|panel)s?\b(?!.*\b(?:manager|lead|head|director|officer|chair)\b)"
)
_MARK = re.compile(r"^\s*(?:[-–•*]|\(?[a-z0-9]{1,2}[.)])\s+|[\s.,;:]+$")
_HANGS = re.compile(r"(?i)(?:[,&/–-]|\b(?:and|of|the|for|in|to|with))$")


def bodies_in_cell(
    cell: Sequence[Folded], text: str, *, rules: Rules, by_line: bool = False
) -> tuple[str, ...]:
    """The bodies that the pieces of a cell name, as printed; `text` is the stored text, "" where lines do not matter.

    With `by_line` every line of the stored text is a name of its own, unless it hangs on the next. Titles of persons go where
    a body stands beside them: "Haven House, Chief Executive" is Haven House.
    """
    if all(_NOTHING.match(words.text) for words in cell):
        return ()
    lines = _joined(line for words in cell for line in _lines(words, text if by_line else ""))
    if sum(map(len, lines)) > _LONGEST:
        return ()
    parts = [part for line in lines for half in _ALWAYS.split(line) for part in _split(half, rules)]
    names = [name for part in parts if (name := _MARK.sub("", part).strip()) and not _NOTHING.match(name)]
    bodies = [name for name in names if not is_title(name)]
    return tuple(dict.fromkeys(bodies or names))


def is_title(name: str) -> bool:
    """Whether words name a person's post and no body: "Head of Nursing", "ICB Deputy Chief Nurse"."""
    return _TITLE.search(name) is not None and not _OFFICE.search(name)


def _lines(words: Folded, text: str) -> list[str]:
    """The words of a piece, cut where the stored text begins a new line."""
    if not text:
        return [words.text]
    cuts = [
        at for at in range(1, len(words.text))
        if words.text[at - 1] == " " and "\n" in text[words.offsets[at - 1] : words.offsets[at]]
    ]  # fmt: skip
    return [words.text[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(words.text)], strict=True)]


def _joined(lines: Iterable[str]) -> list[str]:
    """Lines, those that hang on the one before joined to it: "NHS Nether and" with "Fold Integrated Care Board"."""
    found: list[str] = []
    for line in lines:
        if found and (_HANGS.search(found[-1]) or line[:1].islower()):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _split(part: str, rules: Rules) -> list[str]:
    """`part` cut at commas and "and" that stand in no name of a body, where names stand on both sides."""
    spans = [(named.start, named.end) for named in named_in(part, rules=rules)]
    names, start = [], 0
    for found in _MAYBE.finditer(part):
        inside = any(a < found.start() and found.end() < b for a, b in spans)
        before, after = part[start : found.start()], part[found.end() :]
        if not inside and _is_name(before, rules) and _is_name(after, rules):
            names.append(before)
            start = found.end()
    return [*names, part[start:]]


def _is_name(words: str, rules: Rules) -> bool:
    """Whether words begin with a name that can stand alone: a body, or capitals of two words or more, or initials."""
    first = words.split(",")[0].split(" and ")[0].strip()
    if named_in(words, rules=rules) or _TITLE.search(first):
        return True
    tokens = first.split()
    return bool(tokens) and tokens[0][:1].isupper() and (len(tokens) > 1 or first.isupper())
