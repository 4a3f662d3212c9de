"""Actions of a table read column by column: the n-th action goes with the n-th owner, date, measure and partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.tables_columns import Cues, Run, capitals, cells, cues, runs
from kg.extract.tables_loose import PrintLine, Region, regions
from kg.model.fold import fold_pieces
from kg.model.text import Folded, Outline
from kg.rules import Rules

_PAIRED = ("owner", "due", "measure", "partners", "progress", "status")
_SHORT = 32  # characters of a stray name under the last action


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of a plan as put together: the words of its action, and its other cells as text."""

    words: Folded
    embedded: int
    rule: str
    confidence: float
    owner: str = ""
    due: str = ""
    measure: str = ""
    partners: str = ""
    progress: str = ""
    status: str = ""
    priority: str = ""
    about: str = ""  # the recommendation or outcome it stands under


@dataclass(slots=True)
class _Point:
    """An action with the heading it stands under."""

    lines: list[PrintLine]
    under: str


def column_rows(outline: Outline, *, rules: Rules) -> Iterator[PlanRow]:
    """The rows of every table of `outline` that was read column by column."""
    known = cues(rules)
    for region in regions(outline, rules=rules):
        left, owners = "", ""
        for group in _groups(runs(region.lines, region.roles, cues=known), region.roles):
            by_role: dict[str, list[PrintLine]] = {}
            for run in group:
                by_role.setdefault(run.role, []).extend(run.lines)
            if by_role.get("recommendation"):
                left = _text(outline, by_role["recommendation"])
                owners = _owners(outline, by_role["recommendation"], known)
            yield from _rows(outline, region, by_role, left, owners, known)


def _groups(found: Sequence[Run], roles: tuple[str, ...]) -> Iterator[list[Run]]:
    """The runs of one row of the printed table each: a run that goes back in the order of columns opens the next."""
    group: list[Run] = []
    for run in found:
        if group and roles.index(run.role) <= roles.index(group[-1].role):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _rows(
    outline: Outline,
    region: Region,
    by_role: dict[str, list[PrintLine]],
    left: str,
    owners: str,
    known: Cues,
) -> Iterator[PlanRow]:
    dues = cells(by_role.get("due", ()), 0, cues=known, dates=True)
    points = _points(outline, by_role.get("action", ()), known)
    if not points or not (by_role.get("due") or by_role.get("owner")):
        return
    points = _fitting(points, len(dues))
    count = len(points)
    columns = {
        role: cells(by_role[role], count, cues=known, dates=role == "due")
        for role in _PAIRED
        if by_role.get(role)
    }
    for index, point in enumerate(points):
        words = fold_pieces(outline.document.text, [line.span for line in point.lines])
        if not words.text:
            continue
        value = {
            role: _text(outline, column[index]) for role, column in columns.items() if len(column) == count
        }
        paired = all(len(column) == count for column in columns.values())
        yield PlanRow(
            words=words,
            embedded=region.embedded,
            rule="plan-columns",
            confidence=0.85 if paired else 0.6,
            owner=value.get("owner") or owners,
            due=value.get("due", ""),
            measure=value.get("measure", ""),
            partners=value.get("partners", ""),
            progress=value.get("progress", ""),
            status=value.get("status", ""),
            priority=region.title,
            about=" ".join(part for part in (left, point.under) if part),
        )


def _points(outline: Outline, lines: Sequence[PrintLine], known: Cues) -> list[_Point]:
    """The actions of a column: bulleted ones, and a paragraph of its own under a heading without bullets."""
    wide = max((line.width for line in lines), default=0)
    points: list[_Point] = []
    heading: list[PrintLine] = []
    open_heading = False
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        full = before is not None and before.width > 0.72 * wide
        if line.bullet:
            points.append(_Point([line], _text(outline, heading)))
            open_heading = False
        elif known.outcome.match(line.text):
            heading, open_heading = [line], True
        elif open_heading and (full or not line.blank):
            heading.append(line)
        elif open_heading and line.blank and heading and not known.outcome.match(heading[0].text):
            points.append(_Point([line], _text(outline, heading)))
            open_heading = False
        elif points and not open_heading and (not line.blank or full or line.text[:1].islower()):
            points[-1].lines.append(line)
        elif open_heading:
            heading.append(line)
        else:
            heading, open_heading = [line], True
    return points


def _fitting(points: list[_Point], count: int) -> list[_Point]:
    """`points` without those that belong to the column on the left, or are a stray name, if there are too many."""
    over = len(points) - count
    if count and over > 0 and not any(point.under for point in points[:over]):
        return points[over:]
    last = " ".join(line.text for line in points[-1].lines)
    if count and over == 1 and capitals(last) and len(last) <= _SHORT:
        return points[:-1]
    return points


def _owners(outline: Outline, lines: Sequence[PrintLine], known: Cues) -> str:
    """The people named under a label such as 'Responsible Officers:', joined by semicolons."""
    names: list[list[PrintLine]] = []
    inside = False
    for line in lines:
        label = known.owners.match(line.text)
        if label:
            inside = True
        elif inside and line.text.endswith(":") and not line.bullet:
            break
        elif inside and (line.bullet or not names):
            names.append([line])
        elif inside:
            if (
                line.blank > 1
                and not line.text[:1].islower()
                and not names[-1][-1].text.endswith((",", "&", "/"))
            ):
                break
            names[-1].append(line)
    return "; ".join(_text(outline, name) for name in names)


def _text(outline: Outline, lines: Sequence[PrintLine]) -> str:
    return re.sub(r"\s+", " ", fold_pieces(outline.document.text, [line.span for line in lines]).text)
