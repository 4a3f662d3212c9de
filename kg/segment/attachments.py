"""Attachments: what follows a covering report, told apart by the report's own list of appendices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.text import BlockKind
from kg.segment.leaves import Leaf

_LIST = re.compile(r"(?:listof)?appe\w{0,5}ices(?:attached)?")
_LETTERS = re.compile(r"[^a-z]+")
_ENDS = re.compile(
    r"(?i)^(?:documents? in|members?['’] rooms?|equality|data protection|(?:other )?background|title of back)"
)
_TAIL = re.compile(r"(?i)^(?:\W*\w+\W+){0,3}background (?:papers?|documents?|information)\b")
_NUMBER = re.compile(r"^(?:appendix\s*)?(\d{1,2}|[A-H](?=[.):]))[.):]?\s*\|?\s*[-–:]?\s*", re.I)
_NONE = re.compile(r"(?i)^(?:none|n/?a|not applicable|nil)\b")
_MARKER = re.compile(r"(?i)(?:agenda item \d{1,3}[a-z]?\W*)?appendix (\d{1,2}|[a-h])\W*")
_TOKEN = re.compile(r"[a-z0-9]+")
_IDLE = frozenset(
    "a an and of the to for in on by with from at appendix document term terms copy attached "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep oct nov dec".split()
)
_NEAR = 9  # leaves between the mark of an appendix and its title
_WINDOW = 3  # leaves of a title page read together
_ENOUGH_TOP, _ENOUGH = 0.55, 0.7


def tail_of(leaves: Sequence[Leaf], start: int, stop: int) -> int | None:
    """The leaf after the end of the covering report at `start`: the first to open a page after its list of
    background papers; None where the report reaches `stop`."""
    tail = next(
        (i for i in range(start, stop) if _TAIL.match(leaves[i].text) and len(leaves[i].text) < 260), None
    )
    if tail is None:
        return None
    while any(
        _TAIL.match(leaf.text) and len(leaf.text) < 260 for leaf in leaves[tail + 1 : min(tail + 6, stop)]
    ):
        tail += 1
    head = next((i for i in range(tail, min(tail + _NEAR, stop)) if _is_list(leaves[i].text)), None)
    if head is not None:  # the list of appendices stands last
        tail = head
        while tail + 1 < stop and not leaves[tail + 1].top and not leaves[tail + 1].is_heading:
            tail += 1
    for index in range(tail + 1, stop):
        if (leaves[index].top or leaves[index].is_heading) and not _is_entry(leaves[index]):
            return index
    return None


def _is_list(text: str) -> bool:
    """Whether `text` is the heading "Appendices", even torn by cell borders ("Append | lices")."""
    return len(text) < 30 and _LIST.fullmatch(_LETTERS.sub("", text.lower())) is not None


def _is_entry(leaf: Leaf) -> bool:
    """Whether a leaf still belongs to the list of background papers."""
    return bool(_NONE.match(_NUMBER.sub("", leaf.text))) or bool(_TAIL.match(leaf.text))


def appendices_of(leaves: Sequence[Leaf], start: int, stop: int) -> list[str]:
    """The titles that the covering report between `start` and `stop` lists under "Appendices"."""
    head = next((i for i in range(start, stop) if _is_list(leaves[i].text)), None)
    if head is None:
        return []
    titles: list[str] = []
    for leaf in leaves[head + 1 : min(head + 20, stop)]:
        words = leaf.text
        if _ENDS.match(words) or (leaf.is_heading and not leaf.block.marker):
            break
        if leaf.block.kind is BlockKind.FURNITURE:
            continue
        title = _NUMBER.sub("", words.replace(" | ", " "))
        if title and not _NONE.match(title):
            titles.append(title)
    return titles


def find_attachments(
    leaves: Sequence[Leaf], start: int, stop: int, titles: list[str]
) -> list[tuple[int, str]]:
    """Where each of `titles` begins between `start` and `stop`, in their order; the first begins at `start`.

    A place counts by the share of a title's words that its first lines hold (twice as hard to pass where no page
    opens), or by a marker "Appendix 2" on its page. What is not found is left out.
    """
    if not titles:
        return [(start, "")]
    found = [(start, titles[0])]
    scores = _scores(leaves, start, stop, titles)
    at = start
    for number, title in enumerate(titles[1:], 2):
        options = [(score, -index) for index, score in scores[number - 1] if index > at]
        marker = _marker(leaves, at, stop, number)
        if marker is not None:
            near = [one for one in options if marker - _NEAR < -one[1] < marker + _NEAR]
            options = near or [(0.0, -_page_of(leaves, marker, at, stop))]
        index = -max(options, default=(0.0, 0))[1]
        if index > at:
            found.append((index, title))
            at = index
    return found


def _scores(
    leaves: Sequence[Leaf], start: int, stop: int, titles: list[str]
) -> list[list[tuple[int, float]]]:
    wanted = [_tokens(title) for title in titles]
    scores: list[list[tuple[int, float]]] = [[] for _ in titles]
    for index in range(start, stop):
        leaf = leaves[index]
        if not leaf.top and not (leaf.is_heading and not leaf.block.marker):
            continue
        lines = " ".join(f"{one.block.marker} {one.text}" for one in _title_page(leaves, index, stop))
        window, initials = _tokens(lines), _initials(lines)
        for place, words in enumerate(wanted):
            found = sum(word in window or (len(word) > 2 and word in initials) for word in words)
            share = found / len(words) if words else 0.0
            if share >= (_ENOUGH_TOP if leaf.top else _ENOUGH):
                scores[place].append((index, share + (0.1 if leaf.top else 0.0)))
    return scores


def _initials(text: str) -> str:
    """The first letters of the capitalised words of `text`: "hsab" for "Holme Safeguarding Adults Board"."""
    return "".join(word[0] for word in text.split() if word[0].isupper()).lower()


def _title_page(leaves: Sequence[Leaf], index: int, stop: int) -> list[Leaf]:
    """The short lines that stand first from `index` on."""
    page: list[Leaf] = []
    for leaf in leaves[index : min(index + 8, stop)]:
        if leaf.block.kind is BlockKind.FURNITURE:
            continue
        if len(leaf.text) > 130 or len(page) == _WINDOW:
            break
        page.append(leaf)
    return page


def _marker(leaves: Sequence[Leaf], start: int, stop: int, number: int) -> int | None:
    """The leaf by which the binder of the pack marked "Appendix `number`"."""
    for index in range(start + 1, stop):
        leaf = leaves[index]
        marker = _MARKER.fullmatch(leaf.text) if leaf.block.kind is BlockKind.FURNITURE else None
        if marker is not None and marker[1] == str(number):
            return index
    return None


def _page_of(leaves: Sequence[Leaf], marker: int, start: int, stop: int) -> int:
    """The first leaf of the page on which `marker` stands; where no page opens near it, the leaf after it."""
    for above in range(marker, max(marker - _NEAR, start), -1):
        if leaves[above].top:
            return above
    return next((i for i in range(marker, stop) if leaves[i].block.kind is not BlockKind.FURNITURE), start)


def _tokens(text: str) -> frozenset[str]:
    words = {_stem(word) for word in _TOKEN.findall(text.lower().replace("’", "").replace("'", ""))}
    return frozenset(
        word for word in words if word not in _IDLE and not (word.isdigit() and len(word) in (2, 4))
    )


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") else word
