"""From a printed name and the place it is printed in to the one body that is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model.keys import slug
from kg.model.names import name_key, name_words, singular
from kg.resolve.antecedents import KINDS
from kg.resolve.bodies import Bodies
from kg.resolve.directory import Directory
from kg.resolve.identity import Identity, identity_of, in_force
from kg.resolve.places import Place
from kg.seed import LOCAL

_BRACKET = re.compile(r"^(?P<long>.*\S)\s*\((?P<acronym>[A-Za-z&]{2,10})\)$")
_PEOPLE = {"staff", "professional", "colleague", "practitioner", "officer", "service", "team", "manager"}
_SETTLED = {"resolve/listed", "resolve/regular", "resolve/role"}  # bodies whose own history the lists tell


class Resolver:
    """Resolves names in their documents. `learned` holds what each source's own names stand for, `former` those
    that it says are given up, `parted` decisions."""

    def __init__(
        self,
        directory: Directory,
        places: dict[tuple[str, str], Place],
        learned: dict[str, dict[str, str]],
        former: frozenset[tuple[str, str]] = frozenset(),
        parted: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self.directory = directory
        self.places = places
        self.learned = learned
        self.former = former
        self.parted = parted  # (id, or key of a name of the body, key of the name that is not its)
        self.bodies = Bodies(directory)
        self._areas = frozenset(directory.areas.values())
        self._short = {
            source: {
                name_key(long): short
                for short, long in sorted(known.items())
                if (source, short) not in former
            }
            for source, known in learned.items()
        }
        self._memo: dict[tuple[str, str, str], Identity] = {}

    def is_role(self, name: str) -> bool:
        """Whether a name stands for a body only within its place; such are resolved after all full names."""
        return name_key(name) in self.directory.roles

    def refers_back(self, name: str) -> str | None:
        """The kind of body that a name like 'the Board' takes up again, else None."""
        role = self.directory.roles.get(name_key(name))
        return role.means if role is not None and role.means in KINDS else None

    def resolve(
        self, name: str, source: str, embedded: str, at: int | None = None, *, asked: bool = False
    ) -> Identity:
        """The body that `name` means in that document (at that place, or where a record is `asked` of it); always one,
        if need be its own."""
        kind = self.refers_back(name)
        memo = (name, source, embedded)
        if kind is None and memo in self._memo:
            return self._memo[memo]
        place = self.places.get((source, embedded)) or self.places[source, ""]
        identity = self.bodies.taken_up(kind, place, at, asked=asked) if kind else self._find(name, place)
        if self.parted:
            identity = self._apart(name, identity)
        self.bodies.keep(identity)
        self._memo[memo] = identity
        return identity

    def _apart(self, name: str, identity: Identity) -> Identity:
        """The body itself, or one of its own where a person decided that the name is not its."""
        key = name_key(name)
        if not {(identity.id, key), (name_key(identity.name), key)} & self.parted:
            return identity
        own = replace(identity, id=f"{identity.id}/{slug(key)}", name=name, body=None, successor_of=())
        return replace(own, confidence=1.0, rule="decision/different")

    def _find(self, name: str, place: Place, depth: int = 0) -> Identity:
        """By the source's own explanation, by the lists, by role, by parts, by a bracket; else a body of its own."""
        found = self._known(name, place)
        long = self.learned.get(place.source, {}).get(name)
        if long and depth < 2 and name_key(long) != name_key(name):
            meant = self._find(long, place, depth + 1)
            given_up = (
                (place.source, name) in self.former and found is not None and found.rule not in _SETTLED
            )
            if found is None or meant.rule != "resolve/own" or found.ambiguous or given_up:
                return meant
        if found is not None:
            return found
        acronym = self._short.get(place.source, {}).get(name_key(name))
        bracket = _BRACKET.match(name)
        for other in (bracket["long"] if bracket else None, acronym, bracket["acronym"] if bracket else None):
            meant_by = self._known(other, place) if other else None
            if meant_by is not None and not meant_by.ambiguous:
                return meant_by
        words = name.split()
        if len(words) > 1 and words[0].lower() in {"local", "city"}:
            bare = self._known(" ".join(words[1:]), place)
            if bare is not None and not bare.ambiguous:
                return bare
        if len(words) > 1 and singular(words[-1].lower()) in _PEOPLE:
            rest = " ".join(words[:-1])
            own = rest in self.learned.get(place.source, {}) and depth < 2
            people_of = self._find(rest, place, depth + 1) if own else self._known(rest, place)
            if people_of is not None and not people_of.ambiguous:
                return people_of
        return self.bodies.own(name, place)

    def _known(self, name: str, place: Place) -> Identity | None:
        """What the lists say of a name in this place; None where they say nothing."""
        key = name_key(name)
        listed = self._from_list(name, key, place)
        if listed is not None and not listed.ambiguous:
            return listed
        regular = self._from_acronym(name, place)
        if regular is not None:
            return regular
        if listed is not None:
            return listed
        if key in self.directory.roles:
            role = self.directory.roles[key]
            return None if role.means in KINDS else self.bodies.role(role, place)
        return self._from_parts(name, place)

    def _from_list(self, name: str, key: str, place: Place) -> Identity | None:
        bodies = self.directory.listed(key)
        if not bodies:
            return None
        short = (name.isupper() and len(name) <= 6) or len(name) <= 4
        if len(bodies) > 1 or (short and bodies[0].type in LOCAL):
            here = [body for body in bodies if place.area and place.area in body.areas]
            bodies = tuple(in_force(here, place.date))
            if not bodies and key in self.directory.roles:
                return None
        if len(bodies) == 1:
            return identity_of(bodies[0], "resolve/listed", 0.9 if short else 1.0)
        if short and not bodies and key in self.directory.regular:
            return None
        return replace(self.bodies.own(name, place), confidence=0.4, rule="resolve/ambiguous", ambiguous=True)

    def _from_acronym(self, name: str, place: Place) -> Identity | None:
        """'ABSCP' in the papers of an area whose initials are A and B."""
        if not (name.isupper() and place.area) or len(name) > 8:
            return None
        words = [word for word in name_words(place.area) if word not in {"and", "of", "upon"}]
        initials = "".join(word[0].upper() for word in words)
        for regular in self.directory.seed.regular:
            for form in (regular.acronym, *regular.forms):
                if form and form.isupper() and name == initials + form:
                    return self.bodies.regular(regular, place.area)
        return None

    def _from_parts(self, name: str, place: Place) -> Identity | None:
        """A name made of an area, or of a council, and a role or a regular form after it."""
        free = self.directory.regular_form(name)
        if free is not None:
            if free[1].acronym or free[0] in self._areas:
                return self.bodies.regular(free[1], free[0])
            return self._own_area(name, free[0])
        words = name_words(name)
        for start in range(1, len(words)):
            area = self._prefix_area(" ".join(words[:start]), place)
            if area is None:
                continue
            suffix = name_key(" ".join(words[start:]))
            if suffix in self.directory.regular:
                return self.bodies.regular(self.directory.regular[suffix], area)
            role = self.directory.roles.get(suffix)
            if role is not None and role.means not in KINDS:
                return self.bodies.role(role, place, area)
            listed = self.directory.listed(suffix)
            here = [body for body in listed if area in body.areas] or (listed if len(listed) == 1 else ())
            if len(here) == 1 and (area in here[0].areas or here[0].type not in LOCAL):
                return identity_of(here[0], "resolve/listed", 0.9)
        return None

    def _own_area(self, name: str, area: str) -> Identity:
        """A council or a force of an area that is in no list: named as printed."""
        own = self.bodies.own(name, Place("", "", None))
        self.bodies.free[own.type, area] = own.id
        return own

    def _prefix_area(self, prefix: str, place: Place) -> str | None:
        if prefix not in self.directory.areas and prefix.endswith("s"):
            prefix = (
                prefix[:-1] if prefix[:-1] in self.directory.areas else prefix
            )  # "Anytown's Legal Services"
        if prefix in self.directory.areas:
            return self.directory.areas[prefix]
        bodies = self.directory.listed(name_key(prefix))
        if len(bodies) > 1:
            bodies = tuple(body for body in bodies if place.area in body.areas)
        if len(bodies) == 1 and bodies[0].type == "local_authority" and len(bodies[0].areas) == 1:
            return bodies[0].areas[0]
        if not bodies and prefix.split()[-1] == "council":
            form = self.directory.regular_form(prefix.title())
            return form[0] if form is not None else None
        return None
