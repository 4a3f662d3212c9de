"""The graph in Python: questions, SPARQL and records as pandas data frames.

import kg
g = kg.open("build")
g.ask("recurring-themes", min_reviews=2)
g.sparql("SELECT ?name WHERE { ?r a crg:Review ; crg:name ?name }")
g.recommendations(review="ash")
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import fields
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError, QueryStopped
from kg.query.graph import Graph, open_graph
from kg.query.table import Cell, Table

if TYPE_CHECKING:
    from pandas import DataFrame


class Frames:
    """A graph that answers with data frames; in a notebook it shows what it holds."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def ask(self, question: str, **values: object) -> DataFrame:
        """The answer to a question of the library, by name with its parameters, or in plain words."""
        from kg.query.answer import Limits
        from kg.query.ask import understand
        from kg.query.questions import question as named
        from kg.query.questions import questions, run

        if question in questions() or values or " " not in question:
            return frame(run(self.graph, named(question), values, limits=Limits()))
        meant = understand(self.graph, question)
        if meant.question is None:
            near = ", ".join(one.name for one in meant.nearest) or "see questions()"
            raise QueryError(f"{meant.note or 'That question was not understood.'} Nearest: {near}.")
        answer = frame(run(self.graph, meant.question, meant.values, limits=Limits()))
        answer.attrs["understood"] = {"question": meant.question.name} | dict(meant.said)
        answer.attrs["not_used"] = list(meant.left)
        answer.attrs["could_also_mean"] = list(meant.other)
        return answer

    def sparql(self, query: str, *, seconds: float = 10.0, rows: int = 10_000) -> DataFrame:
        """The answer to a SPARQL query; the usual prefixes need no declaration, the limits are those of `kg query`.

        What it may have meant instead is in the error; where nothing was found it is a warning, and in
        `attrs["hints"]`.
        """
        from kg.query.answer import Limits
        from kg.query.hints import hints_of_answer, hints_of_error
        from kg.query.hints_graph import missing_names
        from kg.query.sparql import sparql

        try:
            found = sparql(self.graph, query, limits=Limits(seconds=seconds, rows=rows))
        except QueryStopped:
            raise
        except QueryError as error:
            raise QueryError("\n".join((str(error), *hints_of_error(query)))) from error
        answer = frame(found.table())
        hints = [*hints_of_answer(query, found), *(missing_names(self.graph, query) if found.empty else ())]
        answer.attrs["hints"] = hints
        for hint in hints:
            warnings.warn(hint, stacklevel=2)
        return answer

    def search(self, words: str, *, limit: int = 100, **filters: str | None) -> DataFrame:
        """The best places that hold `words`, narrowed by kind, review, theme, agency or year as by `kg search`.

        `attrs["total"]` says how many there are, `attrs["facets"]` how many of each kind, theme and so on.
        """
        from kg.query.search import Hit, open_index

        index = open_index(self.graph)
        try:
            found = index.search(words, limit=limit, seconds=None, **filters)
        finally:
            index.close()
        columns = [field.name for field in fields(Hit) if field.name != "lit"]
        rows = [{name: getattr(hit, name) for name in columns} for hit in found.hits]
        answer = _rows(rows, columns=[dict.fromkeys(columns)])
        answer.attrs |= {"total": found.total, "facets": {k: dict(v) for k, v in found.facets.items()}}
        return answer

    def questions(self) -> DataFrame:
        """The questions of the library and what they take."""
        from kg.query.questions import questions

        return _pandas().DataFrame(
            {
                "name": one.name,
                "question": one.question,
                "takes": ", ".join(parameter.name for parameter in one.parameters),
            }
            for one in questions().values()
        )

    def records(self, kind: str) -> DataFrame:
        """The records of one kind, a row each; lists stay lists."""
        from kg.query.records import records

        return _rows(records(self.graph, kind))

    def reviews(self) -> DataFrame:
        """The reviews."""
        return self.records("review")

    def recommendations(
        self,
        *,
        review: str | None = None,
        theme: str | None = None,
        agency: str | None = None,
        state: str | None = None,
    ) -> DataFrame:
        """The recommendations, narrowed as by `kg recommendations`."""
        from kg.query.records import records
        from kg.query.records_choose import choose_recommendations

        rows = records(self.graph, "recommendation")
        chosen = choose_recommendations(
            self.graph, rows, review=review, theme=theme, agency=agency, state=state
        )
        return _rows(chosen, columns=rows)

    def responses(self) -> DataFrame:
        """The responses."""
        return self.records("response")

    def agencies(self) -> DataFrame:
        """The agencies."""
        return self.records("agency")

    def themes(self) -> DataFrame:
        """The themes of the scheme, with the number of reviews and mentions."""
        return self.records("theme")

    def __repr__(self) -> str:
        return f"<kg graph of {self.graph.name}: {', '.join(f'{n} {what}' for what, n in self._counts())}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(what)}</td><td style='text-align:right'>{n}</td></tr>"
            for what, n in self._counts()
        )
        return (
            f"<table><caption>{escape(self.graph.name)}</caption><thead><tr><th scope='col'>what</th>"
            f"<th scope='col'>how many</th></tr></thead><tbody>{rows}</tbody></table>"
        )

    def _counts(self) -> list[tuple[str, Cell]]:
        names = {
            "Review": "reviews",
            "Recommendation": "recommendations",
            "Response": "responses",
            "Agency": "agencies",
        }
        query = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE { VALUES ?class { %s } ?s a ?class } GROUP BY ?class"
        found = self.graph.select(query.replace("%s", " ".join("crg:" + name for name in names))).rows
        counts = {str(iri).rsplit("#", 1)[-1]: n for iri, n in found}
        return [(what, counts.get(name, 0)) for name, what in names.items()]


def open_frames(build: str | Path | None = None, *, endpoint: str | None = None) -> Frames:
    """The graph of a build directory (default: the last build hereabouts), of an RDF file or of a SPARQL server."""
    if build is not None and endpoint is not None:
        raise QueryError("Give either a build or an endpoint, not both.")
    return Frames(open_graph(build, endpoint=endpoint))


def frame(table: Table) -> DataFrame:
    """A table as a data frame; `attrs["cut"]` says whether a row limit ended it."""
    made = _pandas().DataFrame(list(table.rows), columns=list(table.columns))
    made.attrs["cut"] = table.cut
    return made


def _rows(rows: Sequence[Mapping[str, Any]], *, columns: Sequence[Mapping[str, Any]] = ()) -> DataFrame:
    """`rows` as a data frame, with the columns of `columns` where there are none."""
    names = list(dict.fromkeys(name for row in rows or columns for name in row))
    return _whole(_pandas().DataFrame(list(rows), columns=names), rows)


def _whole(answer: DataFrame, rows: Sequence[Mapping[str, Any]]) -> DataFrame:
    """`answer`, made from `rows`, with whole numbers as such where some are missing too: page 15, not 15.0."""
    for name in answer.columns:
        values = {type(row.get(name)) for row in rows}
        if values == {int, type(None)}:
            answer[name] = answer[name].astype("Int64")
    return answer


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise QueryError("Data frames need pandas: pip install 'case-review-graph[notebooks]'.") from error
    return pandas
