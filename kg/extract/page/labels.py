"""Labels of single recommendations: "Recommendation 2 (b)", "Recommendation One:", "R4", "Priority action 1"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.model.text import BlockKind, Folded, Passage
from kg.rules import Rule, Rules

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = {"twenty": 20, "thirty": 30}
_NUMBERED = re.compile(
    r"\d|\b[A-Z](?=[:.)]|$)|\b[IVXivx]{1,5}\b|(?i:\b(?:" + "|".join([*_ONES, *_TENS]) + r")\b)"
)
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of words: what it announces, its number, and where the words after it start."""

    what: str
    number: str
    part: str | None
    end: int
    rule: str
    sure: bool = True
    lead: str = ""  # words before it: "Multi-agency"
    to: str = ""  # "Health" in "Recommendation for Health 2"


def label_of(passage: Passage, *, rules: Rules) -> Label | None:
    """The label with which a passage begins, its list mark counted in, or None."""
    if passage.block.kind is BlockKind.TABLE_ROW:
        return None
    found = read_label(passage.words, rules=rules)
    marker = passage.block.marker
    if found is None and marker and marker[:1] in "Rr" and any(c.isdigit() for c in marker):
        alone = _read(marker, "", rules)
        return None if alone is None else _at(alone, 0)
    return found


def read_label(words: Folded, *, rules: Rules) -> Label | None:
    """The label at the start of `words`, or None where they are a sentence about a recommendation."""
    text = words.text
    head = text[:90]
    if _NUMBERED.search(head) is None:  # a label numbers or letters what it announces
        return None
    return _read(head, text, rules)


def _read(head: str, text: str, rules: Rules) -> Label | None:
    for rule in rules.group("recommendation-labels"):
        found = rule.pattern.match(head)
        if found is None:
            continue
        groups = found.groupdict()
        rest = text[found.end() :]
        if rest and not groups.get("mark") and not (rest[0].isupper() or rest[0] in "'‘“\"([0123456789"):
            return None  # "Recommendation 2 was accepted": a sentence
        if _is_sentence(rest, groups.get("mark") or ""):
            return None
        return _label(rule, groups, found.end())
    return None


def _is_sentence(rest: str, mark: str) -> bool:
    if _MONTH.match(rest):  # a date
        return True
    return not mark and rest.startswith(("(see", "(page", "above", "below"))


def _label(rule: Rule, groups: dict[str, str | None], end: int) -> Label:
    return Label(
        what=rule.give("what", "recommendation"),
        number=number_of(groups["number"] or ""),
        part=groups.get("part") or groups.get("part2"),
        end=end,
        rule=f"recommendations/{rule.id}",
        sure=rule.give("sure") != "no",
        lead=(groups.get("lead") or "").strip(),
        to=(groups.get("to") or groups.get("to2") or "").strip(),
    )


def _at(label: Label, end: int) -> Label:
    return Label(label.what, label.number, label.part, end, label.rule, label.sure, label.lead, label.to)


@cache
def number_of(printed: str) -> str:
    """A number as digits: "One" is "1", "twenty-one" "21", "IV" "4"; letters and decimals stay."""
    words = printed.lower().replace("-", " ").split()
    total = 0
    for word in words:
        if word in _ONES:
            total += _ONES.index(word) + 1
        elif word in _TENS:
            total += _TENS[word]
    if total:
        return str(total)
    if len(printed) > 0 and set(printed.lower()) <= set(_ROMAN) and printed.isalpha():
        return str(_roman(printed.lower()))
    return printed.lower() if printed.isalpha() else printed


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
