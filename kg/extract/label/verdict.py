"""Verdict: what the rules found and what the labeller says, as one list with one confidence each.

A candidate of the rules stays unless the labeller is sure that it is none; lines that no rule took and of which the
labeller is sure become items of their own. What lies between is kept for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.finding.said import Item
from kg.extract.items.draft import Draft
from kg.extract.label.features import is_head
from kg.extract.label.lines import Labelled
from kg.extract.page.labels import read_label
from kg.extract.page.lines import Line, cut
from kg.extract.page.marks import MarkKind
from kg.extract.page.mood import asks, own_voice, sentences
from kg.language.labeller import KINDS, OUTPUTS
from kg.model.kinds import FindingKind
from kg.model.text import Folded
from kg.rules import Rules

KEPT = 0.08  # chance from which a candidate of the rules stays; least loss over families left out
HEADED = 0.2  # the same for a finding or learning point below a heading that says so
DOUBTFUL = 0.5  # the same for an item below a heading that may mean something else
_DOUBT = 0.75  # confidence of a rule that doubts
LISTED = 0.35  # the same for an item that only its place in a list tells
PROSE = 0.4  # the same for a sentence of running text beside lists
PROSE_ANSWERING = 1.0  # and in a document that answers
PROSE_ALONE = 0.3  # and where hardly anything is listed
SURE = 0.95  # confidence of a rule that needs no list around it
_FEW = 3  # recommendations from which a document has lists
ADDED = 0.6  # chance from which lines that no rule took become an item
ADDED_ANSWERING = 0.9  # the same in a document that answers, most of whose lines are answers
LABELLER = "labeller"
_LABEL = 0.92  # confidence of an item that a label opens
_LONG = 45  # words of a paragraph in which only some sentences may ask
_FEWEST = 5  # words of the shortest item that the labeller may add alone


def judged(
    drafts: Sequence[Draft],
    prose: Sequence[Draft],
    labelled: Labelled,
    embedded: int,
    *,
    answers: bool = False,
    rules: Rules,
) -> tuple[Draft, ...]:
    """The recommendations of one embedded document: candidates that stay and lines that the labeller adds.

    `prose` are sentences of running text that recommend: they need the labeller's word, more of it where lists are found,
    and most where the document `answers` recommendations, which is where such sentences are part of an answer.
    """
    by_row: dict[int, list[Draft]] = {}
    for draft in prose:
        for row in labelled.rows_of(draft.pieces)[:1]:
            if labelled.lines[row].passage.embedded == embedded:
                by_row.setdefault(row, []).append(draft)
    kept: list[Draft] = []
    taken: set[int] = set()
    for draft in drafts:
        rows = labelled.rows_of(draft.pieces)
        if len(rows) == 1 and _recommends_apart(labelled.lines[rows[0]], draft, by_row.get(rows[0], ())):
            continue  # a paragraph that recommends several things, sentence by sentence
        taken.update(rows)
        chance = labelled.of("recommendation", rows) if rows else 1.0  # a row of a table is no line
        if draft.confidence > SURE and rows:  # its label speaks for all its lines
            chance = max(labelled.of("recommendation", [row]) for row in rows)
        if chance >= _least(draft) and not _idle(draft, rules):
            draft.confidence = round(min(draft.confidence, 0.5 + chance / 2), 2)
            kept.append(draft)
    stems = {id(draft) for draft in kept}
    for draft in kept:
        if draft.stem is not None and id(draft.stem) not in stems:
            draft.stem = None
    least = PROSE_ANSWERING if answers else PROSE if len(kept) >= _FEW else PROSE_ALONE
    for row, found in by_row.items():
        if row not in taken and labelled.of("recommendation", [row]) >= least:
            kept += [draft for draft in found if not _idle(draft, rules)]
            taken.add(row)
    for rows in _runs(
        labelled, "recommendation", embedded, taken, least=ADDED_ANSWERING if answers else ADDED
    ):
        added = _draft(labelled, rows, rules)
        if added is not None and _adds(added, rules):
            kept.append(added)
    return tuple(sorted(kept, key=lambda draft: (draft.span.start, draft.span.end)))


def _least(draft: Draft) -> float:
    """The chance below which a candidate falls, by how sure the rule is that found it."""
    if draft.confidence > SURE:
        return KEPT
    return LISTED if draft.confidence > _DOUBT else DOUBTFUL


def _idle(draft: Draft, rules: Rules) -> bool:
    """Whether words are the fixed ones of a form, or below a label that may number anything and ask for nothing."""
    if draft.rule == "recommendations/numbered-ask" and not _asks(draft, rules):
        return True
    return rules.named("recommendation-limits", "boilerplate").pattern.search(draft.text) is not None


def _adds(draft: Draft, rules: Rules) -> bool:
    """Whether lines that the labeller alone takes for a recommendation are one by their words too."""
    others = rules.named("recommendation-prose", "not-of-this-review").pattern
    none = rules.named("recommendation-limits", "not-recommending").pattern
    if _idle(draft, rules) or none.search(draft.text) or others.search(draft.text):
        return False
    if read_label(draft.pieces[0], rules=rules) is not None:  # the rules passed its label over
        return False
    return bool(draft.number) or _asks(draft, rules)


def _asks(draft: Draft, rules: Rules) -> bool:
    """Whether a draft asks in its own voice, now."""
    return asks(own_voice(draft.text, rules=rules), rules=rules)


def _recommends_apart(line: Line, draft: Draft, told: Sequence[Draft]) -> bool:
    """Whether a paragraph that a rule took whole, unmarked or only numbered, recommends in two sentences or more."""
    return not draft.labelled and line.mark.kind in (MarkKind.NONE, MarkKind.NUMBER) and len(told) > 1


def judged_items(items: Sequence[Item], labelled: Labelled, embedded: int) -> tuple[Item, ...]:
    """The findings, learning points and good practice of one embedded document, candidates and added lines."""
    kept: list[Item] = []
    taken: dict[FindingKind, set[int]] = {kind: set() for kind in FindingKind}
    for item in items:
        rows = labelled.rows_of(item.pieces)
        taken[item.kind].update(rows)
        chance = labelled.of(item.kind.value, rows) if rows else 1.0
        if chance >= (KEPT if item.confidence > _LABEL else HEADED):
            item.confidence = round(min(item.confidence, 0.5 + chance / 2), 2)
            kept.append(item)
    for kind in FindingKind:
        for rows in _runs(labelled, kind.value, embedded, taken[kind]):
            pieces = [_words(labelled.lines[row]) for row in rows]
            mark = labelled.lines[rows[0]].mark
            number = mark.value if mark.kind is MarkKind.NUMBER else None
            kept.append(Item(kind, f"findings/{LABELLER}", labelled.of(kind.value, rows), pieces, number))
    return tuple(kept)


def _runs(
    labelled: Labelled, kind: str, embedded: int, taken: Iterable[int], *, least: float = ADDED
) -> Iterator[list[int]]:
    """Lines that the labeller is sure of, as items: a line that it takes for a beginning, or that has a mark, begins one."""
    taken = set(taken)
    column, start = KINDS.index(kind), OUTPUTS.index(f"{kind}:start")
    likeliest = labelled.chance[:, : len(KINDS)].max(axis=1)
    run: list[int] = []
    for row, line in enumerate(labelled.lines):
        if line.passage.embedded != embedded:
            continue
        sure = (
            labelled.chance[row, column] >= max(least, likeliest[row])
            and row not in taken
            and not is_head(line)
        )
        begins = labelled.chance[row, start] >= ADDED / 2
        if run and (not sure or begins or row != run[-1] + 1):
            yield run
            run = []
        if sure and (begins or run) and (run or len(line.text.split()) >= _FEWEST):
            run.append(row)
    if run:
        yield run


def _words(line: Line) -> Folded:
    return cut(line.words, line.start, len(line.words.text))


def _draft(labelled: Labelled, rows: Sequence[int], rules: Rules) -> Draft | None:
    """A recommendation of the lines at `rows`; of a long paragraph only the sentences that ask."""
    first = labelled.lines[rows[0]]
    mark = first.mark
    number = mark.value if mark.kind in (MarkKind.NUMBER, MarkKind.LETTER) and mark.depth < 2 else None
    draft = Draft(
        rule=f"recommendations/{LABELLER}",
        confidence=round(labelled.of("recommendation", rows), 2),
        number=number,
        headings=_headings(labelled, rows[0]),
        first=first.passage.index,
    )
    for row in rows:
        line = labelled.lines[row]
        for words in _asking(line, rules):
            draft.add(words, line.passage.index)
    return draft if draft.pieces else None


def _headings(labelled: Labelled, row: int) -> tuple[str, ...]:
    """The nearest line above that heads others."""
    embedded = labelled.lines[row].passage.embedded
    for above in range(row - 1, max(row - 60, -1), -1):
        line = labelled.lines[above]
        if line.passage.embedded != embedded:
            break
        if is_head(line):
            return (line.words.text,)
    return ()


def _asking(line: Line, rules: Rules) -> list[Folded]:
    """The words of a line that ask: all of an item or a short paragraph, the asking sentences of a long one."""
    words = _words(line)
    if line.mark.kind is not MarkKind.NONE or len(words.text.split()) <= _LONG:
        return [words]
    spans = [
        (a, b) for a, b in sentences(words.text) if asks(own_voice(words.text[a:b], rules=rules), rules=rules)
    ]
    return [cut(words, spans[0][0], spans[-1][1])] if spans else []
