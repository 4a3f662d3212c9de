"""Train the line labeller from papers with gold: the same papers give the same weights, byte for byte.

Needs LightGBM (the extra `train`); the program itself does not. What a model says of a line that it was trained on is too
good to learn from, so each layer learns from what models trained on *other families* of papers said (stacking, Wolpert 1992).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.papers import Paper, load_papers
from kg.evaluate.targets import Targets, targets
from kg.extract.label.features import Features
from kg.extract.label.prepare import prepare
from kg.extract.review.records import find_reviews
from kg.language import save
from kg.language.around import Matrix, neighbours, section_means
from kg.language.labeller import CLASSES, KINDS, OUTPUTS, LineLabeller, rule_classes
from kg.language.trees import Forest
from kg.language.words import HASHES
from kg.model.text import Document
from kg.read import read_source
from kg.redact import redact
from kg.rules import Rules
from kg.segment import segment

Item = TypeVar("Item")
Model = TypeVar("Model")

FOLDS = 3  # parts into which families are dealt for stacking
UNRULED = 0.5  # weight of a paper seen without what the rules say
TREES = 80  # a look and output; more gained nothing on families left out
_SETTINGS = {
    "objective": "binary", "boost_from_average": False, "num_leaves": 20, "max_depth": 6, "learning_rate": 0.1, "min_child_samples": 15, "max_bin": 63,
    "feature_fraction": 0.4, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 3.0, "seed": 7,
    "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbosity": -1,
}  # fmt: skip
_SMOOTH = 2.0  # added to each count of a hashed word


@dataclass(frozen=True, slots=True)
class Example:
    """A paper ready to learn from."""

    family: str
    features: Features
    hashes: NDArray[np.int64]
    first: NDArray[np.int64]
    targets: Targets
    weight: float = 1.0
    used: NDArray[np.bool_] | None = None  # rows to learn from; None: all


def example(paper: Paper, document: Document) -> Example:
    """A paper, read already, as lines with features and targets."""
    rules = Rules()
    outline = segment(document, rules=rules)
    prepared = prepare(outline, find_reviews(outline, rules=rules), rules=rules)
    told = prepared.doc.user_data
    return Example(
        paper.family, told["features"], told["hashes"], told["first"], targets(paper, prepared.placed.lines)
    )


def train(examples: Sequence[Example]) -> LineLabeller:
    """The labeller learned from `examples`, each of them seen a second time as if the rules had found nothing in it."""
    examples = [*examples, *(unruled(one) for one in examples)]
    parts = _deal(examples)
    text = _over_folds(parts, examples, lambda some: _words(some), lambda model, one: _text(model, one))
    rows = [np.hstack([one.features.matrix, said]) for one, said in zip(examples, text, strict=True)]
    first = _over_folds(
        parts,
        list(zip(examples, rows, strict=True)),
        lambda some: (_grow(some, len(KINDS)), _priors([one for one, _ in some if one.used is None])),
        lambda model, one: model[0](one[1], _prior(model[1], one[0], len(KINDS))),
    )
    second = [
        np.hstack([row, neighbours(said, one.features.headings)])
        for one, row, said in zip(examples, rows, first, strict=True)
    ]
    labeller = LineLabeller()
    labeller.words, labeller.heading_words = _words(examples)
    labeller.priors = _priors([one for one in examples if one.used is None])
    labeller.first = _grow(list(zip(examples, rows, strict=True)), len(KINDS))
    labeller.second = _grow(list(zip(examples, second, strict=True)), len(OUTPUTS))
    return labeller


def unruled(one: Example) -> Example:
    """A paper as it looks where no rule knows its headings and labels: so the labeller learns to find what rules miss."""
    matrix = one.features.matrix.copy()
    matrix[:, [name.startswith("rules") for name in one.features.names]] = 0
    found = (one.targets.wanted.max(axis=1) > 0).astype(np.float32)
    near = (
        section_means(found[:, None], one.features.headings)[:, 0] > 0
    )  # its far lines say nothing that is new
    return replace(one, features=replace(one.features, matrix=matrix), weight=UNRULED, used=near)


def _deal(examples: Sequence[Example]) -> list[int]:
    """The fold of each example: whole families, the largest first, each to the fold with fewest lines."""
    sizes: dict[str, int] = {}
    for one in examples:
        sizes[one.family] = sizes.get(one.family, 0) + len(one.first)
    loads = [0] * FOLDS
    fold: dict[str, int] = {}
    for family in sorted(sizes, key=lambda name: (-sizes[name], name)):
        fold[family] = loads.index(min(loads))
        loads[fold[family]] += sizes[family]
    return [fold[one.family] for one in examples]


def _over_folds(
    parts: Sequence[int],
    items: Sequence[Item],
    learn: Callable[[list[Item]], Model],
    apply: Callable[[Model, Item], Matrix],
) -> list[Matrix]:
    """For each item what a model learned from the other folds says of it."""
    models = [
        learn([item for item, part in zip(items, parts, strict=True) if part != fold])
        for fold in range(FOLDS)
    ]
    return [apply(models[part], item) for item, part in zip(items, parts, strict=True)]


def _words(examples: Sequence[Example]) -> tuple[Matrix, Matrix]:
    """For each hashed word the log of how much oftener it stands in lines of a kind (and in their headings) than elsewhere."""
    own = np.full((HASHES, len(KINDS), 2), _SMOOTH)
    heads = np.full((HASHES, len(KINDS), 2), _SMOOTH)
    for one in examples:
        line = np.repeat(np.arange(len(one.first)), np.diff(np.append(one.first, one.hashes.shape[1])))
        for column in range(len(KINDS)):
            if not one.targets.known[0, column]:
                continue
            is_of = one.targets.wanted[:, column] > 0
            for hashed in one.hashes:
                np.add.at(own[:, column], (hashed, is_of[line].astype(int)), 1)
            below = np.zeros((len(one.first), 2))
            np.add.at(
                below,
                (
                    one.features.headings[one.features.headings >= 0],
                    is_of[one.features.headings >= 0].astype(int),
                ),
                1,
            )
            shares = np.minimum(below, 5)
            for hashed in one.hashes:
                np.add.at(heads[:, column, 0], hashed, shares[line, 0])
                np.add.at(heads[:, column, 1], hashed, shares[line, 1])
    return _ratios(own), _ratios(heads)


def _ratios(counts: NDArray[np.float64]) -> Matrix:
    share = counts / counts.sum(axis=0, keepdims=True)
    told = np.clip(np.log(share[..., 1] / share[..., 0]), -3, 3)
    told[counts.sum(axis=2) < 2 * _SMOOTH + 3] = 0  # hardly met
    return np.asarray(told.astype(np.float16), dtype=np.float32)


def _text(weights: tuple[Matrix, Matrix], one: Example) -> Matrix:
    labeller = LineLabeller()
    labeller.words, labeller.heading_words = weights
    return labeller.text_scores({"hashes": one.hashes, "first": one.first, "features": one.features})


def _prior(priors: Matrix, one: Example, outputs: int) -> Matrix:
    labeller = LineLabeller()
    labeller.priors = priors
    return labeller.prior(rule_classes(one.features.matrix, one.features.names), outputs)


def _priors(examples: Sequence[Example]) -> Matrix:
    """For each output and each thing the rules may say of a line, the log odds that it is right."""
    counts = np.tile(np.array([0.5, 0.5]), (len(OUTPUTS), CLASSES, 1))
    counts[:, 0] = (2.0, 0.02)  # lines of which the rules say nothing are hardly ever anything
    for one in examples:
        said = rule_classes(one.features.matrix, one.features.names)
        for output in range(len(OUTPUTS)):
            if one.targets.known[0, output]:
                right = (one.targets.wanted[:, output] > 0).astype(int)
                np.add.at(counts[output], (said[:, output % len(KINDS)], right), 1)
    return np.asarray(np.log(counts[..., 1] / counts[..., 0]), dtype=np.float32)


def _grow(some: Sequence[tuple[Example, Matrix]], outputs: int) -> Forest:
    """Boosted trees for the first `outputs` of OUTPUTS, each learned from the papers whose gold decides it."""
    import lightgbm

    priors = _priors([one for one, _ in some if one.used is None])
    dumps: list[list[dict[str, Any]]] = []
    for column in range(outputs):
        mine = [(one, rows) for one, rows in some if one.targets.known[0, column]]
        if not mine:  # no gold decides it: the rules' odds alone stand
            dumps.append([])
            continue
        rows = np.vstack([_of(rows, one) for one, rows in mine])
        wanted = np.concatenate([_of(one.targets.wanted[:, column], one) for one, _ in mine])
        weight = np.concatenate([_of(np.full(len(one.first), one.weight), one) for one, _ in mine])
        start = np.concatenate([_of(_prior(priors, one, outputs)[:, column], one) for one, _ in mine])
        data = lightgbm.Dataset(
            rows, wanted, weight=weight, init_score=start.astype(np.float64), free_raw_data=True
        )
        model = lightgbm.train(_SETTINGS, data, num_boost_round=TREES)
        dumps.append(model.dump_model()["tree_info"])
    return Forest.from_dumps(dumps)


def _of(values: NDArray[Any], one: Example) -> NDArray[Any]:
    return values if one.used is None else values[one.used]


def main(arguments: list[str]) -> None:
    """`python -m kg.evaluate.train OUTPUT FOLDER...`: the pipeline learned from the papers of these folders."""
    output, *folders = (Path(one) for one in arguments)
    papers = load_papers([folder for folder in folders if folder.is_dir()])
    examples = [example(paper, redact(read_source(paper.document), rules=Rules())) for paper in papers]
    save(train([one for one in examples if len(one.first)]), output)


if __name__ == "__main__":
    main(sys.argv[1:])
