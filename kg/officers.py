"""Officers: the names of people who own actions are told from their posts, so that pages for the public show posts alone.

"Head of Service - Jane Smith" becomes "Head of Service", "Jane Smith" alone "a named officer". What may be a post or a
body stays. A name is known by a common given name, a title, an initial, or by standing alone in words that are neither
of a post nor of a body nor in use in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.rules import Rules

SOMEBODY = "a named officer"
_OWNERS = re.compile(r"(\s*[/;|\n]\s*|\s*&\s*|\s+and\s+)")
_PARTS = re.compile(r"\s*[,:()\[\]–—]\s*|\s+-\s+")
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?\.?")
_PARTICLES = frozenset("de del della den der di du el la le van von al bin ibn abu ap o st".split())
_LONGEST = 5  # words of a name, particles and all
_LEFT = re.compile(r"\(\s*\)|\[\s*\]|^[\s,:;–—-]+|[\s,:;–—(\[-]+$|\s+(?=[,;:)])")
_DOUBLED = re.compile(r"([,:–—-])(?:\s*[,:–—-])+")


@dataclass(frozen=True, slots=True)
class Officers:
    """What tells names from posts: the rules, words of bodies, and words that the documents use in lower case."""

    rules: Rules
    bodies: frozenset[str] = frozenset()  # names of known bodies, casefolded
    places: frozenset[str] = frozenset()  # words in them
    ordinary: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *, bodies: Iterable[str], texts: Iterable[str], rules: Rules) -> Officers:
        """Told by the `bodies` that are known and the `texts` of the documents."""
        names = frozenset(" ".join(name.casefold().split()) for name in bodies)
        words = frozenset(
            word for text in texts for word in re.findall(r"(?<![\w'’])[a-z][a-z'’-]{2,}", text)
        )
        return cls(rules, names, frozenset(w for name in names for w in re.findall(r"[\w'’-]+", name)), words)

    def names(self, cell: str, *, sure: bool = False) -> list[tuple[int, int]]:
        """Where the names of people stand in the words that say who owns an action.

        `sure` takes those alone that a given name, a title or a rank tells: for words that tell of other things too.
        """
        found: list[tuple[int, int]] = []
        for start, end in _cut(cell, _OWNERS):
            segments = [(start + a, start + b) for a, b in _cut(cell[start:end], _PARTS)]
            for at, (left, right) in enumerate(segments):
                words = [m for m in _WORD.finditer(cell, left, right) if m.end() <= right]
                own = list(self._names(words, whole=cell[left:right], sure=sure))
                if (
                    own
                    and not sure
                    and len(words) == 1
                    and at
                    and self._surname_before(cell, segments[at - 1])
                ):
                    own = [(segments[at - 1][0], right)]  # "Smith, Jane"
                found += own
        return found

    def posts(self, cell: str) -> str:
        """`cell` with the names of people taken out; an owner of whom nothing is left is `SOMEBODY`."""
        names = self.names(cell)
        if not names:
            return cell
        pieces, last = [], 0
        for separator in [*_OWNERS.finditer(cell), None]:
            stop = separator.start() if separator else len(cell)
            pieces.append(_without(cell, last, stop, names))
            if separator:
                pieces.append(separator.group())
                last = separator.end()
        return "".join(pieces)

    def _surname_before(self, cell: str, segment: tuple[int, int]) -> bool:
        word = cell[slice(*segment)].strip()
        return bool(re.fullmatch(r"[A-Z][\w'’-]+", word)) and self.unknown(word)

    def told(self, text: str) -> str:
        """`text` with `SOMEBODY` for the names that are sure; a councillor stays one."""
        for start, end in reversed(self.names(text, sure=True)):
            before = text[:start].split()
            if before and self._is("rank", before[-1]):
                text = text[:start].rstrip() + text[end:]
            else:
                text = text[:start] + SOMEBODY + text[end:]
        return text

    def _names(self, words: list[re.Match[str]], *, whole: str, sure: bool) -> Iterator[tuple[int, int]]:
        if " ".join(whole.casefold().split()) in self.bodies:
            return
        texts = [word.group().rstrip(".") for word in words]
        at = 0
        while at < len(words):
            until = self._until(texts, at, sure=sure)
            if until > at:
                first = at + 1 if self._is("rank", texts[at]) else at  # "Cllr" is a post and stays
                yield words[first].start(), words[until - 1].end()
                at = until
            else:
                at += 1

    def _until(self, texts: list[str], at: int, *, sure: bool) -> int:
        """Where the name that begins at word `at` ends; `at` where none begins."""
        titled = self._is("title", texts[at]) or self._is("rank", texts[at])
        begin = at + 1 if titled else at
        end = begin
        while end < min(len(texts), begin + _LONGEST) and self._may_be(texts, end, begin):
            end += 1
        while end > begin and texts[end - 1].casefold() in _PARTICLES:
            end -= 1
        run = texts[begin:end]
        if not run or self._body_follows(texts, end):
            return at
        if titled or (self._is("given-name", run[0]) and (len(run) > 1 or (len(texts) == 1 and not sure))):
            return end
        if sure:
            return at
        initials = len(run) > 1 and all(len(word) <= 2 and word.isupper() for word in run[:-1])
        if (initials and len(run[-1]) > 2 and self.unknown(run[-1])) or self._strange(run, texts):
            return end
        return at

    def _may_be(self, texts: list[str], at: int, begin: int) -> bool:
        word = texts[at]
        if any(self._is(kind, word) for kind in ("post", "body", "rank")):
            return False
        if word.casefold() in _PARTICLES and at > begin:
            return True
        lower = len(texts) == 2 and self._is("given-name", texts[0])  # "jane smith" typed in haste
        return word[0].isupper() or lower

    def _strange(self, run: list[str], texts: list[str]) -> bool:
        """Two or three words that stand alone, or alone beside a post, and are of no post, body or ordinary use."""
        telling = [word for word in run if word.casefold() not in _PARTICLES]
        if not 1 < len(telling) < 4 or any(len(word) > 1 and word.isupper() for word in telling):
            return False
        if any(word.casefold() in self.places for word in telling):
            return False
        unknown = [self.unknown(word) for word in telling]
        return any(unknown) if len(run) == len(texts) else all(unknown)

    def unknown(self, word: str) -> bool:
        """Whether a word is neither of a post nor of a body, and not in ordinary use."""
        folded = word.casefold()
        known = folded in self.ordinary or folded in self.places
        return not (known or self._is("post", word) or self._is("body", word))

    def _body_follows(self, texts: list[str], end: int) -> bool:
        """Whether what looks like a name is that of a body: "Florence Nightingale Foundation"."""
        rest = texts[end:]
        return bool(rest) and self._is("body", rest[0]) and not any(self._is("post", word) for word in rest)

    def _is(self, kind: str, word: str) -> bool:
        return self.rules.named("officers", kind).pattern.fullmatch(word) is not None


def _cut(text: str, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The intervals of `text` between what `at` matches."""
    last = 0
    for separator in at.finditer(text):
        yield last, separator.start()
        last = separator.end()
    yield last, len(text)


def _without(cell: str, start: int, end: int, names: Iterable[tuple[int, int]]) -> str:
    mine = [(a, b) for a, b in names if start <= a < end]
    if not mine:
        return cell[start:end]
    left = cell[start:end]
    bracketed = left.strip()[:1] == "("
    for a, b in reversed(mine):
        left = left[: a - start] + left[b - start :]
    before = None
    while left != before:
        before, left = left, _LEFT.sub("", _DOUBLED.sub(r"\1", left)).strip()
    if not bracketed and re.fullmatch(r"\([^()]*\)", left):
        left = left[1:-1].strip()  # "Jane Smith (Head of Service)"
    return left if re.search(r"\w", left) else SOMEBODY
