"""Phrases that name those who can act: 'the police and both local authorities', 'leaders across the partnership'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extract.bodies.mentions import Named, named_in
from kg.extract.bodies.people import reviewers
from kg.model.names import name_key
from kg.rules import Rules

_WORD = r"[\w’'&-]+"
_CAPITALS = re.compile(r"[A-Z][\w’'&-]*(?:\s(?:(?:of|for|and|the|&)\s){0,2}[A-Z][\w’'&-]*)*")
_FURTHER = re.compile(
    r"\s(?:of|for)\s(?:the\s)?[A-Z][\w’'-]*(?:(?:,?\s(?:and|for|of|the|&)\s|,\s|\s)(?:the\s)?[A-Z][\w’'-]*)*"
)
_BRACKET = re.compile(r"\s*\([^()]{1,60}\)")
_COUNTED = re.compile(r"(?i)\b(?:both|two|three|four|five|six|seven)\s$")
_COMPANY = re.compile(
    r"(?:NHS|Heddlu|Cyngor|Bwrdd|Ysgol|HMP|HMYOI)(?:\s(?!Trusts?\b|Foundation\b|Bod)[A-Z][\w’'-]+){1,4}|(?:[A-Z][\w’'&-]*\s){1,6}(?:Ltd|Limited|plc|PLC|LLP|CIC|Inc|Project|Centre|Foundation)\b\.?"
)
_PAIR = re.compile(
    r"(?P<one>(?:[A-Z][\w’'-]*\s){1,3})and\s(?P<two>(?:[A-Z][\w’'-]*\s){1,3})(?P<head>[A-Z][a-z]+)s(?!\w)"
)
_ARTICLE = re.compile(r"(?i)^(?:the|a|an)\s+")
_WHOLE = re.compile(r"\s*$|\s*[,;:/(–—-]|\s(?:and/or|and|or|&)\s")
_LONGEST = 10  # words of what follows "bodies" or "companies" and says which


def never(_words: str) -> bool:
    """No word is a name, none is printed: for a reader that knows no paper."""
    return False


@dataclass(frozen=True, slots=True)
class Agent:
    """One who can act: the name as printed, and whether it is only a post or a kind of staff of some body."""

    name: str
    post: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads phrases with the rules and with what the paper itself says of its names.

    `own` finds names that the paper explains, `proper` tells a name from a word that begins a sentence, `prints` tells
    whether the paper prints some words, `other` are letters that stand for no listed body in this paper.
    """

    rules: Rules
    own: re.Pattern[str] | None = None
    proper: Callable[[str], bool] = never
    prints: Callable[[str], bool] = never
    other: frozenset[str] = frozenset()

    def names(self, text: str) -> list[Named]:
        """The names of bodies in a text; those who write reviews are asked nothing."""
        return [
            one
            for one in named_in(text, rules=self.rules, own=self.own)
            if name_key(text[one.start : one.end]) not in reviewers()
            and (text[one.start : one.end].upper() not in self.other or one.rule == "agencies/acronym")
        ]

    def phrase(self, text: str) -> list[Agent]:
        """The agents that a whole phrase is: one or several joined ones; empty where it is something else."""
        spans = self.names(text)
        starts = [0, *_cuts(text, spans, self._joint())]
        found: list[Agent] = []
        done = 0
        for at, start in enumerate(starts):
            if start < done:
                continue
            read = self._one(text, start, spans, whole=True)
            if read is not None:
                found.extend(read[0])
                done = read[1]
            elif at == 0:
                return []
        return found

    def prefix(self, text: str) -> list[Agent]:
        """The agents that a text begins with; what follows them may be anything."""
        spans = self.names(text)
        found: list[Agent] = []
        at = 0
        joint = self._joint()
        while True:
            read = self._one(text, at, spans, whole=False)
            if read is None:
                return found
            found.extend(read[0])
            bracket = _BRACKET.match(text, read[1])
            more = joint.match(text, bracket.end() if bracket else read[1])
            if more is None:
                return found
            at = more.end()

    def _joint(self) -> re.Pattern[str]:
        return self.rules.named("addressees", "joint").pattern

    def _one(
        self, text: str, start: int, spans: list[Named], *, whole: bool
    ) -> tuple[list[Agent], int] | None:
        """The agent that begins at `start` (an article before it), and where it ends; posts give the bodies behind them."""
        first = self.rules.named("addressees", "before-agent").pattern.match(text, start)
        at = first.end() if first else start
        span = next((one for one in spans if start <= one.start <= at < one.end), None)
        posted = self._posted(text, at, whole)
        reads = (
            self._shared(text, at),
            posted if posted is not None and not posted[0][0].post else None,
            self._named(text, span) if span is not None else None,
            posted,
            self._kind(text, start, at),
            self._proper(text, at),
        )
        return next((read for read in reads if read and self._ends(text, read[1], whole)), None)

    def _named(self, text: str, span: Named) -> tuple[list[Agent], int]:
        people = self.rules.named("addressees", "its-post").pattern.match(text, span.end)
        name = text[span.start : span.end]
        post = self.rules.named("addressees", "post").pattern.search(name) is not None
        return [Agent(name, post)], people.end() if people else span.end

    def _posted(self, text: str, at: int, whole: bool) -> tuple[list[Agent], int] | None:
        """A post or kind of staff: the bodies behind it ('leaders of', 'staff in'), else itself."""
        post = self.rules.named("addressees", "a-post").pattern.match(text, at)
        if post is None:
            return None
        behind = self.rules.named("addressees", "of-body").pattern.match(text, post.end())
        bodies = self.prefix(text[behind.end() :]) if behind else []
        if re.match(r"(?i)heads?|directors?", post["post"]):
            bodies = [
                one for one in bodies if " " in one.name
            ]  # 'Head of Healthcare' is a post, 'Healthcare' no body
        if bodies:
            return [one for one in bodies if not one.post] or bodies, len(text) if whole else post.end()
        further = _FURTHER.match(text, post.end())
        end = further.end() if further else post.end()
        name = text[at:end].strip()
        whose = self.names(name)
        return [Agent(name, post=not (whose and whose[0].start == 0 and whose[0].end < len(name)))], end

    def _kind(self, text: str, start: int, at: int) -> tuple[list[Agent], int] | None:
        """A body called by what it is: 'both health trusts', 'the company which runs it', 'Office of the Regulator'."""
        kind = self.rules.named("addressees", "a-body").pattern.match(text, at)
        if kind is None:
            return None
        end = kind.end()
        further = _FURTHER.match(text, end) if text[kind.start("head")].isupper() else None
        if further:
            end = further.end()
        name = re.sub(r"^[A-Z][\w-]+['’]s\s(?=[a-z])", "", text[at:end])
        if (" " not in name and text[start:at].lower() == "the ") or _COUNTED.search(text[start:at]):
            name = text[start:at] + name
        if self.rules.named("addressees", "says-nothing").pattern.fullmatch(kind["head"]):
            name = _with_clause(text, at, end)
        return [Agent(name)], end

    def _proper(self, text: str, at: int) -> tuple[list[Agent], int] | None:
        company = _COMPANY.match(text, at)
        match = company or _CAPITALS.match(text, at)
        if match is None or not (company or self.proper(match.group())):
            return None
        return [Agent(match.group())], match.end()

    def _ends(self, text: str, end: int, whole: bool) -> bool:
        """Whether the phrase can end there: what follows is no further part of the same noun ('police notices')."""
        bracket = _BRACKET.match(text, end)
        end = bracket.end() if bracket else end
        if _WHOLE.match(text, end):
            return True
        tail = self.rules.named("addressees", "tail").pattern.match(text, end)
        if whole:
            return tail is not None
        if re.match(r"\s[A-Z]", text[end : end + 2]):
            return False  # the name goes on
        return self.rules.named("addressees", "a-thing").pattern.match(text, end) is None

    def _shared(self, text: str, at: int) -> tuple[list[Agent], int] | None:
        """'Anyshire and Holmeshire Councils': two names that share a last word, where the paper prints them apart."""
        match = _PAIR.match(text, at)
        if match is None:
            return None
        one, two = f"{match['one']}{match['head']}", f"{match['two']}{match['head']}"
        if self.prints(one) and self.prints(two):
            return [Agent(one), Agent(two)], match.end()
        return None


def _with_clause(text: str, at: int, end: int) -> str:
    """A name that says nothing alone, with the words that say which: 'bodies that commission the service'."""
    stop = re.compile(r"[,.;:]|\s(?:should|must|shall|will|to)\b").search(text, end)
    tail = text[end : stop.start() if stop else len(text)].split()
    return " ".join([text[at:end], *tail[:_LONGEST]])


def _cuts(text: str, spans: list[Named], joint: re.Pattern[str]) -> Iterator[int]:
    """Where a further member of a list may begin, outside every name."""
    for match in joint.finditer(text):
        if match.group().strip() and not any(
            one.start < match.end() - 1 and match.start() < one.end for one in spans
        ):
            yield match.end()
