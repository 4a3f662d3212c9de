"""Names that people type: which review, theme or agency of the graph they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kg.errors import DataError
from kg.model.keys import match_form
from kg.query.graph import Graph
from kg.query.prefixes import BASE, THEMES
from kg.query.values import Iri

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "in", "into", "of", "on", "or", "review", "the", "to"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with the names it goes by; of two that fit equally well, the one of higher `rank` is meant."""

    iri: str
    label: str
    names: tuple[str, ...]
    rank: int = 0
    type: str = ""

    @property
    def slug(self) -> str:
        """The last part of its IRI."""
        return self.iri.rstrip("/").rsplit("/", 1)[-1]


def reviews(graph: Graph) -> list[Named]:
    """Every review with its aliases; one whose report is in the build ranks above one only spoken of."""
    query = """SELECT ?s ?label ?alias ?rank ?type WHERE { ?s a crg:Review ; crg:name ?label ; crg:status ?status .
        OPTIONAL { ?s skos:altLabel ?alias } OPTIONAL { ?s crg:basis ?type }
        BIND(IF(?status = "full_text", 2, 0) + IF(BOUND(?type) && ?type = "review", 1, 0) AS ?rank) }"""
    return _named(graph, query)


def themes(graph: Graph) -> list[Named]:
    """Every theme of the scheme with its alternative labels."""
    query = f"""SELECT ?s ?label ?alias ?rank ?type WHERE {{ ?s a skos:Concept ; skos:prefLabel ?label .
        OPTIONAL {{ ?s skos:altLabel ?alias }} BIND(0 AS ?rank) BIND("" AS ?type)
        FILTER(STRSTARTS(STR(?s), "{THEMES}")) }}"""
    return _named(graph, query)


def agencies(graph: Graph) -> list[Named]:
    """Every agency with its aliases, the more often named ranking above the less."""
    query = """SELECT ?s ?label ?alias ?rank ?type WHERE { ?s a crg:Agency ; skos:prefLabel ?label .
        OPTIONAL { ?s skos:altLabel ?alias } OPTIONAL { ?s crg:mentions ?rank } OPTIONAL { ?s crg:agencyType ?type } }"""
    return _named(graph, query)


def _named(graph: Graph, query: str) -> list[Named]:
    found: dict[str, tuple[str, set[str], int, str]] = {}
    for iri, label, alias, rank, type in graph.select(query).rows:
        entry = found.setdefault(
            str(iri), (str(label), set(), rank if isinstance(rank, int) else 0, str(type or ""))
        )
        entry[1].update(str(name) for name in (label, alias) if name is not None)
    return [
        Named(iri, label, tuple(sorted(names)), rank, type)
        for iri, (label, names, rank, type) in sorted(found.items())
    ]


def matching(candidates: Sequence[Named], words: str) -> list[Named]:
    """The candidates that `words` may mean, best rank first: those of the strictest way of matching that has any."""
    asked = tokens(words)
    if not asked:
        return []
    for fits in (_same, _all_words, _initials, _beginnings):
        hits = [one for one in candidates if fits(one, words, asked)]
        if hits:
            return sorted(hits, key=lambda one: (-one.rank, one.label, one.iri))
    return []


def choose(candidates: Sequence[Named], words: str, *, what: str) -> Named:
    """The one candidate meant; DataError names the nearest where none fits, all that fit where several do."""
    hits = matching(candidates, words)
    if not hits:
        raise DataError(f"No {what} here goes by {words!r}.{_nearest(candidates, words)}")
    best = [one for one in hits if one.rank == hits[0].rank]
    if len(best) > 1 or (what != "review" and len(hits) > 1):
        options = "; ".join(one.label for one in hits[:8])
        raise DataError(f"{words!r} fits {len(hits)} {what}s: {options}. Say which, with more of its name.")
    return best[0]


def tokens(text: str) -> list[str]:
    """The words of `text` for comparing, without plural endings."""
    return [singular(word) for word in typed_words(text)]


def typed_words(text: str) -> list[str]:
    """The words of `text` as they stand, in small letters and without apostrophes."""
    return _WORD.findall(match_form(text).replace("'s", "s").replace("'", ""))


def singular(word: str) -> str:
    """`word` without its plural ending: 'agencies' and 'agency' are one."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) and len(word) > 3 else word
    )


def _same(one: Named, words: str, asked: list[str]) -> bool:
    return words == one.iri or any(tokens(name) == asked for name in (*one.names, one.slug.replace("-", " ")))


def _all_words(one: Named, words: str, asked: list[str]) -> bool:
    own = {token for name in (*one.names, one.slug.replace("-", " ")) for token in tokens(name)}
    wanted = [token for token in asked if token not in _SMALL] or asked
    return all(token in own or token == singular(one.type) for token in wanted)


def _initials(one: Named, words: str, asked: list[str]) -> bool:
    """Whether `words` are initials of words that stand together in a name: 'nsp' of 'the Northvale Safeguarding Partnership'."""
    letters = "".join(asked)
    if len(asked) > 1 or len(letters) < 2 or not letters.isalpha():
        return False
    return any(letters in initials(name) for name in one.names)


def initials(name: str) -> str:
    """The first letters of the words of `name` that matter."""
    return "".join(token[0] for token in tokens(name) if token not in _SMALL)


def _beginnings(one: Named, words: str, asked: list[str]) -> bool:
    own = [token for name in one.names for token in tokens(name)]
    return all(len(token) > 2 and any(other.startswith(token) for other in own) for token in asked)


def _nearest(candidates: Iterable[Named], words: str) -> str:
    by_name = {match_form(name): one.label for one in candidates for name in (*one.names, one.slug)}
    by_name |= {
        token: one.label
        for one in candidates
        for name in one.names
        for token in tokens(name)
        if len(token) > 3
    }
    near = get_close_matches(match_form(words), sorted(by_name), n=6, cutoff=0.6)
    labels = list(dict.fromkeys(by_name[name] for name in near))[:3]
    return f" Nearest: {'; '.join(labels)}." if labels else ""


def theme_family(graph: Graph, words: str) -> list[Named]:
    """The theme that `words` mean with all themes below it; DataError as in `choose`."""
    known = themes(graph)
    return family(graph, known, [choose(known, words, what="theme")], "skos:broader")


def agency_family(graph: Graph, words: str, *, predecessors: bool = False) -> list[Named]:
    """The agencies that `words` mean ('police' may mean several) with the bodies that are parts of them.

    With `predecessors` also the bodies that they follow, and theirs: a partnership with the board before it.
    """
    known = agencies(graph)
    hits = matching(known, words) or [choose(known, words, what="agency")]
    if predecessors:
        hits = family(graph, known, hits, "^crg:successorOf")
    return family(graph, known, hits, "org:subOrganizationOf")


def family(graph: Graph, known: Sequence[Named], heads: Sequence[Named], upward: str) -> list[Named]:
    """`heads` and whatever leads up to one of them."""
    below: dict[str, list[str]] = {}
    for child, parent in graph.select(
        f"SELECT DISTINCT ?child ?parent WHERE {{ ?child {upward} ?parent }}"
    ).rows:
        below.setdefault(str(parent), []).append(str(child))
    reached: set[str] = set()
    waiting = [one.iri for one in heads]
    while waiting:
        iri = waiting.pop()
        if iri not in reached:
            reached.add(iri)
            waiting.extend(below.get(iri, ()))
    return [one for one in known if one.iri in reached]


def any_thing(graph: Graph, text: str) -> str:
    """The IRI of whatever `text` names: an IRI, its part below the base ('recommendation/x/2a'), or an exact label."""
    query = """SELECT DISTINCT ?s WHERE {
        { VALUES ?name { UNDEF } ?s rdfs:label ?label . FILTER(STR(?label) = ?name) }
        UNION { VALUES ?s { UNDEF } ?s a ?class } }"""
    path = BASE + text.removeprefix("id:").lstrip("/").replace(" ", "-")
    rows = graph.select(query, {"name": [text], "s": [Iri(path)]}).rows
    if len(rows) != 1:
        many = "Several things go" if rows else "Nothing here goes"
        raise DataError(f"{many} by {text!r}; give the id as `kg export` prints it.")
    return str(rows[0][0])
