"""Uses of themes in passages, fetched from the graph in one SELECT: what recurrence is counted from."""

from __future__ import annotations

from dataclasses import dataclass

from kg.query.graph import Graph

_QUERY = """SELECT DISTINCT ?use ?theme ?label ?weight ?stance ?review ?of ?quote ?source ?start ?page ?line ?told WHERE {
  ?use a crg:ThemeUse ; crg:theme ?theme ; crg:weight ?weight ; crg:stance ?stance ; crg:evidence ?passage .
  ?theme skos:prefLabel ?label .
  ?passage crg:quote ?quote ; crg:source ?source ; crg:start ?start .
  OPTIONAL { ?use crg:review ?review } OPTIONAL { ?use crg:of ?of }
  OPTIONAL { ?passage crg:page ?page } OPTIONAL { ?passage crg:lineStart ?line }
  OPTIONAL { ?use crg:toldIn ?telling . ?telling crg:quote ?told } }"""


@dataclass(frozen=True, slots=True)
class Use:
    """A theme in a passage: how weighty the place, how it is spoken of, the cue as printed, and where."""

    theme: str  # IRI
    label: str
    weight: str
    stance: str
    review: str | None
    of: str | None  # the record it belongs to
    quote: str
    source: str
    start: int
    page: int | None
    line: int | None
    told: str | None = None  # the paragraph that tells it of a review, in a paper about something else

    @property
    def place(self) -> str:
        """Where it stands, for a reader: file with page or line."""
        return place(self.source, self.page, self.line)


def place(source: object, page: object, line: object) -> str:
    """ "file, page 12" or "file, line 340"."""
    if page:
        return f"{source}, page {page}"
    return f"{source}, line {line}" if line else str(source)


def uses(graph: Graph) -> tuple[Use, ...]:
    """Every use of a theme, in reading order."""
    found = [
        Use(
            theme=str(theme), label=str(label), weight=str(weight), stance=str(stance),
            review=None if review is None else str(review), of=None if of is None else str(of),
            quote=" ".join(str(quote).split()), source=str(source), start=_whole(start) or 0,
            page=_whole(page), line=_whole(line), told=None if told is None else str(told),
        )
        for _, theme, label, weight, stance, review, of, quote, source, start, page, line, told in graph.select(_QUERY).rows
    ]  # fmt: skip
    return tuple(
        sorted(
            found,
            key=lambda use: (use.source, use.start, use.theme, use.weight, use.of or "", use.review or ""),
        )
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def repeated(graph: Graph) -> tuple[tuple[str, str, float, tuple[str, ...]], ...]:
    """Repeated recommendations: two IRIs, how alike they are, and the words that agree."""
    query = (
        "SELECT DISTINCT ?r ?one ?other ?score ?word WHERE { ?r a crg:Repeat ; crg:member ?one, ?other ; crg:score ?score . "
        "OPTIONAL { ?r crg:agreeingWord ?word } FILTER(STR(?one) < STR(?other)) }"
    )
    found: dict[tuple[str, str], tuple[float, set[str]]] = {}
    for _, one, other, score, word in graph.select(query).rows:
        value = float(score) if isinstance(score, int | float) else 0.0
        found.setdefault((str(one), str(other)), (value, set()))[1].update(
            {str(word)} if word is not None else set()
        )
    return tuple((*pair, score, tuple(sorted(words))) for pair, (score, words) in sorted(found.items()))
