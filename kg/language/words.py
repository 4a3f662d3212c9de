"""The component `word_lists`: how often each line of a document uses the phrases of each list of `label-words.toml`.

A document is handed over as its lines joined by newlines, with the character at which each begins in
`doc.user_data["starts"]`; the counts come back in `doc.user_data["words"]`, a row a line, a column a list.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from kg.rules import Rules

GROUP = "label-words"
OPENING = 8  # tokens of a line in which a word opens it
HASHES = 1 << 14  # columns of the hashed words; the model card says what more would gain


class WordLists:
    """Counts phrases with one pass of a PhraseMatcher; see the module for what goes in and out."""

    def __init__(self, nlp: Language, *, rules: Rules) -> None:
        self.names = tuple(rule.id for rule in rules.group(GROUP))
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._column: dict[int, int] = {}
        for column, rule in enumerate(rules.group(GROUP)):
            self._matcher.add(rule.id, [nlp.make_doc(phrase) for phrase in rule.phrases])
            self._column[nlp.vocab.strings[rule.id]] = column

    def __call__(self, doc: Doc) -> Doc:
        starts: NDArray[np.int64] = np.asarray(doc.user_data["starts"], dtype=np.int64)
        offsets = np.fromiter((token.idx for token in doc), dtype=np.int64, count=len(doc))
        first = np.searchsorted(offsets, starts)  # the first token of each line
        found = self._matcher(doc)
        columns = np.fromiter((self._column[key] for key, _, _ in found), dtype=np.int64, count=len(found))
        places = np.fromiter((start for _, start, _ in found), dtype=np.int64, count=len(found))
        lines = np.searchsorted(first, places, side="right") - 1
        count = np.zeros((len(starts), len(self.names)), dtype=np.float32)
        opening = np.zeros_like(count)
        np.add.at(count, (lines, columns), 1)
        early = places - first[lines] < OPENING
        np.add.at(opening, (lines[early], columns[early]), 1)
        doc.user_data["lists"] = self.names
        doc.user_data["words"] = count
        doc.user_data["opening"] = opening
        doc.user_data["first"] = first
        doc.user_data["hashes"] = _hashes(doc)
        return doc


def _hashes(doc: Doc) -> NDArray[np.int64]:
    """For each token the column of its word and of the pair it makes with the next."""
    words = doc.to_array(["LOWER"]).astype(np.uint64)
    after = np.append(words[1:], np.uint64(0))
    pairs = words * np.uint64(0x9E3779B97F4A7C15) ^ after
    half = HASHES // 2
    return np.stack([words % np.uint64(half), half + (pairs >> np.uint64(20)) % np.uint64(half)]).astype(
        np.int64
    )


@Language.factory("word_lists")
def make_word_lists(nlp: Language, name: str) -> WordLists:
    """The component under the name by which a pipeline's config knows it."""
    return WordLists(nlp, rules=Rules())
