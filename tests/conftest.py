"""What many tests share: the build of the corpus, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def corpus_build(tmp_path_factory) -> Path:
    """The build directory of corpus/, made once a run; nobody writes to it."""
    from kg.pipeline import build

    directory = tmp_path_factory.mktemp("corpus") / "build"
    build([ROOT / "corpus"], directory)
    return directory
