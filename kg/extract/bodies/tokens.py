"""Words of a folded text, and the names of bodies found among them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.model.names import WORD, fold_word, singular


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a folded text: its interval, the rule that found it, what its last words show."""

    start: int
    end: int
    rule: str
    type: str = ""
    level: str = ""


class Token(NamedTuple):
    """A word of a folded text, with its form for comparing (a tuple, for there are very many)."""

    start: int
    end: int
    fold: str
    one: str  # the same in the singular
    capital: bool


def tokens_of(text: str) -> list[Token]:
    """The words of `text`, in order."""
    return [Token(match.start(), match.end(), *_forms(match.group())) for match in WORD.finditer(text)]


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str, bool]:
    """A word folded, folded in the singular, and whether it begins with a capital."""
    fold = fold_word(word)
    return fold, singular(fold), word[0].isupper()
