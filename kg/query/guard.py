"""The guard: what a user's SPARQL may not do is refused before the store sees it.

Refused are SERVICE, FROM and FROM NAMED (the graph is one whole), updates, and queries that are too long or nested too
deep. Where one of the words stands anywhere in a query, however it is written, the query is parsed by another parser
(rdflib's) than the one that executes, and refused on the parse tree, or where it cannot be parsed. Where none stands,
no parser can find the clause, and the slow parse is saved. The store itself takes no updates from a query.
"""

from __future__ import annotations

import re

from kg.errors import QueryError
from kg.query.prefixes import PREFIXES

LONGEST = 100_000  # characters
DEEPEST = 64  # brackets within brackets: neither parser recurses far enough to overflow

_REFUSED = {
    "ServiceGraphPattern": "SERVICE asks another server; this graph answers from what it holds alone",
    "DatasetClause": "FROM names another data set; leave it out, the graph is asked whole (GRAPH works)",
}
#: comments, IRIs and strings: what stands in them is no part of the query's grammar
SKIPPED = re.compile(
    r'#[^\n]*|<[^<>"{}|^`\\\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'',
    re.S,
)
#: what might be SERVICE or FROM to some parser, in whatever letters, or hide them in an escape
_REACHING = re.compile(r"service|from|\\u")
_STACKED = re.compile(rf"(?:[!^+-]\s*){{{DEEPEST + 1},}}")  # each is read inside the one before
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX|BASE)\b[^\n]*?\s)*\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b", re.I
)


def legible(query: str) -> None:
    """QueryError where `query` holds what cannot even be sent to the process that reads it."""
    if "\0" in query or any("\ud800" <= sign <= "\udfff" for sign in query):
        raise QueryError("The query holds characters that no query may hold (its encoding is broken).")


def check(query: str) -> None:
    """Raise QueryError where `query` does more than read this graph, or cannot be read."""
    if len(query) > LONGEST:
        raise QueryError(
            f"The query is {len(query):,} characters long; {LONGEST:,} is the most that is read."
        )
    if not query.strip():
        raise QueryError("The query is empty.")
    legible(query)
    bare = SKIPPED.sub(" ", query)
    if _depth(bare) > DEEPEST:
        raise QueryError(f"The query nests brackets more than {DEEPEST} deep.")
    if _STACKED.search(bare):
        raise QueryError(f"The query heaps more than {DEEPEST} signs on one another.")
    update = _UPDATE.match(bare)
    if update:
        raise QueryError(f"{update[1].upper()} would change the graph; here it can only be asked.")
    if _REACHING.search(query.casefold()) or _REACHING.search(query.upper().casefold()):
        _refuse(_parsed(query))


def explain(query: str) -> None:
    """Raise QueryError that points at the place where `query`, which the store cannot read, breaks the grammar."""
    _parsed(query)


def _parsed(query: str) -> object:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    try:
        return parseQuery(declared + query)
    except ParseException as error:
        if re.search(r"(?<![?$:\w])SERVICE(?!\w)", SKIPPED.sub(" ", query), re.I):
            raise QueryError(f"{_REFUSED['ServiceGraphPattern']}.") from error
        offset = len(declared) if error.lineno == 1 else 0
        raise QueryError(pointed(query, error.lineno, max(error.column - offset, 1), "")) from error
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise QueryError(f"The query cannot be read: {error or type(error).__name__}.") from error


def _refuse(tree: object) -> None:
    """Walk the parse tree without recursion and refuse what is named in `_REFUSED`."""
    from pyparsing import ParseResults

    waiting = [tree]
    while waiting:
        node = waiting.pop()
        name = getattr(node, "name", None)
        if isinstance(name, str) and name in _REFUSED:
            raise QueryError(f"{_REFUSED[name]}.")
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, list | tuple | ParseResults):
            waiting.extend(node)


def _depth(bare: str) -> int:
    deepest = depth = 0
    for sign in bare:
        if sign in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "})]":
            depth -= 1
    return deepest


def pointed(query: str, line: int, column: int, why: str) -> str:
    """A message that points at a place of `query`: the line, a caret below the column, and why if known."""
    lines = query.splitlines() or [""]
    shown = lines[line - 1] if line <= len(lines) else ""
    start = max(0, column - 60)
    mark = " " * (column - 1 - start) + "^"
    said = f": {why}" if why else ""
    return f"The query cannot be read at line {line}, column {column}{said}.\n  {shown[start : start + 100]}\n  {mark}"
