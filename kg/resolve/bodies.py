"""Making identities: what a role stands for in a place, the body of a regular kind, a body of its own."""

from __future__ import annotations

from dataclasses import replace

from kg.model.keys import slug
from kg.model.names import name_key, name_words, of_people, singular
from kg.resolve.antecedents import KINDS, Antecedents
from kg.resolve.directory import Directory
from kg.resolve.identity import Identity, identity_of, in_force
from kg.resolve.places import Place
from kg.seed import Regular, Role

_KINDS = {"safeguarding_children_partnership": "partnership", "safeguarding_children_board": "board"}
_FALLBACK = {"board": "board", "partnership": "partnership"}
_SORT = {"trust": ("health_trust", "agency"), "service": ("team", "team")}
_UNNAMED = {"panel": "scrutiny-panel", "committee": "scrutiny-panel"}


class Bodies:
    """The identities made so far, and how new ones are made from the seed."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.identities: dict[str, Identity] = {}
        self.antecedents = Antecedents()
        self.free: dict[tuple[str, str], str] = {}  # (type, area in no list): id

    def keep(self, identity: Identity) -> None:
        """Remember an identity; of two under one id the surer one."""
        known = self.identities.get(identity.id)
        if known is None or known.confidence < identity.confidence:
            self.identities[identity.id] = identity

    def taken_up(self, kind: str, place: Place, at: int | None, *, asked: bool = False) -> Identity:
        """What 'the Board' (or another `kind`) means at a place: the one named before, else the one of the area."""
        id = self.antecedents.find(kind, place.source, place.embedded, at, asked=asked)
        if id is not None:
            return replace(self.identities[id], confidence=0.8, rule="resolve/antecedent")
        if kind in _FALLBACK and place.area:
            return replace(
                self.regular(self.directory.regular_by_kind[_FALLBACK[kind]], place.area), confidence=0.6
            )
        if kind in _UNNAMED:
            return replace(
                self.role(self.directory.role_by_id[_UNNAMED[kind]], place),
                confidence=0.5,
            )
        return self._scoped(kind.capitalize(), *_SORT.get(kind, ("partnership", "board")), place, 0.4)

    def role(self, role: Role, place: Place, area: str | None = None) -> Identity:
        """What a role stands for in `place`, or in another `area` that the name gives."""
        where = area or place.area
        if role.means:
            meant = self._meant(role.means, where, place)
            if meant is not None:
                return replace(meant, confidence=min(meant.confidence, 0.9), rule="resolve/role")
        if role.level == "generic":
            return Identity(f"agency/{role.id}", role.name, role.type, "generic", 0.8, "resolve/set")
        whole = self._whole(role, place, where)
        return Identity(
            id=f"agency/{_scope(place, where)}/{role.id}",
            name=self._label(role, where, whole),
            type=role.type,
            level=role.level,
            confidence=0.8 if where else 0.5,
            rule="resolve/part" if role.part_of else "resolve/role",
            part_of=whole,
        )

    def _label(self, role: Role, area: str | None, whole: str | None) -> str:
        """'Anytown City Council Legal Services' for a part of the council, else 'Anytown Youth Board'."""
        top = self.identities.get(whole) if whole else None
        while top is not None and top.part_of and top.part_of in self.identities:
            top = self.identities[top.part_of]
        if top is not None and top.type == "local_authority" and top.body and role.type == "local_authority":
            return f"{top.name} {role.name}"
        return f"{area} {role.name}" if area else role.name

    def _whole(self, role: Role, place: Place, area: str | None) -> str | None:
        """The id of the body that a role is a part of."""
        if not role.part_of:
            return None
        identity: Identity | None
        if role.part_of in KINDS:
            identity = self.taken_up(role.part_of, place, None)
        elif role.part_of in self.directory.role_by_id:
            identity = self.role(self.directory.role_by_id[role.part_of], place, area)
        else:
            identity = self._meant(role.part_of, area, place)
        return self.identities.setdefault(identity.id, identity).id if identity else None

    def _meant(self, kind: str, area: str | None, place: Place) -> Identity | None:
        """The one body of a kind in an area on the day of the document."""
        if kind == "local_authority":
            council = self.directory.council(area)
            return identity_of(council, "resolve/role", 0.9) if council else self._only(kind, area, place)
        regular = self.directory.regular_by_kind.get(_KINDS.get(kind, kind))
        if area and regular and regular.acronym and kind not in {"ccg", "icb", "health_board"}:
            return self.regular(regular, area)
        bodies = in_force(self.directory.of_kind(kind, area), place.date)
        if len(bodies) == 1:
            return identity_of(bodies[0], "resolve/role", 0.9)
        return self._only(kind, area, place) if not bodies else None

    def _only(self, type: str, area: str | None, place: Place) -> Identity | None:
        """The one body of a type that the source itself names, where the lists know none for the area."""
        id = self.free.get((type, area or "")) or self.antecedents.only(type, place.source)
        found = self.identities.get(id) if id else None
        return replace(found, confidence=0.7, rule="resolve/only-one-named") if found else None

    def regular(self, regular: Regular, area: str) -> Identity:
        """The body of a regular kind in `area`: the listed one where there is one, else made by the rule."""
        name = regular.name.format(area=area)
        listed = [b for b in self.directory.listed(name_key(name)) if b.type == regular.type]
        if not listed and not regular.acronym:
            listed = in_force(self.directory.of_kind(regular.type, area), None)
            if regular.type == "local_authority" and (council := self.directory.council(area)):
                listed = [council]
        if len(listed) == 1:
            return identity_of(listed[0], "resolve/regular", 0.95)
        before = [r for r in self.directory.seed.regular if r.successor == regular.kind]
        return Identity(
            id=f"agency/{slug(name, limit=100)}",
            name=name,
            type=regular.type,
            level="agency",
            confidence=0.9,
            rule="resolve/regular",
            successor_of=tuple(self.regular(r, area).id for r in before),
        )

    def own(self, name: str, place: Place) -> Identity:
        """A body of its own: everywhere the same where its name says whose it is, else of this place only."""
        near = self.directory.nearly_listed(name)
        if near is not None:
            return identity_of(near, "resolve/nearly-listed", 0.85)
        head = self.directory.head(name)
        level = head.level if head else "agency"
        type = head.type if head else "other"
        alone = head is not None and level == "agency" and type not in {"partnership", "national_body"}
        if self.directory.area_in(name) is None and not alone:
            return self._scoped(name, type, level, place, 0.6)
        key = slug(" ".join(name_words(name)) or name, limit=100)
        whole = self._council_of(name) if level == "team" else None
        return Identity(f"agency/{key}", name, type, level, 0.7, "resolve/own", part_of=whole)

    def _council_of(self, name: str) -> str | None:
        """The id of the council whose area a team's name begins with; no other team is said to be part of one."""
        council = self.directory.council(self.directory.area_in(name))
        if council is None:
            return None
        return self.identities.setdefault(
            f"agency/{council.id}", identity_of(council, "resolve/whole", 0.9)
        ).id

    def _scoped(self, name: str, type: str, level: str, place: Place, confidence: float) -> Identity:
        words = [word for word in name_words(name) if word not in {"and", "of", "for", "the"}]
        tail = slug(" ".join(_stem(word) for word in words) or name, limit=100)
        id = f"agency/{_scope(place, place.area)}/{tail}"
        return Identity(id, name, type, level, confidence, "resolve/own")


def _scope(place: Place, area: str | None) -> str:
    return slug(area) if area else slug(place.source.rsplit(".", 1)[0])


def _stem(word: str) -> str:
    """A word without the endings in which spellings of one team differ: 'Behaviour(al)', 'Protect(ion)'."""
    bare = singular(of_people(word))
    for ending in ("ional", "ion", "al"):
        if len(bare) > len(ending) + 6 and bare.endswith(ending):
            return bare.removesuffix(ending)
    return bare
