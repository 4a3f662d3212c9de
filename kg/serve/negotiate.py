"""Content negotiation: which of the forms on offer a client likes best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query.sparql_formats import MEDIA_TYPES

#: other names that clients use for our forms
_ALIASES = (
    ("application/json", "json"),
    ("application/json", "jsonld"),
    ("application/xml", "xml"),
    ("text/xml", "xml"),
    ("application/xml", "rdfxml"),
    ("application/x-turtle", "turtle"),
    ("text/n3", "turtle"),
    ("text/plain", "ntriples"),
)
TABLE_FORMS = ("json", "xml", "csv", "tsv")
GRAPH_FORMS = ("turtle", "ntriples", "jsonld", "rdfxml")


def chosen(accept: str, offered: tuple[str, ...], *, html: bool = False) -> str | None:
    """The form of `offered` that the Accept header likes best, the first where it says nothing; "html" if allowed.

    Of two that it likes equally, the one that it names first. None where the client takes none of them.
    """
    if not accept.strip():
        return offered[0]
    names = [(MEDIA_TYPES[form], form) for form in offered]
    names += [("text/html", "html"), ("application/xhtml+xml", "html")] if html else []
    names += [(alias, form) for alias, form in _ALIASES if form in offered]
    wishes = _wishes(accept)
    liked = [(-quality, place, form) for kind, form in names for quality, place in _liked(kind, wishes)]
    return min(liked, key=lambda one: one[:2])[2] if liked else None


def _liked(kind: str, wishes: Mapping[str, tuple[float, int]]) -> list[tuple[float, int]]:
    """How much the client likes media type `kind`, and where it says so, by the most precise of its wishes."""
    for wish in (kind, kind.partition("/")[0] + "/*", "*/*"):
        if wish in wishes:
            return [wishes[wish]] if wishes[wish][0] > 0 else []
    return []


def _wishes(accept: str) -> Mapping[str, tuple[float, int]]:
    """For each media range of the header its quality, and its place."""
    found: dict[str, tuple[float, int]] = {}
    for place, part in enumerate(accept.split(",")):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        found.setdefault(kind, (quality, place))
    return found
