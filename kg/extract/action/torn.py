"""Rows of plans that are debris: a scan read across two columns leaves words cut in the middle.

"sked us to improve the Local Offer for parents in Southampto": such a word stands nowhere else in the document, and is
the head or the tail of one that stands there often. One may be chance; `FEWEST` of them in a row are not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

FEWEST = 3
_OFTEN = 3  # times that the whole word stands in the document
_SHORTEST = 4
_CUT = 4  # letters, at most, that a torn word has lost
_WORD = re.compile(r"[^\W\d_]{3,}")
_INFLECTION = re.compile(r"e?s|e?d|ing|ly|e?rs?|ions?|ment|al|y|ies|ive|ance|ness")


@dataclass(frozen=True, slots=True)
class Torn:
    """What tells words of one document that are torn: how often each word stands, and the pieces of the common ones."""

    counts: Counter[str]
    pieces: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Torn:
        """Told by all words of `text`."""
        counts = Counter(word.casefold() for word in _WORD.findall(text))
        common = [word for word, count in counts.items() if count >= _OFTEN]
        tails = {word[cut:] for word in common for cut in range(1, _CUT + 1)}
        heads = {
            word[:-cut]
            for word in common
            for cut in range(1, _CUT + 1)
            if not _INFLECTION.fullmatch(word[-cut:])
        }
        return cls(counts, frozenset(piece for piece in tails | heads if len(piece) >= _SHORTEST))

    def words(self, text: str) -> list[str]:
        """The torn words of `text`, a part of the document, each once."""
        own = Counter(word.casefold() for word in _WORD.findall(text))
        return sorted(
            word for word, count in own.items() if word in self.pieces and self.counts[word] <= count
        )
