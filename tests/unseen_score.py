"""The score of one paper: the records of a build against its gold, measure by measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.evaluate.match import likeness
from tests.unseen_gold import Gold, Record, Tally, addressee_unit, folded, named, pair, plain, whole

Records = Mapping[str, Sequence[Record]]
LISTS = {"learning_points": "learning_point", "findings": "finding", "good_practice": "good_practice"}
TYPES = {"mental_health_homicide_investigation": "homicide_review", "inquiry": "public_inquiry",
         "safeguarding_adults_review": "safeguarding_adult_review"}  # fmt: skip
FACTS = (
    "lead_reviewer",
    "commissioned_by",
    "commissioned_date",
    "published_date",
    "period_start",
    "period_end",
)


def score(gold: Gold, records: Records) -> Tally:
    """All measures of one paper."""
    tally = Tally()
    pairs = _recommendations(gold, records, tally)
    _traps(gold, records, pairs, tally)
    _responses(gold, records, pairs, tally)
    for key, kind in LISTS.items():
        if key in gold:
            _list(gold, key, records[kind], tally)
    _reviews(gold, records, tally)
    _scrutiny(gold, records, tally)
    _actions(gold, records, pairs, tally)
    if gold.get("document_kind"):
        kinds = {one["document_kind"] for one in records["document"]}
        _share(
            tally, "document kind", gold["document_kind"] in kinds, f"{gold['document_kind']} read {kinds}"
        )
    return tally


def _share(tally: Tally, measure: str, right: bool, note: object = "") -> None:
    tally.add(measure, str(note), right=right, missed=not right)


def own_names(gold: Gold) -> list[str]:
    """The names of the paper's own reviews."""
    return [*gold.get("reviews", ()), *gold.get("review", {}).get("aliases", ())]


def _elsewhere(gold: Gold, record: Record, own: Sequence[str] = (), *, kind: str) -> bool:
    """Whether a record is of another review than the paper prints itself (`own`), or a reading as fair as none."""
    for one in gold.get("optional", ()):
        if one["kind"] == kind and _alike(one["text"], record["text"]):
            return True
    reported = gold.get("reported_recommendations" if kind == "recommendation" else "reported_responses", ())
    return record.get("review") not in own and any(_alike(one["text"], record["text"]) for one in reported)


def _own(records: Records) -> list[str]:
    """The reviews that the paper prints or is about: all that are not only mentioned, and the first one else."""
    full = [one["id"] for one in records["review"] if one["status"] == "full_text"]
    return full or [one["id"] for one in records["review"][:1]]


def _alike(one: str, other: str) -> bool:
    a, b = plain(one), plain(other)
    return likeness(one, other) >= 0.8 or (min(len(a), len(b)) > 20 and (a in b or b in a))


def _recommendations(gold: Gold, records: Records, tally: Tally) -> list[tuple[Gold, Record]]:
    read = records["recommendation"]
    found = pair(whole(gold, read), read)
    aliases = {agency["name"]: agency["aliases"] for agency in records["agency"]}
    for item, record in found.pairs:
        label = f"{item.get('number')}{item.get('part') or ''} {item['text'][:60]}"
        if record is None:
            tally.add("recommendations", label, missed=1)
            continue
        tally.add("recommendations", label, right=1)
        numbers = [item.get("number"), *item.get("number_alternatives", ())]
        right = folded(record["number"]) in map(folded, numbers) and record["part"] == item.get("part")
        _share(tally, "number and part", right, f"{label}: {record['number']} {record['part']}")
        _share(tally, "exact text", plain(item["text"]) == plain(record["text"]), record["text"])
        _share(tally, "basis", item.get("basis", "review") == record["basis"], f"{label}: {record['basis']}")
        if item.get("review_name"):
            names = _names(gold, item["review_name"])
            told = any(named(name, [record["review_name"] or ""]) for name in names)
            _share(tally, "of the right review", told, f"{label}: {record['review_name']}")
        unit = addressee_unit(item, record, aliases)
        tally.add("addressees", f"{label}: {item['addressed_to']} read {record['addressed_to']}",
                  right=unit.right, false=unit.false, missed=unit.missed)  # fmt: skip
    for record in found.false:
        if not _elsewhere(gold, record, _own(records), kind="recommendation"):
            tally.add(
                "recommendations", f"{record['number']}{record['part'] or ''} {record['text'][:90]}", false=1
            )
    return [(item, record) for item, record in found.pairs if record is not None]


def _names(gold: Gold, name: str) -> list[str]:
    own = own_names(gold)
    return own if name in own and len(gold.get("reviews", ())) < 2 else [name]


def _traps(gold: Gold, records: Records, pairs: Sequence[tuple[Gold, Record]], tally: Tally) -> None:
    """What is no recommendation: within a record, or holding one that is none of the gold."""
    right = {record["id"] for _, record in pairs}
    for trap in gold.get("not_recommendations", ()):
        words = plain(trap["text"])
        taken = [
            one
            for one in records["recommendation"]
            if words in plain(one["text"])
            or (one["id"] not in right and len(one["text"].split()) > 4 and plain(one["text"]) in words)
        ]
        taken = [one for one in taken if not _elsewhere(gold, one, _own(records), kind="recommendation")]
        tally.add("traps", f"{trap['text'][:70]} ({trap['why']})", right=not taken, false=bool(taken))


def _responses(gold: Gold, records: Records, pairs: Sequence[tuple[Gold, Record]], tally: Tally) -> None:
    used: set[str] = set()
    for item in gold["responses"]:
        read = [one for one in records["response"] if _is_answer(item, one, gold["responses"])]
        used |= {one["id"] for one in read}
        targets = _targets(item, pairs)
        linked = [one for one in read if targets & {one["recommendation"], *(one.get("also_answers") or ())}]
        right = bool(linked) and len(linked) == len([one for one in read if one["recommendation"]])
        label = f"{item.get('number')}{item.get('part') or ''} {item['starts']}"
        wrong = [one["number"] for one in read if one["recommendation"] and one not in linked]
        note = f"{label} -> {wrong or ('unlinked' if read else 'not found')}"
        tally.add("responses linked", note, right=right, false=bool(wrong), missed=not right)
        if right and item.get("stance"):
            stances = {one["stance"] for one in linked}
            _share(
                tally,
                "stance",
                stances <= set(item["stance"]),
                f"{label}: {sorted(stances)} for {item['stance']}",
            )
    for one in records["response"]:
        if one["id"] in used or one["recommendation"] is None:
            continue
        fair = any(_alike(item.get("text") or item["starts"], one["text"]) for item in gold["responses"])
        if not fair and not _elsewhere(gold, one, _own(records), kind="response"):
            tally.add("responses linked", f"{one['number']} {one['text'][:80]}", false=1)


def _is_answer(item: Gold, record: Record, items: Sequence[Gold]) -> bool:
    """Whether a record holds the beginning of `item`, and of several that begin alike is most like it."""
    words = plain(record["text"])

    def begins(one: Gold) -> bool:
        return any(plain(text) in words for text in (one["starts"], *one.get("other_starts", ())))

    if not begins(item):
        return False
    alike = [one for one in items if one["starts"] == item["starts"]]
    best = max(alike, key=lambda one: likeness(one.get("text") or one["starts"], record["text"]))
    return best is item


def _targets(item: Gold, pairs: Sequence[tuple[Gold, Record]]) -> set[str]:
    """The records that an answer may be linked to: the part, or any printing of the number without one."""
    found: set[str] = set()
    for wanted, record in pairs:
        same = all(wanted.get(n) == item.get(n) for n in ("number",))
        same = same and (not item.get("review_name") or item["review_name"] == wanted.get("review_name"))
        part = (
            item.get("part") is None
            or wanted.get("part") == item["part"]
            or wanted.get("whole_text") == wanted["text"]
        )
        if same and part:
            found.add(record["id"])
    return found


def _list(gold: Gold, key: str, read: Sequence[Record], tally: Tally) -> None:
    items = [{"text": text} for text in gold[key]]
    found = pair(items, read)
    for item, record in found.pairs:
        tally.add(key, item["text"][:80], right=record is not None, missed=record is None)
    fair = gold.get(f"{key}_optional", ())
    for record in found.false:
        if not any(_alike(text, record["text"]) for text in fair):
            tally.add(key, f"{record['text'][:90]} [{record['rule']}]", false=1)


def _reviews(gold: Gold, records: Records, tally: Tally) -> None:
    details = gold.get("review_details") or ([gold["review"]] if gold.get("review") else [])
    for name in gold.get("reviews", ()):
        detail = next((one for one in details if one.get("name") == name), {})
        names = [name, *detail.get("aliases", ())]
        mine = [
            r for r in records["review"] if any(named(n, [r["name"] or "", *r["aliases"]]) for n in names)
        ]
        mine.sort(key=lambda r: (r["status"] != "full_text", r["id"]))
        _share(tally, "review found", bool(mine), f"{name} among {[r['name'] for r in records['review']]}")
        kind = detail.get("type") or gold.get("review_type")
        if mine and kind:
            _share(
                tally,
                "review type",
                mine[0]["type"] == TYPES.get(kind, kind),
                f"{kind} read {mine[0]['type']}",
            )
        for fact in FACTS if mine else ():
            _fact(tally, fact, detail.get(fact), mine[0].get(fact))
    if gold.get("reviews") is not None:
        mentioned = [*own_names(gold), *gold.get("mentioned_reviews", ())]
        for record in records["review"]:
            if record["status"] == "full_text" and not named_any(record, mentioned):
                tally.add("review found", f"{record['name']} is no review of the paper", false=1)


def named_any(record: Record, names: Sequence[str]) -> bool:
    """Whether a review goes by one of `names`."""
    return any(named(name, [record["name"] or "", *record["aliases"]]) for name in names)


def _fact(tally: Tally, fact: str, told: Any, read: Any) -> None:
    if told is None:
        return
    a, b = plain(told), plain(read)
    right = bool(b) and (a.startswith(b) or b.startswith(a) or a in b or b in a)
    tally.add(
        "review facts",
        f"{fact}: {told} read {read}",
        right=right,
        false=bool(b) and not right,
        missed=not right,
    )


def _scrutiny(gold: Gold, records: Records, tally: Tally) -> None:
    if "scrutiny_items" not in gold:
        return
    found = pair(gold["scrutiny_items"], records["scrutiny_item"], least=0.85)
    for item, record in found.pairs:
        tally.add("scrutiny items", item["text"][:70], right=record is not None, missed=record is None)
        if record is None:
            continue
        for mine, theirs in (("item_kind", "item_kind"), ("meeting_date", "meeting_date"), ("status", "status"),
                             ("action_taken", "action_taken")):  # fmt: skip
            if item.get(mine):
                right = folded(item[mine]) == folded(record[theirs])
                _share(
                    tally,
                    "scrutiny fields",
                    right,
                    f"{item['text'][:40]} {mine}: {item[mine]} read {record[theirs]}",
                )
        if item.get("number"):
            right = folded(record["number"]).endswith(folded(item["number"]))
            _share(
                tally,
                "scrutiny fields",
                right,
                f"{item['text'][:40]} number: {item['number']} read {record['number']}",
            )
    for record in found.false:
        if not _elsewhere(gold, record, kind="scrutiny_item"):
            tally.add("scrutiny items", record["text"][:90], false=1)


def _actions(gold: Gold, records: Records, pairs: Sequence[tuple[Gold, Record]], tally: Tally) -> None:
    if "actions" not in gold:
        return
    found = pair(gold["actions"], records["action"], least=0.85)
    for item, record in found.pairs:
        tally.add("actions", item["text"][:70], right=record is not None, missed=record is None)
        if record is None:
            continue
        for name in ("owner", "due"):
            right = folded(item.get(name)) == folded(record[name])
            _share(
                tally, f"action {name}", right, f"{item['text'][:40]}: {item.get(name)} read {record[name]}"
            )
        targets = _targets({"number": item.get("responds_to"), "review_name": item.get("review_name")}, pairs)
        if item.get("responds_to"):
            _share(
                tally,
                "action linked",
                record["responds_to"] in targets,
                f"{item['text'][:40]}: {item['responds_to']}",
            )
    for record in found.false:
        if not _elsewhere(gold, record, kind="action"):
            tally.add("actions", record["text"][:90], false=1)
