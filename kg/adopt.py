"""Adopt: a new theme becomes one entry of `ontology/themes.ttl` and one of a rule file, both checked before either is written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.atomic import write_file
from kg.errors import DataError, RuleError
from kg.model.keys import slug

SCHEME = "https://w3id.org/case-review-graph/id/theme"
_ENTRY = re.compile(r"^theme:([a-z0-9-]+) a skos:Concept", re.M)


@dataclass(frozen=True, slots=True)
class Adopted:
    """A theme for the scheme, the words that show it, and a sentence that holds one of them."""

    slug: str
    label: str
    definition: str
    broader: str  # slug of a group or of a theme
    cues: tuple[str, ...]
    examples: tuple[str, ...] = ()


def adopt(theme: Adopted, *, ontology: Path, rules: Path) -> tuple[Path, Path]:
    """Write `theme` into the scheme in `ontology` and the cues in `rules`; gives the two files.

    Raises DataError where the theme exists, its parent does not, or it has no cue; RuleError where the result is
    no valid rule file or Turtle. Nothing is written then.
    """
    scheme = ontology / "themes.ttl"
    text = _text(scheme)
    known = set(_ENTRY.findall(text))
    group = _group(theme.broader, known, rules / "themes")
    _check(theme, known)
    cues = rules / "themes" / f"{group}.toml"
    before = cues.read_text(encoding="utf-8") if cues.exists() else ""
    made_scheme = text.rstrip("\n") + "\n\n" + _turtle(theme) + "\n"
    made_cues = before.rstrip("\n") + "\n\n" + _toml(theme) + "\n"
    _check_made(made_scheme, made_cues, cues)
    write_file(cues, made_cues.lstrip("\n").encode())
    write_file(scheme, made_scheme.encode())
    return scheme, cues


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"There is no scheme of themes at {path}.") from error


def _group(broader: str, known: set[str], folder: Path) -> str:
    """The rule file that a theme below `broader` belongs in: a group's own, or that of the theme above it."""
    import tomllib

    if broader not in known:
        raise DataError(
            f"There is no group or theme '{broader}' to put it under. Known: {', '.join(sorted(known))}."
        )
    for path in sorted(folder.glob("*.toml")):
        if path.stem == broader or broader in tomllib.loads(path.read_text(encoding="utf-8")):
            return path.stem
    return broader


def _check(theme: Adopted, known: set[str]) -> None:
    if theme.slug != slug(theme.slug):
        raise DataError(
            f"'{theme.slug}' cannot be an address: use lower-case letters and hyphens, as in '{slug(theme.slug)}'."
        )
    if theme.slug in known:
        raise DataError(f"There is a theme '{theme.slug}' already; add cues to its entry instead.")
    if not any(cue.strip() for cue in theme.cues):
        raise DataError("A theme needs at least one cue, a phrase that shows it in a text.")


def _check_made(scheme: str, cues: str, path: Path) -> None:
    import tomllib

    from pyoxigraph import RdfFormat, parse

    try:
        tomllib.loads(cues)
        list(parse(scheme, format=RdfFormat.TURTLE))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name} would not be valid TOML: {error}.") from error
    except SyntaxError as error:
        raise RuleError(f"themes.ttl would not be valid Turtle: {error}.") from error


def _turtle(theme: Adopted) -> str:
    def words(values: Sequence[str]) -> str:
        return ", ".join(f"{json.dumps(value, ensure_ascii=False)}@en" for value in values)

    lines = [
        f"theme:{theme.slug} a skos:Concept",
        f"skos:inScheme <{SCHEME}>",
        f"skos:prefLabel {words([theme.label])}",
        f"skos:definition {words([theme.definition])}",
        f"skos:broader theme:{theme.broader}",
    ]
    plain = [
        cue for cue in theme.cues if not set("/*") & set(cue) and "..." not in cue and cue != theme.label
    ]
    lines += [f"skos:altLabel {words(plain)}"] if plain else []
    lines += [f"skos:example {words(theme.examples)}"] if theme.examples else []
    return " ;\n    ".join(lines) + " ."


def _toml(theme: Adopted) -> str:
    def words(values: Sequence[str]) -> str:
        return "[" + ", ".join(json.dumps(value, ensure_ascii=False) for value in values) + "]"

    return (
        f"[{theme.slug}]\nstrong = {words(theme.cues)}\nexamples = {words(theme.examples or theme.cues[:1])}"
    )
