"""Whom a paper as a whole speaks to: those a letter or a coroner's report is sent to, the body that was inspected,
the board whose review it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.bodies.people import inspectorates
from kg.extract.bodies.phrases import Reader, never
from kg.model.names import name_key
from kg.model.text import BlockKind, Passage

_HEAD = 40  # passages in which a letter says to whom it goes
_TITLE = 25  # passages in which a title page stands
_NAME = 12  # words of a line that is nothing but a name
_LINE = 160  # characters of a line of an address
_BOARD = re.compile(
    r"(?i)(?:safeguarding|protection|safety|safer)\b.*\b(?:board|partnership|committee)s?$|\b(?:[A-Z]*SCB|[A-Z]*SAB|[A-Z]*SCP|CSP)$"
)


def recipients(passages: Sequence[Passage], reader: Reader) -> tuple[str, ...]:
    """Names, as printed, of the bodies in the list below "This report is being sent to:", else in the lines that
    begin with "To:" and the greeting ("Dear Borset Safeguarding Partnership")."""
    lines = _listed(passages, reader)
    listed = [name for line in lines for name in bodies_of_line(line, reader) or _bare_name(line)]
    if listed:
        return tuple(dict.fromkeys(listed))
    reader = replace(reader, proper=never)
    greeting = reader.rules.named("addressees", "greeting").pattern
    head = (p.text for p in passages[:_HEAD] if len(p.text) <= 2 * _LINE)
    found = (text[match.end() :] for text in head if (match := greeting.match(text)))
    names = dict.fromkeys(name for line in found for name in bodies_of_line(line, reader))
    return tuple(name for name in names if name_key(name) not in inspectorates())


def inspected(passages: Sequence[Passage], reader: Reader) -> tuple[str, ...]:
    """The body that an inspection's title names: the council of that place where the paper prints it, else as printed,
    else the local authority or partnership that the paper speaks of."""
    title = reader.rules.named("addressees", "inspected").pattern
    head = [
        p.text
        for p in passages[:_TITLE]
        if p.block.kind is not BlockKind.TABLE_ROW and len(p.text) <= 2 * _LINE
    ]
    for line in head:
        match = title.search(line)
        if match is None:
            continue
        body = re.sub(r"(local authority|Council)\s+[cC]hildren.*$", r"\1", match["body"].strip())
        place = match["place"]
        council = _council(place, passages, reader) if place else ""
        return (council or body,)
    for line in head:
        names = [line[one.start : one.end] for one in reader.names(line)]
        if (
            len(names) == 1
            and re.search(r"(?:Council|Partnership|Borough|Board)$", names[0])
            and names[0] == line.strip()
        ):
            return (names[0],)
    joint = any(re.search(r"(?i)multi-agency|joint|partnership", line) for line in head)
    for said in () if joint else ("local authority",):
        if reader.prints(f"the {said}") or reader.prints(f"The {said}"):
            return (f"the {said}",)
    return ()


def _council(place: str, passages: Sequence[Passage], reader: Reader) -> str:
    """The council of a place that the paper prints: 'Tolworth Borough Council'."""
    named = re.compile(
        rf"\b(?:(?:Royal |London |Metropolitan )?Borough of {re.escape(place)}|{re.escape(place)}(?: and [A-Z]\w+)?"
        r"(?: (?:County|City|Borough|District|Metropolitan|Metropolitan Borough|Metropolitan District|Islands))* Council)\b"
    )
    return next((match.group() for p in passages if (match := named.search(p.text))), "")


def own_boards(passages: Sequence[Passage], more: Sequence[str], reader: Reader) -> tuple[str, ...]:
    """The board or partnership whose paper it is: the one that the title page names first."""
    head = (p.text for p in passages[:_TITLE] if p.block.kind is not BlockKind.TABLE_ROW)
    for line in (*more, *head):
        for named in reader.names(line):
            name = line[named.start : named.end]
            if _BOARD.search(name) and len(name) > len("SCP"):
                return (_whole_line(line, name),)
    return ()


def _bare_name(line: str) -> tuple[str, ...]:
    """A line of a list of recipients that is nothing but a name in no list: '2. DVLA'; a person's title shows that it is none."""
    bare = re.sub(r"^\W*(?:\d+[.)]?\s*)?", "", line).strip(" .;,")
    name = bare and "," not in bare and len(bare.split()) <= _NAME and bare[0].isupper()
    return (bare,) if name and not re.match(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Prof)\b", bare) else ()


def _whole_line(line: str, name: str) -> str:
    """The name with the places before it where a line of a title page is nothing else: 'Anyshire and the Vales Board'."""
    words = line.split()
    alone = len(words) <= _NAME and all(
        word[0].isupper() or word in {"and", "the", "of", "&"} for word in words
    )
    return line if alone and line.endswith(name) else name


def bodies_of_line(line: str, reader: Reader) -> tuple[str, ...]:
    """The bodies that a line of an address or a cell names, as printed; posts and inspectorates left out."""
    names = [line[one.start : one.end] for one in reader.names(line)]
    if not names:
        bare = re.sub(r"^\W*(?:\d+[.)]?\s*)?", "", line).strip(" .;,")
        told = re.split(r",\s+(?=[A-Z])", bare)
        company = re.search(r"(?:\b(?:Ltd|Limited|plc|PLC|LLP|Inc|CIC)\.?)$", told[-1])
        names = [one.name for part in told for one in reader.phrase(part) if not one.post]
        names = [told[-1]] if company else [bare] if names and len(told) == 1 else names[-1:]
    return tuple({name_key(name): name for name in names}.values())


def _listed(passages: Sequence[Passage], reader: Reader) -> Iterator[str]:
    """The lines between "This report is being sent to:" and the next heading."""
    sent = reader.rules.named("addressees", "sent-to").pattern
    inside = False
    for passage in passages[:_HEAD]:
        opening = sent.match(passage.text)
        if opening:
            inside = True
            yield passage.text[opening.end() :]
        elif inside and (passage.block.kind is BlockKind.HEADING or len(passage.text) > _LINE):
            return
        elif inside:
            yield passage.text
