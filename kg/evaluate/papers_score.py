"""The score of one paper: the records of a build of it alone against its gold, measure by measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kg.evaluate.figures import Unit
from kg.evaluate.match import likeness
from kg.evaluate.papers import Entry, Paper, Record, Tally, plain
from kg.model.keys import fold

ALIKE = 0.8  # share of words in common from which two texts are one item cut a little differently
_KINDS = {"learning_points": "learning_point", "good_practice": "good_practice", "findings": "finding",
          "scrutiny_items": "scrutiny_item", "actions": "action"}  # fmt: skip
_IDLE = frozenset("the all both every local of and for s its their".split())


def score_paper(paper: Paper, records: Mapping[str, Sequence[Record]]) -> Tally:
    """Every measure of one paper, of the lists that its gold has whole."""
    tally = Tally()
    pairs: list[tuple[Entry, Record]] = []
    if "recommendations" in paper.complete:
        pairs = _recommendations(paper, records, tally)
    if "responses" in paper.complete:
        _responses(paper, records, pairs, tally)
    for name, kind in _KINDS.items():
        if name in paper.complete:
            _items(paper.entries(name), records[kind], name, tally)
    if paper.gold.get("reviews"):
        _reviews(paper, records, tally)
    return tally


def pair(
    items: Sequence[Entry], records: Sequence[Record]
) -> tuple[list[tuple[int, int]], set[int], set[int]]:
    """Items and records one to one, the most alike first; number and part decide between equals.

    Gives the pairs by index, the items and the records that stayed alone.
    """
    scored = sorted(
        (-score, -_same(item, record), i, r)
        for i, item in enumerate(items)
        for r, record in enumerate(records)
        if (score := likeness(str(item["text"]), str(record.get("text") or ""))) >= ALIKE
    )
    pairs: list[tuple[int, int]] = []
    left, free = set(range(len(items))), set(range(len(records)))
    for _, _, i, r in scored:
        if i in left and r in free:
            pairs.append((i, r))
            left.remove(i)
            free.remove(r)
    return pairs, left, free


def _same(item: Entry, record: Record) -> int:
    return sum(str(item.get(name)) == str(record.get(name)) for name in ("number", "part"))


def _neutral(item: Entry) -> bool:
    return item.get("core") is False or bool(item.get("restates")) or item.get("kind") == "conclusion"


def _recommendations(
    paper: Paper, records: Mapping[str, Sequence[Record]], tally: Tally
) -> list[tuple[Entry, Record]]:
    read = list(records["recommendation"])
    items = _fairly_cut(paper.entries("recommendations"), read)
    pairs, left, free = pair(items, read)
    aliases = {agency["name"]: agency["aliases"] for agency in records["agency"]}
    for i, r in pairs:
        item, record = items[i], read[r]
        if _neutral(item):
            continue
        label = _label(item)
        tally.add("recommendations", label, right=1)
        same = plain(item.get("number")) == plain(record["number"]) and plain(item.get("part")) == plain(
            record["part"]
        )
        tally.either("numbers", same, f"{label} read {record['number']} {record['part']}")
        tally.either(
            "exact text", plain(item["text"]) == plain(record["text"]), f"{label} read {record['text']}"
        )
        unit = _addressees(item, record, aliases)
        note = f"{label}: {item.get('addressed_to')} read {record['addressed_to']}"
        tally.add("addressees", note, right=unit.right, false=unit.false, missed=unit.missed)
    for i in sorted(left):
        if not _neutral(items[i]):
            tally.add("recommendations", _label(items[i]), missed=1)
    for r in sorted(free):
        text = str(read[r]["text"])
        if not any(_neutral(item) and _within(text, str(item["text"])) for item in items):
            tally.add("recommendations", f"{read[r]['number']} {text[:100]} [{read[r]['rule']}]", false=1)
    return [(items[i], read[r]) for i, r in pairs]


def _label(item: Entry) -> str:
    return f"{item.get('number') or ''}{item.get('part') or ''} {str(item['text'])[:70]}"


def _within(one: str, other: str) -> bool:
    a, b = plain(one), plain(other)
    return min(len(a), len(b)) > 20 and (a in b or b in a)


def _fairly_cut(items: list[Entry], read: Sequence[Record]) -> list[Entry]:
    """The items, where a stem and its parts were read as one record, as that one: it is as good."""
    found = list(items)
    for stem in items:
        parts = [one for one in items if one.get("part") and one.get("number") == stem.get("number")]
        if stem.get("part") or not parts or not stem.get("number"):
            continue
        whole = " ".join(str(one["text"]) for one in (stem, *parts))
        if any(likeness(whole, str(one["text"])) >= ALIKE for one in read):
            found = [one for one in found if one not in parts]
            found[found.index(stem)] = {**stem, "text": whole}
    return found


def _addressees(item: Entry, record: Record, aliases: Mapping[str, Sequence[str]]) -> Unit:
    told, read = list(item.get("addressed_to") or ()), list(record.get("addressed_to") or ())
    hit = {t for t in told for r in read if _meant(str(t), r, aliases)}
    fit = {r for r in read for t in told if _meant(str(t), r, aliases)}
    return Unit(len(hit), len(set(read) - fit), len(set(told) - hit))


def _meant(told: str, read: str, aliases: Mapping[str, Sequence[str]]) -> bool:
    return any(same_body(one, name) for one in told.split("|") for name in (read, *aliases.get(read, ())))


def same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: equal, initials of each other, or one within the other."""
    a, b = _body(one), _body(other)
    if a == b or (a and b and (a <= b or b <= a)):
        return True
    return _initials(one) == plain(other) or _initials(other) == plain(one)


def _body(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in plain(name).split() if word not in _IDLE)


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in _IDLE]
    return "".join(word[0] for word in words).lower() if len(words) > 1 else ""


def _responses(
    paper: Paper, records: Mapping[str, Sequence[Record]], pairs: Sequence[tuple[Entry, Record]], tally: Tally
) -> None:
    """Answers by their first words; each linked record that is no answer of the gold is a false one."""
    used: set[str] = set()
    for item in paper.entries("responses"):
        starts = plain(item["text_start"])
        read = [one for one in records["response"] if starts in plain(one["text"])]
        used |= {one["id"] for one in read}
        if _neutral(item):
            continue
        targets = {record["id"] for wanted, record in pairs if _answers(item, wanted)}
        linked = [one for one in read if targets & {one["recommendation"], *(one.get("also_answers") or ())}]
        label = f"{item.get('number')}{item.get('part') or ''} {item['text_start'][:60]}"
        wrong = [one["number"] for one in read if one["recommendation"] and one not in linked]
        note = f"{label} -> {wrong or ('unlinked' if read else 'not found')}"
        tally.add("responses", note, right=bool(linked), missed=not linked)
        if linked and item.get("stance"):
            stances = {one["stance"] for one in linked}
            tally.either(
                "stance", item["stance"] in stances, f"{label}: {item['stance']} read {sorted(stances)}"
            )
    for one in records["response"]:
        if one["id"] not in used and one["recommendation"] is not None and not _part_of_answer(paper, one):
            tally.add("responses", f"{one['number']} {one['text'][:90]} [{one['rule']}]", false=1)


def _answers(item: Entry, wanted: Entry) -> bool:
    start = plain(item.get("recommendation_text_start"))
    if start and (
        plain(wanted["text"]).startswith(start[:40]) or start.startswith(plain(wanted["text"])[:40])
    ):
        return True
    same = plain(item.get("number")) == plain(wanted.get("number"))
    return not start and same and plain(item.get("part")) in ("", plain(wanted.get("part")))


def _part_of_answer(paper: Paper, record: Record) -> bool:
    """Whether a record goes on with, or ends, an answer of the gold that is printed in several runs."""
    text = plain(record["text"])
    return any(
        plain(item.get("text_end"))[-60:] in text
        for item in paper.entries("responses")
        if item.get("text_end")
    )


def _items(entries: Sequence[Entry], read: Sequence[Record], measure: str, tally: Tally) -> None:
    pairs, left, free = pair(entries, read)
    for i, r in pairs:
        if _neutral(entries[i]):
            continue
        tally.add(measure, "", right=1)
        for name, compare in _FIELDS.get(measure, {}).items():
            told = entries[i].get(name)
            if told:
                tally.either(f"{measure}: {name}", compare(told, read[r].get(name)),
                             f"{entries[i]['text'][:50]}: {told} read {read[r].get(name)}")  # fmt: skip
    for i in sorted(left):
        if not _neutral(entries[i]):
            tally.add(measure, str(entries[i]["text"])[:90], missed=1)
    for r in sorted(free):
        tally.add(measure, f"{str(read[r]['text'])[:90]} [{read[r]['rule']}]", false=1)


def _like(told: object, read: object) -> bool:
    return plain(fold(str(told))) == plain(read) or likeness(str(told), str(read or "")) >= ALIKE


_FIELDS: dict[str, dict[str, Callable[[object, object], bool]]] = {
    "scrutiny_items": {"item_kind": _like, "meeting_date": _like, "status": _like},
    "actions": {"owner": _like, "due": _like, "status": _like},
}


def _reviews(paper: Paper, records: Mapping[str, Sequence[Record]], tally: Tally) -> None:
    """The paper's own review or reviews: found under a name of few words more, and published when it says."""
    for item in paper.entries("reviews"):
        if item.get("status") == "mentioned":
            continue
        alike = [
            one
            for one in records["review"]
            if any(_names(item, name) for name in (one["name"], *one["aliases"]))
        ]
        alike.sort(key=lambda one: (one["status"] != "full_text", one["id"]))
        names = [one["name"] for one in records["review"] if one["status"] == "full_text"]
        tally.either("review names", bool(alike), f"{item['name']} among {names[:6]}")
        if alike and item.get("published_date"):
            read = alike[0]["published_date"]
            right = bool(read) and (
                str(read).startswith(item["published_date"]) or item["published_date"].startswith(str(read))
            )
            tally.either("published dates", right, f"{item['name']}: {item['published_date']} read {read}")


def _names(item: Entry, name: object) -> bool:
    """Whether a name is that of the item: all its telling words, and not twice as many."""
    a, b = plain(item["name"]).split(), plain(name).split()
    if not a or not b:
        return False
    shared = len(set(a) & set(b))
    return shared >= 0.6 * min(len(set(a)), len(set(b))) and len(b) <= 2 * len(a) + 4 and shared > 0
