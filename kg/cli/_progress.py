"""A progress line on a terminal for work of more than a second; nothing where output goes to a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def counting(label: str) -> Iterator[Callable[[int], None]]:
    """Gives a function to call with the count so far; the line appears after one second and is wiped at the end."""
    began = time.monotonic()
    shown = False

    def step(count: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - began > 1:
            shown = True
            sys.stderr.write(f"\r{label}: {count}")
            sys.stderr.flush()

    yield step
    if shown:
        sys.stderr.write("\r\x1b[K")
