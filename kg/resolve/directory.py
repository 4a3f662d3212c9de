"""The seed, indexed for looking up: bodies by name and by kind and area, roles, regular names, areas."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kg.model.names import WORD, name_key, name_words, singular
from kg.seed import Body, Head, Regular, Role, Seed

_BRACKET = re.compile(r"\s*\([^()]*\)")
_NO_PLACE = {"the", "local", "our", "new", "former", "joint", "this", "nhs", "a"}
_SORTS = frozenset(
    """regional national multi agency youth care student school parish town community general medical social statutory
    executive independent children adults adult health public police board partnership team group service services
    family young people safeguarding in-care serious case review review improvement strategic corporate british uk
    work learning education advisory privy arts research european legal scrutiny home trust english welsh scottish
    neighbourhood county city borough district metropolitan other each every all""".split()
)
_SMALL = {"and", "of", "the", "for", "nhs", "foundation"}
_NATIONS = {"england", "wales", "scotland", "northern ireland", "london", "greater london"}


class Directory:
    """Look-ups over the seed; built once for a resolution."""

    def __init__(self, seed: Seed) -> None:
        self.seed = seed
        self.by_id = {body.id: body for body in seed.bodies}
        self._by_name: dict[str, list[Body]] = defaultdict(list)
        self._loose: dict[str, set[str]] = defaultdict(set)
        self._by_area: dict[tuple[str, str], list[Body]] = defaultdict(list)
        self.roles: dict[str, Role] = {}
        self.role_by_id = {role.id: role for role in seed.roles}
        self.regular: dict[str, Regular] = {}
        self.regular_by_kind = {regular.kind: regular for regular in seed.regular}
        self.areas: dict[str, str] = {}
        self.heads: dict[str, list[tuple[tuple[str, ...], Head]]] = defaultdict(list)
        self._index_bodies()
        self._index_roles()
        self._index_heads()

    def listed(self, key: str) -> tuple[Body, ...]:
        """The bodies whose name, or one of whose short names, has this key."""
        return tuple(self._by_name.get(key, ()))

    def nearly_listed(self, name: str) -> Body | None:
        """The one body whose full name has the same words, whatever their order, plurals and small words."""
        found = self._loose.get(_loose(name), set())
        return self.by_id[next(iter(found))] if len(found) == 1 else None

    def of_kind(self, type: str, area: str | None) -> tuple[Body, ...]:
        """The bodies of a type that serve an area."""
        return tuple(self._by_area.get((type, area or ""), ()))

    def council(self, area: str | None) -> Body | None:
        """The council that answers for social care in `area`, if exactly one does."""
        found = [body for body in self.of_kind("local_authority", area) if body.codes]
        upper = [body for body in found if body.upper_tier and body.end is None] or found
        return upper[0] if len(upper) == 1 else None

    def regular_form(self, name: str) -> tuple[str, Regular] | None:
        """The area and the kind in a regular name, also of an area in no list: 'Anyshire Safeguarding Board'."""
        printed = [match.group() for match in WORD.finditer(_BRACKET.sub("", name))]
        for start in range(1, len(printed)):
            regular = self.regular.get(name_key(" ".join(printed[start:])))
            if regular is None:
                continue
            while printed and printed[0].lower() in _NO_PLACE:
                printed, start = printed[1:], start - 1
            prefix = " ".join(name_words(" ".join(printed[:start]))) if start > 0 else ""
            if prefix in self.areas:
                return self.areas[prefix], regular
            words = printed[:start]
            if not words or not _like_a_place(words, self.roles):
                return None
            return _titled(" ".join(words)), regular
        return None

    def area_in(self, name: str) -> str | None:
        """The area that stands first in a longer name: 'Anytown' in 'Anytown Youth Board'."""
        words = name_words(name)
        for length in range(min(5, len(words) - 1), 0, -1):
            area = self.areas.get(" ".join(words[:length]))
            if area:
                return area
        return None

    def named_part(self, name: str) -> bool:
        """Whether an area is followed by a role in a name: 'Anytown Legal Services'."""
        words = name_words(name)
        return any(
            " ".join(words[:at]) in self.areas and name_key(" ".join(words[at:])) in self.roles
            for at in range(1, len(words))
        )

    def head(self, name: str) -> Head | None:
        """What the last words of a name show it to be."""
        words = list(name_words(name))
        if not words:
            return None
        best: Head | None = None
        length = 0
        for head_words, head in self.heads.get(words[-1], ()):
            if len(head_words) > length and tuple(words[-len(head_words) :]) == head_words:
                best, length = head, len(head_words)
        return best

    def _index_bodies(self) -> None:
        for body in self.seed.bodies:
            for key in dict.fromkeys(name_key(name) for name in (body.name, *body.short_names)):
                self._by_name[key].append(body)
            for name in (body.name, *body.short_names):
                if name.count(" ") >= 2:
                    self._loose[_loose(name)].add(body.id)
            for area in dict.fromkeys((*body.areas, *self._inherited(body))):
                self._by_area[body.type, area].append(body)
            if body.upper_tier or body.type == "local_authority":
                self._index_areas(body.areas)

    def _inherited(self, body: Body) -> list[str]:
        """Areas of the bodies that a health commissioner took over, and of those that they had taken over."""
        if body.type not in {"ccg", "icb"}:
            return []
        found: list[str] = []
        for id in body.predecessors:
            former = self.by_id.get(id)
            if former is not None and former.type == "ccg":
                found += [*former.areas, *self._inherited(former)]
        return found

    def _index_areas(self, areas: Iterable[str]) -> None:
        for area in areas:
            key = " ".join(name_words(area))
            if key not in _NATIONS:
                self.areas.setdefault(key, area)
                self.areas.setdefault(key.removesuffix(" city"), area)
                self.areas.setdefault("city of " + key, area)

    def _index_roles(self) -> None:
        for role in self.seed.roles:
            for variant in (*role.variants, role.name):
                self.roles.setdefault(name_key(variant), role)
        for regular in self.seed.regular:
            for form in regular.forms:
                self.regular.setdefault(name_key(form), regular)

    def _index_heads(self) -> None:
        for head in self.seed.heads:
            words = name_words(head.words)
            self.heads[words[-1]].append((words, head))


def _like_a_place(words: list[str], roles: dict[str, Role]) -> bool:
    """Whether the words before a regular form can be a place: capitals, no role, no word that names a sort of body."""
    if len(words) > 5 or name_key(" ".join(words)) in roles:
        return False
    small = {"and", "of", "upon", "on", "the", "in", "with", "le", "&"}
    return all(word[0].isupper() or word in small for word in words) and not (
        {word.lower() for word in words} & _SORTS
    )


def _titled(words: str) -> str:
    return words.title() if words.isupper() else words


def _loose(name: str) -> str:
    return " ".join(sorted({singular(word) for word in name_words(name)} - _SMALL))
