"""How the cost of each stage grows with the number of papers: `python -m tests.bench.growth [PAPERS ...]`.

Papers are generated (tests/generated.py) and joined as real ones are: shared bodies and themes, asks made before in other
words, answers and plans in other papers. A stage's growth is the exponent of a power law between the smallest and the
largest size in one run: 1 is in step with the papers, sorting comes to about 1.1, comparing all pairs would be 2. Times are of
the processor, and the sizes of a stage take turns, so that a busy machine changes all alike; no test rests on seconds.
"""

from __future__ import annotations

import gc
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kg.graph import quads
from kg.graph.checks import load_checks, misquoted, run_checks
from kg.graph.nquads import canonical, memory_store
from kg.graph.shapes import run_shapes
from kg.model.found import Extraction
from kg.model.text import Document
from kg.pipeline import build
from kg.query.briefing import briefing
from kg.query.graph import open_graph
from kg.query.records import KINDS, Reader, all_records
from kg.query.records_parts import answers_to, by_parts
from kg.query.recurrence import recurrences
from kg.query.recurrence_uses import repeated, uses
from kg.query.search_index import write_index
from kg.query.similar import similar
from kg.resolve import resolve
from kg.resolve.repeats import find_repeats
from kg.view.site import Extras, write_site
from kg.view.views import PICTURES
from tests.generated import write

SIZES = (50, 100, 200, 400)
LIMIT = 1.2
"""What no stage may pass: sorting and a cache that is left behind come to 1.1 on these sizes, and pairs to 2."""
YARDSTICK = "yardstick: every statement read once"
"""What is in step with the papers by its nature: on a crowded machine it too costs more a statement when more is held, and
the others are told beside it."""
LEAST = 0.02
"""Seconds below which a stage of the largest size is too short to be measured, and told as 0."""

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Growth:
    """A stage: seconds of the processor at each size, and the exponent between the first and the last."""

    stage: str
    seconds: tuple[float, ...]
    exponent: float

    def beside(self, others: list[Growth]) -> float:
        """The exponent beside that of the yardstick among `others`, where that is more than 1."""
        yard = next((one.exponent for one in others if one.stage == YARDSTICK), 1.0)
        return self.exponent / max(1.0, yard)

    @classmethod
    def of(cls, stage: str, sizes: tuple[int, ...], seconds: list[float]) -> Growth:
        """The growth of a stage that took so many seconds at each of the sizes; 0 where it was too short to be measured."""
        if seconds[-1] < LEAST or len(sizes) < 2:
            return cls(stage, tuple(seconds), 0.0)
        exponent = math.log(seconds[-1] / max(seconds[0], 1e-6)) / math.log(sizes[-1] / sizes[0])
        return cls(stage, tuple(seconds), exponent)


def stages(folder: Path) -> Iterator[tuple[str, Work]]:
    """Every stage over the papers in `folder`/in, and every list and picture of what they say; one builds on another."""
    made = build([folder / "in"], folder / "build").build
    yield "the papers of a build, one by one", lambda: [made.document(one.name) for one in made.sources()]
    documents = [made.document(one.name) for one in made.sources()]
    extractions = tuple(made.extraction(one.name) for one in made.sources())
    yield from _making(documents, extractions)
    graph = open_graph(folder / "build")
    yield "records: all", lambda: all_records(graph, anew=True)
    for kind in KINDS:
        yield f"records: {kind}", lambda kind=kind: Reader(graph, anew=True).records(kind)  # type: ignore[misc]
    yield "records: kept", lambda: all_records(graph)
    records = all_records(graph)
    yield "index", lambda: write_index(folder / "index", records=records, documents=iter(documents))
    asks, answers = records["recommendation"], records["response"]
    yield "parts and their answers", lambda: (by_parts(asks), answers_to(asks, answers))
    yield (
        "similar",
        lambda: similar("Share information about neglect with all agencies at once.", asks, answers),
    )
    yield "recurrence", lambda: recurrences(uses(graph), records)
    yield "briefing", lambda: briefing(records, uses(graph), repeated(graph))
    for name, picture in PICTURES.items():
        yield f"view: {name}", lambda picture=picture: picture.draw(records)  # type: ignore[misc]
    yield "site", lambda: write_site(records, folder / "site", extras=Extras({}), progress=lambda _: None)


def _making(documents: list[Document], extractions: tuple[Extraction, ...]) -> Iterator[tuple[str, Work]]:
    knowledge = resolve(extractions)
    yield "resolve", lambda: resolve(extractions)
    yield "resolve: repeats", lambda: find_repeats(knowledge.recommendations)
    yield "statements", lambda: quads(knowledge)
    said = quads(knowledge)
    yield "statements: sorted and written", lambda: canonical(said)
    data = canonical(said)
    yield "statements: read into a store", lambda: memory_store(data)
    store = memory_store(data)
    yield YARDSTICK, lambda: [quad.object for quad in store]
    texts = {one.source.name: one.text for one in documents}
    yield "check: quotes", lambda: misquoted(knowledge, texts)
    for check in load_checks():
        yield f"check: {check.name}", lambda check=check: run_checks(store, (check,))  # type: ignore[misc]
    yield "shapes", lambda: run_shapes(store)


def growth(
    sizes: tuple[int, ...] = SIZES, *, turns: int = 2, only: frozenset[str] | None = None
) -> list[Growth]:
    """The growth of every stage, or of those in `only`, over builds of so many papers each."""
    seconds: dict[str, list[float]] = {}
    with ExitStack() as open_:
        folders = [Path(open_.enter_context(tempfile.TemporaryDirectory())) for _ in sizes]
        for folder, size in zip(folders, sizes, strict=True):
            write(folder / "in", size)
        for each in zip(*map(stages, folders), strict=True):  # one stage of every size at a time
            stage = each[0][0]
            if only is None or stage in only:
                turned = [[_timed(work) for _, work in each] for _ in range(turns)]
                seconds[stage] = [min(times) for times in zip(*turned, strict=True)]
    return [Growth.of(stage, sizes, told) for stage, told in seconds.items()]


def again(found: list[Growth], sizes: tuple[int, ...]) -> list[Growth]:
    """Those measured once more, in more turns."""
    return growth(sizes, turns=3, only=frozenset([YARDSTICK, *(one.stage for one in found)])) if found else []


def _timed(work: Work) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()


def main(sizes: tuple[int, ...] = SIZES) -> list[Growth]:
    """Print and give the growth of every stage."""
    found = growth(sizes)
    print(
        f"{'stage':38}" + "".join(f"{size:>9}" for size in sizes) + "  exponent (papers above, seconds below)"
    )
    for one in found:
        told = "".join(f"{second:9.3f}" for second in one.seconds)
        slow = "  grows too fast" if one.beside(found) > LIMIT else ""
        print(f"{one.stage:38}{told}  {one.exponent:8.2f}{slow}")
    return found


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
