"""The decisions file: plain text under version control; read whole, or refused with its line and a remedy."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from kg.atomic import write_file
from kg.errors import RuleError
from kg.resolve.decisions import KINDS, Decision, Subject, Verb, missing_in

_KEYS = {"verb", "subject", "other", "theme", "field", "value", "who", "when", "reason"}
_SUBJECT_KEYS = {"id", "words", "source"}
_BASE = re.compile(r"^https?://\S*/id/")
_START = re.compile(r"^\s*\[\[\s*decision\s*\]\]")


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions in `path`, in order; none where there is no file.

    Raises RuleError with the line of the first thing that is not understood: nothing is applied by halves.
    """
    if not path.is_file():
        return ()
    text = _text_of(path)
    lines = text.splitlines()
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, lines, str(error)) from error
    for key in tables:
        if key != "decision":
            line = _line_of(lines, 1, len(lines), key)
            raise _refused(path, line, f"'{key}' is not known here", key, {"decision"})
    told = tables.get("decision", [])
    starts = [number for number, line in enumerate(lines, start=1) if _START.match(line)]
    if not isinstance(told, list) or len(told) != len(starts):
        line = _line_of(lines, 1, len(lines), "decision")
        raise RuleError(f"{path.name}, line {line}: begin every decision with a line [[decision]].")
    ends = [*(start - 1 for start in starts[1:]), len(lines)][: len(starts)]
    return tuple(
        _decision(path, lines, table, start, end)
        for table, start, end in zip(told, starts, ends, strict=True)
    )


def _text_of(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise RuleError(
            f"{path.name}, line {line}: this is not UTF-8 text; save the file again with the encoding UTF-8."
        ) from error


def _unreadable(path: Path, lines: list[str], said: str) -> RuleError:
    """What is wrong with a line that is no TOML, and what to do about it."""
    found = re.search(r"at line (\d+)", said)
    number = min(int(found[1]), len(lines)) if found else max(len(lines), 1)
    line = lines[number - 1] if lines else ""
    if re.search("[“”„‘’]\\s*(?:$|[,}#])|[=:]\\s*[“”„‘’]", line):
        remedy = 'write straight quotes (") instead of curly ones'
    elif re.match(r"\s*\[+\s*decision", line):
        remedy = "write it as [[decision]], with two brackets on each side"
    elif line.count('"') % 2:
        remedy = 'close the quote (") that is opened here'
    elif re.match(r"\s*\w+\s*=\s*[^\"\s{\[\d]", line):
        remedy = 'put the words after = in straight quotes (")'
    else:
        remedy = f"it is no TOML: {said}"
    return RuleError(f"{path.name}, line {number}: this line cannot be read; {remedy}. Nothing was decided.")


def _decision(path: Path, lines: list[str], table: dict[str, object], start: int, end: int) -> Decision:
    def line(key: str) -> int:
        return _line_of(lines, start, end, key)

    for key in table:
        if key not in _KEYS:
            raise _refused(path, line(key), f"a decision knows no '{key}'", key, _KEYS)
    for key in ("verb", "subject", "who", "when"):
        if table.get(key) in (None, ""):
            raise RuleError(f"{path.name}, line {start}: this decision lacks '{key}'; add it.")
    verb = str(table["verb"])
    if verb not in set(Verb):
        raise _refused(path, line("verb"), f"'{verb}' is no verb", verb, {v.value for v in Verb})
    when = table["when"]
    if not isinstance(when, date) and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(when)):
        raise RuleError(f"{path.name}, line {line('when')}: '{when}' is no date; write it as 2026-11-23.")
    subject = _subject(path, table["subject"], line("subject"))
    other = _subject(path, table["other"], line("other")) if "other" in table else None
    decision = Decision(
        verb=Verb(verb),
        subject=subject,
        other=other,
        who=str(table["who"]),
        when=str(when),
        reason=str(table.get("reason", "")),
        theme=_text(table.get("theme")),
        field=_text(table.get("field")),
        value=_text(table.get("value")),
        line=start,
    )
    missing = missing_in(decision)
    if missing:
        raise RuleError(f"{path.name}, line {start}: '{verb}' needs {missing}; add it.")
    return decision


def _subject(path: Path, table: object, line: int) -> Subject:
    if isinstance(table, str):
        table = {"id": table}
    if not isinstance(table, dict) or not isinstance(table.get("id"), str):
        raise RuleError(f'{path.name}, line {line}: write it as {{ id = "agency/...", words = "..." }}.')
    for key in table:
        if key not in _SUBJECT_KEYS:
            raise _refused(path, line, f"a subject knows no '{key}'", str(key), _SUBJECT_KEYS)
    id = _BASE.sub("", table["id"])
    kind, slash, _ = id.partition("/")
    if not slash or kind not in KINDS:
        known = ", ".join(KINDS)
        raise RuleError(
            f"{path.name}, line {line}: '{id}' is no id; an id begins with a kind and a slash, as in "
            f"agency/anytown/data-team (kinds: {known}). `kg export` and `kg review-queue` print ids."
        )
    return Subject(id=id, words=str(table.get("words", "")), source=_text(table.get("source")))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _line_of(lines: list[str], start: int, end: int, key: str) -> int:
    pattern = re.compile(rf"^\s*(?:\[\[?\s*)?[\"']?{re.escape(key)}\b")
    return next((n for n in range(start, end + 1) if pattern.match(lines[n - 1])), start)


def _refused(path: Path, line: int, what: str, word: str, known: set[str]) -> RuleError:
    near = get_close_matches(word, sorted(known), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"it may be {', '.join(sorted(known))}."
    return RuleError(f"{path.name}, line {line}: {what}; {hint}")


def write_decision(path: Path, decision: Decision) -> int:
    """Add `decision` at the end of the file, and give the line it begins on; what stands there is not touched."""
    there = path.read_bytes() if path.is_file() else b""
    head = "" if there else "# What people decided. Applied at every build; see docs/decisions.md.\n"
    head += "\n" if there and not there.endswith(b"\n") else ""
    rows = [f"verb = {_toml(decision.verb.value)}", f"subject = {_inline(decision.subject)}"]
    if decision.other is not None:
        rows.append(f"other = {_inline(decision.other)}")
    for key in ("theme", "field", "value"):
        value = getattr(decision, key)
        if value is not None:
            rows.append(f"{key} = {_toml(value)}")
    rows += [f"who = {_toml(decision.who)}", f"when = {decision.when}"]
    if decision.reason:
        rows.append(f"reason = {_toml(decision.reason)}")
    write_file(path, there + (head + "\n[[decision]]\n" + "\n".join(rows) + "\n").encode())
    return there.count(b"\n") + head.count("\n") + 2


def _inline(subject: Subject) -> str:
    parts = [f"id = {_toml(subject.id)}"]
    if subject.words:
        parts.append(f"words = {_toml(subject.words)}")
    if subject.source:
        parts.append(f"source = {_toml(subject.source)}")
    return "{ " + ", ".join(parts) + " }"


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
