"""Language: one spaCy pipeline that tokenises a document, counts the word lists of the rules and labels its lines.

`load()` gives the pipeline that ships with the program (a blank English tokenizer, the component `word_lists`, the trained
component `line_labeller`), read from disk once a process and only when first asked for: `kg --help` never imports spaCy.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.language.labeller import LineLabeller

MODEL = Path(__file__).parent / "model"


@cache
def load_words() -> Language:
    """The pipeline without its trained component: a blank English tokenizer and the word lists."""
    import spacy

    import kg.language.words  # noqa: F401  (registers its component)

    nlp = spacy.blank("en")
    nlp.add_pipe("word_lists")
    return nlp


def load() -> Language:
    """The trained pipeline: the one that ships with the program, or the one that `use` puts in its place."""
    return _IN_USE[-1] if _IN_USE else load_from(MODEL)


@contextmanager
def use(labeller: LineLabeller) -> Iterator[None]:
    """Read with another labeller inside a `with`, as for measuring one that has not learned from a paper."""
    nlp = _pipeline(labeller)
    _IN_USE.append(nlp)
    try:
        yield
    finally:
        _IN_USE.pop()


_IN_USE: list[Language] = []


@cache
def load_from(path: Path) -> Language:
    """The trained pipeline at `path`; raises OSError where there is none."""
    import spacy

    import kg.language.labeller
    import kg.language.words  # noqa: F401  (both register their components)

    nlp = spacy.load(path)
    nlp.max_length = 10**9  # the limit guards parsers, which this pipeline has none of
    return nlp


def save(labeller: LineLabeller, path: Path) -> None:
    """Write the pipeline with this labeller as spaCy keeps one: config, meta, tokenizer, vocabulary, weights."""
    _pipeline(labeller).to_disk(path)


def _pipeline(labeller: LineLabeller) -> Language:
    import spacy

    import kg.language.words  # noqa: F401  (registers its component)

    meta = {"name": "line_labeller", "version": "0.2.0", "license": "MIT",
            "description": "Tells what each line of a safeguarding paper is"}  # fmt: skip
    nlp = spacy.blank("en", meta=meta)
    nlp.add_pipe("word_lists")
    nlp.add_pipe("line_labeller").__dict__.update(labeller.__dict__)
    return nlp
