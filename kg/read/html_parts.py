"""The parts of a web page that are read: what it says, without what it is operated with; what is left out is counted.

Menus, scripts and controls go without a word. A part that the page hides is read where a reader opens it by a click
(a collapsed panel, an accordion, a tab); other hidden words are left out and told, and so are forms without paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from kg.errors import SourceError
from kg.model.text import Issue, Severity
from kg.read.html_tables import words_of

DEEPEST = 200  # elements within elements: pages of councils and publishers have up to 60
FLOW = set(
    "html body main article section div header footer aside details figure blockquote center fieldset address dl form "
    "hgroup figcaption caption summary dt dd p pre li ul ol table h1 h2 h3 h4 h5 h6 hr".split()
)
_DROPPED = set(
    "script style nav noscript template svg head iframe object button select input textarea dialog menu "
    "canvas video audio map".split()
)
_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "alert", "menu", "menubar", "toolbar"}
_BLOCKS = ("p", "li", "td", "h1", "h2", "h3", "h4")
_PANEL = re.compile(
    r"(?i)accordion|collaps|expand|panel|tab-?pane|toggle|reveal|disclosure|details|(?:read|show)-?more"
)
_NO_PANEL = re.compile(r"(?i)modal|menu|nav|cookie|consent|popup|dropdown|search|banner")
_OPENERS = ("aria-controls", "data-target", "data-bs-target")
_WRAPPERS = re.compile(r"(?i)</?(?:div|span|font|center|section|b|i)\b[^>]*>")
_TELL_HIDDEN, _TELL_OUTSIDE = 20, 100  # words: fewer are labels, banners and the way back


@dataclass(frozen=True, slots=True)
class Parts:
    """The elements to read, in order, and what was left out."""

    starts: tuple[html.HtmlElement, ...]
    issues: tuple[Issue, ...]


def parts_of(name: str, text: str) -> Parts:
    """The parts of the page `text` that are read: every <main> where it has one with words, else all of it.

    Raises SourceError where there is nothing, or where it nests too deep for any parser.
    """
    root, is_cut = _parsed(name, text)
    hidden = _prune(root)
    deep = _flatten(root)
    mains = [one for one in root.xpath("//main | //*[@role='main']") if words_of(one).strip()]
    starts = [one for one in mains if not any(above in mains for above in one.iterancestors())] or [root]
    outside = _count(root) - sum(map(_count, starts))
    told = [
        (
            is_cut or deep,
            f"parts nested more than {DEEPEST} deep were read without their headings, lists and tables",
        ),
        (hidden >= _TELL_HIDDEN, f"{hidden:,} words in hidden parts and forms were left out"),
        (outside >= _TELL_OUTSIDE, f"{outside:,} words outside its main part were left out"),
    ]
    issues = tuple(
        Issue(
            code="html-left-out",
            message=f"{name}: {what}; open it in a browser and save as PDF what matters.",
            source=name,
            severity=Severity.NOTE,
        )
        for holds, what in told
        if holds
    )
    return Parts(tuple(starts), issues)


def holds_flow(element: html.HtmlElement) -> bool:
    """Whether a block stands in `element`."""
    return any(isinstance(child.tag, str) and child.tag in FLOW for child in element.iterdescendants())


def _parsed(name: str, text: str) -> tuple[html.HtmlElement, bool]:
    """The page, and whether wrappers had to be taken out of it: below 2,048 elements libxml2 reads nothing."""
    for turn in range(2):
        text = _WRAPPERS.sub(" ", text) if turn else text
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
        try:
            root = html.document_fromstring(text, parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError) as error:
            raise SourceError(f"{name} holds no words; save the page again from the browser.") from error
        if not any("xcessive depth" in entry.message for entry in parser.error_log):
            return root, turn > 0
    raise SourceError(f"{name} nests its parts too deep to be read; open it in a browser and save it as PDF.")


def _prune(root: html.HtmlElement) -> int:
    """Take out what is not read; give the number of words in hidden parts and in forms."""
    opened = _opened(root)
    hidden = 0
    doomed: list[html.HtmlElement] = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if not isinstance(element.tag, str) or element is root:
            continue
        if _is_operated(element):
            doomed.append(element)
            walk.skip_subtree()
        elif (_is_hidden(element) and not _is_panel(element, opened)) or _is_bare_form(element):
            hidden += _count(element)
            doomed.append(element)
            walk.skip_subtree()
    for element in doomed:
        element.drop_tree()
    return hidden


def _opened(root: html.HtmlElement) -> set[str]:
    """The ids of what a control of the page opens."""
    found = {
        name.lstrip("#")
        for key in _OPENERS
        for value in root.xpath(f"//@{key}")
        for name in str(value).split()
    }
    tabs = root.xpath("//a[@data-toggle or @data-bs-toggle or @role='tab' or @aria-expanded]/@href")
    return found | {str(address)[1:] for address in tabs if str(address).startswith("#")}


def _is_operated(element: html.HtmlElement) -> bool:
    """Whether an element is for finding one's way or for controls, not for reading."""
    if element.tag == "button" and element.xpath(
        "boolean(ancestor::*[self::h1 or self::h2 or self::h3 or self::h4])"
    ):
        return False  # the heading of an accordion: its words are on the button that opens it
    if element.tag in _DROPPED or element.get("role") in _ROLES:
        return True
    return element.tag in ("header", "footer") and not element.xpath(
        "boolean(ancestor::main|ancestor::article)"
    )


def _is_hidden(element: html.HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style
    )


def _is_panel(element: html.HtmlElement, opened: set[str]) -> bool:
    """Whether a reader opens this hidden part by a click."""
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _NO_PANEL.search(name):
        return False
    return (
        element.get("hidden") == "until-found"
        or element.get("id") in opened
        or element.get("role") in ("tabpanel", "region")
        or _PANEL.search(name) is not None
    )


def _is_bare_form(element: html.HtmlElement) -> bool:
    """Whether a form only asks; some programs put whole pages into one."""
    return element.tag == "form" and not any(element.find(f".//{tag}") is not None for tag in _BLOCKS)


def _flatten(root: html.HtmlElement) -> bool:
    """Merge what nests deeper than DEEPEST into what stands there, its words kept; whether there was such a part."""
    depth = 0
    deep: list[html.HtmlElement] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > DEEPEST:
            deep.append(element)
    for element in reversed(deep):
        if element.tag in FLOW or element.tag in ("br", "tr", "td", "th"):
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
        element.drop_tag()
    return bool(deep)


def _count(element: html.HtmlElement) -> int:
    """The words of an element, those of scripts apart."""
    texts = [element.text]
    for below in element.iterdescendants():
        texts.append(below.text if below.tag not in ("script", "style") else None)
        texts.append(below.tail)
    return sum(len(text.split()) for text in texts if text)
