"""The component `line_labeller`: for each line of a document how likely it is (part of) a thing of each kind.

Two looks: the first sees a line and its neighbourhood, the second also what the first said of the lines around it, so that
a list is one list. A linear model of the words joins the features of both (`text:`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.language.around import Matrix, neighbours
from kg.language.trees import Forest

#: the kinds of thing that lines are told apart by; docs/model-card.md says what each is
KINDS = ("recommendation", "learning_point", "good_practice", "finding", "response")
CLASSES = 6  # what the rules may have taken a line for (rule_classes)
_GOOD, _LABEL = 0.85, 0.92  # confidences of rules
#: outputs of the second look: (any line of a thing), then (its first line)
OUTPUTS = (*KINDS, *(f"{kind}:start" for kind in KINDS))


class LineLabeller:
    """The trained labeller; `weights` maps names to arrays."""

    def __init__(self) -> None:
        self.words: Matrix = np.zeros((1, 1), np.float32)  # hashed words by kind
        self.heading_words: Matrix = np.zeros((1, 1), np.float32)
        self.priors: Matrix = np.zeros((len(OUTPUTS), CLASSES), np.float32)
        self.first: Forest | None = None
        self.second: Forest | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc.user_data["labels"]`: a row a line, a column of OUTPUTS, 0 to 1."""
        told = doc.user_data["features"]
        rows = np.hstack([told.matrix, self.text_scores(doc.user_data)])
        assert self.first is not None and self.second is not None
        said = rule_classes(told.matrix, told.names)
        first = self.first(rows, self.prior(said, len(KINDS)))
        second = np.hstack([rows, neighbours(first, told.headings)])
        doc.user_data["labels"] = self.second(second, self.prior(said, len(OUTPUTS)))
        return doc

    def prior(self, said: NDArray[np.int64], outputs: int) -> Matrix:
        """From what the rules said of each line, the log odds that the trees start from, a column an output."""
        columns = [self.priors[output][said[:, output % len(KINDS)]] for output in range(outputs)]
        return (
            np.stack(columns, axis=1).astype(np.float32) if len(said) else np.zeros((0, outputs), np.float32)
        )

    def text_scores(self, data: Mapping[str, Any]) -> Matrix:
        """What the linear models say of each line's words and of its heading's; `data` as a document's `user_data`."""
        told = data["features"]
        own = _sums(self.words, data)
        heads = _sums(self.heading_words, data)
        taken = heads[np.maximum(told.headings, 0)] if len(heads) else heads
        taken[told.headings < 0] = 0
        return np.hstack([own, taken]).astype(np.float32)

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights; the same weights give the same bytes."""
        assert self.first is not None and self.second is not None
        path.mkdir(exist_ok=True)
        arrays: dict[str, NDArray[Any]] = {"words": self.words.astype(np.float16), "heading_words": self.heading_words.astype(np.float16),
                  "priors": self.priors}  # fmt: skip
        for name, forest in (("first", self.first), ("second", self.second)):
            arrays |= {f"{name}.{key}": array for key, array in forest.arrays().items()}
        for name, array in arrays.items():
            np.save(path / f"{name}.npy", array)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> LineLabeller:
        """Read the weights that `to_disk` wrote."""
        arrays = {file.stem: np.load(file) for file in sorted(Path(path).glob("*.npy"))}
        self.words = arrays["words"].astype(np.float32)
        self.heading_words = arrays["heading_words"].astype(np.float32)
        self.priors = arrays["priors"]
        for name in ("first", "second"):
            told = {key.split(".")[1]: array for key, array in arrays.items() if key.startswith(f"{name}.")}
            setattr(self, name, Forest.from_arrays(told))
        return self


def rule_classes(matrix: Matrix, names: tuple[str, ...]) -> NDArray[np.int64]:
    """What the rules took each line for, kind by kind, as one of CLASSES: nothing, a sentence that asks or judges, (the
    start of) an item of doubtful, of good rank, of a label, or what goes on with an item."""

    def column(name: str) -> Matrix:
        return matrix[:, names.index(f"rules:{name}")]

    found = np.zeros((len(matrix), len(KINDS)), dtype=np.int64)
    if not len(matrix):
        return found
    start, sure = column("rec-start") > 0, column("rec-confidence")
    found[:, 0] = np.select(
        [column("rec-inside") > 0, start & (column("rec-labelled") > 0), start & (sure >= _GOOD), start,
         column("asks-prose") > 0], [5, 4, 3, 2, 1], 0,
    )  # fmt: skip
    for place, short in ((1, "lp"), (2, "gp"), (3, "fi")):
        begins, rank = column(f"{short}-start") > 0, column("item-confidence")
        found[:, place] = np.select(
            [column(f"{short}-inside") > 0, begins & (rank > _LABEL), begins & (rank >= _GOOD), begins],
            [5, 4, 3, 2],
            0,
        )
    return found


def _sums(weights: Matrix, data: Mapping[str, Any]) -> Matrix:
    """The mean weight of the hashed words of each line, by kind."""
    hashes, first = data["hashes"], data["first"]
    if not len(first) or not hashes.shape[1]:
        return np.zeros((len(first), weights.shape[1]), np.float32)
    each = (weights[hashes[0]] + weights[hashes[1]]).astype(np.float64)
    total = np.vstack([np.zeros((1, each.shape[1])), np.cumsum(each, axis=0)])
    last = np.append(first[1:], hashes.shape[1])
    length = np.maximum(last - first, 1)[:, None]
    return np.asarray((total[last] - total[first]) / np.sqrt(length), dtype=np.float32)


@Language.factory("line_labeller")
def make_line_labeller(nlp: Language, name: str) -> LineLabeller:
    """The component under the name by which a pipeline's config knows it; without weights until read from disk."""
    return LineLabeller()
