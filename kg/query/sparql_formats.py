"""Answers in the standard formats: SPARQL results as JSON, XML, CSV and TSV; triples as Turtle and the like.

Media types are those of the SPARQL 1.1 Query Results recommendations and of the RDF serialisations.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from xml.etree.ElementTree import ParseError, fromstring
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError
from kg.query.answer import Answer, Term
from kg.query.prefixes import PREFIXES

_STRING = PREFIXES["xsd"] + "string"
_BARE = {PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "boolean")}

MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
GRAPH_FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml")


def serialise(answer: Answer, form: str) -> str:
    """`answer` in one of `MEDIA_TYPES`; QueryError where a table is asked for as triples or the reverse."""
    if answer.triples is not None:
        if form not in GRAPH_FORMATS:
            raise QueryError(f"Triples cannot be written as {form}; choose {', '.join(GRAPH_FORMATS)}.")
        return _triples(answer.triples, form)
    if form not in _WRITERS:
        raise QueryError(f"A table cannot be written as {form}; choose {', '.join(_WRITERS)}.")
    return _WRITERS[form](answer)


def as_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON."""
    if answer.boolean is not None:
        return json.dumps({"head": {}, "boolean": answer.boolean}) + "\n"
    rows = [
        {name: _json(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    head = json.dumps({"vars": list(answer.variables)}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)  # a row a line; indent= is slow
    return f'{{"head": {head},\n"results": {{"bindings": [\n{lines}\n]}}}}\n'


def _json(term: Term) -> dict[str, str]:
    kind, value, more = term
    if kind in ("uri", "bnode"):
        return {"type": kind, "value": value}
    if kind == "lang":
        return {"type": "literal", "value": value, "xml:lang": more}
    return {"type": "literal", "value": value} | ({} if more == _STRING else {"datatype": more})


def as_xml(answer: Answer) -> str:
    """SPARQL 1.1 Query Results XML."""
    out = ['<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>']
    out += [f"<variable name={quoteattr(name)}/>" for name in answer.variables]
    out.append("</head>\n")
    if answer.boolean is not None:
        out.append(f"<boolean>{str(answer.boolean).lower()}</boolean>\n</sparql>\n")
        return "".join(out)
    out.append("<results>\n")
    for row in answer.rows:
        bound = zip(answer.variables, row, strict=True)
        cells = (f"<binding name={quoteattr(name)}>{_xml(term)}</binding>" for name, term in bound if term)
        out.append(f"<result>{''.join(cells)}</result>\n")
    return "".join(out) + "</results>\n</sparql>\n"


def _xml(term: Term) -> str:
    kind, value, more = term
    text = escape("".join(sign for sign in value if sign >= " " or sign in "\t\n\r"))
    if kind in ("uri", "bnode"):
        return f"<{kind}>{text}</{kind}>"
    said = f" xml:lang={quoteattr(more)}" if kind == "lang" else f" datatype={quoteattr(more)}"
    return f"<literal{'' if more == _STRING else said}>{text}</literal>"


def as_csv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results CSV: plain values, lines end with CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if answer.boolean is not None:
        writer.writerows((["answer"], [str(answer.boolean).lower()]))
        return out.getvalue()
    writer.writerow(answer.variables)
    for row in answer.rows:
        writer.writerow(
            ["" if term is None else ("_:" if term[0] == "bnode" else "") + term[1] for term in row]
        )
    return out.getvalue()


def as_tsv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results TSV: terms as SPARQL writes them."""
    if answer.boolean is not None:
        return f"?answer\n{str(answer.boolean).lower()}\n"
    lines = ["\t".join("?" + name for name in answer.variables)]
    lines += ["\t".join("" if term is None else _tsv(term) for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _tsv(term: Term) -> str:
    kind, value, more = term
    if kind == "uri":
        return f"<{value}>"
    if kind == "bnode":
        return f"_:{value}"
    if kind == "literal" and more in _BARE:
        return value
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        value = value.replace(sign, written)
    return f'"{value}"' + (f"@{more}" if kind == "lang" else "" if more == _STRING else f"^^<{more}>")


def _triples(lines: tuple[str, ...], form: str) -> str:
    from pyoxigraph import RdfFormat, parse, serialize

    if form == "ntriples":
        return "".join(lines)
    triples = (quad.triple for quad in parse("".join(lines).encode(), format=RdfFormat.N_TRIPLES))
    shown = {
        name: iri
        for name, iri in PREFIXES.items()
        if any(f"<{iri}" in line for line in lines) and name != "id"
    }
    kind = {"turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML}[form]
    try:
        written = serialize(triples, format=kind, prefixes=shown)
        if (
            form == "rdfxml"
        ):  # it has no way to write some properties, and the library writes them all the same
            fromstring(written or b"")
    except (ValueError, OSError, ParseError) as error:
        raise QueryError(f"These triples cannot be written as {form}: {error}; choose turtle.") from error
    return (written or b"").decode() + ("" if form == "turtle" else "\n")


_WRITERS: dict[str, Callable[[Answer], str]] = {"json": as_json, "xml": as_xml, "csv": as_csv, "tsv": as_tsv}
