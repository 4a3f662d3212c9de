"""Whom a sentence asks to act: those asked by name, the subject of its directive, the agent of its passive.

"We ask X to", "It is recommended that X", "X and Y, with Z, should", "X to review", "should be reviewed by X".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.bodies.phrases import Agent, Reader

_QUESTION = 80  # characters of a question before the one it is put to
_WINDOW = 300  # characters of a sentence in which its directive stands
_ADJUNCT = re.compile(
    r"^(?:(?i:when|where|if|in|by|within|before|after|during|following|as|given|to|from|on|at|with|while|once|although|"
    r"because|until|since|unless|for|through|under|alongside|pending|first|second|third|finally|therefore|"
    r"accordingly|consequently|however|further|furthermore|also|in addition)\b[^,]*,\s*)"
)
_PRONOUN = re.compile(r"(?i)^(?:.*[\s,])?(?P<pronoun>it|they)(?:\s+(?:also|then|each|both|all))?$")
_HANGING = r"\b(?:so that|such as|including)\b.*|\b(?:that|which|who|whom|when|where|how|whether|if|because|while)\b[^,.;]*"
_EMPTY = re.compile(r"(?i)(?:^|[,;]\s|\b)(?:it|there|what|this)$")
_ARTICLE = re.compile(r"(?i)^(?:the|a|an)\s+")
_SPEAKER = re.compile(r"^\s*(?::|\s[-–—]\s)")


def asked(sentence: str, reader: Reader) -> list[Agent]:
    """Those whom a sentence asks; empty where it asks nobody by name or speaks of a thing that must change."""
    for read in (_questioned, directed, _asked_by_name, _speaking, _wanted, _opening):
        found = read(sentence, reader)
        if found:
            return found
    return []


def refers_back(sentence: str) -> bool:
    """Whether a sentence asks the one who was asked before: 'They should also ...', 'We ask it to ...'."""
    return (
        re.match(
            r"(?i)^\W*(?:we\s+(?:also\s+)?(?:ask|invite|urge)\s+)?(?:it|they|them)\b(?!\s+is\b)", sentence
        )
        is not None
    )


def _speaking(sentence: str, reader: Reader) -> list[Agent]:
    """'Police: ensure ...', 'Health - ...'."""
    match = re.match(r"^[^:.;]{2,90}?(?=:(?:\s|$)|\s[-–—]\s)", sentence)
    named = re.sub(r"(?i)^\W*(?:to|for)\s", "", match.group()) if match else ""
    return reader.phrase(named) if match and _SPEAKER.match(sentence[match.end() :]) else []


def _asked_by_name(sentence: str, reader: Reader) -> list[Agent]:
    """'We invite X to', 'Ask X to', 'call on X to': those named behind a verb of asking."""
    ask = reader.rules.named("addressees", "asking").pattern
    until = reader.rules.named("addressees", "asked-to").pattern
    for match in ask.finditer(sentence[:_WINDOW]):
        end = until.search(sentence, match.end())
        if end is None or end.start() - match.end() > _WINDOW:
            continue
        found = reader.phrase(_without_aside(sentence[match.end() : end.start()]))
        if found:
            return found
    return []


def _questioned(sentence: str, reader: Reader) -> list[Agent]:
    """'How will the Board know whether ...?'."""
    if not sentence.rstrip().endswith("?"):
        return []
    whether = reader.rules.named("addressees", "asked-whether").pattern
    for word in re.finditer(r"(?<=\s)[A-Za-z]", sentence[:_QUESTION]):
        if whether.search(sentence[: word.start()]):
            found = reader.prefix(sentence[word.start() :])
            if found:
                return found
    return []


def directed(sentence: str, reader: Reader) -> list[Agent]:
    """The subject of the first directive that has one who can act for its subject."""
    modal = ""
    for match in reader.rules.named("addressees", "directive-verb").pattern.finditer(sentence):
        if match.start() > _WINDOW or modal not in {"", "to"}:
            break
        modal = "" if _EMPTY.search(sentence[: match.start()]) else match.group().strip().lower()
        for region in _regions(sentence[: match.start()], reader):
            found = reader.phrase(region)
            if found and not (_passive(sentence[match.end() :], reader) and _is_common(found)):
                return found
    return []


def _regions(before: str, reader: Reader) -> Iterator[str]:
    """The words in front of a directive from where its subject may begin, the longest first."""
    frame = reader.rules.named("addressees", "frame").pattern
    at = 0
    for match in frame.finditer(before):
        at = match.end()
    region = re.sub(r"^\W*(?:\(?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[).]\s+)?", "", before[at:])
    region = re.sub(r"(?i)^(?:that|for|and|in\sfuture)\s+", "", region).strip()
    pronoun = _PRONOUN.match(region)
    if pronoun and len(region) > len(pronoun["pronoun"]) + 3:
        inside = re.sub(r"(?i)^(?:when|where|if|once|as|before|after|unless)(?:,[^,]*,)?\s+", "", region)
        names = reader.prefix(inside)
        yield from (one.name for one in names[:1])
        return
    seen = 0
    while seen < 4:
        yield _without_aside(region).rstrip(" ,")
        cut = _ADJUNCT.match(region)
        if cut is None:
            yield _behind_place(region)
            return
        region, seen = region[cut.end() :], seen + 1


def _behind_place(region: str) -> str:
    """What stands behind words of place or time without a comma: 'In Anyshire the Board'."""
    match = re.match(
        r"(?i)^(?:in|within|for|on|at|under|by|during|from)\s(?:\S+\s){1,4}?(?=(?:the|all|both|each)\s)",
        region,
    )
    return region[match.end() :] if match else ""


def _without_aside(region: str) -> str:
    """A region without what stands between commas or brackets about its subject: ', whose officer agreed to this,'."""
    region = re.sub(r"\s*\([^()]*\)", "", region)
    region = re.sub(
        r",\s(?:who|which|whose|including|as|in(?! (?:partnership|conjunction|collaboration)\b)|by|from|within|before|where|through|if|when)\s[^,]*(?:,|$)",
        "",
        region,
    )
    return re.sub(
        r"(?i)[\s,]+(?:also|jointly|therefore|now|each|both|all|together|always|then|first|in\sparticular|itself|themselves|generally|urgently)\s*$",
        "",
        region.strip(),
    )


def _passive(after: str, reader: Reader) -> bool:
    return reader.rules.named("addressees", "done-to").pattern.match(after) is not None


def _is_common(found: list[Agent]) -> bool:
    """Whether none of the names has a capital of its own: 'services should be reviewed' asks no service."""
    return all(not re.search(r"(?<!^)[A-Z]", one.name.removeprefix("The ")) for one in found)


def _wanted(sentence: str, reader: Reader) -> list[Agent]:
    """'It is recommended that X gives': the one that a wish is said of."""
    match = reader.rules.named("addressees", "wish").pattern.match(sentence)
    return [one for one in reader.prefix(sentence[match.end() :]) if not one.post] if match else []


def _opening(sentence: str, reader: Reader) -> list[Agent]:
    """'X and Y agree one leaflet': named bodies that open an item of a list, right before a verb."""
    if reader.rules.named("addressees", "directive-verb").pattern.search(sentence[:_WINDOW]):
        return []
    found = reader.prefix(sentence)
    named = [
        one
        for one in found
        if re.search("[A-Z]", _ARTICLE.sub("", one.name)) and not one.post and reader.names(one.name)
    ]
    if not named or not found or named != found:
        return []
    after = sentence[sentence.rfind(found[-1].name, 0, _WINDOW) + len(found[-1].name) :]
    return (
        found
        if re.match(
            r"\s(?!(?:is|are|was|were|has|have|had|did|does|do|recommends?|recommended|proposes?|suggests?)\b)[a-z]{3,}",
            after,
        )
        else []
    )


def doing(sentence: str, reader: Reader) -> list[Agent]:
    """The agent of a passive: 'should be undertaken by X', 'be withdrawn, by the partnership, and replaced'."""
    agent = reader.rules.named("addressees", "agent").pattern
    for match in re.finditer(r"\bby\s+", sentence[: 2 * _WINDOW]):
        if re.search(r"(?i)\bbe\s|\bto\s", sentence[: match.start()]) and agent.search(
            re.sub(r",\s+by\s+$", " by ", sentence[: match.end()])
        ):
            found = [one for one in reader.prefix(sentence[match.end() :]) if not one.post]
            if found:
                return found
    return []


def owning(sentence: str, reader: Reader) -> list[Agent]:
    """Those whose doings are the subject of a directive: 'Practice in X should', "X's training must"."""
    modal = reader.rules.named("addressees", "modal").pattern.search(sentence)
    if (
        modal is None
        or modal.start() > 160
        or reader.rules.named("addressees", "bids").pattern.match(sentence)
    ):
        return []
    whose = reader.rules.named("addressees", "whose").pattern
    before = sentence[: modal.start()]
    for named in reader.names(before):
        possessive = before[named.end : named.end + 2] in {"'s", "’s"} or before[named.end - 1] in "'’"
        opens = reader.rules.named("addressees", "opens").pattern.search(before[: named.start])
        if whose.search(before[: named.start]) or (possessive and opens):
            return reader.prefix(before[named.start :]) or [Agent(before[named.start : named.end])]
    return []


def lacking(text: str, reader: Reader) -> list[Agent]:
    """Those of whom a statement says what is amiss ('X does not always tell ...'): the subject of its first sentence."""
    plain = re.sub(_HANGING, lambda hanging: "-" * len(hanging.group()), text[:_WINDOW])
    verb = reader.rules.named("addressees", "finite").pattern.search(plain)
    first, _, more = text[: 2 * _WINDOW].partition(". ")
    if verb is None and not more:
        return []
    subject = text[: verb.start()] if verb else first
    for region in _regions(subject, reader):
        found = [one for one in reader.phrase(region) if not one.post]
        if found:
            return found
    for words in (subject, first):
        names = [words[one.start : one.end] for one in reader.names(words)]
        if names:
            return [Agent(name) for name in names]
    return []
