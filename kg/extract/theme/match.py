"""Hits: where the cues of themes stand in a text, the longest of each theme, and none that a 'never' covers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.theme.cues import Lexicon, Node

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[.;!?|]")
_GAP = 4
_STOPS = frozenset(".;!?|")


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A cue of `theme` at characters [start, end), its words in lower case, and how strongly it speaks."""

    start: int
    end: int
    theme: str
    strength: float
    words: str


Token = tuple[str, int, int]


def hits(text: str, lexicon: Lexicon) -> list[Hit]:
    """The cues in `text`, in order. About a microsecond a word: one dictionary look-up, seldom a walk."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    of, first = lexicon.of, lexicon.root.next
    classes = [of(word) for word, _, _ in tokens]
    found: list[Hit] = []
    for index, ids in enumerate(classes):
        for id in ids:
            node = first.get(id)
            if node is not None:
                start = tokens[index][1]
                for last, (theme, strength) in _walk(node, index + 1, classes, tokens):
                    end = tokens[last][2]
                    found.append(Hit(start, end, theme, strength, text[start:end].lower()))
    return _longest(found)


def _walk(
    node: Node, at: int, classes: list[tuple[int, ...]], tokens: list[Token]
) -> Iterable[tuple[int, tuple[str, float]]]:
    """Every cue that ends on the way from `node`, with the index of its last token."""
    for end in node.ends:
        yield at - 1, end
    if at >= len(classes):
        return
    for id in classes[at]:
        step = node.next.get(id)
        if step is not None:
            yield from _walk(step, at + 1, classes, tokens)
    if node.gap is not None:
        yield from _leap(node.gap, at, classes, tokens)


def _leap(
    gap: Node, at: int, classes: list[tuple[int, ...]], tokens: list[Token]
) -> Iterable[tuple[int, tuple[str, float]]]:
    for here in range(at, min(at + _GAP + 1, len(classes))):
        if tokens[here][0] in _STOPS:
            return
        for id in classes[here]:
            step = gap.next.get(id)
            if step is not None:
                yield from _walk(step, here + 1, classes, tokens)


def _longest(found: list[Hit]) -> list[Hit]:
    """Of overlapping hits of one theme the strongest, then the longest; a 'never' takes the whole place."""
    by_theme: dict[str, list[Hit]] = {}
    for hit in found:
        by_theme.setdefault(hit.theme, []).append(hit)
    kept: list[Hit] = []
    for group in by_theme.values():
        taken: list[Hit] = []
        for hit in sorted(group, key=_rank):
            if all(hit.end <= other.start or other.end <= hit.start for other in taken):
                taken.append(hit)
        kept += [hit for hit in taken if hit.strength]
    return sorted(kept)


def _rank(hit: Hit) -> tuple[bool, float, int, int]:
    return (hit.strength > 0, -hit.strength, hit.start - hit.end, hit.start)
