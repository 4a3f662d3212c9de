"""Microseconds a word for finding themes, beside cutting the same text into words and nothing else.

`python -m tests.bench.themes [REPEATS]` (default 5): the median over the corpus, in one process and one run.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kg.extract.theme.cues import lexicon
from kg.extract.theme.match import hits
from kg.rules import Rules

CORPUS = Path(__file__).parent.parent.parent / "corpus"
_WORD = re.compile(r"[^\W_]+")


def measure(paragraphs: list[str], *, repeats: int = 5) -> tuple[float, float, int]:
    """Microseconds a word for themes and for bare words, and how many cues there are."""
    found = lexicon(Rules())
    words = sum(len(text.split()) for text in paragraphs)
    themes = _median(lambda: [hits(text, found) for text in paragraphs], repeats)
    bare = _median(
        lambda: [[match.group() for match in _WORD.finditer(text)] for text in paragraphs], repeats
    )
    count = sum(len(hits(text, found)) for text in paragraphs)
    return themes / words * 1e6, bare / words * 1e6, count


def paragraphs_of_corpus() -> list[str]:
    """The lines of every text of the corpus."""
    return [
        line
        for path in sorted(CORPUS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line
    ]


def _median(work: Callable[[], object], repeats: int) -> float:
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    """Print one line."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    themes, bare, count = measure(paragraphs_of_corpus(), repeats=repeats)
    print(
        f"themes: {themes:.2f} microseconds a word, {themes / bare:.1f} times bare words ({bare:.2f}); {count} cues found"
    )


if __name__ == "__main__":
    main()
