"""The names of a graph's themes, agencies and reviews as they may stand in a question in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.query import names
from kg.query.graph import Graph
from kg.query.names import Named

_LONGEST = 8  # words of a name
_SMALL = frozenset({"a", "an", "and", "the", "of", "in", "on", "to", "for", "by", "with", "at", "from"})
#: words that name no body when they stand alone
_NOBODY = frozenset(
    """all any other agency agencies service team group family child children staff professional practitioner worker lead chair
    manager director head officer report review recommendation response action plan partner member area person home work""".split()
)
#: words that are in the names of so many reviews and bodies that alone they mean none of them
_COMMON = frozenset(
    """review report serious case child children learning practice safeguarding thematic local rapid adult partnership
    board council service team agency group national panel committee domestic police hospital school homicide overview executive summary version
    final published recommendation response action plan annual city county new all other any area family health care social
    staff professional practitioner organisation partner lead chair manager director head officer worker house home work""".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a question that name something: which kind, and what it may be."""

    kind: str
    words: str
    iris: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(slots=True)
class Vocabulary:
    """Names by their words, in any order and without small words; several things may go by one name."""

    reviews: list[Named] = field(default_factory=list)
    entries: dict[tuple[str, ...], dict[str, list[Named]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, kind: str, name: str, thing: Named) -> None:
        """Let `thing` be meant by `name`, unless its words are common to all."""
        words = _key(names.tokens(name))
        common = _COMMON if kind == "review" else _NOBODY
        if not words or len(words) > _LONGEST or all(word in common for word in words):
            return
        things = self.entries[words].setdefault(kind, [])
        if thing not in things:
            things.append(thing)

    def mentions(self, text: str) -> tuple[list[Mention], list[str]]:
        """What `text` names, longest names first and no word twice, and the words that are left."""
        words = names.tokens(text)
        taken = [False] * len(words)
        found = self._described(words, taken)
        for size in range(min(len(words), _LONGEST + 3), 0, -1):
            for start in range(len(words) - size + 1):
                window = words[start : start + size]
                if any(taken[start : start + size]) or window[0] in _SMALL or window[-1] in _SMALL:
                    continue
                mention = self._named(window)
                if mention is not None:
                    found.append((start, mention))
                    taken[start : start + size] = [True] * size
        left = [word for word, used in zip(words, taken, strict=True) if not used]
        return [mention for _, mention in sorted(found, key=lambda entry: entry[0])], left

    def _described(self, words: list[str], taken: list[bool]) -> list[tuple[int, Mention]]:
        """Reviews told by words before 'review' or 'report': 'the baby injury review'. Marks those words as taken."""
        found = []
        for end, word in enumerate(words):
            if word not in ("review", "report"):
                continue
            for start in range(max(0, end - 6), end):
                window = [token for token in words[start:end] if token not in _SMALL]
                mention = None if words[start] in _SMALL else self._review(window)
                if mention is not None:
                    found.append((start, mention))
                    taken[start : end + 1] = [True] * (end + 1 - start)
                    break
        return found

    def _review(self, window: list[str]) -> Mention | None:
        """The one review whose names hold all of `window`, of which one word at least is its own."""
        if all(word in _COMMON for word in window):
            return None
        hits = [
            one
            for one in self.reviews
            if set(window) <= {t for name in one.names for t in names.tokens(name)}
        ]
        best = [one for one in hits if one.rank == max(hit.rank for hit in hits)]
        return (
            Mention("review", " ".join(window), (best[0].iri,), (best[0].label,)) if len(best) == 1 else None
        )

    def _named(self, window: Iterable[str]) -> Mention | None:
        words = tuple(window)
        known = self.entries.get(_key(words), {})
        for kind in ("agency", "theme", "review"):  # a body's own name says more than a word for a theme
            things = known.get(kind, [])
            if not things:
                continue
            best = sorted(things, key=lambda one: (-one.rank, one.label, one.iri))
            if kind == "review" and len(best) > 1 and best[0].rank > best[1].rank:
                best = best[:1]
            if kind == "review" and len(best) > 1:
                continue
            return Mention(
                kind, " ".join(words), tuple(one.iri for one in best), tuple(one.label for one in best)
            )
        return None


def vocabulary(graph: Graph) -> Vocabulary:
    """The names of all themes, agencies (and what kind of body they are) and reviews (and their initials)."""
    known = Vocabulary()
    for theme in names.themes(graph):
        for name in (*theme.names, theme.slug.replace("-", " ")):
            known.add("theme", name, theme)
    bodies = names.agencies(graph)
    for agency in bodies:
        for name in agency.names:
            known.add("agency", name, agency)
    called = set(known.entries)
    for agency in bodies:
        if (
            _key(names.tokens(agency.type.replace("_", " "))) not in called
        ):  # 'the police': bodies of that kind
            known.add("agency", agency.type.replace("_", " "), agency)
    known.reviews = names.reviews(graph)
    for review in known.reviews:
        for name in (*review.names, review.slug.replace("-", " ")):
            known.add("review", name, review)
            known.add("review", names.initials(name), review)
            for word in names.tokens(name):
                if len(word) > 2 and word not in _COMMON:
                    known.add("review", word, review)
    return known


def _key(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if word not in _SMALL))
