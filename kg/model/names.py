"""How names of bodies are compared: by their words, whatever the case, the apostrophes and the hyphens.

"Children’s Social-Care" and "CHILDREN SOCIAL CARE" have one form; so have "Board" and "Boards".
"""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*['’]?|&")
_SAME = {
    "childrens": "children",
    "child": "children",
    "adult": "adults",
    "&": "and",
    "saint": "st",
    "sub": "sub",
    "subgroup": "group",
}
_KEEP_S = {"services", "ofsted", "nhs", "police", "cafcass", "camhs", "hips", "business", "news", "wales"}
PEOPLE = {"practitioner", "professional", "workforce", "colleague", "employee"}
_BRACKET = re.compile(r"\s*\([^()]*\)")
_ARTICLES = {"the", "a", "an", "this"}


def fold_word(word: str) -> str:
    """One word for comparing: lower case, no apostrophe, 'Children's' and 'child' as 'children'."""
    plain = word.replace("’", "").replace("'", "").lower()
    return _SAME.get(plain, plain)


@lru_cache(maxsize=50_000)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of `name`, without a leading article or a bracketed acronym."""
    bare = _BRACKET.sub("", name) or name
    words = [fold_word(match.group()) for match in WORD.finditer(bare)]
    while len(words) > 1 and words[0] in _ARTICLES:
        words.pop(0)
    return tuple(words)


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """The form under which two printings of one name meet: folded words, the last one singular."""
    words = list(name_words(name))
    if words:
        words[-1] = singular(words[-1]) if not _acronym(name) else words[-1]
    return " ".join(words)


def singular(word: str) -> str:
    """A folded noun without its plural s: 'services', 'boards', 'lscbs'."""
    if word == "services":
        return "service"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _KEEP_S:
        return word[:-1]
    return word


def of_people(word: str) -> str:
    """A folded word, 'staff' for all that mean a body's own people: 'Practitioners Forum' and 'Staff Forum' are one."""
    return "staff" if singular(word) in PEOPLE else word


def _acronym(name: str) -> bool:
    """Whether the last word is capitals that end in S by right: 'DfES', 'CAMHS'; not 'LSCBs'."""
    last = name.rstrip(") ").rsplit(" ", 1)[-1]
    return len(last) <= 6 and last.endswith("S")
