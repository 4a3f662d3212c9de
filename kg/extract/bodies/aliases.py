"""Other names that a document itself gives a body: a former name, a role that it plays, a short or lower-case form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.extract.bodies.lexicon import SMALL, areas, heads
from kg.extract.bodies.tokens import Named
from kg.model.names import PEOPLE, WORD, fold_word, name_key, name_words, of_people, singular
from kg.rules import Rules

_ADJECTIVES = frozenset("regional local national joint strategic multi-agency".split())
_LETTERS = re.compile(r"[\W_]+")
_BESIDE = re.compile(r"^[\s,(]*(?:the\s+)?$")
_NHS = re.compile(
    r"^(?P<stem>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:Healthcare |Health |Community )?NHS (?:Foundation )?Trust$"
)
_SHORT = r"\b{stem} (?:NHS|Health|Healthcare|[Pp]ublic [Hh]ealth)\b(?! (?:NHS|Trust|Foundation|Hospital|University|Board)\b)"


def former_names(texts: dict[int, str], plain: dict[int, list[Named]], rules: Rules) -> dict[str, str]:
    """Former names with the later one: 'the Outreach Team (formerly known as the Home Visiting Team)'.

    Two bodies of the lists keep their names: what became of them is told there, with its day.
    """
    cue = rules.named("agencies", "renamed").pattern
    found: dict[str, str] = {}
    for index, text in texts.items():
        for match in cue.finditer(text):
            pair = _around(text, plain[index], match.start(), match.end())
            if pair is None or all(one.rule != "agencies/pattern" for one in pair):
                continue
            first, second = (text[one.start : one.end] for one in pair)
            old, new = (first, second) if match["now"] else (second, first)
            if name_key(old) != name_key(new):
                found.setdefault(old, new)
                bare, _, head = new.rpartition(" ")
                if head.islower() and bare.count(
                    " "
                ):  # 'the Family Outreach team' goes by 'Family Outreach' too
                    found.setdefault(bare, new)
    return found


def _around(text: str, named: list[Named], start: int, end: int) -> tuple[Named, Named] | None:
    """The names right before and after a cue; at the beginning of a sentence the one after the next stands for the first."""
    after = next((one for one in named if one.start >= end and _BESIDE.match(text[end : one.start])), None)
    if after is None:
        return None
    before = next((one for one in named if one.end <= start and _BESIDE.match(text[one.end : start])), None)
    if before is None and (start == 0 or text[:start].rstrip()[-1:] in ".:;"):
        before = next(
            (one for one in named if one.start > after.end and _BESIDE.match(text[after.end : one.start])),
            None,
        )
    return (before, after) if before is not None else None


def said_twice(texts: dict[int, str], acronyms: dict[str, str]) -> dict[str, str]:
    """An explained acronym with words of its own name after it: 'the AIG improvement group' is the AIG."""
    found: dict[str, str] = {}
    for acronym, long in acronyms.items():
        words = set(name_words(long))
        tail = re.compile(rf"\b{re.escape(acronym)}((?: [a-z-]+){{1,4}})")
        for text in texts.values():
            for match in tail.finditer(text) if acronym in text else ():
                after = match[1].split()
                ends = next(
                    (at for at, word in enumerate(after, 1) if singular(fold_word(word)) in heads()), 0
                )
                said = {singular(fold_word(word)) for word in after[:ends]}
                if said & words and said <= words | heads().keys() | _ADJECTIVES:
                    found.setdefault(f"{acronym} {' '.join(after[:ends])}", acronym)
    return found


def set_up_alike(texts: dict[int, str], rules: Rules) -> dict[str, str]:
    """A body that is set up twice in the same words under two names: the later name with the earlier one."""
    cue = rules.named("agencies", "set-up").pattern
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for text in texts.values():
        match = cue.search(text)
        if match and singular(fold_word(match["name"].rsplit(" ", 1)[-1])) in heads():
            purpose = _LETTERS.sub("", match["purpose"].lower())
            names[purpose].setdefault(name_key(match["name"]), match["name"])
    pairs = [list(same.values()) for same in names.values() if len(same) == 2]
    return {later: earlier for earlier, later in pairs}


def branded(texts: dict[int, str], plain: dict[int, list[Named]], rules: Rules) -> dict[str, str]:
    """A name of its own that a group goes by: 'Brighter Days was set up ...' with 'the Brighter Days Parent Forum'."""
    cue = rules.named("agencies", "own-name").pattern
    names = {name_key(name): name for name in _names(texts, plain)}
    found: dict[str, str] = {}
    for brand in sorted({match["name"] for text in texts.values() for match in cue.finditer(text)}):
        longer = [name for name in names.values() if name.startswith(brand + " ")]
        tails = {name_key(name[len(brand) + 1 :]) for name in longer}
        meant = sorted(names[tail] for tail in tails & names.keys())
        if longer and len(meant) <= 1 and name_key(brand) not in names:
            body = meant[0] if meant else min(longer)
            found[brand] = body
            found |= {name: body for name in longer if name != body}
    return found


def roles_played(texts: dict[int, str], plain: dict[int, list[Named]], rules: Rules) -> dict[str, str]:
    """Roles with the one body that the document says plays them: 'our improvement partner (Anyshire Council)'."""
    role = rules.named("agencies", "role-played").pattern
    link = rules.named("agencies", "plays").pattern
    players: dict[str, dict[str, str]] = defaultdict(dict)
    printed: dict[str, set[str]] = defaultdict(set)
    for index, text in texts.items():
        for match in role.finditer(text):
            key = name_key(match["role"])
            printed[key].add(match["role"])
            for named in plain[index]:
                name = text[named.start : named.end]
                if name_key(name) == key or not _says_whose(name):
                    continue
                forth = (
                    link.fullmatch(text[named.end : match.start("role")])
                    if named.end <= match.start("role")
                    else None
                )
                back = (
                    text[match.end("role") : named.start].strip() in {"(", ",", "-", "–"}
                    if named.start >= match.end("role")
                    else False
                )
                if forth or back:
                    players[key].setdefault(name_key(name), name)
    single = {key: next(iter(names.values())) for key, names in players.items() if len(names) == 1}
    return {form: single[key] for key in sorted(single) for form in sorted(printed[key])}


def short_names(texts: dict[int, str], plain: dict[int, list[Named]]) -> dict[str, str]:
    """Short forms of a trust named in full: 'Larkhill Health' where 'Larkhill NHS Trust' is the only Larkhill trust."""
    stems: dict[str, set[str]] = defaultdict(set)
    for name in _names(texts, plain):
        match = _NHS.match(name)
        if match and " ".join(name_words(match["stem"])) not in areas():
            stems[match["stem"]].add(name)
    found: dict[str, str] = {}
    for stem, names in sorted(stems.items()):
        if len({name_key(name) for name in names}) > 1:
            continue
        short = re.compile(_SHORT.format(stem=re.escape(stem)))
        for text in texts.values():
            for hit in short.findall(text) if stem in text else ():
                found.setdefault(hit, min(names))
    return found


def lower_cased(texts: dict[int, str], plain: dict[int, list[Named]]) -> dict[str, str]:
    """Names of three words or more that are printed without capitals elsewhere: 'our staff reference group'."""
    known: dict[str, str] = {}
    for index, text in texts.items():
        for named in plain[index]:
            if named.rule == "agencies/pattern" and named.level in {"board", "team"}:
                name = text[named.start : named.end]
                words = [match.group() for match in WORD.finditer(name)]
                if (
                    len(words) >= 3 and singular(fold_word(words[-1])) != "service"
                ):  # 'health services' are many
                    known.setdefault(_alike(tuple(words)), name)
    telling = [
        (max(_plain_words(name), key=len), re.compile(like, re.IGNORECASE), name)
        for like, name in known.items()
    ]
    found: dict[str, str] = {}
    for text in texts.values():
        low = text.lower()
        for word, like, name in telling:
            for match in like.finditer(text) if word in low else ():
                printed = match.group()
                if any(part.islower() and part not in SMALL for part in printed.split()):
                    found.setdefault(printed, name)
    return {printed: name for printed, name in found.items() if printed != name}


def _plain_words(name: str) -> list[str]:
    """The words of a name in lower case that stand in every form of it."""
    return [word.lower() for word in re.findall(r"[\w]+", name) if of_people(fold_word(word)) != "staff"]


def _alike(words: tuple[str, ...]) -> str:
    """A pattern for a name in any case, one word for a body's own people for any other."""
    people = "(?:staff|" + "|".join(f"{word}s?['’]?s?" for word in sorted(PEOPLE)) + ")"
    parts = [people if of_people(fold_word(word)) == "staff" else re.escape(word) for word in words]
    return r"\b" + "[ -]".join(parts) + r"\b"


def _says_whose(name: str) -> bool:
    """Whether a name begins with an area, and so means one body: 'Anyshire Children's Services'."""
    words = [fold_word(word) for word in name.split()]
    return any(" ".join(words[:length]) in areas() for length in range(1, min(len(words), 5)))


def _names(texts: dict[int, str], plain: dict[int, list[Named]]) -> Iterator[str]:
    for index, text in texts.items():
        yield from (text[named.start : named.end] for named in plain[index])
