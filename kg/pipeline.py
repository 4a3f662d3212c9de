"""The whole flow: read -> segment -> extract -> resolve -> graph. The only module that imports every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import DataError, SourceError
from kg.extract import extract
from kg.graph import quads
from kg.graph.build import Build
from kg.graph.checks import as_issues, misquoted, refuse, run_checks
from kg.graph.ledger import source_key
from kg.graph.method import method_digest
from kg.graph.run import Settings, run_record, settings_of, unread_of
from kg.graph.shapes import run_shapes
from kg.graph.write import Draft, drafting
from kg.model.entity import Knowledge
from kg.model.found import Extraction
from kg.model.text import Document, Issue, Severity, Source
from kg.query.graph import Graph, LocalEngine
from kg.query.records import all_records
from kg.query.records_kept import FOLDER as RECORDS
from kg.query.records_kept import keep
from kg.query.search_index import write_index
from kg.read import find_sources, manifest_of, read_source
from kg.redact import mask_names, redact, trim
from kg.resolve import resolve
from kg.resolve.decisions import Decision
from kg.resolve.decisions_file import read_decisions
from kg.rules import Rules
from kg.seed import read_seed
from kg.segment import segment

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


def read_and_extract(document: Document, *, rules: Rules) -> Extraction:
    """All that one source prints, without a look at any other."""
    return trim(extract(segment(document, rules=rules), rules=rules))


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
        for document, extraction in found:
            draft.put_source(document, extraction)
        extractions = [extraction for _, extraction in found]
        return _finish(draft, extractions, issues, settings, progress)


def add(
    paths: Iterable[Path], output: Path, *, settings: Settings | None = None, progress: Progress = _quiet
) -> Report:
    """Add the sources at `paths` to the build `output`; one of the same name takes the place of the old.

    The result equals a build from nothing of all of them.
    """
    files = find_sources(paths)
    names = {path.name for path in files}
    with drafting(output) as draft:
        before = Build.open(output)
        settings = settings or settings_of(before)
        found, issues = _read(files, progress, names=settings.names)
        if not found:
            raise DataError(_nothing(issues))
        kept = [source for source in before.sources() if source.name not in names]
        extractions = list(_keep(draft, before, kept))
        for document, extraction in found:
            draft.put_source(document, extraction)
            extractions.append(extraction)
        issues += [issue for issue in unread_of(before) if issue.source not in names]
        return _finish(draft, extractions, issues, settings, progress)


def withdraw(
    name: str, output: Path, *, settings: Settings | None = None, progress: Progress = _quiet
) -> Report:
    """Take the source called `name` out of the build `output`: no statement, text, quote or index keeps a trace.

    Raises BuildError where it is not in the build, DataError where nothing else is.
    """
    with drafting(output) as draft:
        before = Build.open(output)
        gone = before.key(name)
        kept = [source for source in before.sources() if source_key(source) != gone]
        if not kept:
            raise DataError(f"{name} is the only source in {output}; delete the folder to withdraw it.")
        extractions = list(_keep(draft, before, kept))
        issues = [issue for issue in unread_of(before) if issue.source in {one.name for one in kept}]
        return _finish(draft, extractions, issues, settings or settings_of(before), progress)


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


def _read(
    files: list[Path], progress: Progress, *, names: bool
) -> tuple[list[tuple[Document, Extraction]], list[Issue]]:
    """Every file that can be read, with what it prints; an issue for each that cannot."""
    entries, rules = manifest_of(files), Rules()
    found: list[tuple[Document, Extraction]] = []
    issues: list[Issue] = []
    taken: set[str] = set()
    for done, path in enumerate(files):
        progress(f"Reading {path.name}", done, len(files))
        try:
            document = redact(read_source(path, entry=entries.get(path.name)), rules=rules)
        except SourceError as error:
            issues.append(Issue("unreadable", str(error), path.name, Severity.ERROR))
            continue
        name = _own_name(path, taken)
        taken.add(name)
        document = replace(document, source=replace(document.source, name=name))
        found.append((document, read_and_extract(document, rules=rules)))
    progress("Reading", len(files), len(files))
    return found if names else list(_nameless(found, rules)), issues


def _own_name(path: Path, taken: set[str]) -> str:
    """The file's name, with as many of its folders as tell it from the others of that name."""
    parts = path.resolve().parts
    names = ("/".join(parts[-count:]) for count in range(1, len(parts) + 1))
    return next(name for name in names if name not in taken)


def _nameless(
    found: list[tuple[Document, Extraction]], rules: Rules
) -> Iterator[tuple[Document, Extraction]]:
    """The same sources with the people who led reviews masked in every text, read again."""
    led = {one.lead_reviewer for _, extraction in found for one in extraction.reviews if one.lead_reviewer}
    for document, extraction in found:
        masked = mask_names(document, led)
        again = extraction if masked is document else read_and_extract(masked, rules=rules)
        yield masked, again


def _keep(draft: Draft, before: Build, kept: Iterable[Source]) -> Iterator[Extraction]:
    """The extractions of the sources that stay: as stored, or made again where the method has changed since."""
    same = before.run.get("method") == method_digest()
    for source in kept:
        if same:
            draft.keep_source(before, source)
            yield before.extraction(source.name)
        else:
            document = before.document(source.name)
            extraction = read_and_extract(document, rules=Rules())
            draft.put_source(document, extraction)
            yield extraction


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
