"""Acronyms that a document explains, or that its own names spell: 'Anytown Improvement Group (AIG)'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.bodies.lexicon import heads
from kg.extract.bodies.mentions import Named, is_acronym
from kg.model.names import WORD, fold_word, name_key, singular
from kg.rules import Rules
from kg.seed import LOCAL, read_seed

_CAPITALS = re.compile(r"(?<![\w&(])[A-Z]{3,5}(?![\w&)])")
_JOINED = re.compile(r"(?<![\w&(])[A-Z]&[A-Z](?:[A-Z]|1st)*(?![\w&)])")  # "C&F1st"
_BRACKETED = re.compile(r"\(([A-Z]{3,5})s?\)")
_TITLE = re.compile(
    r"(?:[A-Z][\w'’]+ (?:and |of |for |& )?){2,4}"
    r"(?:Services?|Teams?|Board|Panel|Committee|Group|Partnership|Unit|Hub|Trust|Forum|Council|Constabulary)\b"
)


@dataclass(frozen=True, slots=True)
class Explained:
    """What one passage explains: acronyms with their names, and where "name (acronym)" stands."""

    acronyms: tuple[tuple[str, str], ...]
    brackets: tuple[Named, ...]


def explained(texts: dict[int, str], plain: dict[int, list[Named]], rules: Rules) -> dict[int, Explained]:
    """Acronyms explained in brackets, by passage; the first explanation of each counts.

    `texts` are the folded passages by number, `plain` the names found in them.
    """
    pattern = rules.named("agencies", "acronym-in-brackets").pattern
    found: dict[int, Explained] = {}
    seen: set[str] = set()
    for index, text in texts.items():
        if "(" not in text:
            continue
        ends = {named.end: named for named in plain[index]}
        pairs: list[tuple[str, str]] = []
        brackets: list[Named] = []
        for at, opened in enumerate(text):
            if opened != "(":
                continue
            end = at
            while end and text[end - 1] == " ":
                end -= 1
            match = pattern.match(text[end : end + 40])
            if match is None:
                continue
            start, rule = _long_name(text, end, match["acronym"], ends.get(end), rules)
            if start is None:
                continue
            close = end + match.end()
            brackets.append(Named(start, _with_head(text, close), rule))
            if match["acronym"] not in seen:
                seen.add(match["acronym"])
                pairs.append((match["acronym"], text[start:end] + text[close : _with_head(text, close)]))
        if brackets:
            found[index] = Explained(tuple(pairs), tuple(brackets))
    return found


def spelt_out(
    texts: dict[int, str], plain: dict[int, list[Named]], known: dict[str, str], rules: Rules
) -> dict[str, str]:
    """Capitals that nothing explains but that are the initials of exactly one name in the same source."""
    unknown: set[str] = set()
    for text in texts.values():
        if not text.isupper():
            unknown.update(_CAPITALS.findall(text), _JOINED.findall(text))
    bracketed = {word for text in texts.values() for word in _BRACKETED.findall(text)}
    unknown = {word for word in unknown - set(known) - bracketed if not is_acronym(word, rules)}
    spelt: dict[str, set[str]] = {}
    for words, name in _spellable(texts, plain, unknown):
        for initials in (_initials(words, ""), _initials(words, "&")):
            if initials in unknown:
                spelt.setdefault(initials, set()).add(name)
    return {
        acronym: min(names)
        for acronym, names in sorted(spelt.items())
        if len({name_key(name) for name in names}) == 1
    }


def unsupported(
    texts: dict[int, str], plain: dict[int, list[Named]], own: Iterable[str], rules: Rules
) -> frozenset[str]:
    """Listed acronyms, in capitals, that stand for something else here: no name of their body is in the source, nor are they known to all.

    Acronyms of councils, forces and others that serve one area are left to be told by the area of the paper.
    """
    known = {word.upper() for word in (*rules.named("agencies", "known-by-its-letters").phrases, *own)}
    names = {
        name_key(text[named.start : named.end]) for index, text in texts.items() for named in plain[index]
    }
    return frozenset(
        acronym for acronym, full in _lettered().items() if acronym not in known and not full & names
    )


@cache
def _lettered() -> dict[str, frozenset[str]]:
    """Acronyms of bodies that are not of one area alone, with the keys of the names they stand for."""
    found: dict[str, set[str]] = {}
    for body in read_seed().bodies:
        full = {name_key(name) for name in (body.name, *body.short_names) if " " in name}
        for short in body.short_names:
            if " " not in short and sum(letter.isupper() for letter in short) > 1:
                found.setdefault(short.upper(), set()).update(
                    full if body.type not in LOCAL else {"", name_key(short)}
                )
    return {short: frozenset(full) for short, full in found.items() if "" not in full}


def _spellable(
    texts: dict[int, str], plain: dict[int, list[Named]], unknown: set[str]
) -> Iterator[tuple[str, str]]:
    """Words whose initials may be an acronym, with the name they are: all of it, or all but a last word in lower case."""
    joined = any("&" in word for word in unknown)
    for index, text in texts.items() if unknown else ():
        yield from ((match.group(), match.group()) for match in _TITLE.finditer(text))
        for named in plain[index] if joined else ():
            name = text[named.start : named.end]
            bare, _, last = name.rpartition(" ")
            yield (bare if last.islower() else name), name


def _initials(name: str, joint: str) -> str:
    """The initials of the words with capitals, `joint` for 'and', '1st' for 'First': 'C&F1st'."""
    words = [joint if word in {"and", "&"} else word for word in name.split()]
    return "".join(
        "1st" if joint and word == "First" and at else word if word == joint else word[0]
        for at, word in enumerate(words)
        if word == joint or word[0].isupper()
    )


def _with_head(text: str, end: int) -> int:
    """Where a name ends whose last word stands after its acronym: "Learning (SILG) subgroup"."""
    following = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return following.end() if following and singular(fold_word(following.group())) in heads() else end


def _long_name(
    text: str, end: int, acronym: str, named: Named | None, rules: Rules
) -> tuple[int | None, str]:
    """Where the name begins that ends before "(acronym)": a found one, else words like a name that spell a listed one."""
    if named is not None and _spells(acronym, text[named.start : named.end]):
        return named.start, named.rule
    headed = _is_group(text[_after(text, end) : _with_head(text, _after(text, end))])
    if not headed and not (is_acronym(acronym, rules) and _like_a_name(text, end)):
        return None, ""
    starts = [match.start() for match in WORD.finditer(text[max(0, end - 120) : end])]
    tail = text[_after(text, end) : _with_head(text, _after(text, end))]
    for start in reversed([max(0, end - 120) + start for start in starts][-len(acronym) - 3 :]):
        if text[start] == acronym[0] and _spells(acronym, text[start:end] + tail):
            return start, "agencies/acronym"
    return None, ""


def _is_group(word: str) -> bool:
    """Whether the word after a bracket makes any name before it one of a group: "Learning and Incident (LIG) subgroup"."""
    found = heads().get(singular(fold_word(word.strip())), ())
    return any(head.level == "board" for head in found)


def _like_a_name(text: str, end: int) -> bool:
    """Whether the word before a bracket is one that names of bodies end with."""
    last = list(WORD.finditer(text[max(0, end - 40) : end]))[-1:]
    return any(singular(fold_word(match.group())) in heads() for match in last)


def _after(text: str, end: int) -> int:
    """The position behind the bracket that opens after `end`."""
    return text.find(")", end) + 1


def _spells(acronym: str, name: str) -> bool:
    """Whether the letters of `acronym` follow one another at the beginnings of the words of `name`."""
    letters = [letter for letter in acronym.rstrip("s") if letter.isupper()]
    initials = [fold_word(match.group())[0].upper() for match in WORD.finditer(name)]
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return at == len(letters) and len(letters) >= 2
