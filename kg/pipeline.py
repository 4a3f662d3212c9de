"""The whole flow: read -> segment -> extract -> resolve -> graph. The only module that imports every stage."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.graph import quads
from kg.graph.build import Build
from kg.graph.checks import as_issues, misquoted, refuse, run_checks
from kg.graph.ledger import source_key
from kg.graph.method import method_digest
from kg.graph.run import Settings, run_record, settings_of, unread_of
from kg.graph.shapes import run_shapes
from kg.graph.traces import traces
from kg.graph.write import Draft, drafting
from kg.intake import Order, Taken, read_and_extract, readers, take_again, take_in
from kg.isolate import IsolatedExecutor, cores
from kg.model.entity import Knowledge
from kg.model.found import Extraction
from kg.model.text import Issue, Source
from kg.query.graph import Graph, LocalEngine
from kg.query.records import all_records
from kg.query.records_kept import FOLDER as RECORDS
from kg.query.records_kept import keep
from kg.query.search_index import write_index
from kg.read import find_sources, manifest_of, name_of
from kg.read.characters import one_line
from kg.redact import mask_names
from kg.resolve import resolve
from kg.resolve.decisions import Decision
from kg.resolve.decisions_file import read_decisions
from kg.seed import read_seed

__all__ = [
    "Progress",
    "Report",
    "Settings",
    "add",
    "build",
    "derive",
    "read_and_extract",
    "settings_of",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the build it made, what is known in it, what could not be read or decided."""

    build: Build
    knowledge: Knowledge
    issues: tuple[Issue, ...]


Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


def _quiet(_what: str, _done: int, _all: int) -> None:
    return None


def build(
    paths: Iterable[Path], output: Path, *, settings: Settings | None = None, progress: Progress = _quiet
) -> Report:
    """Read every source at `paths` and write the build directory `output`.

    What cannot be read is an issue; raises DataError where nothing could be, and leaves an old build untouched.
    """
    files, settings = find_sources(paths), settings or Settings()
    with drafting(output) as draft:
        found, issues = _read(files, progress, names=settings.names)
        if not found:
            raise DataError(_nothing(issues))
        for one in found:
            draft.put_source(one.document, one.extraction)
        return _finish(draft, [one.extraction for one in found], issues, settings, progress)


def add(
    paths: Iterable[Path], output: Path, *, settings: Settings | None = None, progress: Progress = _quiet
) -> Report:
    """Add the sources at `paths` to the build `output`; one of the same name takes the place of the old.

    The result equals a build from nothing of all of them.
    """
    files = find_sources(paths)
    names = {name_of(path) for path in files}
    with drafting(output) as draft:
        before = Build.open(output)
        settings = settings or settings_of(before)
        found, issues = _read(files, progress, names=settings.names)
        if not found:
            raise DataError(_nothing(issues))
        kept = [source for source in before.sources() if source.name not in names]
        extractions, lost = _keep(draft, before, kept)
        for one in found:
            draft.put_source(one.document, one.extraction)
            extractions.append(one.extraction)
        issues += [*lost, *(issue for issue in unread_of(before) if issue.source not in names)]
        return _finish(draft, extractions, issues, settings, progress)


def withdraw(
    name: str, output: Path, *, settings: Settings | None = None, progress: Progress = _quiet
) -> Report:
    """Take the source called `name` out of the build `output`: no statement, text, quote or index keeps a trace.

    Raises BuildError where it is not in the build, DataError where nothing else is, or where words of it are left.
    """
    with drafting(output) as draft:
        before = Build.open(output)
        gone = before.key(name)
        kept = [source for source in before.sources() if source_key(source) != gone]
        if not kept:
            raise DataError(f"{name} is the only source in {output}; delete the folder to withdraw it.")
        extractions, lost = _keep(draft, before, kept)
        issues = [issue for issue in unread_of(before) if issue.source in {one.name for one in kept}]
        document = before.document(name)
        report = _finish(draft, extractions, issues + lost, settings or settings_of(before), progress)
    left = traces(output, document, kept=map(report.build.document, (source.name for source in kept)))
    if left:
        raise DataError(
            f"{name} is withdrawn, but words of it are still in {', '.join(map(str, left))}; delete that by hand and "
            "run `kg check`."
        )
    return report


def derive(
    extractions: Iterable[Extraction], settings: Settings, *, more: tuple[Decision, ...] = ()
) -> Knowledge:
    """What all extractions together say, with a person's decisions applied, and `more` after those of the file."""
    path = settings.decisions
    decisions = read_decisions(path) if path is not None else ()
    together = tuple(sorted(extractions, key=lambda extraction: extraction.source.name))
    knowledge = resolve(together, seed=read_seed(), decisions=(*decisions, *more))
    if path is None or path.is_file():
        return knowledge
    gone = Issue(
        "decisions-gone",
        f"The decisions file {path.name} is not in {path.parent} any more, so none of its decisions is applied; "
        "put it back, or build again with another.",
        "decisions",
    )
    return replace(knowledge, issues=(gone, *knowledge.issues))


def _read(files: list[Path], progress: Progress, *, names: bool) -> tuple[list[Taken], list[Issue]]:
    """Every file that can be read, with what it prints; an issue for each that cannot."""
    entries = manifest_of(files)
    orders = [Order(name, path, entries.get(path.name)) for name, path in _own_names(files)]
    with readers(files) as executor:
        found, issues = _parted(take_in(orders, executor=executor, progress=progress))
        progress("Reading", len(files), len(files))
        if names:
            return found, issues
        nameless, lost = _nameless(found, executor)
        return nameless, issues + lost


def _parted(results: list[Taken | Issue]) -> tuple[list[Taken], list[Issue]]:
    found = [one for one in results if isinstance(one, Taken)]
    return found, [one for one in results if isinstance(one, Issue)]


def _own_names(files: list[Path]) -> Iterator[tuple[str, Path]]:
    """Each file with its name, and as many of its folders as tell it from those of that name before it."""
    taken: set[str] = set()
    for path in files:
        parts = (*Path(os.path.realpath(path)).parent.parts, name_of(path))
        names = (one_line("/".join(parts[-count:])) for count in range(1, len(parts) + 1))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        yield name, path


def _nameless(found: list[Taken], executor: Executor) -> tuple[list[Taken], list[Issue]]:
    """The same sources with the people who led reviews masked in every text, those with one extracted again."""
    led = {name for one in found for review in one.extraction.reviews if (name := review.lead_reviewer)}
    masked = [mask_names(one.document, led) for one in found]
    changed = [new for new, one in zip(masked, found, strict=True) if new is not one.document]
    again, lost = _parted(take_again(changed, executor=executor))
    ready = {one.document.source.name: one for one in again}
    gone = {issue.source for issue in lost}
    kept = (one for one in found if one.document.source.name not in gone)
    return [ready.get(one.document.source.name, one) for one in kept], lost


def _keep(draft: Draft, before: Build, kept: list[Source]) -> tuple[list[Extraction], list[Issue]]:
    """The extractions of the sources that stay: as stored, or made again where the method has changed since."""
    if before.run.get("method") == method_digest():
        for source in kept:
            draft.keep_source(before, source)
        return [before.extraction(source.name) for source in kept], []
    documents = [before.document(source.name) for source in kept]
    with IsolatedExecutor(max(1, min(cores(), len(kept)))) as executor:
        found, lost = _parted(take_again(documents, executor=executor))
    for one in found:
        draft.put_source(one.document, one.extraction)
    return [one.extraction for one in found], lost


def _finish(
    draft: Draft, extractions: list[Extraction], unread: list[Issue], settings: Settings, progress: Progress
) -> Report:
    """Resolve, write the graph, check it, and only then put it in force."""
    progress("Resolving", 0, 3)
    knowledge = derive(extractions, settings)
    progress("Writing the graph", 1, 3)
    store = draft.put_graph(quads(knowledge, base=settings.base, names=settings.names))
    breaches = (*misquoted(knowledge, draft.texts()), *run_checks(store), *run_shapes(store))
    refuse(breaches)
    progress("Indexing", 2, 3)
    records = all_records(Graph(LocalEngine(store, name=str(draft.directory))))
    unread = sorted(unread, key=lambda issue: issue.source)
    issues = (*unread, *knowledge.issues, *as_issues(breaches))
    build = draft.commit(
        run_record(knowledge, settings=settings, unread=unread, issues=issues),
        finish=lambda folder: _beside(folder, records, draft),
    )
    progress("Indexing", 3, 3)
    return Report(build, knowledge, issues)


def _beside(folder: Path, records: dict[str, list[dict[str, Any]]], draft: Draft) -> None:
    """What is kept beside the graph so that it need not be asked: the records, and the index of all words."""
    keep(folder / RECORDS, records)
    write_index(folder / "search", records=records, documents=draft.documents())


def _nothing(issues: list[Issue]) -> str:
    reasons = " ".join(issue.message for issue in issues[:5])
    return f"None of the {len(issues)} documents could be read; no build was made. {reasons}".strip()
