"""The order of an answer, made here: the engine fetches both strings from disk each time that it compares two rows.

A query that ends in a plain ORDER BY is asked without it, and its rows are sorted as SPARQL 1.1 says (15.1): what is
unbound, then IRIs, then literals, numbers by value. Every other query is left to the engine as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.query.answer import Answer, Term

_END = re.compile(r"\bORDER\s+BY(?P<keys>(?:\s+(?:DESC\()?(?:xsd:integer\()?\?\w+\){0,2})+)\s*\Z")
_KEY = re.compile(r"(?P<down>DESC\()?(?P<whole>xsd:integer\()?\?(?P<name>\w+)")
_HEAD = re.compile(r"\bSELECT\s+(?P<distinct>DISTINCT\s+)?(?P<columns>[^{}*]*?)(?=\s*(?:\bWHERE\b|\{))")
_COLUMN = re.compile(r"\(.*?\bAS\s+\?(\w+)\)|\?(\w+)", re.S)
_SAME = re.compile(r"\(STR\(\?(\w+)\)\s+AS\s+\?(\w+)\)")  # a column that sorts as the variable does
_NUMBERS = re.compile(r".*#(?:integer|decimal|double|float|\w*[iI]nteger|int|long)\Z")
_WHOLE = re.compile(r"[+-]?\d+\Z", re.A)
_Rank = tuple[int, float, str]


@dataclass(frozen=True, slots=True)
class Order:
    """A query without its order, the columns that it gives for readers, and the keys by which its rows are sorted."""

    query: str
    columns: tuple[str, ...]
    distinct: bool
    keys: tuple[
        tuple[str, bool, bool], ...
    ]  # variable; whether from the greatest; whether read as a whole number

    @classmethod
    def of(cls, query: str) -> Order | None:
        """The order of `query`; None where it has none, or one that is the engine's to make."""
        end, head = _END.search(query), _HEAD.search(query)
        if end is None or head is None or "}" in query[end.start() :]:
            return None
        columns = tuple(one or other for one, other in _COLUMN.findall(head["columns"]))
        same = dict(_SAME.findall(head["columns"]))
        keys = tuple(
            (str(same.get(match["name"], match["name"])), bool(match["down"]), bool(match["whole"]))
            for match in _KEY.finditer(end["keys"])
        )
        hidden = "".join(f" ?{name}" for name in dict.fromkeys(key[0] for key in keys) if name not in columns)
        asked = query[: head.end("columns")] + hidden + query[head.end("columns") : end.start()]
        return cls(asked, columns, bool(head["distinct"]), keys)

    def sorted(self, answer: Answer, *, most: int) -> Answer:
        """`answer` to the query in its order, with the columns for readers alone and at most `most` rows."""
        at = {name: place for place, name in enumerate(answer.variables)}
        rows: list[tuple[Term | None, ...]] = list(answer.rows)
        for name, down, whole in reversed(self.keys):
            place = at[name]
            ranks = {term: _rank(term, whole=whole) for term in {row[place] for row in rows}}
            rows.sort(key=lambda row: ranks[row[place]], reverse=down)  # used at once
        shown: Sequence[tuple[Term | None, ...]] = [row[: len(self.columns)] for row in rows]
        if self.distinct:
            shown = tuple(dict.fromkeys(shown))
        cut = answer.cut or len(shown) > most
        return replace(answer, variables=self.columns, rows=tuple(shown[:most]), cut=cut)


def _rank(term: Term | None, *, whole: bool) -> _Rank:
    if term is None:
        return (0, 0.0, "")
    kind, value, datatype = term
    if whole:
        return (3, float(value), "") if _WHOLE.match(value) else (0, 0.0, "")
    if kind == "literal" and _NUMBERS.match(datatype):
        return (3, float(value), "")
    return ({"bnode": 1, "uri": 2}.get(kind, 4), 0.0, value)
