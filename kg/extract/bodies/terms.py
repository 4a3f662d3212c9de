"""What a paper itself calls its bodies: terms in brackets ("the Department"), letters of names in no list, proper names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract.bodies.lexicon import areas
from kg.extract.bodies.phrases import Reader
from kg.model.names import WORD, fold_word, name_words, singular
from kg.rules import Rules

_LETTERS = re.compile(r"\((?:the\s+)?[\"“'‘]?([A-Z]{2,8})[\"”'’]?\)")
_TERM = re.compile(
    r"\s\((?:(?:hereafter|hereinafter|henceforth|referred\s+to\s+(?:here\s+)?as|known\s+(?:here\s+)?as|called)\s+)*"
    r"[\"“'‘]?(?P<article>[Tt]he\s+)?[\"“'‘]?(?P<term>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)[\"”'’]?\)"
)
_LONGEST = 120  # characters of a name before its bracket
_SMALL = frozenset("of and for the in on to with".split())
_THING = re.compile(
    r"(?i)\b(?:plans?|assessments?|acts?|meetings?|conferences?|reviews?|training|polic(?:y|ies)|strateg(?:y|ies)|procedures?|"
    r"forms?|protocols?|guidance|reports?|tools?|profiles?|pathways?|orders?|programmes?|schemes?|codes?|safeguarding|"
    r"standards?|frameworks?|principles?|findings?|recommendations?|safety|practice|reforms?|working together|systems?)$"
)
_ELSE = re.compile(
    r"^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof|Professor|Cllr|Councillor)\b|^(?:North|South|East|West|Midlands|London)$|\b(?:England|Scotland|Wales|Ireland|Britain|UK)$"
)
_PERSON = r"{name}(?:['’]s (?:mother|father|parents|family|death|life|birth|sister|brother)|,? (?:was )?(?:born|aged)\b)"


@dataclass(frozen=True, slots=True)
class Terms:
    """Names that a paper explains with what they stand for, and how it prints its words."""

    meant: dict[str, str] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()
    text: str = ""
    lower: frozenset[str] = frozenset()

    def full(self, name: str) -> str:
        """The name that the paper gives for a term of its own, else the name itself."""
        return self.meant.get(re.sub(r"^The\s", "the ", name), name)

    def prints(self, words: str) -> bool:
        """Whether the paper prints these words."""
        return words in self.text

    def proper(self, name: str) -> bool:
        """Whether a word with a capital, or several, name something that acts and is no person: printed inside sentences
        ('at Crossways'), never as plain words."""
        if name in self.letters:
            return True
        words = name.split()
        if (
            not name[:1].isupper()
            or len(words) > 4
            or (len(words) == 1 and name.lower() in self.lower)
            or len(name) < 4
        ):
            return False
        said = re.escape(name)
        if _THING.search(name) or _ELSE.search(name) or " ".join(name_words(name)) in areas():
            return False
        inside = re.search(rf"(?<=[a-z,;] ){said}\b", self.text)
        return inside is not None and re.search(_PERSON.format(name=said), self.text) is None


def read_terms(texts: Iterable[str], *, rules: Rules) -> Terms:
    """The terms that folded texts explain, each by its first explanation."""
    lines = tuple(texts)
    reader = Reader(rules)
    meant: dict[str, str] = {}
    letters = set()
    for line in lines:
        if "(" not in line:
            continue
        for acronym, long in unlisted_letters(line, rules=rules):
            meant.setdefault(acronym, long)
            letters.add(acronym)
        for match in _TERM.finditer(line):
            if match["term"].isupper() or not (
                match["article"] or "“" in match.group() or '"' in match.group()
            ):
                continue
            long = _name_before(line[: match.start()], reader)
            words = {singular(fold_word(word)) for word in match["term"].split()}
            if long and words <= {singular(word) for word in name_words(long)}:
                meant.setdefault(f"the {match['term']}", long)
    whole = "\n".join(lines)
    return Terms(
        meant,
        frozenset(letters),
        whole,
        frozenset(re.findall(r"(?<![\w./@-])[a-z]{4,}(?![\w@-]|[./]\w)", whole)),
    )


def unlisted_letters(text: str, *, rules: Rules) -> list[tuple[str, str]]:
    """Letters in brackets with the words before them that they are the initials of, where no known name stands there."""
    found = []
    for match in _LETTERS.finditer(text):
        before = text[max(0, match.start() - _LONGEST) : match.start()].rstrip()
        words = list(WORD.finditer(before))
        initials = ""
        for word in reversed(words):
            if word.group() in _SMALL:
                continue
            if not word.group()[0].isupper():
                break
            initials = word.group()[0] + initials
            if initials == match[1]:
                long = before[word.start() :]
                if all(not (one.start < len(long) < one.end + 1) for one in Reader(rules).names(long)):
                    found.append((match[1], long))
                break
    return found


def _name_before(before: str, reader: Reader) -> str:
    """The longest name of one body that ends where `before` ends."""
    starts = [match.start() for match in WORD.finditer(before) if match.start() >= len(before) - _LONGEST]
    for start in starts:
        if not before[start].isupper():
            continue
        found = reader.phrase(before[start:])
        if len(found) == 1 and before.endswith(found[0].name):
            return found[0].name
    return ""
