"""What people type into a search, in the syntax of SQLite's FTS5: words, phrases, AND, OR, NOT, brackets."""

from __future__ import annotations

import re
from itertools import product

from kg.errors import QueryError

MOST = 100  # words and operators of one search
_TOKEN = re.compile(r'(-?)"([^"]*)"|(\()|(\))|([^\s()"]+)')
_PLAIN = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?!\w)", re.I)
_OPERATORS = ("AND", "OR", "NOT")
_IRREGULAR = (
    ("child", "children"),
    ("man", "men"),
    ("woman", "women"),
    ("person", "people"),
    ("foot", "feet"),
)
_OTHER = {a: b for pair in _IRREGULAR for a, b in (pair, pair[::-1])}  # plurals that no stemmer undoes


def expression_of(query: str) -> str:
    """`query` in FTS5's own syntax: words are quoted, so that no sign in them is taken for an operator.

    Words side by side must all occur; OR, AND, NOT and brackets work, as do "phrases", word*, -word and -"phrase".
    Raises QueryError where nothing is left to look for, or an operator, a bracket or a quote stands alone.
    """
    query = query.replace("“", '"').replace("”", '"')
    if query.count('"') % 2:
        raise QueryError('A double quote is open in the search: close the "phrase".')
    parts: list[str] = []
    for minus, phrase, opening, closing, word in _TOKEN.findall(query):
        if opening or closing or word in _OPERATORS:
            parts.append(opening or closing or word)
            continue
        negated = bool(minus) or (word.startswith("-") and len(word) > 1)
        term = _term(phrase or word.lstrip("-"), prefix=word.endswith("*"))
        if term:
            parts += ["NOT", term] if negated else [term]
    if len(parts) > MOST:
        raise QueryError(f"A search may hold {MOST} words at most.")
    if not any(part not in (*_OPERATORS, "(", ")") for part in parts):
        raise QueryError("Name at least one word to search for.")
    return _joined(parts)


def _term(words: str, *, prefix: bool) -> str:
    """A word or phrase, quoted, with its irregular plural or singular: ("young child" OR "young children")."""
    plain = _PLAIN.findall(_POSSESSIVE.sub("", words))
    if prefix or len(plain) > 6:
        return f'"{" ".join(plain)}"{"*" if prefix else ""}' if plain else ""
    either = ((word, _OTHER[word.lower()]) if word.lower() in _OTHER else (word,) for word in plain)
    forms = [f'"{" ".join(form)}"' for form in product(*either)] if plain else []
    return forms[0] if len(forms) == 1 else f"({' OR '.join(forms)})" if forms else ""


def _joined(parts: list[str]) -> str:
    """`parts` with AND between neighbours that have no operator; QueryError where they make no sense."""
    while parts and parts[0] in ("AND", "OR"):
        parts = parts[1:]
    while parts and parts[-1] in _OPERATORS:
        parts = parts[:-1]
    out: list[str] = []
    depth = 0
    for part in parts:
        before = out[-1] if out else "("
        if part == "NOT" and before == "AND":
            out.pop()
        elif part in _OPERATORS and before in (*_OPERATORS, "("):
            what = "begin with NOT: say first what to look for" if part == "NOT" else f"have {part} there"
            raise QueryError(f"A search cannot {what}.")
        elif part == ")" and before in (*_OPERATORS, "("):
            raise QueryError("A bracket of the search holds no word at its end.")
        elif part not in (*_OPERATORS, ")") and out and before not in (*_OPERATORS, "("):
            out.append("AND")
        depth += (part == "(") - (part == ")")
        if depth < 0:
            break
        out.append(part)
    if depth:
        raise QueryError("A bracket is open in the search: close it.")
    return " ".join(out)
