"""Which reviews told of in many sources are one, by what singles their names out.

A name meets another of the same family and area where the own words and the letters and numbers are the same, where one
is the initials of the other, or where one shortens the other and no third name could be meant. Where nothing tells the
area, only a name that nobody else is likely to have meets. What stays in doubt stays apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model.found import FoundReview
from kg.model.kinds import ReviewStatus
from kg.resolve.review_marks import Core

_FAMILY = {
    "serious_case_review": "children",
    "child_safeguarding_practice_review": "children",
    "local_child_safeguarding_practice_review": "children",
    "child_practice_review": "children",
    "learning_review": "children",
    "rapid_review": "children",
    "thematic_review": "children",
}
_LETTER_YEARS, _NAME_YEARS = 3, 6  # letters are given again sooner than names
_MONTHS = 5  # between an inspection and the date of its report
_EXACT, _INITIALS, _SHORTER = 3, 2, 1


def family_of(type: str) -> str:
    """The kinds of review that one thing may be called by, under one name."""
    return _FAMILY.get(type, type)


@dataclass(frozen=True, slots=True)
class Told:
    """A review as one source tells it: where it belongs, what singles it out, when, and what it recommends."""

    source: str
    review: FoundReview
    area: str | None
    cores: tuple[Core, ...]
    years: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    texts: frozenset[str] = frozenset()
    parted: str | None = None  # set where a person said that its name is another review's
    named: frozenset[str] = frozenset()  # its names, and those of reviews that a person told apart from it
    unlike: frozenset[str] = frozenset()

    @property
    def family(self) -> str:
        """The kinds of review that one thing may be called by."""
        return family_of(self.review.type)

    @property
    def scope(self) -> str:
        """Where its name means one thing: everywhere for an inquiry, in its area, else in its source."""
        return "" if self.review.basis == "inquiry" else self.area or f"source:{self.source}"

    @property
    def full(self) -> bool:
        """Whether the source prints the review itself."""
        return self.review.status is ReviewStatus.FULL_TEXT


@dataclass(slots=True, eq=False)
class Group:
    """What is one review so far."""

    members: list[Told] = field(default_factory=list)
    cores: set[Core] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    scopes: set[str] = field(default_factory=set)
    years: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    texts: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def take(self, told: Told) -> None:
        """Add one telling."""
        self.members.append(told)
        self.cores |= set(told.cores)
        self.areas |= {told.area} if told.area else set()
        self.scopes.add(told.scope)
        self.years = self.years or told.years  # those of the report, which comes first
        self.months = self.months or told.months
        self.texts |= told.texts
        self.named |= told.named

    @property
    def first(self) -> Told:
        """The telling that decides: the report where there is one."""
        return self.members[0]


def group(told: list[Told]) -> list[Group]:
    """The reviews that `told` are, each with all who tell of it; the same for any order of `told`."""
    ordered = sorted(told, key=_rank)
    index = _Index(ordered)
    groups: list[Group] = []
    for one in ordered:
        found = _best(one, index)
        if found is None:
            found = Group()
            groups.append(found)
        found.take(one)
        index.add(found, one)
    return groups


def _rank(told: Told) -> tuple[bool, bool, int, str, int]:
    """Reports of a known place first, then the longest names: what is short may be short for what came before."""
    size = max((len(core.tokens) for core in told.cores), default=0)
    return (told.area is None, not told.full, -size, told.source, told.review.evidence.span.start)


def _best(told: Told, index: _Index) -> Group | None:
    """The one group that `told` belongs to: of those that fit, the only one whose name comes nearest."""
    scored = [(level, other) for other in index.near(told) if (level := _level(told, other))]
    if not scored:
        return None
    best = max(level for level, _ in scored)
    nearest = [other for level, other in scored if level == best]
    if len(nearest) > 1 and all(told.scope in other.scopes for other in nearest):
        nearest = [other for other in nearest if other.first.review.type == told.review.type]
    return nearest[0] if len(nearest) == 1 else None


def _level(told: Told, other: Group) -> int:
    """How near the names of a telling and of a group come; 0 where they do not meet or cannot be one."""
    if not possible(told, other):
        return 0
    if told.scope not in other.scopes:
        return _EXACT if any(core.telling and core in other.cores for core in told.cores) else 0
    both = [(one, two) for one in told.cores for two in other.cores]
    if any(one == two for one, two in both):
        return _EXACT
    if any(_is_initials(one, two) or _is_initials(two, one) for one, two in both):
        return _INITIALS
    if told.full and other.first.full:
        return 0
    return _SHORTER if any(_shortens(one, two) or _shortens(two, one) for one, two in both) else 0


def _is_initials(one: Core, two: Core) -> bool:
    return bool(two.initials) and one.words == (two.initials,)


def _shortens(one: Core, two: Core) -> bool:
    """Whether `one` says part of what `two` says, with the same letters and numbers: "Rowan" for "Rowan and Birch"."""
    return one.marks == two.marks and set(one.words) < set(two.words) and bool(one)


def possible(told: Told, other: Group) -> bool:
    """Whether nothing keeps them apart: another family or area, dates that cannot be, a person's decision."""
    first = other.first
    if first.family != told.family or first.parted != told.parted or told.unlike & other.named:
        return False
    if told.scope and told.area and other.areas and told.area not in other.areas:
        return False
    if told.review.basis == "inspection":
        if told.months and other.months:
            return _gap(told.months, other.months) <= _MONTHS
        return not (told.years and other.years) or bool(told.years & other.years)
    words = any(core.words for core in (*told.cores, *other.cores))
    return not (told.years and other.years) or _gap(told.years, other.years) <= (
        _NAME_YEARS if words else _LETTER_YEARS
    )


def _gap(one: frozenset[int], other: frozenset[int]) -> int:
    return min(abs(a - b) for a in one for b in other)


class _Index:
    """Groups by the rarest of what singles their names out, so that few are compared."""

    def __init__(self, told: list[Told]) -> None:
        self._counts = Counter(token for one in told for core in one.cores for token in core.tokens)
        self._by: dict[tuple[str, str, str, str], dict[Group, None]] = defaultdict(dict)

    def add(self, group: Group, told: Told) -> None:
        """Make `group` known by the names of `told`."""
        for core in told.cores:
            for how, token in self._keys(core):
                self._by[how, told.family, told.scope, token][group] = None
            if core.telling:
                self._by["whole", told.family, "", _whole(core)][group] = None

    def near(self, told: Told) -> Iterator[Group]:
        """Every group whose name `told` may equal, shorten, lengthen or be the initials of."""
        seen: dict[Group, None] = {}
        for core in told.cores:
            asked = [("all", self._rare(core))] if core else []
            asked += [("rarest", token) for token in sorted(core.tokens)]
            asked += [("initials", core.words[0])] if len(core.words) == 1 else []
            asked += [("word", core.initials)] if core.initials else []
            for how, token in asked:
                seen |= self._by.get((how, told.family, told.scope, token), {})
            if core.telling and (told.area is None):
                seen |= self._by.get(("whole", told.family, "", _whole(core)), {})
        yield from seen

    def _keys(self, core: Core) -> Iterator[tuple[str, str]]:
        if core:
            yield "rarest", self._rare(core)
        for token in core.tokens:
            yield "all", token
        if core.initials:
            yield "initials", core.initials
        if len(core.words) == 1:
            yield "word", core.words[0]

    def _rare(self, core: Core) -> str:
        return min(core.tokens, key=lambda token: (self._counts[token], token))


def _whole(core: Core) -> str:
    return " ".join((*core.words, *sorted(core.marks)))
