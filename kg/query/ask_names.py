"""The names of a graph's themes, agencies and reviews as they may stand in a question in plain words.

One word may name several things: "housing" is a theme and a service, "NAI" a theme and the initials of a review. All
of them are kept; which is meant is decided by the words around (`kg.query.ask_readings`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.query import names
from kg.query.ask_words import PLAIN
from kg.query.graph import Graph
from kg.query.names import Named
from kg.query.values import Iri

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
_PARTS = (" and ", ", ", ": ", " or ")
#: endings that leave one word of a family: "health visitors" are meant by "Health Visiting"
_ENDINGS = ("ations", "ation", "ings", "ing", "ors", "or", "ers", "er", "ed", "ions", "ion", "es", "s", "e")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name may mean: one kind of thing, with the IRIs and labels of those that go by it."""

    kind: str
    iris: tuple[str, ...]
    labels: tuple[str, ...]
    exact: bool = True  # called so, not only a part of a longer label or an acronym of it
    acronym: bool = False

    @property
    def label(self) -> str:
        """How it is said to a reader."""
        return "; ".join(dict.fromkeys(self.labels))


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `start` to `end` of a question that name something, with all that they may mean."""

    start: int
    end: int
    words: str  # for comparing
    shown: str  # as typed
    readings: tuple[Reading, ...]


@dataclass(slots=True)
class Vocabulary:
    """Names by their words, in any order and without small words; several things may go by one name."""

    reviews: list[Named] = field(default_factory=list)
    entries: dict[tuple[str, ...], dict[str, list[Named]]] = field(default_factory=lambda: defaultdict(dict))
    parts: dict[tuple[str, ...], list[Named]] = field(default_factory=lambda: defaultdict(list))
    loose: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)  # every word of a theme's or an agency's name

    def add(self, kind: str, name: str, thing: Named) -> None:
        """Let `thing` be meant by `name`, unless its words are common to all."""
        words = _key(names.tokens(name))
        common = _COMMON if kind == "review" else _NOBODY
        if not words or len(words) > _LONGEST or all(word in common for word in words):
            return
        things = self.entries[words].setdefault(kind, [])
        if thing not in things:
            things.append(thing)
        if kind != "review":
            self.known.update(words)
            if len(words) > 1:
                self.loose.setdefault(_family(words), words)

    def people(self) -> frozenset[str]:
        """The words that are a review's own: pseudonyms and places."""
        tokens = {token for one in self.reviews for name in one.names for token in names.tokens(name)}
        return frozenset(token for token in tokens if len(token) > 2 and token not in _COMMON)

    def mentions(self, words: Sequence[str], shown: Sequence[str]) -> list[Mention]:
        """What `words` name, longest names first and no word twice, in order; `shown` are the same words as typed."""
        taken = [False] * len(words)
        found = self._described(words, shown, taken)
        for size in range(min(len(words), _LONGEST + 3), 0, -1):
            for start in range(len(words) - size + 1):
                window = words[start : start + size]
                if any(taken[start : start + size]) or window[0] in _SMALL or window[-1] in _SMALL:
                    continue
                readings = self._named(window)
                if readings:
                    found.append(_mention(words, shown, start, start + size, readings))
                    taken[start : start + size] = [True] * size
        return sorted(found, key=lambda one: one.start)

    def _described(self, words: Sequence[str], shown: Sequence[str], taken: list[bool]) -> list[Mention]:
        """Reviews told by words before 'review' or 'report': 'the baby injury review'. Marks those words as taken."""
        found = []
        for end, word in enumerate(words):
            if word not in ("review", "report"):
                continue
            for start in range(max(0, end - 6), end):
                window = [token for token in words[start:end] if token not in _SMALL]
                reading = None if words[start] in _SMALL or any(taken[start:end]) else self._review(window)
                if reading is not None:
                    found.append(_mention(words, shown, start, end + 1, (reading,)))
                    taken[start : end + 1] = [True] * (end + 1 - start)
                    break
        return found

    def _review(self, window: list[str]) -> Reading | None:
        """The one review whose names hold all of `window`; where none of its words is a review's own, the only one."""
        own = any(word not in _COMMON for word in window)
        hits = [one for one in self.reviews if all(_in_name(word, one) for word in window)]
        best = [one for one in hits if one.rank == max(hit.rank for hit in hits)] if own else hits
        return Reading("review", (best[0].iri,), (best[0].label,)) if window and len(best) == 1 else None

    def _named(self, window: Sequence[str]) -> tuple[Reading, ...]:
        words = _key(window)
        known = self.entries.get(words) or (
            self.entries.get(self.loose.get(_family(words), ()), {}) if len(words) > 1 else {}
        )
        found = [
            _reading(kind, known[kind], words) for kind in ("agency", "theme", "review") if known.get(kind)
        ]
        if "theme" not in known and self.parts.get(words):
            found.append(_reading("theme", self.parts[words], exact=False))
        if "review" not in known and len(words) == 1 and len(words[0]) > 2:
            begun = [
                one
                for one in self.reviews
                if any(names.initials(name).startswith(words[0]) for name in one.names)
            ]
            found += [_reading("review", begun, exact=False)] if begun else []
        return tuple(one for one in found if one is not None)


def _mention(
    words: Sequence[str], shown: Sequence[str], start: int, end: int, readings: tuple[Reading, ...]
) -> Mention:
    return Mention(start, end, " ".join(words[start:end]), " ".join(shown[start:end]), readings)


def _reading(
    kind: str, things: Sequence[Named], words: Sequence[str] = (), *, exact: bool = True
) -> Reading | None:
    best = sorted(things, key=lambda one: (-one.rank, one.label, one.iri))
    if kind == "review":
        best = [one for one in best if one.rank == best[0].rank]
        if len(best) > 1:
            return None
    if kind == "agency":  # of several that go by the name, those that the papers commonly mean by it
        best = [one for one in best if one.rank * 5 >= best[0].rank]
    called = {name.casefold() for one in best for name in one.names if name.isupper()}
    acronym = (
        kind == "agency"
        and len(words) == 1
        and words[0] in called | {names.singular(name) for name in called}
    )
    return Reading(kind, tuple(one.iri for one in best), tuple(one.label for one in best), exact, acronym)


def _in_name(word: str, review: Named) -> bool:
    if any(word in names.tokens(name) for name in review.names):
        return True
    return len(word) > 2 and any(word in names.initials(name) for name in review.names)


def vocabulary(graph: Graph) -> Vocabulary:
    """The names of all themes, agencies (and what kind of body they are) and reviews (and their initials)."""
    known = Vocabulary()
    themes = names.themes(graph)
    below = {str(row[0]) for row in graph.select("SELECT DISTINCT ?s WHERE { ?s skos:broader ?group }").rows}
    labels = Counter(t for one in themes if one.iri in below for t in set(names.tokens(one.label)))
    for theme in themes:
        for name in theme.names:
            known.add("theme", name, theme)
        if theme.iri in below:
            _add_parts(known, theme, labels)
    bodies = names.agencies(graph)
    for agency in bodies:
        for name in agency.names:
            known.add("agency", name, agency)
            if name.isupper() and len(name) < 6:
                known.add("agency", f"{name}s", agency)
    called = set(known.entries)
    for agency in bodies:
        kind = agency.type.replace("_", " ")
        if _key(names.tokens(kind)) not in called:  # 'the police': bodies of that kind
            known.add("agency", kind, agency)
    known.reviews = names.reviews(graph)
    for review in known.reviews:
        for name in (*review.names, review.slug.replace("-", " ")):
            known.add("review", name, review)
            known.add("review", names.initials(name), review)
            for word in names.tokens(name):
                if len(word) > 2 and word not in _COMMON:
                    known.add("review", word, review)
    return known


def _add_parts(known: Vocabulary, theme: Named, labels: Mapping[str, int]) -> None:
    """Let a theme be meant by each part of its label: 'Housing and homelessness' by 'housing'.

    One word after the first part must stand in no other label: 'health' stands in many.
    """
    pieces = [theme.label]
    for mark in _PARTS:
        pieces = [piece for whole in pieces for piece in whole.split(mark)]
    for at, piece in enumerate(pieces if len(pieces) > 1 else ()):
        words = _key(names.tokens(piece))
        own = at == 0 or len(words) > 1 or all(labels[word] == 1 for word in words)
        if words and own and not all(word in _NOBODY | PLAIN for word in words):
            known.parts[words].append(theme)
            known.known.update(words)


def iris(graph: Graph, reading: Reading) -> list[Iri]:
    """What a reading stands for as a parameter: a theme with those below it, an agency with its parts."""
    if reading.kind not in ("theme", "agency"):
        return [Iri(iri) for iri in reading.iris]
    known = names.themes(graph) if reading.kind == "theme" else names.agencies(graph)
    heads = [one for one in known if one.iri in reading.iris]
    upward = "skos:broader" if reading.kind == "theme" else "org:subOrganizationOf"
    return [Iri(one.iri) for one in names.family(graph, known, heads, upward)]


def _key(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if word not in _SMALL))


def _family(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(_without_ending(word) for word in words))


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
