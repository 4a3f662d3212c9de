"""Facts of a review from its own report: reviewer, commission, publication, period, children and adults at its centre."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.page.mood import sentences
from kg.extract.review.names import stop_words
from kg.extract.review.titles import title_lines
from kg.language.dates import Date, dates_in
from kg.language.datings import PUBLISHED, datings, publication
from kg.model.found import Subject
from kg.model.text import BlockKind, Passage
from kg.rules import Rules

_BY = re.compile(
    r"\b(?:commissioned|taken|made|agreed)\s+(?:in\s+\w+\s+\d{4}\s+)?by\s+(?:the\s+)?(?P<body>[A-Z][\w’',& -]{5,120}?)"
    r"(?=\s+(?:in\s+(?:\w+\s+)?\d{4}|on\s+\d|to\s+(?:commission|undertake|conduct|carry|hold)|into|following|after|and\s+was|because|under|as)\b|\s\(|[.;,](?:\s|$)|$)"
)
_SPAN_WORD = re.compile(
    r"\s*(?:-|–|—|to|until|till|and|up to)\s+(?:and including\s+|the\s+)?$", re.IGNORECASE
)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen".split()
_NOUN_FIRST = re.compile(r"(?i)(?:the )?(?:death|murder|homicide|suicide|serious)")
_NEAR = 40  # letters between "published" and its date
_OTHERS = re.compile(
    r"(?i),? (?:and|when|while) (?:the )?(?:his |her |their )?(?:mother|father|parents|partner)\b|[,(] ?hereafter"
)
_SOMEBODY_ELSE = re.compile(
    r"(?i)\b(?:mother|father|parents?|partner|perpetrator|boyfriend|sibling|sister|brother|son|daughter)\b"
)
_YEARS = ("year", "years", "")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report says of its own review; dates ISO, None where it does not say."""

    lead_reviewer: str | None = None
    commissioned_by: str | None = None
    commissioned_date: str | None = None
    published_date: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    subjects: tuple[Subject, ...] = ()


def read_facts(passages: Sequence[Passage], title: str, *, rules: Rules) -> Facts:
    """The facts that the passages of one report give of its review."""
    body = [p for p in passages if p.block.kind not in (BlockKind.FURNITURE, BlockKind.CONTENTS) and p.text]
    by, when = _commission(body[:120], rules)
    start, end = _period(body, rules)
    return Facts(
        lead_reviewer=_reviewer(body, title, rules),
        commissioned_by=by,
        commissioned_date=when,
        published_date=_publication(body, rules),
        period_start=start,
        period_end=end,
        subjects=_subjects(body[:90], title, rules),
    )


def _publication(body: Sequence[Passage], rules: Rules) -> str | None:
    """The date of publication: of its title page, else of a sentence about it; else the paper's own date."""
    own = publication([p.text for p in title_lines(body, rules=rules)], rules=rules)
    if own is not None and own.rank == PUBLISHED:
        return own.iso
    return published_in(body[:40], rules=rules) or (own.iso if own else None)


def _reviewer(body: Sequence[Passage], title: str, rules: Rules) -> str | None:
    pattern = rules.named("review-names", "lead-reviewer").pattern
    joined = "\n".join(p.text for p in body[:25])[:2500]
    cued = (p.text for p in body[25:] if "eviewer" in p.text or "uthor" in p.text)
    for text in (title, joined, *cued):
        for found in pattern.finditer(text):
            words = found["name"].split()
            while len(words) > 2 and words[-1] in stop_words(rules):
                words.pop()  # "Ruth Pemberton Date completed"
            if not any(word in stop_words(rules) for word in words if word not in ("Mr", "Mrs", "Ms")):
                return " ".join(words)
    return None


def _commission(body: Sequence[Passage], rules: Rules) -> tuple[str | None, str | None]:
    cue = rules.named("review-names", "commissioned").pattern
    for passage in body:
        if "ommission" not in passage.text and "decision" not in passage.text:
            continue
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            if cue.search(sentence) and re.search(r"(?i)\breview|SCR|SAR|DHR", sentence):
                by = _BY.search(sentence)
                dates = dates_in(sentence)
                if by or dates:
                    return (by["body"].strip(" ,(") if by else None), (dates[0].iso if dates else None)
    return None, None


def published_in(passages: Sequence[Passage], *, rules: Rules) -> str | None:
    """The date on which a review was published, as its own or a neighbouring document says in a line or sentence about it."""
    cue, review = (rules.named("review-names", id).pattern for id in ("published", "published-review"))
    for passage in passages:
        if "ublish" not in passage.text and "ublicat" not in passage.text:
            continue
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            found = cue.search(sentence)
            if found is None or not review.search(sentence[: found.end()]):
                continue
            near = any(0 <= d.start - found.end() < _NEAR for d in dates_in(sentence))
            first = next(datings([sentence[found.start() :]], rules=rules), None)
            if near and first is not None and first.rank == PUBLISHED:
                return first.iso
    return None


def _period(body: Sequence[Passage], rules: Rules) -> tuple[str | None, str | None]:
    cue = rules.named("review-names", "period").pattern
    near = 0
    for passage in body:
        text = passage.text
        if re.search(r"(?i)\bperiod\b|timeframe|time frame|timescale|timeline|\bscope\b", text):
            near = 4
        dates = dates_in(text)
        if near and len(dates) >= 2 and (cue.search(text) or near >= 3):
            pair = _pair(text, dates)
            if pair:
                return pair
        near = max(0, near - 1)
    return None, None


def _pair(text: str, dates: Sequence[Date]) -> tuple[str, str] | None:
    for one, other in pairwise(dates):
        between = text[one.end : other.start].rstrip() + " "
        if _SPAN_WORD.match(between) and one.iso[:7] < other.iso[:7]:
            return one.iso, other.iso
    return None


def _subjects(body: Sequence[Passage], title: str, rules: Rules) -> tuple[Subject, ...]:
    names = _pseudonyms(body, title, rules)
    told = [p.text[start:end] for p in body for start, end in sentences(p.text)]
    return tuple(_subject(name, told, names, rules) for name in names[:8])


def _pseudonyms(body: Sequence[Passage], title: str, rules: Rules) -> list[str]:
    pattern = rules.named("review-names", "known-as").pattern
    names: list[str] = []
    listing = False
    for passage in body[:70]:
        text = passage.text
        if listing and passage.block.kind is BlockKind.LIST_ITEM and len(text.split()) <= 3:
            names.append(text.strip(" ,.;"))
            continue
        listing = bool(re.search(r"(?i)(?:known|referred to) as ?:$", text))
        for found in pattern.finditer(text):
            name = found["name"]
            if name.split()[0] not in stop_words(rules) or len(name.split()) == 2:
                names.append(name)
    titled = re.findall(r"\b((?:Child|Baby|Adult) [A-Z][\w-]*)", title)
    titled += re.findall(r"[‘“'\"]([A-Z][a-z]+)[’”'\"]", title)
    counted = [n for n in dict.fromkeys([*names, *titled]) if not set(n.split()[-1:]) & stop_words(rules)]
    bare = {n.split()[-1] for n in counted if len(n.split()) == 1}
    return [n for n in counted if len(n.split()) == 1 or n.split()[-1] not in bare]


def _subject(name: str, told: Sequence[str], names: list[str], rules: Rules) -> Subject:
    age = outcome = weak = None
    for sentence in told:
        if name not in sentence or (len(names) > 1 and any(n in sentence for n in names if n != name)):
            continue
        if age is None:
            age = _age(sentence, rules)
        if outcome is None:
            found = rules.named("review-names", "outcome").pattern.search(sentence)
            words = _OTHERS.split(found.group())[0].strip(" ,(") if found else ""
            if words and _NOUN_FIRST.match(words):
                weak = weak or words
            elif words:
                outcome = words
        if age and outcome:
            break
    return Subject(name, age, outcome or weak)


def _age(sentence: str, rules: Rules) -> str | None:
    found = rules.named("review-names", "age").pattern.search(sentence)
    if found is None:
        return None
    if _SOMEBODY_ELSE.search(sentence[max(0, found.start() - 40) : found.start()]):
        return None
    value = (found["age"] or found["age2"]).lower()
    unit = (found["unit"] or found["unit2"] or "").strip(" -").lower()
    number = str(_NUMBERS.index(value) + 1) if value in _NUMBERS else value
    return number if unit in _YEARS else f"{number} {unit if unit.endswith('s') else unit + 's'}"
