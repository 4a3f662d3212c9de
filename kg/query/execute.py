"""One query on an open store, as the worker runs it: guarded, cut at its limits, written out where that is asked."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import QueryError, QueryUnwritable, StoreBroken
from kg.query.answer import Answer, Message, Term, Written
from kg.query.guard import check, explain, pointed
from kg.query.order import Order
from kg.query.prefixes import BASE, PREFIXES
from kg.query.sparql_formats import GRAPH_FORMATS, MEDIA_TYPES, serialise

if TYPE_CHECKING:
    from pyoxigraph import Store

LARGEST = 64 << 20  # bytes of one answer
_EXPECTED = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.S)
_T = TypeVar("_T")


def open_store(path: Path) -> Store:
    """The store in a folder, opened read-only, or that of a file, held in memory; of the graph file beside a folder
    that does not open."""
    from pyoxigraph import Store

    from kg.graph.integrity import is_store_sound

    if path.is_dir():
        try:
            if is_store_sound(path.parent):
                return Store.read_only(str(path))
        except (OSError, ValueError, RuntimeError):  # what pyoxigraph raises of a broken one
            pass
        path = spare_of(path)
    store = Store()
    store.bulk_load(path=str(path))
    return store


def spare_of(store: Path) -> Path:
    """The file of statements that the store in a folder was made from."""
    return store.parent / "graph.nq"


def answered(store: Store, request: Message) -> Answer | Written:
    """The answer to the query of `request`, written out in the first of its `forms` that fits, if it names any.

    Raises QueryError where the query is refused or fails, QueryUnwritable where no form fits.
    """
    query: str = request["query"]
    if request["guard"]:
        _checked(query)
    forms: list[str] | None = request["forms"]
    most = int(request["rows"])
    order = None if request["guard"] else Order.of(query)
    try:
        found = store.query(
            order.query if order else query, base_iri=BASE, prefixes=PREFIXES, use_default_graph_as_union=True
        )
        graph = type(found).__name__ == "QueryTriples"
        form = None if forms is None else _form(graph, forms)
        answer = _taken(found, most if order is None else sys.maxsize)
    except SyntaxError as error:
        explain(query)
        raise QueryError(_explained(query, str(error))) from error
    except (OSError, RuntimeError, ValueError) as error:
        if "Corruption" in str(error):
            raise StoreBroken(f"The store is damaged: {error}; run `kg check`.") from error
        raise QueryError(f"The query failed: {error}.") from error
    if order is not None:
        answer = order.sorted(answer, most=most)
    if form is None:
        return answer
    return Written(form, serialise(answer, form).encode("utf-8", "replace"), answer.cut)


@lru_cache(maxsize=256)
def _checked(query: str) -> None:
    """The guard's word on `query`, remembered where it was good: the same questions are asked again and again."""
    check(query)


def _form(graph: bool, forms: list[str]) -> str:
    """The first of `forms` that triples, or else a table, can be written in."""
    form = next((name for name in forms if (name in GRAPH_FORMATS) == graph), None)
    if form is None:
        kinds = (kind for name, kind in MEDIA_TYPES.items() if (name in GRAPH_FORMATS) == graph)
        raise QueryUnwritable(f"This answer comes as {', '.join(kinds)}.")
    return form


def _taken(found: Any, most: int) -> Answer:
    """At most `most` rows of what the store found."""
    from pyoxigraph import QueryBoolean, QuerySolutions

    if isinstance(found, QueryBoolean):
        return Answer(boolean=bool(found))
    if isinstance(found, QuerySolutions):
        variables = tuple(variable.value for variable in found.variables)
        rows, cut = _first((tuple(_term(term) for term in row) for row in found), most, _row_size)
        return Answer(variables=variables, rows=tuple(rows), cut=cut)
    lines, cut = _first((f"{triple} .\n" for triple in found), most, len)
    return Answer(triples=tuple(sorted(set(lines))), cut=cut)


def _first(rows: Iterable[_T], most: int, size_of: Callable[[_T], int]) -> tuple[list[_T], bool]:
    """At most `most` rows and at most LARGEST bytes of them, and whether that left any out."""
    taken: list[_T] = []
    size = 0
    for row in rows:
        size += size_of(row)
        if len(taken) >= most or size > LARGEST:
            if not taken and most > 0:
                raise QueryError(
                    f"One row of the answer holds more than {LARGEST >> 20} MB; join less in one value."
                )
            return taken, True
        taken.append(row)
    return taken, False


def _row_size(row: tuple[Term | None, ...]) -> int:
    return sum(len(term[1]) + 40 for term in row if term)


def _term(term: Any) -> Term | None:
    """A term as kind (uri, bnode, literal, lang), value, and datatype or language."""
    if term is None:
        return None
    name = type(term).__name__
    if name == "Literal":
        language = term.language
        return ("lang", term.value, language) if language else ("literal", term.value, term.datatype.value)
    if name == "NamedNode":
        return ("uri", term.value, "")
    if name == "BlankNode":
        return ("bnode", term.value, "")
    return ("literal", str(term), PREFIXES["xsd"] + "string")


def _explained(query: str, said: str) -> str:
    """The store's syntax error as a place in the query and, where it says more than a list of tokens, why.

    "error at 1:47: expected one of The SELECT contains a variable that is unbound, [_]" gives "the SELECT contains ...".
    """
    match = _EXPECTED.match(said)
    if match is None:
        return f"The query cannot be read: {said}."
    why = next(
        (item for item in match[3].split(", ") if re.match(r"[A-Za-z]\w* [\w*]+ [\w* ]*[a-z]", item)), ""
    )
    said_low = why[:1].lower() + why[1:] if why[1:2].islower() else why
    return pointed(query, int(match[1]), int(match[2]), said_low)
