"""One self-contained page: template, style and scripts in one file, and a policy that lets nothing out.

Scripts are allowed by their hash alone; text from documents travels as JSON that no parser takes for markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

_HERE = Path(__file__).parent
_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def asset(name: str) -> str:
    """The text of a style sheet or script of ours."""
    return (_HERE / "assets" / name).read_text(encoding="utf-8")


def plain(text: object, *, limit: int = 4000) -> str:
    """Words from a document made safe to show: control and direction marks dropped, length bounded."""
    cleaned = _INVISIBLE.sub("", str(text))
    return cleaned if len(cleaned) <= limit else cleaned[: limit - 1] + "…"


def as_json(data: Any) -> Markup:
    """`data` as JSON for a script element of type application/json: '<', '>', '&' cannot end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def script(source: str) -> tuple[Markup, str]:
    """An inline script and the policy source that allows it."""
    digest = base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode()
    return Markup(source), f"'sha256-{digest}'"


def render(template: str, *, scripts: Sequence[str] = (), **words: Any) -> str:
    """The finished page: `template` with our style, `scripts` (sources, in order) and its policy."""
    inline = [script(source) for source in scripts]
    allowed = " ".join(source for _, source in inline) or "'none'"
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    page = _environment().get_template(template)
    return page.render(
        style=Markup(asset("style.css")), scripts=[s for s, _ in inline], policy=policy, **words
    )


def fragment(template: str, **words: Any) -> str:
    """A part of a page, such as the navigation that the site puts above a picture."""
    return _environment().get_template(template).render(**words)
