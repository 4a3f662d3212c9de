"""'The Board', 'the Panel', 'the Trust': the one named shortly before, else the one the document names most.

What a record asks of 'the Board' is asked of the board whose paper it is: the one that its title page names.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict

from kg.model.names import name_words, singular
from kg.resolve.identity import Identity

_NEAR = 1500  # characters: about half a page
_TITLE = 700  # characters of a title page
_BY_TYPE = {
    "safeguarding_children_board": "board",
    "safeguarding_adults_board": "board",
    "safeguarding_children_partnership": "partnership",
    "community_safety_partnership": "partnership",
    "health_trust": "trust",
}
_OWN = frozenset({"service"})  # so a paper calls the one that it is about, whatever was named last
KINDS = frozenset({"board", "partnership", "panel", "committee", "trust", "service"})


class Antecedents:
    """Where bodies of a kind are named in each document, for names that only say the kind."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)
        self._types: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._titled: dict[tuple[str, str, str], tuple[int, str]] = {}
        self._starts: dict[tuple[str, str], int] = {}
        self._counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)

    def begin(self, source: str, embedded: str, start: int) -> None:
        """Remember where a document begins: what is named on its title page is its own."""
        self._starts[source, embedded] = start

    def note(self, identity: Identity, name: str, source: str, embedded: str, at: int) -> None:
        """Remember that `identity` is named at `at`; national bodies are never what 'the Board' means."""
        self._types[source, identity.type].add(identity.id)
        kind = _kind(identity, name)
        if kind is None or identity.level not in (
            {"agency", "team"} if kind == "service" else {"agency", "board"}
        ):
            return
        if at - self._starts.get((source, embedded), 0) <= _TITLE:
            first = self._titled.setdefault((source, embedded, kind), (at, identity.id))
            self._titled[source, embedded, kind] = min(first, (at, identity.id))
        insort(self._places[source, embedded, kind], (at, identity.id))
        for scope in (embedded, ""):
            self._counts[source, scope, kind][identity.id] += 1

    def only(self, type: str, source: str) -> str | None:
        """The id of the one body of a type that a source names, if it names just one."""
        found = self._types.get((source, type), set())
        return next(iter(found)) if len(found) == 1 else None

    def find(self, kind: str, source: str, embedded: str, at: int | None, *, asked: bool) -> str | None:
        """The id of the body of `kind` that is meant at `at`; None where two are as likely or none is named.

        Where a record is `asked` of it, the one of the title page comes first.
        """
        if asked and (source, embedded, kind) in self._titled:
            return self._titled[source, embedded, kind][1]
        places = self._places.get((source, embedded, kind), [])
        main = self._mostly(kind, source, embedded)
        if kind in _OWN and main is not None:
            return main
        if at is not None and places:
            index = bisect_left(places, (at, ""))
            if index and at - places[index - 1][0] <= _NEAR:
                return places[index - 1][1]
        for scope in (embedded, ""):
            counts = self._counts[source, scope, kind] + (
                self._counts[source, scope, "panel"] if kind == "committee" else Counter[str]()
            )
            best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if best and (len(best) == 1 or best[0][1] > best[1][1]):
                return best[0][0]
            if best and places:
                return places[0][1]
        return None

    def _mostly(self, kind: str, source: str, embedded: str) -> str | None:
        """The id of the body of `kind` that makes up more than a third of those named in a document."""
        counts = self._counts[source, embedded, kind]
        best = counts.most_common(1)
        return best[0][0] if best and 3 * best[0][1] > counts.total() else None


def _kind(identity: Identity, name: str) -> str | None:
    if identity.type in _BY_TYPE:
        return _BY_TYPE[identity.type]
    words = name_words(name)
    last = singular(words[-1]) if words else ""
    return last if last in KINDS else None
