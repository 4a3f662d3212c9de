"""How a question of the library is put to the engine on disk: what is asked about everything is read from end to end.

Looking one thing up on disk costs as much as reading hundreds that lie together. Unless a question must be told the thing
that it is about, each of its patterns becomes a sub-query of its own, which the engine reads whole and joins in memory;
the answer is the same (SPARQL 1.1, 18.2.4.2: a sub-query is joined to its group as a pattern is). What an expression has
made is looked up: the engine cannot know that it is bound, and would try each row with each.
"""

from __future__ import annotations

import re

_NODE = r'(?:\?\w+|\w+:\w+|"[^"]*")'
_PAIR = rf"(?:a|\w+:\w+) {_NODE}"
_RUN = re.compile(rf"(?P<subject>\?\w+) (?P<pairs>{_PAIR}(?: ; {_PAIR})*)(?=\s*[.}}\n])(?:\s*\.)?")
_MADE = re.compile(r"\bAS (\?\w+)\)")
_EXISTS = re.compile(r"\b(?:EXISTS|MINUS)\s*\{")


def read_whole(query: str) -> str:
    """`query` with every simple triple pattern as a sub-query, but for those that a filter tries on each row."""
    made = frozenset(_MADE.findall(query))
    parts, done = [], 0
    for match in _EXISTS.finditer(query):
        if match.start() < done:
            continue
        stop = _closing(query, match.end())
        parts += [_split(query[done : match.start()], made), query[match.start() : stop]]
        done = stop
    return "".join((*parts, _split(query[done:], made)))


def _split(text: str, made: frozenset[str]) -> str:
    def whole(run: re.Match[str]) -> str:
        if run["subject"] in made:
            return run[0]
        return " ".join(f"{{ SELECT * {{ {run['subject']} {pair} }} }}" for pair in run["pairs"].split(" ; "))

    return _RUN.sub(whole, text)


def _closing(text: str, start: int) -> int:
    """Where the group that was opened before `start` is closed."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)
