"""Decode: bytes of a text file to characters."""

from __future__ import annotations

import codecs

from kg.errors import SourceError
from kg.model.text import Issue, Severity

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(name: str, data: bytes) -> tuple[str, tuple[Issue, ...]]:
    """The characters of `data` with newlines as "\\n": UTF-8 (or UTF-16 with its mark), else Windows-1252 and
    an issue that says so. Raises SourceError where it is not text or holds no words."""
    text, issues = _characters(name, data)
    if "\x00" in text:
        raise SourceError(
            f"{name} does not hold text (binary data); fetch it again from where it was published."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not any(character.isalnum() for character in text):
        raise SourceError(f"{name} holds no words; fetch it again from where it was published.")
    return text, issues


def _characters(name: str, data: bytes) -> tuple[str, tuple[Issue, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        issue = Issue(
            code="not-utf-8",
            message=f"{name} is not UTF-8 (byte {error.start}); it was read as Windows-1252: check £ and quotes.",
            source=name,
            severity=Severity.NOTE,
        )
        return data.decode("cp1252", "replace"), (issue,)
