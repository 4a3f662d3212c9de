"""Identifiers made from content: the same words give the same id, on every machine, in every run."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_QUOTES = str.maketrans("‘’‚‛“”„‟′″", "''''\"\"\"\"'\"")
_DASHES = re.compile("[‐‑‒–—―−]")
_SPACE = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """`text` with its white space folded to single blanks and stripped."""
    return _SPACE.sub(" ", text).strip()


def match_form(text: str) -> str:
    """`text` for comparing: ligatures undone, quotes and dashes straight, soft hyphens gone, lower case.

    "‘Front Door’" and "'front door'" have one match form.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).replace("\u00ad", "")
    return fold(_DASHES.sub("-", plain)).casefold()


def slug(text: str, *, limit: int = 60) -> str:
    """`text` for use in an IRI: lower-case ASCII words joined by hyphens, at most `limit` characters."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    words = _NOT_SLUG.sub("-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
    if len(words) > limit:
        words = words[:limit].rsplit("-", 1)[0]
    return words or "x"


def digest(*parts: object, length: int = 12) -> str:
    """A short hexadecimal digest of `parts`, in order."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]
