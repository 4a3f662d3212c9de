"""Search as a page: ranked places with the words lit, and counts that narrow it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, QueryStopped
from kg.query.search import FACETS, Found, Hit, open_built
from kg.serve.about import address_of
from kg.serve.pages import html
from kg.view.shape import where

SECONDS = 5.0  # that a search may take
SHOWN = 50  # places on a page
FEW = 8  # values of a facet


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that narrows the search: what it says, how many places have it, and the address of that search."""

    says: str
    count: int
    address: str


async def search(request: Request) -> Response:
    """The page of a search; with no words, an empty form."""
    asked = {name: request.query_params.get(name, "") for name in ("q", *FACETS)}
    words = asked["q"].strip()
    found, told, status = None, "", 200
    if words:
        filters = {name: asked[name] or None for name in FACETS}
        try:
            found = await run_in_threadpool(_search, request.app.state.build, words, filters)
        except KgError as error:
            told, status = str(error), 503 if isinstance(error, QueryStopped) else 400
    base = request.app.state.base
    return html(
        "search.html.j2",
        status=status,
        title="Search",
        sentence='Endings of words do not matter. "A phrase", AND, OR, NOT and word* work.',
        words=words,
        told=told,
        found=found,
        hits=[(hit, hit.excerpt(480), *_place(hit, base)) for hit in found.hits] if found else [],
        narrowed=[(name, asked[name], _address(asked | {name: ""})) for name in FACETS if asked[name]],
        facets=_choices(found, asked) if found else [],
    )


def _search(directory: Path, words: str, filters: dict[str, str | None]) -> Found:
    index = open_built(directory)
    try:
        return index.search(words, limit=SHOWN, seconds=SECONDS, **filters)
    finally:
        index.close()


def _place(hit: Hit, base: str) -> tuple[str, str]:
    """Where the words stand, and the address of the entity that they make, if they make one."""
    return where(dataclasses.asdict(hit)), address_of(hit.id, base)


def _choices(found: Found, asked: dict[str, str]) -> list[tuple[str, list[Choice]]]:
    """For each facet that the search is not narrowed by, the values that most places have."""
    return [
        (
            name,
            [
                Choice(
                    value.replace("_", " ") if name == "kind" else value,
                    count,
                    _address(asked | {name: value}),
                )
                for value, count in found.facets[name][:FEW]
            ],
        )
        for name in FACETS
        if found.facets[name] and not asked[name]
    ]


def _address(asked: dict[str, str]) -> str:
    return "/search?" + urlencode({name: value for name, value in asked.items() if value})
