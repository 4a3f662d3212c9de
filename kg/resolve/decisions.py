"""What people decided, as a plain text file under version control; read whole or refused with its line."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from kg.errors import RuleError
from kg.model.keys import match_form
from kg.model.names import name_key


class Verb(StrEnum):
    """What can be decided."""

    SAME = "same"
    DIFFERENT = "different"
    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing decided about: its id, and words to find it again by when ids have changed."""

    id: str
    words: str = ""
    source: str | None = None

    @property
    def kind(self) -> str:
        """The kind of thing, the first step of its id: "agency", "response" ..."""
        return self.id.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, with who took it, when and why, and the line of the file it stands on."""

    verb: Verb
    subject: Subject
    who: str
    when: str
    reason: str = ""
    other: Subject | None = None
    theme: str | None = None
    field: str | None = None
    value: str | None = None
    line: int = 0


_KEYS = {"verb", "subject", "other", "theme", "field", "value", "who", "when", "reason"}
_SUBJECT_KEYS = {"id", "words", "source"}
_START = re.compile(r"^\s*\[\[\s*decision\s*\]\]")


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions in `path`, in order; none where there is no file.

    Raises RuleError with the line of the first thing that is not understood: nothing is applied by halves.
    """
    if not path.is_file():
        return ()
    text = path.read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(
            f"{path.name} cannot be read: {error}. Mend that line; nothing was decided."
        ) from error
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines, start=1) if _START.match(line)]
    for key in tables:
        if key != "decision":
            raise _refused(
                path, _line_of(lines, 1, len(lines), key), f"'{key}' is not known here", key, {"decision"}
            )
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    decisions = []
    for table, start, end in zip(tables.get("decision", []), starts, ends, strict=False):
        decisions.append(_decision(path, lines, table, start, end))
    return tuple(decisions)


def _decision(path: Path, lines: list[str], table: dict[str, object], start: int, end: int) -> Decision:
    def line(key: str) -> int:
        return _line_of(lines, start, end, key)

    for key in table:
        if key not in _KEYS:
            raise _refused(path, line(key), f"a decision knows no '{key}'", key, _KEYS)
    for key in ("verb", "subject", "who", "when"):
        if key not in table:
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


def missing_in(decision: Decision) -> str:
    """What a decision with this verb still needs, in words; empty where nothing is missing."""
    if decision.verb in {Verb.SAME, Verb.DIFFERENT} and decision.other is None:
        return "an 'other' beside its 'subject'"
    if decision.verb is Verb.EDIT and (decision.field is None or decision.value is None):
        return "a 'field' and a 'value'"
    return ""


def _subject(path: Path, table: object, line: int) -> Subject:
    if isinstance(table, str):
        return Subject(id=table)
    if not isinstance(table, dict) or not isinstance(table.get("id"), str):
        raise RuleError(f'{path.name}, line {line}: write it as {{ id = "agency/...", words = "..." }}.')
    for key in table:
        if key not in _SUBJECT_KEYS:
            raise _refused(path, line, f"a subject knows no '{key}'", str(key), _SUBJECT_KEYS)
    return Subject(id=table["id"], words=str(table.get("words", "")), source=_text(table.get("source")))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _line_of(lines: list[str], start: int, end: int, key: str) -> int:
    pattern = re.compile(rf"^\s*(?:\[\[?\s*)?[\"']?{re.escape(key)}\b")
    return next((n for n in range(start, end + 1) if pattern.match(lines[n - 1])), start)


def _refused(path: Path, line: int, what: str, word: str, known: set[str]) -> RuleError:
    near = get_close_matches(word, sorted(known), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"it may be {', '.join(sorted(known))}."
    return RuleError(f"{path.name}, line {line}: {what}; {hint}")


def write_decision(path: Path, decision: Decision) -> None:
    """Add `decision` at the end of the file; what stands there is not touched."""
    head = "" if path.is_file() else "# What people decided. Applied at every build; see docs/decisions.md.\n"
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
    with path.open("a", encoding="utf-8") as file:
        file.write(head + "\n[[decision]]\n" + "\n".join(rows) + "\n")


def _inline(subject: Subject) -> str:
    parts = [f"id = {_toml(subject.id)}"]
    if subject.words:
        parts.append(f"words = {_toml(subject.words)}")
    if subject.source:
        parts.append(f"source = {_toml(subject.source)}")
    return "{ " + ", ".join(parts) + " }"


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def parted_names(decisions: tuple[Decision, ...]) -> frozenset[tuple[str, str]]:
    """For each agency said to be different from a name: its id, and its name's key, with the key of that name."""
    pairs = set()
    for decision in decisions:
        if (
            decision.verb is Verb.DIFFERENT
            and decision.subject.kind == "agency"
            and decision.other is not None
        ):
            key = name_key(decision.other.words)
            pairs.add((decision.subject.id, key))
            if decision.subject.words:
                pairs.add((name_key(decision.subject.words), key))
    return frozenset(pairs)


def parted_reviews(decisions: tuple[Decision, ...]) -> frozenset[str]:
    """The match forms of names of reviews that were said to be another review's."""
    return frozenset(
        match_form(decision.other.words)
        for decision in decisions
        if decision.verb is Verb.DIFFERENT
        and decision.subject.kind == "review"
        and decision.other is not None
        and decision.other.words
    )
