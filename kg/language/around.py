"""Around: rows of a document seen with those beside them and those under the same heading."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


def shifted(matrix: Matrix, by: int) -> Matrix:
    """Each row as that of the line `by` before it, zeros at the end."""
    found = np.zeros_like(matrix)
    if by > 0:
        found[by:] = matrix[:-by]
    else:
        found[:by] = matrix[-by:]
    return found


def runs(headed: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The rows under each heading, as runs in reading order."""
    if not len(headed):
        return []
    edges = np.flatnonzero(np.diff(headed)) + 1
    return list(np.split(np.arange(len(headed)), edges))


def section_means(values: Matrix, headed: NDArray[np.int64]) -> Matrix:
    """For each row the mean of `values` over the lines under the same heading."""
    found = np.zeros_like(values)
    for mine in runs(headed):
        found[mine] = values[mine].mean(axis=0)
    return found


def neighbours(values: Matrix, headed: NDArray[np.int64]) -> Matrix:
    """`values` of the lines around each line, and their mean under its heading: what a second look sees of the first."""
    near = [shifted(values, by) for by in (2, 1, -1, -2)]
    return np.hstack([values, *near, section_means(values, headed)]).astype(np.float32)
