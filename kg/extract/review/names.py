"""Names of reviews: their kind, the words that single one out, and mentions of named reviews in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.language.dates import dates_in
from kg.model.text import Passage
from kg.rules import Rule, Rules

_WORDS = re.compile(r"[A-Za-z][\w’'-]*")
_CUES = re.compile(r"[Rr]eview|REVIEW|SCR|SAR|DHR|SPR|CPR|APR|Learning Report")
_SHOUTED = re.compile(r"[A-Z]{2,}")
_PLACE_HEADS = r"(?!(?:\s+[A-Z][a-z’']+){1,4}\s+Reviews?\b)(?:\s+(?:City|County|Borough|Metropolitan|Council|Safeguarding|LSCB|Local|Police|Constabulary|Children|Unitary|District|and Wales))"
_CAPITALS = re.compile(r"(?:\b[A-Z][\w’'-]* )+$")
_PREFIX = ("Child", "Baby", "Adult", "Family", "Infant", "Young Person", "Mr", "Mrs", "Ms", "Miss", "Person")
_LETTERED = re.compile(
    r"\b(Child|Baby|Adult|Family|Young Person|Person|Mr|Mrs|Ms|Miss):? ([A-Z]{1,2}\d?)\b"
    r"|\b(CHILD|BABY|ADULT|FAMILY|YOUNG PERSON|PERSON|MR|MRS|MS|MISS):? ([A-Z]\d?)\b"
)
_LETTER = re.compile(r"[A-Z]\d?$")
_NUMBERED = re.compile(r"\b(?:[A-Z]{2,8}\s?)?(\d{1,3}/(?:19|20)\d\d)\b")
_AND = re.compile(r"\s+(?:and|&)\s+|,\s+|\s?/\s?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A review named in a passage: the name as printed, who it is named after, kind, date, and place."""

    name: str
    about: str  # "Rowan", "Child K", "Ash & Elm"
    kind: Rule
    passage: Passage
    start: int
    end: int
    date: str | None = None


def kind_of(text: str, *, rules: Rules) -> Rule | None:
    """The first kind of review that `text` names, in the order of the rule file."""
    for rule in rules.group("reviews"):
        if rule.pattern.search(text):
            return rule
    return None


def named_reviews(passage: Passage, *, rules: Rules, places: frozenset[str]) -> Iterator[Mention]:
    """Reviews named after somebody in a passage: "the Rowan SCR", "SAR Adult B", "Serious Case Review - Wren"."""
    if not _CUES.search(passage.text):
        return
    text = _spoken(passage.text, rules)
    taken: list[tuple[int, int]] = []
    for id in ("named-by-number", "named-before", "named-after"):
        for match in rules.named("review-names", id).pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            kind = kind_of(match["kind"], rules=rules)
            numbered = id == "named-by-number"
            names = (
                (match["name"],)
                if numbered
                else _people(match["name"], match["kind"], rules=rules, places=places)
            )
            plural = match["kind"].endswith("s") and len(names) == 1 and not numbered
            if kind is None or not names or plural:  # "Recent SARs" are many, "the Ash and Elm SARs" two
                continue
            taken.append((match.start(), match.end()))
            dates = dates_in(match["tail"] or "", years=True)
            for about in names:
                name = f"{about} {match['kind']}" if len(names) > 1 else match.group().strip()
                at = match.start() + match.group().find(about)
                start = _whole_name(text, at, rules) if id == "named-before" else match.start()
                end = match.end("kind") if id == "named-before" else match.end("name")
                name = re.sub(r"\s*\([^()]*\)$", "", name if len(names) > 1 else passage.text[start:end])
                yield Mention(
                    _singular(name, names), about, kind, passage, start, end, dates[0].iso if dates else None
                )


def _spoken(text: str, rules: Rules) -> str:
    """The words of a heading in capitals as in a sentence, letter for letter: "Serious Case Review - Ash SCR"."""
    if not text.isupper():
        return text
    return _SHOUTED.sub(lambda word: word[0] if kind_of(word[0], rules=rules) else word[0].capitalize(), text)


def _whole_name(text: str, at: int, rules: Rules) -> int:
    """Where a name starts that has capitalised words before its last: "Non-Accidental Injury"."""
    before = _CAPITALS.search(text[max(0, at - 60) : at])
    words = before.group().split() if before else []
    own = 0
    for word in reversed(words):
        if word in stop_words(rules):
            break
        own += 1
    return at - len(" ".join(words[len(words) - own :])) - 1 if own else at


def _singular(name: str, names: tuple[str, ...]) -> str:
    return re.sub(r"(Review|SCR|SAR|DHR|CSPR)s$", r"\1", name) if len(names) > 1 else name


def _people(printed: str, kind: str, *, rules: Rules, places: frozenset[str]) -> tuple[str, ...]:
    """The pseudonyms in a name: two of them, where the kind is in the plural, name two reviews."""
    parts = [_person(part, rules=rules, places=places) for part in _AND.split(printed)]
    people = [part for part in parts if part]
    if not people or (len(people) < len(parts) and len(parts) > 1 and not parts[-1]):
        return ()
    if len(people) == 1:
        return (people[0],)
    if kind.endswith("s"):
        return tuple(people)
    first = printed.find(people[0])
    return (printed[first:].strip(),)


def _person(words: str, *, rules: Rules, places: frozenset[str]) -> str:
    """ "Child K", "Freddie"; empty for a place, a body or a word that only begins a sentence."""
    words = words.strip().removesuffix("’s").removesuffix("'s")
    prefix = next((p for p in _PREFIX if words.startswith((p + " ", p + "s "))), "")
    bare = words[len(prefix) :].removeprefix("s ").strip() if prefix else words  # "Adults Board" is nobody
    if prefix.startswith(
        ("Child", "Baby", "Adult", "Mr", "Mrs", "Ms", "Miss", "Young", "Family", "Infant", "Person")
    ):
        return words if bare and (_LETTER.match(bare) or not _not_a_name(bare, rules)) else ""
    if len(bare) < 3 or bare.isupper() or _not_a_name(bare, rules) or bare in places:
        return ""
    return bare


def _not_a_name(word: str, rules: Rules) -> bool:
    return word in stop_words(rules)


@cache
def _set(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrases)


def stop_words(rules: Rules) -> frozenset[str]:
    """Words that are capitalised beside "Review" without being a name."""
    return _set(rules.named("review-names", "not-a-name").phrases)


def place_words(text: str) -> frozenset[str]:
    """Capitalised words that stand before "City", "Council", "Safeguarding ..." somewhere: places, not people."""
    return frozenset(re.findall(r"\b([A-Z][a-z]{2,})" + _PLACE_HEADS, text))


def core(name: str, *, rules: Rules, places: frozenset[str]) -> frozenset[str]:
    """The words of a name that are its own: no kind of review, no place, no common word; lower case."""
    bare = name
    for rule in rules.group("reviews"):
        bare = rule.pattern.sub(" ", bare)
    bare = _NUMBERED.sub(" ", bare)
    stop = {word.lower() for word in stop_words(rules)}
    stop |= {place.lower() for place in places} | _LITTLE
    words = (
        word.lower().removesuffix("’s").removesuffix("'s").replace("-", " ") for word in _WORDS.findall(bare)
    )
    own = {part for word in words for part in word.split() if part not in stop and len(part) > 1}
    own |= {f"{a or c} {b or d}".lower() for a, b, c, d in _LETTERED.findall(name)}
    return frozenset(own | set(_NUMBERED.findall(name)))


_LITTLE = frozenset(
    "a an and the of in on for to into by with concerning regarding respect relating about from at its as is pages page "
    "learning report review response brief panel recommendations recommendation progress update date three two "
    "one four five children child families family published publication version final death deaths case".split()
)
