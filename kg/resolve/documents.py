"""Embedded documents: the same one found in two sources is one, so that nothing is counted twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from kg.model.entity import DocumentEntity
from kg.model.evidence import Evidence
from kg.model.found import Extraction
from kg.model.keys import digest, match_form, slug

_ALIKE = 0.8  # share of common shingles from which two documents of one kind are one
_HELD = 0.9  # share of the shorter one's shingles that the longer one holds, where the titles agree
_PROBES = 32  # sketch entries that must bring two documents together before they are compared


@dataclass(slots=True)
class Documents:
    """The entities, with ids for things that stand in them: a copy's things get the ids of the first."""

    entities: tuple[DocumentEntity, ...]
    ids: dict[tuple[str, str], str]
    _seen: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def of(self, where: Evidence) -> str:
        """The id of the document in which `where` stands."""
        return self.ids[where.source, where.embedded]

    def first(self, where: Evidence) -> str:
        """The same, or the id of the document that it is a copy of."""
        id = self.ids[where.source, where.embedded]
        return self._firsts.get(id, id)

    @property
    def _firsts(self) -> dict[str, str]:
        return {entity.id: entity.same_as for entity in self.entities if entity.same_as}

    def thing(self, kind: str, where: Evidence, *parts: str | None) -> str:
        """An id for a thing in a document, by its words and by how often these have come before in it."""
        words = match_form(" ".join(part for part in parts if part))
        counted = (where.source, where.embedded, kind, words)
        self._seen[counted] += 1
        return f"{kind}/{digest(self.first(where), words, self._seen[counted], length=16)}"


@dataclass(frozen=True, slots=True)
class _Text:
    """What is needed to tell whether two documents are one."""

    entity: DocumentEntity
    sketch: frozenset[int]
    length: int
    own_date: str | None


def find_documents(extractions: tuple[Extraction, ...]) -> Documents:
    """One entity for each embedded document, copies pointing at the first of them."""
    texts: list[_Text] = []
    ids: dict[tuple[str, str], str] = {}
    for extraction in sorted(extractions, key=lambda e: e.source.name):
        padded = (*extraction.sketches, *((),) * len(extraction.embedded))
        rows = zip(extraction.embedded, extraction.titles, extraction.fingerprints, padded, strict=False)
        for embedded, title, fingerprint, sketch in rows:
            id = f"document/{slug(embedded.title, limit=40)}-{embedded.key}"
            ids[extraction.source.name, embedded.key] = id
            entity = DocumentEntity(
                id=id,
                evidence=title,
                kind=embedded.kind,
                title=embedded.title,
                date=embedded.date or extraction.source.date,
                publisher=embedded.publisher or extraction.source.publisher,
                fingerprint=fingerprint,
            )
            texts.append(_Text(entity, frozenset(sketch), len(embedded.span), embedded.date))
    copies = _copies(texts)
    joined = [replace(text.entity, same_as=copies.get(text.entity.id)) for text in texts]
    return Documents(tuple(sorted(joined, key=lambda entity: entity.id)), ids)


def _copies(texts: list[_Text]) -> dict[str, str]:
    """For each copy the first document like it, by fingerprint or by sketch; blocked by the smallest digests."""
    first: dict[str, str] = {}
    prints: dict[str, str] = {}
    probes: dict[int, list[_Text]] = defaultdict(list)
    for text in texts:
        same = prints.get(text.entity.fingerprint) if text.sketch else None
        smallest = sorted(text.sketch)[:_PROBES]
        if same is None:
            met = {other.entity.id: other for probe in smallest for other in probes[probe]}
            same = next((id for id in sorted(met) if _one(met[id], text)), None)
        if same is not None:
            first[text.entity.id] = same
            continue
        prints[text.entity.fingerprint] = text.entity.id
        for probe in smallest:
            probes[probe].append(text)
    return first


def _one(one: _Text, other: _Text) -> bool:
    """Whether two documents are one: kind and date agree, and nearly all words, or all of the shorter."""
    if one.entity.kind is not other.entity.kind or one.entity.evidence.source == other.entity.evidence.source:
        return False
    if one.own_date and other.own_date and one.own_date != other.own_date:
        return False
    alike = _jaccard(one.sketch, other.sketch)
    if alike >= _ALIKE:
        return True
    both = alike * (one.length + other.length) / (1 + alike)
    titled = match_form(one.entity.title) == match_form(other.entity.title)
    return titled and both >= _HELD * min(one.length, other.length)


def _jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Likeness of two documents from their bottom-k sketches."""
    if not left or not right:
        return 0.0
    k = min(len(left), len(right))
    union = sorted(left | right)[:k]
    return sum(1 for shingle in union if shingle in left and shingle in right) / k
