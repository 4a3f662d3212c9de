"""Reviews: every report, briefing, response and mention of one review meets in one entity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.model.entity import Review
from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundReview
from kg.model.keys import digest, match_form, slug
from kg.model.kinds import ReviewStatus
from kg.model.names import name_words, singular
from kg.resolve.decisions import Apart
from kg.resolve.directory import Directory
from kg.resolve.places import Place
from kg.resolve.review_answers import by_recommendations
from kg.resolve.review_groups import Group, Told, group
from kg.resolve.review_marks import Core, core_of, months_of, years_in

_WORDS = 10  # of a recommendation that nobody else is likely to print
_ID_WORDS = 6
_NATIONS = frozenset({"England", "Wales", "Scotland", "Northern Ireland", "United Kingdom"})
_FEW = 2  # people at the centre of a review that may be called by their names


@dataclass(frozen=True, slots=True)
class Reviews:
    """The entities, and the entity id for each source's own key of a review."""

    entities: tuple[Review, ...]
    ids: dict[tuple[str, str], str]

    def of(self, source: str, key: str | None) -> str | None:
        """The id of the review that a source knows as `key`."""
        return self.ids.get((source, key)) if key else None


def find_reviews(
    extractions: tuple[Extraction, ...],
    directory: Directory,
    places: dict[tuple[str, str], Place],
    *,
    apart: Apart | None = None,
) -> Reviews:
    """One entity for each review; like names meet only where the area is the same, and no person told them `apart`."""
    apart = apart or Apart()
    told = [
        _told(extraction, review, directory, places, apart)
        for extraction in extractions
        for review in extraction.reviews
    ]
    told = _placed_by_title(told, extractions)
    entities: list[Review] = []
    ids: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for one in by_recommendations(group(told)):
        entity = _entity(one, taken)
        taken.add(entity.id)
        entities.append(entity)
        ids.update(((member.source, member.review.key), entity.id) for member in one.members)
    return Reviews(tuple(sorted(entities, key=lambda review: review.id)), ids)


def _told(
    extraction: Extraction,
    review: FoundReview,
    directory: Directory,
    places: dict[tuple[str, str], Place],
    apart: Apart,
) -> Told:
    source = extraction.source.name
    where = places.get((source, review.evidence.embedded)) or places[source, ""]
    parts = (review.place, *(review.name.split(" – ") if review.basis == "inspection" else ()))
    area = next((area for part in parts if (area := _area(part, directory))), None) or _local(where.area)
    names = (review.name, *review.aliases)
    forms = frozenset(map(match_form, names))
    own = min(forms & apart.names, default=None)
    texts = (
        match_form(r.text)
        for r in extraction.recommendations
        if r.review == review.key and len(r.text.split()) >= _WORDS
    )
    return Told(
        source=source,
        review=review,
        area=area,
        cores=(Core((own,)),) if own else _cores(review, names, area),
        years=years_in((*names, review.published_date)),
        months=months_of(review),
        texts=frozenset() if own else frozenset(texts),
        parted=own,
        named=forms & apart.sides,
        unlike=apart.unlike(forms),
    )


def _local(area: str | None) -> str | None:
    """An area, unless it is a whole nation: the inspectorate's, not that of the inspected."""
    return area if area not in _NATIONS else None


def _placed_by_title(told: list[Told], extractions: tuple[Extraction, ...]) -> list[Told]:
    """Those whose area nothing tells with the area of other papers that their document's title begins with."""
    known = {tuple(name_words(one.area)): one.area for one in told if one.area}
    titles = {
        (extraction.source.name, embedded.key): tuple(name_words(embedded.title))
        for extraction in extractions
        for embedded in extraction.embedded
    }
    return [
        replace(one, area=_begun(titles.get((one.source, one.review.evidence.embedded), ()), known))
        if one.area is None
        else one
        for one in told
    ]


def _begun(title: tuple[str, ...], known: dict[tuple[str, ...], str]) -> str | None:
    """The longest known area that a title begins with and goes on after."""
    lengths = range(min(len(title) - 1, 4), 0, -1)
    return next((known[title[:length]] for length in lengths if title[:length] in known), None)


def _cores(review: FoundReview, names: Iterable[str], area: str | None) -> tuple[Core, ...]:
    """What singles out each name; a report is also known by the one or two people whom it is about."""
    told = list(names)
    if (
        review.status is ReviewStatus.FULL_TEXT
        and len(review.subjects) <= _FEW
        and review.type != "thematic_review"
    ):
        told += [subject.pseudonym for subject in review.subjects if subject.pseudonym]
    basis = review.basis
    if basis == "inspection" and review.place:
        told = [f"{name} {review.place}" for name in told]
    cores = {core for name in told if (core := core_of(name, area=area, basis=basis))}
    return tuple(sorted(cores, key=lambda core: (core.words, sorted(core.marks))))


def _area(place: str | None, directory: Directory) -> str | None:
    """The area of a publisher: listed, or by the regular form of its name; None for an inspectorate or "the Board"."""
    if not place:
        return None
    key = " ".join(name_words(place))
    if key in directory.areas:
        return directory.areas[key]
    bodies = directory.listed(key)
    if bodies:
        areas = {
            area for body in bodies for area in body.areas if " ".join(name_words(area)) in directory.areas
        }
        return next(iter(areas)) if len(areas) == 1 else None
    regular = directory.regular_form(place)
    return regular[0] if regular else directory.area_in(place)


def _entity(one: Group, taken: set[str]) -> Review:
    best = max(one.members, key=lambda m: (m.full, len(m.review.name), m.source, m.review.name))
    reviews = [best.review, *(m.review for m in one.members if m is not best)]
    area = best.area or next(iter(sorted(one.areas)), None)
    evidence = [e for review in reviews for e in (review.evidence, *review.mentions)]
    return Review(
        id=_id(one, best, area, taken),
        evidence=_unique(evidence),
        name=best.review.name,
        type=best.review.type,
        status=best.review.status,
        basis=best.review.basis,
        aliases=_aliases(best.review.name, reviews),
        lead_reviewer=_first(r.lead_reviewer for r in reviews),
        commissioned_by=_first(r.commissioned_by for r in reviews),
        commissioned_date=_finest(r.commissioned_date for r in reviews),
        published_date=_finest(r.published_date for r in reviews),
        period_start=_finest(r.period_start for r in reviews),
        period_end=_finest(r.period_end for r in reviews),
        subjects=max((r.subjects for r in reviews), key=len),
        place=area,
    )


def _id(one: Group, best: Told, area: str | None, taken: set[str]) -> str:
    """Area and own words; the kind where it is none for children; the year where a letter alone names it."""
    core = core_of(best.review.name, area=area, basis=best.review.basis) or min(
        one.cores, key=lambda core: (len(core.tokens), core.words, sorted(core.marks)), default=Core()
    )
    parts = [area or "", *_printed(core, best.review.name)]
    if best.family != "children":
        parts.append(best.review.type)
    years = (
        [best.review.published_date[:4]]
        if best.review.published_date
        else [str(y) for y in sorted(one.years)[:1]]
    )
    if best.review.basis == "inspection" or not (core.words or any("/" in mark for mark in core.marks)):
        parts += years
    if best.parted or not core or not (area or core.telling or best.review.basis == "inquiry"):
        parts.append(digest(best.source, match_form(best.review.name), length=8))
    id = f"review/{slug(' '.join(parts), limit=100)}"
    return id if id not in taken else f"{id}-{digest(best.source, best.review.evidence.span.start, length=8)}"


def _printed(core: Core, name: str) -> list[str]:
    """The words, letters and numbers of a core in the order of the name, a few words at most."""
    by_letter = {mark.rsplit("-", 1)[-1]: mark for mark in core.marks}
    found: dict[str, str] = {}
    for word in name_words(name):
        if word in by_letter:
            found.setdefault(by_letter[word], by_letter[word])
        elif singular(word) in core.words and sum(token in core.words for token in found) < _ID_WORDS:
            found.setdefault(singular(word), word)
    rest = [] if any(word in found for word in core.words) else core.words[:_ID_WORDS]
    return [*found.values(), *rest, *sorted(core.marks - set(found))]


def _aliases(name: str, reviews: list[FoundReview]) -> tuple[str, ...]:
    """Every other name once, whatever its case; of two spellings the one that is not all capitals."""
    names = sorted(
        {n for review in reviews for n in (review.name, *review.aliases)}, key=lambda n: (n.isupper(), n)
    )
    first: dict[str, str] = {match_form(name): name}
    for other in names:
        first.setdefault(match_form(other), other)
    return tuple(sorted(other for other in first.values() if other != name))


def _first(values: object) -> str | None:
    return next((value for value in values if value), None)  # type: ignore[attr-defined]


def _finest(dates: Iterable[str | None]) -> str | None:
    """The first date, or a more precise one that says the same."""
    known = [date for date in dates if date]
    return max((date for date in known if date.startswith(known[0])), key=len, default=None)


def _unique(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    seen: dict[tuple[str, int, int], Evidence] = {}
    for item in evidence:
        seen.setdefault((item.source, item.span.start, item.span.end), item)
    return tuple(seen.values())
