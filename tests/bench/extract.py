"""Words a second from text to records on one core, beside bare spaCy with a ruler of as many phrases in the same run.

`python -m tests.bench.extract [ROUNDS]` (default 3). The text is the whole corpus; reading is timed apart, since it
depends on the format. The baseline is `spacy.blank("en")` with an EntityRuler of 500 phrases and a sentencizer: what
any pipeline of spaCy pays before it finds anything.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from kg.extract import extract
from kg.model.text import Document
from kg.read import read_source
from kg.rules import Rules
from kg.segment import segment

CORPUS = Path(__file__).parent.parent.parent / "corpus"
_CHUNK = 2000  # characters of one spaCy document
_PHRASES = 500


@dataclass(frozen=True)
class Speed:
    """Words, and the best of the rounds in seconds for each part."""

    words: int
    segmenting: float
    extracting: float
    spacy: float

    @property
    def words_per_second(self) -> float:
        """From a document as read to its extraction."""
        return self.words / (self.segmenting + self.extracting)

    @property
    def ratio(self) -> float:
        """How many times as long as the baseline it takes; below 1 is faster."""
        return (self.segmenting + self.extracting) / self.spacy


def measure(documents: list[Document], *, rounds: int = 3) -> Speed:
    """The speed over `documents`; rules are loaded beforehand, as in a build of many sources."""
    rules = Rules()
    words = sum(len(document.text.split()) for document in documents)
    for document in documents[:1]:
        extract(segment(document, rules=rules), rules=rules)
    segmenting, extracting = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        outlines = [segment(document, rules=rules) for document in documents]
        middle = time.perf_counter()
        for outline in outlines:
            extract(outline, rules=rules)
        segmenting.append(middle - start)
        extracting.append(time.perf_counter() - middle)
    return Speed(words, min(segmenting), min(extracting), _spacy(documents, rounds))


def _spacy(documents: list[Document], rounds: int) -> float:
    import spacy

    texts = [d.text[at : at + _CHUNK] for d in documents for at in range(0, len(d.text), _CHUNK)]
    tokens = sorted({word.lower() for d in documents for word in d.text.split() if word.isalpha()})
    step = max(1, len(tokens) // _PHRASES)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "X", "pattern": word} for word in tokens[::step][:_PHRASES]])  # type: ignore[attr-defined]
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _doc in nlp.pipe(texts, batch_size=32):
            pass
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    start = time.perf_counter()
    documents = [read_source(path) for path in sorted(CORPUS.glob("*.txt"))]
    reading = time.perf_counter() - start
    speed = measure(documents, rounds=rounds)
    print(f"{speed.words:,} words in {len(documents)} sources; best of {rounds} rounds, one core")
    print(f"read     {reading:6.2f} s")
    print(f"segment  {speed.segmenting:6.2f} s")
    print(f"extract  {speed.extracting:6.2f} s")
    print(f"text to records: {speed.words_per_second:,.0f} words a second")
    print(f"bare spaCy with a ruler: {speed.words / speed.spacy:,.0f} words a second")
    print(f"ratio of time to bare spaCy: {speed.ratio:.2f}")


if __name__ == "__main__":
    main()
