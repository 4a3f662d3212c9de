"""Forms of a PDF that run each other: how often, told before pdfium runs them.

A form is a drawing that a page or another form runs by name ("/X1 Do"). Forms that run two more each, forty deep,
ask for a billion drawings in one kilobyte. Only what pdfium would do is counted, from the bytes of the file; what is
encrypted or compressed otherwise than by deflate is not seen, and is left to the limits of the process.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache

from kg.errors import SourceError
from kg.read.limits import Limits

_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+obj\b")
_END = re.compile(rb"\bstream\r?\n|\bendobj\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_RESOURCES = re.compile(rb"/Resources\b\s*(?:(\d+)\s+\d+\s+R)?")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(\d{1,8})\s+\d{1,5}\s+R\b")
_RUN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_LEVELS = 40  # forms within forms that pdfium runs (kMaxFormLevel)
_MOST = 16_000_000  # bytes of one stream that are looked at
_PARTS = 4  # objects between the dictionary of a form and the names of the forms that it may run


def check_forms(name: str, data: bytes, limits: Limits) -> None:
    """Raise SourceError where a form of the PDF `data` runs more than `limits.forms` others, one within another."""
    if b"/Form" not in data:
        return
    heads, streams = _objects(data)
    forms = {number for number, head in heads.items() if _FORM.search(head) and number in streams}
    runs = {number: tuple(_runs(number, forms, heads, streams)) for number in forms}

    @cache
    def count(number: int, levels: int) -> int:
        if levels == 0:
            return 1
        return min(1 + sum(count(other, levels - 1) for other in runs[number]), limits.forms + 1)

    if any(count(number, _LEVELS) > limits.forms for number in sorted(forms)):
        raise SourceError(
            f"{name} has drawings that run each other more than {limits.forms:,} times; print it to a new PDF."
        )


def _objects(data: bytes) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """The dictionary of each object, and what is in the stream of those that matter here; later ones prevail."""
    heads: dict[int, bytes] = {}
    streams: dict[int, bytes] = {}
    for found in _OBJECT.finditer(data):
        end = _END.search(data, found.end())
        head = data[found.end() : end.start() if end else len(data)]
        number = int(found[1])
        heads[number] = head
        if end is None or not end.group().startswith(b"stream"):
            continue
        if _FORM.search(head):
            streams[number] = _content(head, data, end.end())
        elif _PACKED.search(head):
            heads.update(_packed(_content(head, data, end.end())))
    return heads, streams


def _content(head: bytes, data: bytes, start: int) -> bytes:
    """The beginning of a stream, inflated where it is deflated."""
    end = data.find(b"endstream", start)
    body = data[start : end if end >= 0 else len(data)]
    if b"/Fl" not in head:
        return body[:_MOST]
    try:
        return zlib.decompressobj().decompress(body, _MOST)
    except zlib.error:  # encrypted, or damaged
        return b""


def _packed(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects of an object stream: pairs of number and place, then the objects."""
    first = re.match(rb"(?:\s*\d+\s+\d+)+\s*", content)
    if first is None:
        return
    numbers = [int(word) for word in first.group().split()]
    places = sorted(zip(numbers[1::2], numbers[::2], strict=False))
    ends = [place for place, _ in places[1:]] + [len(content)]
    for (place, number), end in zip(places, ends, strict=True):
        yield number, content[first.end() + place : first.end() + end]


def _runs(number: int, forms: set[int], heads: dict[int, bytes], streams: dict[int, bytes]) -> Iterator[int]:
    """The forms that a form runs, as often as it runs them."""
    run = _RUN.findall(streams[number])
    names = _names(number, heads) if run else {}
    for name in run:
        if names.get(name) in forms:
            yield names[name]


def _names(number: int, heads: dict[int, bytes]) -> dict[bytes, int]:
    """The names in the dictionary of a form and in the dictionaries that it refers to for them."""
    names: dict[bytes, int] = {}
    found = _RESOURCES.search(heads[number])
    if found is None:
        return names
    waiting = [heads.get(int(found[1]), b"")] if found[1] else [heads[number][found.end() :]]
    for _ in range(_PARTS):
        if not waiting:
            break
        head = waiting.pop()
        for name, target in _NAMED.findall(head):
            if name == b"XObject":
                waiting.append(heads.get(int(target), b""))
            names.setdefault(name, int(target))
    return names
