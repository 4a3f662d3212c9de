"""Recommendations narrowed by what people type: a review, a theme, an agency, where they stand."""

from __future__ import annotations

from kg.errors import DataError
from kg.model.kinds import Standing
from kg.query import names
from kg.query.graph import Graph
from kg.query.records import Record

STATES = tuple(one.value for one in Standing)


def choose_recommendations(
    graph: Graph,
    rows: list[Record],
    *,
    review: str | None = None,
    theme: str | None = None,
    agency: str | None = None,
    state: str | None = None,
    basis: str | None = None,
    predecessors: bool = False,
) -> list[Record]:
    """Those of `rows` that fit all that is given; a theme stands for those below it, an agency for its parts.

    With `predecessors` an agency stands for the bodies that it follows too. Raises DataError where a name fits nothing, or several things.
    """
    if state not in (None, *STATES):
        raise DataError(f"A recommendation is {', '.join(STATES[:-1])} or {STATES[-1]}, not {state!r}.")
    if review:
        meant = names.choose(names.reviews(graph), review, what="review").iri
        rows = [row for row in rows if row["review"] == meant]
    if theme:
        labels = {one.label for one in names.theme_family(graph, theme)}
        rows = [row for row in rows if labels & set(row["themes"])]
    if agency:
        labels = {one.label for one in names.agency_family(graph, agency, predecessors=predecessors)}
        rows = [row for row in rows if labels & set(row["addressed_to"])]
    return [row for row in rows if state in (None, row["standing"]) and basis in (None, row["basis"])]
