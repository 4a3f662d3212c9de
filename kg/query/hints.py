"""What a query probably meant: the nearest keyword, prefix and term of the ontology for those that there are not."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from kg.query.answer import Answer
from kg.query.guard import SKIPPED
from kg.query.prefixes import PREFIXES

_KEYWORDS = tuple(
    "SELECT DISTINCT REDUCED AS WHERE CONSTRUCT DESCRIBE ASK FROM NAMED PREFIX BASE GROUP BY HAVING ORDER ASC DESC "
    "LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH UNION MINUS FILTER EXISTS NOT BIND SERVICE SILENT IN TRUE FALSE A "
    "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS "
    "CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR "
    "MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG "
    "STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE".split()
)
_OPENINGS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_WORD = re.compile(r"(?<![\w:?$@<^-])([A-Za-z]\w+)(?![\w:])")
_VARIABLE = re.compile(r"[?$](\w+)")
_PREFIXED = re.compile(r"(?<![\w:<?$@-])([A-Za-z][\w-]*):(?=[\w<])")
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]+)\s*:", re.I)


def hints_of_error(query: str) -> tuple[str, ...]:
    """What may be wrong with `query`, which could not be answered."""
    return (*unknown_terms(query), *misspelt_words(query))


def hints_of_answer(query: str, answer: Answer) -> tuple[str, ...]:
    """What may be wrong with `query` although it was answered."""
    empty = tuple(
        name for at, name in enumerate(answer.variables) if all(row[at] is None for row in answer.rows)
    )
    return (*unknown_terms(query), *(lone_variables(query, empty) if answer.rows else ()))


def unknown_terms(query: str) -> tuple[str, ...]:
    """One sentence for each prefix and each term of our ontology in `query` that there is not, with the nearest."""
    bare = SKIPPED.sub(" ", query)
    known = ontology_terms()
    found = dict.fromkeys(re.findall(r"(?<![\w:])crg:(\w+)", bare))
    said = []
    for name in found if known else ():
        if name not in known:
            said.append(f"crg:{name} is not a term of the ontology{_nearest(name, known, 'crg:', 0.5)}.")
    declared = {*PREFIXES, *_DECLARED.findall(query)}
    for prefix in dict.fromkeys(_PREFIXED.findall(bare)):
        if prefix not in declared:
            near = _nearest(prefix, tuple(declared), "", 0.5) or f"; known are {', '.join(PREFIXES)}"
            said.append(f"The prefix {prefix}: is not known{near}.")
    return tuple(said)


def misspelt_words(query: str) -> tuple[str, ...]:
    """One sentence for each word of `query`, which cannot be read, that is near a keyword and is none.

    "SELCT ?n { ... }" gives "SELCT is no word of SPARQL; the nearest is SELECT."
    """
    words = dict.fromkeys(_WORD.findall(SKIPPED.sub(" ", query)))
    capitals = {word.upper() for word in words}
    if capitals & _UPDATES:  # it is refused for what it does, not for how it is written
        return ()
    said = [
        f"{word} is no word of SPARQL{near}."
        for word in words
        if word.upper() not in _KEYWORDS and (near := _nearest(word.upper(), _KEYWORDS, "", 0.7))
    ]
    if not said and not capitals & _OPENINGS:
        said = ["A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE."]
    return tuple(said)


def lone_variables(query: str, empty: tuple[str, ...]) -> tuple[str, ...]:
    """One sentence for each column of `empty`, which no row has a value for, that stands in SELECT alone."""
    names = _VARIABLE.findall(SKIPPED.sub(" ", query))
    others = tuple(name for name in dict.fromkeys(names) if names.count(name) > 1)
    return tuple(
        f"?{name} stands in no pattern of the query, so its column is empty{_nearest(name, others, '?', 0.4)}."
        for name in empty
        if names.count(name) == 1
    )


def _nearest(name: str, known: tuple[str, ...], start: str, cutoff: float) -> str:
    """ "; the nearest is NAME" where one of `known` is near, else nothing; small and capital letters are one."""
    by_fold = {one.lower(): one for one in reversed(known)}
    near = get_close_matches(name.lower(), by_fold, n=1, cutoff=cutoff)
    return f"; the nearest is {start}{by_fold[near[0]]}" if near else ""


@cache
def ontology_terms() -> tuple[str, ...]:
    """The local names of the terms of our ontology."""
    from kg.resources import ontology_folder

    path = ontology_folder() / "case-review.ttl"
    if not path.is_file():
        return ()
    return tuple(sorted(set(re.findall(r"(?m)^crg:(\w+)", path.read_text(encoding="utf-8")))))
