"""Actions of a table read column by column: the n-th action goes with the n-th owner, date, measure and partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.grid.columns import Run, cells, date_cells, part_columns, runs
from kg.extract.grid.fitness import Cues, capitals, cues
from kg.extract.grid.loose import PrintLine, Region, regions
from kg.model.fold import fold_pieces
from kg.model.text import Folded, Outline, Span
from kg.rules import Rules

_PAIRED = ("owner", "due", "measure", "partners", "progress", "status")
_JOINED = (",", "&", "/", "-", " and", " of", " the", " for")
_MANY = 400  # lines of two columns above which no boundary is looked for again
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
    beside: Span | None = None  # the row of a table that it stands in


@dataclass(slots=True)
class _Point:
    """An action with the heading it stands under."""

    lines: list[PrintLine]
    under: str
    outcome: bool = False  # the heading is labelled as an outcome


def column_rows(outline: Outline, *, rules: Rules) -> Iterator[PlanRow]:
    """The rows of every table of `outline` that was read column by column."""
    known = cues(rules)
    for region in regions(outline, rules=rules):
        left, owners = "", ""
        for group in _groups(runs(region.lines, region.roles, cues=known), region.roles):
            by_role: dict[str, list[PrintLine]] = {}
            for run in group:
                by_role.setdefault(run.role, []).extend(run.lines)
            # a list of owners at the foot of a page is no new recommendation: the table goes on under the one before
            foot = by_role.get("recommendation", [])[:1]
            if by_role.get("recommendation") and not (
                known.recommendation.match(left) and known.owners.match(foot[0].text)
            ):
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
    dues = date_cells(by_role.get("due", ()), cues=known)
    points = _points(outline, by_role.get("action", ()), known)
    if not points or not (by_role.get("due") or by_role.get("owner")):
        return
    every = points
    points = _fitting(points, len(dues))
    count = len(points)
    if not owners and points[0] is not every[0]:
        before = [line for line in by_role["action"] if line.span.start < points[0].lines[0].span.start]
        owners = _owners(outline, [*by_role.get("recommendation", ()), *before], known)
    _part_again(by_role, region.roles, count, known)
    columns = {role: cells(by_role[role], count) for role in _PAIRED if by_role.get(role)}
    if all(known.date.search(line.text) for line in by_role.get("due", ())):
        columns["due"] = dues  # each is a date: where their number is another, no row gets one
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


def _part_again(by_role: dict[str, list[PrintLine]], roles: tuple[str, ...], count: int, known: Cues) -> None:
    """Move the boundary between the two columns of words after the dates to where both have a cell for each action."""
    after = [role for role in roles[roles.index("action") + 1 :] if role not in ("due", "owner")]
    lines = [line for role in after for line in by_role.get(role, ())]
    if len(after) == 2 and 1 < len(lines) <= _MANY and roles[-2:] == tuple(after):
        first, second = part_columns(lines, (after[0], after[1]), count, cues=known)
        by_role[after[0]], by_role[after[1]] = list(first), list(second)


def _points(outline: Outline, lines: Sequence[PrintLine], known: Cues) -> list[_Point]:
    """The actions of a column: bulleted ones, and a paragraph of its own under a heading without bullets."""
    wide = max((line.width for line in lines), default=0)
    plain = not any(line.bullet for line in lines)
    points: list[_Point] = []
    heading: list[PrintLine] = []
    outcome, under_heading = False, False
    for index, line in enumerate(lines):
        full = index > 0 and lines[index - 1].width > 0.72 * wide
        goes_on = not line.blank or line.text[:1].islower() or (full and (outcome or not under_heading))
        if line.bullet:
            points.append(_Point([line], _text(outline, heading), outcome))
            under_heading = False
        elif known.outcome.match(line.text):
            heading, outcome, under_heading = [line], True, True
        elif under_heading and goes_on and not (plain and not outcome):
            heading.append(line)
        elif (under_heading and not outcome and points) or (plain and not goes_on):
            points.append(_Point([line], _text(outline, heading)))
            under_heading = False
        elif points and not under_heading and goes_on:
            points[-1].lines.append(line)
        elif under_heading:
            heading.append(line)
        else:
            heading, outcome, under_heading = [line], False, True
    return points


def _fitting(points: list[_Point], count: int) -> list[_Point]:
    """`points` without those that belong to the column on the left, or are a stray name, if there are too many."""
    over = len(points) - count
    if count and over > 0 and (points[over].outcome > any(point.outcome for point in points[:over])):
        return points[over:]
    if count and over > 0 and not any(point.under for point in points[:over]):
        return points[over:]
    last = " ".join(line.text for line in points[-1].lines)
    if count and over == 1 and capitals(last) and len(last) <= _SHORT:
        return points[:-1]
    return points


def _owners(outline: Outline, lines: Sequence[PrintLine], known: Cues) -> str:
    """The people named under a label such as 'Responsible Officers:', joined by semicolons."""
    names: list[list[PrintLine]] = []
    inside = bullets = False
    for line in lines:
        if known.owners.match(line.text):
            inside = True
            continue
        if inside and line.text.endswith(":") and not line.bullet:
            break
        if not inside:
            continue
        opens = (
            line.blank
            and not line.text[:1].islower()
            and not (names and names[-1][-1].text.endswith(_JOINED))
        )
        if line.bullet or not names or (opens and not bullets):
            names.append([line])
            bullets = line.bullet
        elif opens:
            break
        else:
            names[-1].append(line)
    return "; ".join(_text(outline, name) for name in names)


def _text(outline: Outline, lines: Sequence[PrintLine]) -> str:
    return re.sub(r"\s+", " ", fold_pieces(outline.document.text, [line.span for line in lines]).text)
