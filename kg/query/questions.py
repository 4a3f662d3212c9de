"""The library of questions: one SPARQL file each, whose header is its documentation.

    # title: Recurring themes
    # question: Which themes come back in more than one review?
    # param min_reviews integer: in at least so many reviews
    # param theme theme: only this theme, or one below it
    # column reviews: in how many reviews
    # draw: bar
    # words: recurring, keeps coming back, what keeps {theme} coming, ~again
    # value status full_text: in full, whole report

A word after ~ asks the question only where nothing stronger asks another; {theme}, {agency} and {review} stand for any
name of one; of "outstanding + panel" both must stand, in whatever order. A value line says which words of a question in plain words give a parameter a value.
A parameter stands in the query as a VALUES block of its own name, with UNDEF or its default in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query.ask_periods import iso
from kg.query.graph import Graph
from kg.query.plan import read_whole
from kg.query.table import Cell, Table
from kg.query.values import Iri, Value, bind

if TYPE_CHECKING:
    from kg.query.answer import Limits

LIBRARY = Path(__file__).parent / "library"
_THINGS = ("theme", "agency", "review", "thing")
TYPES = ("integer", "number", "year", "date", "text", "word", *_THINGS)

_LINE = re.compile(r"#\s*(?P<key>title|question|param|column|draw|words|value)\b\s*(?P<rest>.*)")
_NAMED = re.compile(r"(?P<name>\w+)(?:\s+(?P<type>\w+))?(?P<required>\s*\(required\))?\s*:\s*(?P<what>.+)")
_DEFAULT = re.compile(r"VALUES\s+\?(?P<name>\w+)\s*\{\s*(?P<value>[^{}]*?)\s*\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be given to a question: `type` says how it is read, `default` what stands without it."""

    name: str
    type: str
    what: str
    required: bool = False
    default: str | None = None

    @property
    def option(self) -> str:
        """Its name on the command line."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    draw: str
    words: tuple[str, ...]  # phrases that ask this question
    weak: tuple[str, ...]  # words that ask it where nothing says otherwise
    values: tuple[tuple[str, str, tuple[str, ...]], ...]  # parameter, value, and the phrases that mean it
    sparql: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; QueryError names those there are."""
        known = {one.name: one for one in self.parameters}
        found = known.get(name.replace("-", "_"))
        if found is None:
            options = ", ".join(one.option for one in self.parameters) or "none"
            raise QueryError(f"The question {self.name!r} takes no --{name}; it takes: {options}.")
        return found


@cache
def questions() -> dict[str, Question]:
    """Every question of the library by name, sorted."""
    return {
        path.stem: read_question(path.stem, path.read_text("utf-8")) for path in sorted(LIBRARY.glob("*.rq"))
    }


def question(name: str) -> Question:
    """The question of that name; QueryError offers the nearest."""
    known = questions()
    found = known.get(name.strip().lower().replace("_", "-").replace(" ", "-"))
    if found is None:
        near = get_close_matches(name.lower(), known, n=3, cutoff=0.4)
        hint = f" Nearest: {', '.join(near)}." if near else ""
        raise QueryError(f"There is no question called {name!r}.{hint} `kg questions` lists them all.")
    return found


def read_question(name: str, text: str) -> Question:
    """A question from the text of its file; QueryError where the header and the query do not agree."""
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match:
            fields.setdefault(match["key"], []).append(match["rest"].removeprefix(":").strip())
    missing = [key for key in ("title", "question", "column", "draw") if key not in fields]
    if missing:
        raise QueryError(f"{name}.rq has no line '# {missing[0]}: ...' in its header.")
    defaults = {match["name"]: match["value"] for match in _DEFAULT.finditer(text)}
    parameters = tuple(_parameter(name, line, defaults) for line in fields.get("param", ()))
    undeclared = {n for n, value in defaults.items() if value == "UNDEF"} - {one.name for one in parameters}
    if undeclared:
        raise QueryError(f"{name}.rq has no line '# param {sorted(undeclared)[0]} ...' in its header.")
    cues = [word.strip() for line in fields.get("words", ()) for word in line.split(",")]
    return Question(
        name=name,
        title=fields["title"][0],
        question=fields["question"][0],
        parameters=parameters,
        columns=tuple((_named(name, line)["name"], _named(name, line)["what"]) for line in fields["column"]),
        draw=fields["draw"][0],
        words=tuple(word for word in cues if not word.startswith("~")),
        weak=tuple(word[1:] for word in cues if word.startswith("~")),
        values=tuple(
            _value(name, line, {one.name for one in parameters}) for line in fields.get("value", ())
        ),
        sparql=text,
    )


def _parameter(name: str, line: str, defaults: Mapping[str, str]) -> Parameter:
    found = _named(name, line)
    if found["type"] not in TYPES or found["name"] not in defaults:
        raise QueryError(
            f"{name}.rq: parameter {found['name']!r} needs a type and a VALUES block of its own."
        )
    default = defaults[found["name"]].strip('"')
    return Parameter(
        name=found["name"],
        type=found["type"],
        what=found["what"],
        required=bool(found["required"]),
        default=None if default == "UNDEF" else default,
    )


def _value(name: str, line: str, known: set[str]) -> tuple[str, str, tuple[str, ...]]:
    match = _NAMED.fullmatch(line)
    if match is None or match["name"] not in known or not match["type"]:
        raise QueryError(f"{name}.rq: the line '# value {line}' names no parameter of it and its value.")
    return match["name"], match["type"], tuple(phrase.strip() for phrase in match["what"].split(","))


def _named(name: str, line: str) -> re.Match[str]:
    match = _NAMED.fullmatch(line)
    if match is None:
        raise QueryError(f"{name}.rq: the line {line!r} of its header cannot be read.")
    return match


def run(
    graph: Graph, asked: Question, values: Mapping[str, object], *, limits: Limits | None = None
) -> Table:
    """The answer to a question, `values` by parameter name; with `limits` in a child that is killed when time is up.

    QueryError or DataError where a value cannot be read.
    """
    query = planned(graph, asked, values)
    if limits is None:
        return tidy(graph.select(query))
    from kg.query.sparql import sparql

    return tidy(sparql(graph, query, limits=limits, guard=False).table())


def planned(graph: Graph, asked: Question, values: Mapping[str, object]) -> str:
    """The query of a question with `values` in it, as it is put to the engine that holds `graph`."""
    query = bind(asked.sparql, bound(graph, asked, values))
    about_one = any(one.required and one.type in _THINGS for one in asked.parameters)
    return query if graph.store is None or about_one else read_whole(query)


def with_predecessors(graph: Graph, asked: Question, values: Mapping[str, object]) -> dict[str, object]:
    """`values`, every agency with the bodies that it follows; QueryError where the question takes no agency."""
    from kg.query.names import agency_family

    given = [one.name for one in asked.parameters if one.type == "agency" and values.get(one.name)]
    if not given:
        raise QueryError(f"The question {asked.name!r} was asked about no agency, so it has no predecessors.")
    changed = dict(values)
    for name in given:
        meant = values[name]
        several: Sequence[object] = meant if isinstance(meant, list | tuple) else (meant,)
        words = [one.value if isinstance(one, Iri) else str(one) for one in several]
        found = [one for text in words for one in agency_family(graph, text, predecessors=True)]
        changed[name] = list({one.iri: Iri(one.iri) for one in found}.values())
    return changed


def tidy(answer: Table) -> Table:
    """`answer` with the names that SPARQL has joined by ' | ', in no fixed order, sorted and joined by '; '."""
    return replace(answer, rows=tuple(tuple(_sorted(value) for value in row) for row in answer.rows))


def _sorted(value: Cell) -> Cell:
    return "; ".join(sorted(value.split(" | "))) if isinstance(value, str) and " | " in value else value


def bound(graph: Graph, asked: Question, values: Mapping[str, object]) -> dict[str, list[Value]]:
    """The terms that `values` mean in this graph."""
    given = {asked.parameter(name).name: value for name, value in values.items() if value not in (None, "")}
    for one in asked.parameters:
        if one.required and one.name not in given:
            raise QueryError(f"The question {asked.name!r} needs {one.option}: {one.what}.")
    return {name: _terms(graph, asked.parameter(name), value) for name, value in sorted(given.items())}


def _terms(graph: Graph, parameter: Parameter, value: object) -> list[Value]:
    """The terms for one value: a theme stands for all below it, an agency for its parts."""
    if isinstance(value, list | tuple):
        return [term for one in value for term in _terms(graph, parameter, one)]
    if isinstance(value, Iri):
        return [value]
    text = str(value).strip()
    if parameter.type in _THINGS:
        return _things(graph, parameter.type, text)
    if parameter.type == "word":
        return [text.lower().replace(" ", "_")]
    if parameter.type in ("integer", "number"):
        try:
            return [int(text) if parameter.type == "integer" else float(text)]
        except ValueError:
            raise QueryError(f"{parameter.option} is a number ({parameter.what}), not {text!r}.") from None
    if parameter.type in ("year", "date") and iso(text) != text:
        raise QueryError(f"{parameter.option} is a date such as 2019 or 2019-03-31, not {text!r}.")
    return [int(text[:4]) if parameter.type == "year" else text]


def _things(graph: Graph, type: str, text: str) -> list[Value]:
    from kg.query import names

    if re.match(r"https?://", text):
        return [Iri(text)]
    if type == "thing":
        return [Iri(names.any_thing(graph, text))]
    if type == "theme":
        return [Iri(one.iri) for one in names.theme_family(graph, text)]
    if type == "agency":
        return [Iri(one.iri) for one in names.agency_family(graph, text)]
    return [Iri(names.choose(names.reviews(graph), text, what="review").iri)]
