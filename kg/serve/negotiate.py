"""Content negotiation: which of the forms on offer a client likes best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query.sparql_formats import MEDIA_TYPES

#: other names that clients use for our forms
_ALIASES = {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/x-turtle": "turtle",
    "text/plain": "ntriples",
}
TABLE_FORMS = ("json", "xml", "csv", "tsv")
GRAPH_FORMS = ("turtle", "ntriples", "jsonld")


def chosen(accept: str, offered: tuple[str, ...], *, html: bool = False) -> str | None:
    """The form of `offered` that the Accept header likes best, the first where it says nothing; "html" if allowed.

    None where the client takes none of them.
    """
    names = {MEDIA_TYPES[form]: form for form in offered}
    names |= {alias: form for alias, form in _ALIASES.items() if form in offered and alias not in names}
    if html:
        names = {"text/html": "html", "application/xhtml+xml": "html"} | names
    if not accept.strip():
        return offered[0]
    best: tuple[float, int, str] | None = None
    for order, (kind, quality) in enumerate(_wishes(accept).items()):
        form = _match(kind, names, offered)
        if form and quality > 0 and (best is None or quality > best[0]):
            best = (quality, order, form)
    return best[2] if best else None


def _wishes(accept: str) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        found.setdefault(kind, quality)
    return found


def _match(kind: str, names: Mapping[str, str], offered: tuple[str, ...]) -> str | None:
    if kind in names:
        return names[kind]
    if kind == "*/*":
        return offered[0]
    if kind.endswith("/*"):
        return next((form for name, form in names.items() if name.startswith(kind[:-1])), None)
    return None
