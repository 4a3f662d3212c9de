"""The scheme of themes as a page to read: groups, themes, definitions, and the frames they are mapped to.

`python -m kg.view.scheme > docs/scheme.md` writes the page of the manual anew.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.resources import ontology_folder

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEME = "https://w3id.org/case-review-graph/id/theme"
_FRAME = "https://w3id.org/case-review-graph/id/frame/"
_TITLE = "http://purl.org/dc/terms/title"
_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")

Values = dict[str, dict[str, list[str]]]


def scheme_page(folder: Path | None = None) -> str:
    """The page as Markdown: one entry a theme, in the order of groups and labels."""
    values = _values(folder or ontology_folder())
    below: defaultdict[str, list[str]] = defaultdict(list)
    for iri, facts in values.items():
        for parent in facts.get("broader", []):
            if iri.startswith(f"{_SCHEME}/"):
                below[parent].append(iri)
    groups = [iri for iri, facts in values.items() if _SCHEME in facts.get("topConceptOf", [])]
    themes = sum(len(children) for children in below.values())
    lines = [
        "# The scheme of themes",
        "",
        f"{themes} themes in {len(groups)} groups, made from `ontology/themes.ttl` by `python -m kg.view.scheme`; "
        "how they are recognised is told in [themes.md](themes.md).",
        "",
    ]
    for group in sorted(groups, key=lambda iri: _label(values, iri)):
        lines += [f"## {_label(values, group)}", "", f"{_one(values, group, 'definition')}.", ""]
        lines += _entries(values, below, group, depth=0)
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _entries(values: Values, below: dict[str, list[str]], parent: str, *, depth: int) -> list[str]:
    lines = []
    for iri in sorted(below.get(parent, []), key=lambda one: _label(values, one)):
        slug = iri.rsplit("/", 1)[-1]
        told = f"{_one(values, iri, 'definition')}. {_one(values, iri, 'scopeNote')}".strip()
        mapped = _mapped(values, iri)
        lines.append(
            f"{'  ' * depth}- **{_label(values, iri)}** (`{slug}`): {told}"
            + (f" Maps to {mapped}." if mapped else "")
        )
        lines += _entries(values, below, iri, depth=depth + 1)
    return lines


def _mapped(values: Values, iri: str) -> str:
    """How many categories of how many frames it is mapped to, the exact ones by name."""
    matches = {name: values[iri].get(name, []) for name in _MATCHES}
    every = [target for targets in matches.values() for target in targets]
    if not every:
        return ""
    frames = {target.removeprefix(_FRAME).split("/")[0] for target in every}
    told = f"{len(every)} {'category' if len(every) == 1 else 'categories'} of {len(frames)} {'frame' if len(frames) == 1 else 'frames'}"
    exact = sorted(
        f"{_label(values, target)} ({target.removeprefix(_FRAME).split('/')[0]})"
        for target in matches["exactMatch"]
    )
    return told + (f", exactly: {'; '.join(exact)}" if exact else "")


def _values(folder: Path) -> Values:
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in ("themes.ttl", "frames.ttl"):
        for quad in parse(path=str(folder / name), format=RdfFormat.TURTLE):
            predicate = quad.predicate.value
            if isinstance(quad.subject, NamedNode) and predicate.startswith((_SKOS, _TITLE)):
                value = getattr(quad.object, "value", "")
                found[quad.subject.value][predicate.removeprefix(_SKOS)].append(str(value))
    return {iri: {name: sorted(values) for name, values in facts.items()} for iri, facts in found.items()}


def _label(values: Values, iri: str) -> str:
    return _one(values, iri, "prefLabel") or iri.rsplit("/", 1)[-1]


def _one(values: Values, iri: str, name: str) -> str:
    return next(iter(values.get(iri, {}).get(name, [])), "")


if __name__ == "__main__":
    print(scheme_page(), end="")
