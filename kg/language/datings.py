"""When a paper was published, by the dates that its first lines print and the words beside each.

"Agreed by the panel: 14 January 2033  Publication date: 2 June 2033" was published on 2 June; a range is dated by its end;
the date of a death, of the period looked at or of the inspection before is none of the paper's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.language.dates import Date, dates_in
from kg.rules import Rule, Rules

GROUP = "datings"
PUBLISHED = "0"
_RANGE = re.compile(r"(?i)^\s*(?:[-–—]|to|until|and)\s*(?:the\s+)?(?:\w+day,?\s+)?$")
_BEHIND = re.compile(r"^\s*\(?(?P<words>(?:[a-z]+\s?){1,4})\)?\s*$|^\s*\((?P<aside>[^()]{3,40})\)")
_LEAD = re.compile(r"^[^.:]{3,40}:?$")  # a label on the line before its date: "Date of publication"
_SIGNED = re.compile(
    r"(?i)^\W*(?:\d{1,2}[.)]?\s+)?(?:(?:dated|date|signed|signature|this|on|the|\[?date\]?)\b\W*)*(?:\w+day,? )?$"
)
_STOP = 3  # letters behind the date of a signature
_LONGEST = 90  # letters of a label; the last are looked at


@dataclass(frozen=True, slots=True)
class Dating:
    """A date as ISO 8601 and the rule of `datings.toml` that says of what it is the date."""

    iso: str
    rule: Rule

    @property
    def rank(self) -> str:
        """How well it tells when the paper was published, "0" best; empty where it is the date of something else."""
        return self.rule.give("rank")


def datings(lines: Sequence[str], *, rules: Rules) -> Iterator[Dating]:
    """Every date in the lines, in their order, with what it is the date of."""
    before = ""
    for line in lines:
        dates = dates_in(line)
        start = 0
        for run in _runs(line, dates):
            label = line[start : run[0].start].strip(" ,;:|–—-(")
            tail = _BEHIND.match(line[run[-1].end :]) if len(dates) == len(run) else None
            said = label or (before if _LEAD.match(before) else "")
            behind = (tail["words"] or tail["aside"]) if tail else ""
            yield Dating(run[-1].iso, _of(f"{said[-_LONGEST:]} {behind or ''}".strip(), rules))
            start = run[-1].end
        before = "" if dates else line


def publication(lines: Sequence[str], *, rules: Rules) -> Dating | None:
    """The date that tells best when a paper with these first lines was published, as precise as any of its kind says it."""
    told = sorted((d for d in datings(lines, rules=rules) if d.rank), key=lambda d: d.rank)
    alike = [d for d in told if d.rank == told[0].rank]
    return max((d for d in alike if d.iso.startswith(alike[0].iso)), key=lambda d: len(d.iso), default=None)


def signed(lines: Sequence[str]) -> str | None:
    """The first date that stands alone, or behind "Dated" or the number of a form's box: "9  13 October 2033"."""
    for line in lines:
        dates = dates_in(line)
        alone = len(dates) == 1 and _SIGNED.match(line[: dates[0].start])
        if alone and len(line) - dates[0].end <= _STOP:
            return dates[0].iso
    return None


def _of(words: str, rules: Rules) -> Rule:
    """The rule whose words stand last, next to the date; the last rule of the file where none do."""
    *telling, plain = rules.group(GROUP)
    ends = {rule.id: max((m.end() for m in rule.pattern.finditer(words)), default=0) for rule in telling}
    nearest = max(telling, key=lambda rule: ends[rule.id])  # the first of several that end together
    return nearest if ends[nearest.id] else plain


def _runs(line: str, dates: Sequence[Date]) -> list[list[Date]]:
    """The dates of a line, those of one range ("8 October 2018 to 19 October 2018") together."""
    runs: list[list[Date]] = []
    for date in dates:
        if runs and _RANGE.match(line[runs[-1][-1].end : date.start]):
            runs[-1].append(date)
        else:
            runs.append([date])
    return runs
