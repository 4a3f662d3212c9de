"""Boosted trees as plain arrays: all trees of a model walk all rows together, in numpy alone.

A tree is grown elsewhere (`kg.language.train`, LightGBM); here is only what reading it needs, so that the program installs
without the learner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_CHUNK = 2048  # rows walked together, so that a long document needs no more memory than a short one


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of several outputs: node arrays of shape (trees, nodes); a leaf points at itself.

    `output` says to which output each tree adds.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    output: NDArray[np.int16]
    outputs: int
    depth: int

    def __call__(self, rows: NDArray[np.float32], prior: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities, a row a line, a column an output; `prior` are the log odds before the trees, of that shape."""
        parts = [
            self._walk(rows[at : at + _CHUNK], prior[at : at + _CHUNK]) for at in range(0, len(rows), _CHUNK)
        ]
        return np.vstack(parts) if parts else np.zeros((0, self.outputs), dtype=np.float32)

    def _walk(self, rows: NDArray[np.float32], prior: NDArray[np.float32]) -> NDArray[np.float32]:
        trees, nodes = self.feature.shape
        base = (np.arange(trees, dtype=np.int32) * nodes)[:, None]
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        left, right = self.left.ravel(), self.right.ravel()
        columns = np.ascontiguousarray(rows.T).ravel()
        here = np.arange(len(rows), dtype=np.int32)[None, :]
        at = np.zeros((trees, len(rows)), dtype=np.int32)
        for _ in range(self.depth):
            place = base + at
            told = columns[feature[place].astype(np.int32) * len(rows) + here]
            at = np.where(told <= threshold[place], left[place], right[place]).astype(np.int32)
        leaves = self.value.ravel()[base + at].astype(np.float64)
        total = prior.T.astype(np.float64)
        np.add.at(total, self.output, leaves)
        return np.asarray(1 / (1 + np.exp(-total.T)), dtype=np.float32)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What `from_arrays` reads back."""
        return {
            "feature": self.feature, "threshold": self.threshold, "left": self.left, "right": self.right,
            "value": self.value, "output": self.output, "shape": np.array([self.outputs, self.depth]),
        }  # fmt: skip

    @classmethod
    def from_arrays(cls, told: Mapping[str, NDArray[Any]]) -> Forest:
        """The forest that `arrays` gave."""
        outputs, depth = (int(value) for value in told["shape"])
        return cls(told["feature"], told["threshold"], told["left"], told["right"], told["value"], told["output"],
                   outputs, depth)  # fmt: skip

    @classmethod
    def from_dumps(cls, dumps: Sequence[Sequence[Mapping[str, Any]]]) -> Forest:
        """A forest from LightGBM's own dump (`dump_model()["tree_info"]`), a list of trees for each output."""
        trees = [(output, _flat(tree["tree_structure"])) for output, of in enumerate(dumps) for tree in of]
        widest = max((len(nodes) for _, (nodes, _) in trees), default=1)
        shape = (len(trees), widest)
        arrays: dict[str, NDArray[Any]] = {
            "feature": np.zeros(shape, np.int16), "threshold": np.zeros(shape, np.float32),
            "left": np.zeros(shape, np.int16), "right": np.zeros(shape, np.int16), "value": np.zeros(shape, np.float32),
        }  # fmt: skip
        for row, (_, (nodes, _)) in enumerate(trees):
            for place, (feature, threshold, left, right, value) in enumerate(nodes):
                arrays["feature"][row, place], arrays["threshold"][row, place] = feature, threshold
                arrays["left"][row, place], arrays["right"][row, place] = left, right
                arrays["value"][row, place] = value
        depth = max((deep for _, (_, deep) in trees), default=0)
        output = np.array([output for output, _ in trees], np.int16)
        return cls(**arrays, output=output, outputs=len(dumps), depth=depth)


def _flat(tree: Mapping[str, Any]) -> tuple[list[tuple[int, float, int, int, float]], int]:
    """The nodes of a tree in one list, each (feature, threshold, left, right, value), and its depth."""
    nodes: list[tuple[int, float, int, int, float]] = []

    def add(node: Mapping[str, Any], depth: int) -> tuple[int, int]:
        place = len(nodes)
        nodes.append((0, 0.0, place, place, 0.0))
        if "leaf_value" in node and "split_feature" not in node:
            nodes[place] = (0, 0.0, place, place, float(node["leaf_value"]))
            return place, depth
        left, deep = add(node["left_child"], depth + 1)
        right, deeper = add(node["right_child"], depth + 1)
        nodes[place] = (int(node["split_feature"]), float(node["threshold"]), left, right, 0.0)
        return place, max(deep, deeper)

    _, depth = add(tree, 0)
    return nodes, depth
