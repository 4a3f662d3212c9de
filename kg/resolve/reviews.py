"""Reviews: every report, briefing, response and mention of one review meets in one entity."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.entity import Review
from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundReview, ReviewStatus
from kg.model.keys import match_form, slug
from kg.model.names import fold_word, name_words
from kg.resolve.directory import Directory
from kg.resolve.places import Place

_FAMILY = {
    "serious_case_review": "children",
    "child_safeguarding_practice_review": "children",
    "local_child_safeguarding_practice_review": "children",
    "child_practice_review": "children",
    "learning_review": "children",
    "rapid_review": "children",
    "thematic_review": "children",
}
_COMMON = frozenset(
    """the a an of into in on re regarding relating to concerning respect case cases serious child children
    safeguarding practice review reviews local learning lessons thematic rapid overview report executive summary
    published briefing response partnership scr scrs cspr lcspr csprs sar sars dhr dhrs cpr extended concise national
    adults adult domestic homicide abuse related death significant multi agency recommendations from and
    young person ms mr mrs family board final full independent audit concerning two three four infant step inspection investigation
    report story tragic matters""".split()
)
_DAY = re.compile(r"^\d\d?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A review as one source finds it, with its area and the words that single it out."""

    source: str
    review: FoundReview
    area: str | None
    cores: tuple[str, ...]


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
    parted: frozenset[str] = frozenset(),
) -> Reviews:
    """One entity for each review; like names meet only where the area is the same.

    Names in `parted` (match forms) meet only each other: a person decided that they are another review's.
    """
    found = [
        _place(extraction.source.name, review, directory, places, parted)
        for extraction in extractions
        for review in extraction.reviews
    ]
    groups: dict[str, list[_Found]] = defaultdict(list)
    for index, group in enumerate(_join(found)):
        for item in group:
            groups[str(index)].append(item)
    entities: list[Review] = []
    ids: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for members in sorted(groups.values(), key=lambda ms: (ms[0].source, ms[0].review.evidence.span.start)):
        entity = _entity(members, taken)
        taken.add(entity.id)
        entities.append(entity)
        ids.update(((member.source, member.review.key), entity.id) for member in members)
    return Reviews(tuple(sorted(entities, key=lambda review: review.id)), ids)


def _place(
    source: str,
    review: FoundReview,
    directory: Directory,
    places: dict[tuple[str, str], Place],
    parted: frozenset[str],
) -> _Found:
    area = None
    if review.place:
        bodies = directory.listed(" ".join(name_words(review.place)))
        area = directory.areas.get(" ".join(name_words(review.place))) or directory.area_in(review.place)
        if area is None and len(bodies) == 1 and len(bodies[0].areas) == 1:
            area = bodies[0].areas[0]
        area = area or review.place
    if area is None:
        where = places.get((source, review.evidence.embedded)) or places[source, ""]
        area = where.area
    dated = review.basis != "review"  # an inspection is one of many of its kind: its year tells it apart
    cores = {core for name in (review.name, *review.aliases) if (core := _core(name, area, dated=dated))}
    own = next((name for name in (review.name, *review.aliases) if match_form(name) in parted), None)
    return _Found(source, review, area, (f"={match_form(own)}",) if own else tuple(sorted(cores)))


def _core(name: str, area: str | None, *, dated: bool = False) -> str:
    """The words of a review's name that are its own: no kind of review, no place, no year unless `dated`."""
    place = set(name_words(area)) if area else set()
    words = [word.removesuffix("s") if len(word) > 4 else word for word in name_words(name)]
    own = [
        word
        for word in words
        if word not in _COMMON
        and fold_word(word + "s") not in _COMMON
        and (dated or not _YEAR.match(word))
        and not _DAY.match(word)
        and word not in place
    ]
    return " ".join(own)


def _join(found: list[_Found]) -> list[list[_Found]]:
    """Groups of one review each: same family and area, a common core, or the initials of one."""
    parent = list(range(len(found)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[tuple[str, str, str], int] = {}
    for at, item in enumerate(found):
        family = _FAMILY.get(item.review.type, item.review.type)
        for core in item.cores:
            for form in {core, _initials(core)}:
                if not form:
                    continue
                key = (family, item.area or f"source:{item.source}", form)
                if key in first:
                    parent[root(at)] = root(first[key])
                else:
                    first[key] = at
    groups: dict[int, list[_Found]] = defaultdict(list)
    for at, item in enumerate(found):
        groups[root(at)].append(item)
    return [groups[at] for at in sorted(groups)]


def _initials(core: str) -> str:
    words = core.split()
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


def _entity(members: list[_Found], taken: set[str]) -> Review:
    best = max(
        members,
        key=lambda m: (
            m.review.status is ReviewStatus.FULL_TEXT,
            len(m.review.name),
            m.source,
            m.review.name,
        ),
    )
    reviews = [best.review, *(m.review for m in members if m is not best)]
    names = Counter(name for review in reviews for name in (review.name, *review.aliases))
    core = _shortest(
        _core(best.review.name, best.area, dated=best.review.basis != "review"),
        [core for m in members for core in m.cores],
    )
    base = slug(f"{best.area or ''} {core or best.review.name}", limit=80)
    id, turn = f"review/{base}", 2
    while id in taken:
        id, turn = f"review/{base}-{turn}", turn + 1
    evidence = [e for review in reviews for e in (review.evidence, *review.mentions)]
    return Review(
        id=id,
        evidence=_unique(evidence),
        name=best.review.name,
        type=best.review.type,
        status=best.review.status,
        basis=best.review.basis,
        aliases=tuple(sorted(set(names) - {best.review.name})),
        lead_reviewer=_first(r.lead_reviewer for r in reviews),
        commissioned_by=_first(r.commissioned_by for r in reviews),
        commissioned_date=_finest(r.commissioned_date for r in reviews),
        published_date=_finest(r.published_date for r in reviews),
        period_start=_finest(r.period_start for r in reviews),
        period_end=_finest(r.period_end for r in reviews),
        subjects=max((r.subjects for r in reviews), key=len),
        place=best.area,
    )


def _shortest(own: str, cores: list[str]) -> str:
    """The words for an id: those of the best name if they are few, else the shortest of all names'."""
    if 0 < len(own.split()) <= 4:
        return own
    return min((core for core in cores if len(core) > 2), key=lambda core: (len(core), core), default=own)


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
