"""Agencies: every name and mention of one body, gathered under it."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.model.entity import Agency, AgencyUse
from kg.model.evidence import Evidence
from kg.model.found import Extraction, FoundAgency
from kg.model.names import name_key
from kg.resolve.identity import Identity, identity_of
from kg.resolve.names import Resolver

_FIRST = 3


class Register:
    """Counts who is mentioned where; gives `AgencyUse` for names in records and all agencies at the end."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._mentions: Counter[str] = Counter()
        self._evidence: dict[str, list[Evidence]] = defaultdict(list)
        self._used: dict[str, Identity] = {}
        self._back: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(
            Counter
        )  # what 'the Board' means

    def read(self, extractions: tuple[Extraction, ...]) -> None:
        """Count every mention: full names first, then roles, then 'the Board', which takes up what was named."""
        waves: tuple[list[FoundAgency], ...] = ([], [], [])
        for extraction in extractions:
            for embedded in extraction.embedded:
                self.resolver.bodies.antecedents.begin(
                    extraction.source.name, embedded.key, embedded.span.start
                )
            for mention in extraction.agencies:
                back = self.resolver.refers_back(mention.name) is not None
                waves[2 if back else 1 if self.resolver.is_role(mention.name) else 0].append(mention)
        for wave in waves:
            for mention in wave:
                where = mention.evidence
                identity = self.resolver.resolve(mention.name, where.source, where.embedded, where.span.start)
                if wave is not waves[2]:
                    self.resolver.bodies.antecedents.note(
                        identity, mention.name, where.source, where.embedded, where.span.start
                    )
                if wave is waves[2]:
                    self._back[where.source, mention.name.lower()][identity.id, mention.name] += 1
                self._count(identity, mention.name if wave is not waves[2] else "", where)
                if mention.stands_for:
                    self._names[identity.id].setdefault(mention.stands_for, 0)
        self._name_back()

    def _name_back(self) -> None:
        """'The Board' is a name of those bodies alone that it means in a third or more of its places in a source."""
        for meant in self._back.values():
            most: Counter[str] = Counter()
            for (id, _), count in meant.items():
                most[id] += count
            for (id, name), count in meant.items():
                if 3 * most[id] >= most.total():
                    self._names[id][name] += count

    def use(self, name: str, where: Evidence) -> AgencyUse:
        """The agency that `name` means in a record that stands at `where`."""
        identity = self.resolver.resolve(name, where.source, where.embedded, where.span.start, asked=True)
        self._keep(identity)
        self._names[identity.id].setdefault(name, 0)
        if not self._evidence[identity.id]:
            self._evidence[identity.id].append(where)
        return AgencyUse(identity.id, name, identity.confidence, identity.rule)

    def uses(self, names: tuple[str, ...], where: Evidence) -> tuple[AgencyUse, ...]:
        """One use for each different body that `names` mean, in order."""
        used: dict[str, AgencyUse] = {}
        for name in names:
            use = self.use(name, where)
            used.setdefault(use.agency, use)
        return tuple(used.values())

    def agencies(self) -> tuple[Agency, ...]:
        """All bodies that are named, and the bodies they are part of, by id."""
        wanted = set(self._used)
        for id in sorted(wanted):
            parent = (
                self.resolver.bodies.identities[id].part_of if id in self.resolver.bodies.identities else None
            )
            while parent and parent not in wanted:
                identity = self._identity(parent)
                if identity is None:
                    break
                wanted.add(parent)
                parent = identity.part_of
        return tuple(self._agency(id, wanted) for id in sorted(wanted))

    def ambiguous(self) -> tuple[tuple[str, str, int], ...]:
        """(source, name, mentions) of names for which more than one body remains."""
        counts: Counter[tuple[str, str]] = Counter()
        for id, identity in self._used.items():
            if identity.ambiguous:
                for evidence in self._evidence[id][:1]:
                    counts[evidence.source, identity.name] += self._mentions[id]
        return tuple((source, name, count) for (source, name), count in sorted(counts.items()))

    def _count(self, identity: Identity, name: str, place: Evidence) -> None:
        self._keep(identity)
        if name:
            self._names[identity.id][name] += 1
        if name.endswith(")"):
            self._names[identity.id].setdefault(name[: name.rindex("(")].rstrip(), 0)
        self._mentions[identity.id] += 1
        self._evidence[identity.id].append(place)

    def _keep(self, identity: Identity) -> None:
        """The surest of the identities under one id."""
        known = self._used.get(identity.id)
        if known is None or known.confidence < identity.confidence:
            self._used[identity.id] = identity

    def _identity(self, id: str) -> Identity | None:
        known = self.resolver.bodies.identities.get(id)
        if known is not None:
            return known
        body = self.resolver.directory.by_id.get(id.removeprefix("agency/"))
        return identity_of(body, "resolve/whole", 1.0) if body else None

    def _agency(self, id: str, wanted: set[str]) -> Agency:
        identity = self._identity(id)
        if identity is None:
            raise KeyError(id)
        names = self._names[id]
        name = _label(identity, names)
        aliases = set(names) | {identity.name}
        return Agency(
            id=id,
            evidence=tuple(sorted(self._evidence[id], key=lambda e: (e.source, e.span.start))[:_FIRST]),
            name=name,
            type=identity.type,
            level=identity.level,
            aliases=tuple(sorted(aliases - {name})),
            part_of=identity.part_of if identity.part_of in wanted else None,
            successor_of=tuple(id for id in identity.successor_of if id in wanted),
            code=identity.body.codes[0] if identity.body and identity.body.codes else None,
            seed=identity.body.id if identity.body else None,
            mentions=self._mentions[id],
        )


def _label(identity: Identity, names: Counter[str]) -> str:
    """The official name where it is printed; else the listed name printed that is most like it; else the made one."""
    if identity.body is None:
        return identity.name
    official = name_key(identity.name)
    if not names or any(name_key(name) == official for name in names):
        return identity.name
    keys = {name_key(name) for name in names}
    words = set(official.split())
    printed = [name for name in identity.body.short_names if " " in name and name_key(name) in keys]
    return max(
        printed,
        key=lambda name: (len(words & set(name_key(name).split())), -len(name), name),
        default=identity.name,
    )
