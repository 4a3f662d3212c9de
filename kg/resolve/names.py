"""From a printed name and the place it is printed in to the one body that is meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from kg.model.keys import slug
from kg.model.names import name_key, name_words
from kg.resolve.directory import Directory
from kg.resolve.places import Place
from kg.seed import Body, Regular, Role

_BOARDS = {
    "board": (
        "safeguarding_children_board",
        "safeguarding_adults_board",
        "safeguarding_children_partnership",
    ),
    "partnership": ("safeguarding_children_partnership", "community_safety_partnership"),
}
_LOCAL = {
    "local_authority",
    "safeguarding_children_partnership",
    "safeguarding_children_board",
    "safeguarding_adults_board",
    "ccg",
    "icb",
    "police",
    "fire",
    "health_board",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """A body that a name was resolved to, before its mentions are counted."""

    id: str
    name: str
    type: str
    level: str
    confidence: float
    rule: str
    part_of: str | None = None
    successor_of: tuple[str, ...] = ()
    body: Body | None = None
    ambiguous: bool = False


class Resolver:
    """Resolves names in their documents. `learned` holds each source's own acronyms."""

    def __init__(
        self,
        directory: Directory,
        places: dict[tuple[str, str], Place],
        learned: dict[str, dict[str, str]],
        parted: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self.directory = directory
        self.places = places
        self.learned = learned
        self.parted = parted  # (id, or key of a name of the body, key of the name that is not its)
        self.identities: dict[str, Identity] = {}
        self.leading: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._memo: dict[tuple[str, str, str], Identity] = {}

    def resolve(self, name: str, source: str, embedded: str) -> Identity:
        """The body that `name` means in that document; always one, if need be a body of its own."""
        memo = (name, source, embedded)
        if memo not in self._memo:
            place = self.places.get((source, embedded)) or self.places[source, ""]
            identity = self._find(name, place)
            if self.parted:
                identity = self._apart(name, identity)
            self.identities.setdefault(identity.id, identity)
            self._memo[memo] = identity
        return self._memo[memo]

    def _apart(self, name: str, identity: Identity) -> Identity:
        """The body itself, or one of its own where a person decided that the name is not its."""
        key = name_key(name)
        if not {(identity.id, key), (name_key(identity.name), key)} & self.parted:
            return identity
        own = replace(identity, id=f"{identity.id}/{slug(key)}", name=name, body=None, successor_of=())
        return replace(own, confidence=1.0, rule="decision/different")

    def _find(self, name: str, place: Place, depth: int = 0) -> Identity:
        long_form = self.learned.get(place.source, {}).get(name)
        if long_form and depth < 3 and name_key(long_form) != name_key(name):
            return self._find(long_form, place, depth + 1)
        key = name_key(name)
        found = self._from_list(name, key, place)
        if found is not None and not found.ambiguous:
            return found
        regular = self._from_acronym(name, place)
        if regular is not None:
            return regular
        if found is not None:
            return found
        if key in self.directory.roles:
            return self.role(self.directory.roles[key], place)
        return self._from_parts(name, place) or self._own(name, place)

    def _from_list(self, name: str, key: str, place: Place) -> Identity | None:
        bodies = self.directory.listed(key)
        if not bodies:
            return None
        short = (name.isupper() and len(name) <= 6) or len(name) <= 4
        here = [body for body in bodies if place.area and place.area in body.areas]
        if len(bodies) > 1 or (short and bodies[0].type in _LOCAL):
            bodies = tuple(_in_force(here, place.date) or here)
            if not bodies and key in self.directory.roles:
                return None
        if len(bodies) == 1:
            return self.body(bodies[0], "resolve/listed", 1.0 if not short else 0.9)
        return None if short and not bodies and key in self.directory.regular else self._unsure(name, place)

    def _unsure(self, name: str, place: Place) -> Identity:
        own = self._own(name, place)
        return replace(own, confidence=0.4, rule="resolve/ambiguous", ambiguous=True)

    def body(self, body: Body, rule: str, confidence: float) -> Identity:
        """The identity of a listed body."""
        return Identity(
            id=f"agency/{body.id}",
            name=body.name,
            type=body.type,
            level="national" if _national(body) else "agency",
            confidence=confidence,
            rule=rule,
            part_of=f"agency/{body.part_of[0]}" if body.part_of else None,
            successor_of=tuple(f"agency/{id}" for id in body.predecessors),
            body=body,
        )

    def role(self, role: Role, place: Place, area: str | None = None) -> Identity:
        """What a role stands for in `place`, or in another `area` that the name gives."""
        where = area or place.area
        if role.means:
            meant = self._meant(role.means, where, place)
            if meant is not None:
                return replace(meant, confidence=min(meant.confidence, 0.9), rule="resolve/role")
        if role.level == "generic":
            return Identity(f"agency/{role.id}", role.name, role.type, "generic", 0.8, "resolve/set")
        scope = slug(where) if where else slug(place.source.rsplit(".", 1)[0])
        return Identity(
            id=f"agency/{scope}/{role.id}",
            name=f"{where} {role.name}" if where else role.name,
            type=role.type,
            level=role.level,
            confidence=0.8 if where else 0.5,
            rule="resolve/part" if role.part_of else "resolve/role",
            part_of=self._whole(role, place, where),
        )

    def _whole(self, role: Role, place: Place, area: str | None) -> str | None:
        if not role.part_of:
            return None
        if role.part_of in self.directory.role_by_id:
            identity = self.role(self.directory.role_by_id[role.part_of], place, area)
        else:
            meant = self._meant(role.part_of, area, place)
            if meant is None:
                return None
            identity = meant
        self.identities.setdefault(identity.id, identity)
        return identity.id

    def _meant(self, kind: str, area: str | None, place: Place) -> Identity | None:
        if kind in _BOARDS:
            return self._leading(kind, area, place)
        if kind == "local_authority":
            council = self.directory.council(area)
            return self.body(council, "resolve/role", 0.9) if council else None
        kind = {
            "safeguarding_children_partnership": "partnership",
            "safeguarding_children_board": "board",
        }.get(kind, kind)
        regular = self.directory.regular_by_kind.get(kind)
        if area and regular and regular.acronym and kind not in {"ccg", "icb", "health_board"}:
            return self.regular(regular, area)
        bodies = _in_force(self.directory.of_kind(kind, area), place.date)
        return self.body(bodies[0], "resolve/role", 0.9) if len(bodies) == 1 else None

    def _leading(self, kind: str, area: str | None, place: Place) -> Identity | None:
        """The board or partnership that the document, or else its source, names most."""
        for embedded in (place.embedded, ""):
            counts = self.leading.get((place.source, embedded))
            if not counts:
                continue
            wanted = [
                (count, id)
                for id, count in counts.items()
                if (identity := self.identities.get(id)) and identity.type in _BOARDS[kind]
            ]
            best = sorted(wanted, key=lambda pair: (-pair[0], pair[1]))
            if best and (len(best) == 1 or best[0][0] > best[1][0]):
                return self.identities[best[0][1]]
        if not area:
            return None
        return self.regular(
            self.directory.regular_by_kind["board" if kind == "board" else "partnership"], area
        )

    def regular(self, regular: Regular, area: str) -> Identity:
        """The body of a regular kind in `area`: the listed one where there is one, else made by the rule."""
        name = regular.name.format(area=area)
        for body in self.directory.listed(name_key(name)):
            if body.type == regular.type:
                return self.body(body, "resolve/regular", 0.95)
        if regular.acronym == "":
            bodies = _in_force(self.directory.of_kind(regular.type, area), None)
            if len(bodies) == 1:
                return self.body(bodies[0], "resolve/regular", 0.9)
        before = [r for r in self.directory.seed.regular if r.successor == regular.kind]
        return Identity(
            id=f"agency/{slug(name, limit=100)}",
            name=name,
            type=regular.type,
            level="agency",
            confidence=0.9,
            rule="resolve/regular",
            successor_of=tuple(f"agency/{slug(r.name.format(area=area), limit=100)}" for r in before),
        )

    def _from_acronym(self, name: str, place: Place) -> Identity | None:
        """'ABSCP' in the papers of an area whose initials are A and B."""
        if not (name.isupper() and place.area) or len(name) > 8:
            return None
        initials = "".join(
            word[0].upper() for word in name_words(place.area) if word not in {"and", "of", "upon"}
        )
        for regular in self.directory.seed.regular:
            for form in (regular.acronym, *regular.forms):
                if form and form.isupper() and name == initials + form:
                    return self.regular(regular, place.area)
        return None

    def _from_parts(self, name: str, place: Place) -> Identity | None:
        """A name made of an area, or of a body, and a role or a regular form after it."""
        words = name_words(name)
        for start in range(1, len(words)):
            suffix = name_key(" ".join(words[start:]))
            area = self._prefix_area(" ".join(words[:start]), place)
            if area is None:
                continue
            if suffix in self.directory.regular:
                return self.regular(self.directory.regular[suffix], area)
            if suffix in self.directory.roles:
                role = self.directory.roles[suffix]
                return self.role(role, place, area)
        return None

    def _prefix_area(self, prefix: str, place: Place) -> str | None:
        if prefix in self.directory.areas:
            return self.directory.areas[prefix]
        bodies = self.directory.listed(name_key(prefix))
        if len(bodies) > 1:
            bodies = tuple(body for body in bodies if place.area in body.areas)
        if len(bodies) == 1 and bodies[0].type == "local_authority" and len(bodies[0].areas) == 1:
            return bodies[0].areas[0]
        return None

    def _own(self, name: str, place: Place) -> Identity:
        """A body of its own: everywhere the same where its name says whose it is, else of this place only."""
        head = self.directory.head(name)
        words = " ".join(name_words(name)) or name
        level = head.level if head else "agency"
        named = self.directory.area_in(name)
        alone = (level == "agency" and head is not None) or named is not None
        scope = None if alone else (slug(place.area) if place.area else slug(place.source.rsplit(".", 1)[0]))
        tail = slug(" ".join(word.rstrip("s") for word in words.split()), limit=100)
        council = self.directory.council(named or place.area) if level == "team" else None
        return Identity(
            id=f"agency/{scope}/{tail}" if scope else f"agency/{slug(words, limit=100)}",
            name=name,
            type=head.type if head else "other",
            level=level,
            confidence=0.7 if alone else 0.6,
            rule="resolve/own",
            part_of=f"agency/{council.id}" if council else None,
        )


def _in_force(bodies: tuple[Body, ...] | list[Body], date: str | None) -> list[Body]:
    """Those that existed on `date`; where that leaves none, those that still do."""
    if date:
        held = [b for b in bodies if (b.start or "") <= date and date <= (b.end or "9999")]
        if held:
            return held
    return [body for body in bodies if body.end is None]


def _national(body: Body) -> bool:
    return not body.areas and body.type in {
        "national_body",
        "inspectorate",
        "government",
        "court_family_justice",
    }
