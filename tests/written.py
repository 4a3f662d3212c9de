"""One invented review of an invented child, written as PDF, Word, web page, Markdown and text.

`items()` is the review as its author means it; each writer sets it as that format is really set: the PDF with running
heads, page numbers, columns, a footnote and a table torn by the end of a page; Word with numbers that Word makes itself.
"""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

TITLE = "Child Safeguarding Practice Review: Rowan"
RUNNING_HEAD = "Northvale Safeguarding Children Partnership"
FOOTNOTE = "The partnership published its guidance on pre-birth assessment in March 2020."


@dataclass(frozen=True)
class Heading:
    """A heading at `level`, numbered or not."""

    level: int
    text: str
    number: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph; a numbered one has a `number`."""

    text: str
    number: str = ""


@dataclass(frozen=True)
class Points:
    """A list: `marks` is "a" for (a) (b) (c), "1" for 1. 2. 3., "•" for bullets."""

    marks: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with one row of heads."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Item = Heading | Text | Points | Grid

_OPENINGS = (
    "Rowan was seen by the health visitor on four occasions in the first months of life",
    "The school recorded that Rowan was often tired and arrived without a coat",
    "A police officer who attended the home submitted a notification on the same day",
    "The midwife had asked about domestic abuse at booking and the answer was no",
    "Housing officers knew that the tenancy was at risk but were not asked for their view",
    "The duty social worker decided that the threshold for assessment had not been met",
    "Rowan's older sister told a teaching assistant that there was shouting at night",
    "The family general practitioner prescribed medication and arranged a review in six weeks",
)
_MIDDLES = (
    "and a note was kept in the record of that agency alone",
    "although nobody spoke to the father of the child at this point",
    "while the earlier history of the family was not looked at again",
    "and the information was shared by telephone without being written down",
    "because practitioners believed that another service was already involved",
    "and the plan that followed was clear about who would visit and when",
)
_CLOSINGS = (
    "Practitioners who met the reviewer said that they would act differently today.",
    "This was a missed opportunity to understand what life was like for Rowan.",
    "The reviewer found no evidence that supervision had tested this decision.",
    "Good practice was seen in the persistence of the health visitor, who called back twice.",
    "It is not possible to say whether a different response would have changed the outcome.",
)


def _prose(seed: int, sentences: int = 3) -> str:
    parts = []
    for step in range(sentences):
        at = seed * 5 + step * 3
        opening, middle = _OPENINGS[at % len(_OPENINGS)], _MIDDLES[(at // 2 + seed) % len(_MIDDLES)]
        parts.append(f"{opening}, {middle}. {_CLOSINGS[(at + step) % len(_CLOSINGS)]}")
    return " ".join(parts)


RECOMMENDATIONS = (
    ("1", None, "Northvale Safeguarding Children Partnership should make sure that every pre-birth assessment includes "
     "the father and any other adult who will live with the baby, and should audit whether this happens."),
    ("2", None, "Northvale Council should:"),
    ("2", "a", "review how decisions to take no further action are recorded and shared with the agency that made the "
     "referral; and"),
    ("2", "b", "report to the partnership within six months on the timeliness of assessments."),
    ("3", None, "Eastshire Constabulary should ensure that officers who attend incidents of domestic abuse speak to each "
     "child in the home and record what the child says."),
    ("4", None, "Northvale NHS Foundation Trust and the council should agree a joint standard for the supervision of "
     "practitioners who work with families where neglect is long-standing."),
)  # fmt: skip
"""Number, part and words of each recommendation."""

ACTIONS = Grid(
    ("Ref", "Action", "Lead agency", "Due"),
    tuple(
        (
            str(row),
            f"{action} by the end of the {when} quarter and report the result to the board.",
            lead,
            due,
        )
        for row, (action, when, lead, due) in enumerate(
            (
                ("Write guidance on the assessment of fathers", "first", "Partnership", "June 2023"),
                ("Audit twenty pre-birth assessments", "second", "Partnership", "September 2023"),
                (
                    "Change the form on which decisions are recorded",
                    "first",
                    "Northvale Council",
                    "June 2023",
                ),
                ("Measure how long assessments take", "third", "Northvale Council", "December 2023"),
                (
                    "Train officers to hear what children say",
                    "second",
                    "Eastshire Constabulary",
                    "September 2023",
                ),
                ("Review the form for notifications", "second", "Eastshire Constabulary", "October 2023"),
                ("Draft a joint standard for supervision", "third", "NHS Foundation Trust", "December 2023"),
                ("Test the standard with two teams", "fourth", "NHS Foundation Trust", "March 2024"),
                ("Publish a summary for practitioners", "first", "Partnership", "July 2023"),
                ("Hold three learning events", "second", "Partnership", "October 2023"),
                ("Ask schools for their view of early help", "third", "Education", "November 2023"),
                ("Add housing to the daily meeting", "first", "Housing", "May 2023"),
            ),
            start=1,
        )
    ),
)


def items() -> list[Item]:
    """The review, in order."""
    found: list[Item] = [Heading(1, TITLE)]
    found.append(Text("Independent reviewer: Dr Morgan Ashdown"))
    found.append(Text("Published by Northvale Safeguarding Children Partnership on 14 March 2023"))
    sections = ("Introduction", "What happened", "The views of the family", "Analysis of practice")
    for number, title in enumerate(sections, start=1):
        found.append(Heading(2, title, str(number)))
        for paragraph in range(1, 8):
            found.append(Text(_prose(number * 11 + paragraph), f"{number}.{paragraph}"))
        if title == "Introduction":
            found.append(Heading(3, "Terms of reference"))
            found.append(Text("The review was asked to consider:"))
            found.append(Points("•", (
                "how well agencies understood what life was like for Rowan;",
                "whether information was shared in time and acted upon;",
                "what part the wider family played in keeping the child safe.",
            )))  # fmt: skip
    found.append(Heading(2, "Learning points", "5"))
    found.append(Text("The reviewer draws the following learning from this case:"))
    found.append(Points("1", (
        "Fathers are part of a child's life even when services do not see them, and assessments must include them.",
        "A decision to take no further action is a decision and deserves the same care as any other.",
        "What a child says is evidence, and it should be written down in the words of the child.",
    )))  # fmt: skip
    found.append(Heading(2, "Recommendations", "6"))
    for number in ("1", "2", "3", "4"):
        found.append(Heading(3, f"Recommendation {number}"))
        found.append(Text(next(t for n, part, t in RECOMMENDATIONS if n == number and part is None)))
        parts = tuple(text for n, part, text in RECOMMENDATIONS if n == number and part)
        if parts:
            found.append(Points("a", parts))
    found.append(Heading(2, "Action plan", "7"))
    found.append(
        Text("The partnership has agreed the actions below and will review them every three months.")
    )
    found.append(ACTIONS)
    return found


def mark(points: Points, index: int) -> str:
    """The mark of an item as printed."""
    return {"a": f"({chr(97 + index)})", "1": f"{index + 1}.", "•": "•"}[points.marks]


# --- PDF ------------------------------------------------------------------------------------------------------------

_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14.5, spaceAfter=8)
_POINT = ParagraphStyle("point", parent=_BODY, leftIndent=24, bulletIndent=6, spaceAfter=5)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=10, leading=12, spaceAfter=0)
_HEAD_CELL = ParagraphStyle("head-cell", parent=_CELL, fontName="Helvetica-Bold")
_HEADS = {
    1: ParagraphStyle("h1", parent=_BODY, fontName="Helvetica-Bold", fontSize=24, leading=29, spaceAfter=30),
    2: ParagraphStyle("h2", parent=_BODY, fontName="Helvetica-Bold", fontSize=16, leading=20, spaceBefore=14),
    3: ParagraphStyle("h3", parent=_BODY, fontName="Helvetica-Bold", fontSize=11, spaceBefore=8),
}


def write_pdf(path: Path) -> int:
    """Write the review as a PDF and give its number of pages: 'The views of the family' in two columns."""
    target = BytesIO()
    width, height = A4
    one = [Frame(72, 80, width - 144, height - 170)]
    two = [Frame(60, 80, 230, height - 170), Frame(310, 80, 230, height - 170)]
    document = BaseDocTemplate(target, pagesize=A4, title=TITLE)
    document.addPageTemplates([PageTemplate("one", one, _furnish), PageTemplate("two", two, _furnish)])
    story: list[Flowable] = []
    for item in items():
        if isinstance(item, Heading) and item.text in ("The views of the family", "Analysis of practice"):
            story += [NextPageTemplate("two" if item.text.startswith("The") else "one"), PageBreak()]
        elif isinstance(item, Heading) and item.number in ("1", "7"):
            story.append(PageBreak())
        story += _flowables(item)
    document.build(story)
    path.write_bytes(target.getvalue())
    return int(document.page)


def _furnish(canvas, document) -> None:  # type: ignore[no-untyped-def]
    width, height = A4
    canvas.setFont("Helvetica", 9)
    canvas.drawString(72, height - 50, RUNNING_HEAD)
    canvas.drawRightString(width - 72, 40, f"Page {document.page}")
    if document.page == 2:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 62, f"1 {FOOTNOTE}")


def _flowables(item: Item) -> list[Flowable]:
    if isinstance(item, Heading):
        words = f"{item.number} {item.text}".strip()
        return [Paragraph(html.escape(words), _HEADS[item.level])]
    if isinstance(item, Text):
        raised = "<super size=7>1</super>" if item.number == "1.1" else ""
        return [Paragraph(f"{item.number} {html.escape(item.text)}{raised}".strip(), _BODY)]
    if isinstance(item, Points):
        return [
            Paragraph(html.escape(text), _POINT, bulletText=mark(item, index))
            for index, text in enumerate(item.texts)
        ]
    rows = [[Paragraph(html.escape(cell), _HEAD_CELL) for cell in item.head]]
    rows += [[Paragraph(html.escape(cell), _CELL) for cell in row] for row in item.rows]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                       ("BOTTOMPADDING", (0, 0), (-1, -1), 16)])  # fmt: skip
    return [Table(rows, colWidths=[36, 220, 120, 75], repeatRows=1, style=grid)]


# --- Word -----------------------------------------------------------------------------------------------------------


def write_docx(path: Path) -> None:
    """Write the review as a Word document: heading styles, numbers of lists and paragraphs made by Word."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = RUNNING_HEAD
    document.styles.add_style("Numbered", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    kinds = _number_kinds(document)
    for item in items():
        if isinstance(item, Heading):
            document.add_heading(f"{item.number} {item.text}".strip(), item.level)
        elif isinstance(item, Text):
            paragraph = document.add_paragraph(item.text, "Numbered")
            if item.number:
                _count(paragraph, kinds[f"section {item.number.split('.')[0]}"], 0)
        elif isinstance(item, Points):
            for text in item.texts:
                _count(document.add_paragraph(text), kinds[item.marks], 0)
        else:
            table = document.add_table(0, len(item.head))
            for row in (item.head, *item.rows):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            repeated = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(repeated)
    document.save(str(path))


def _number_kinds(document) -> dict[str, int]:  # type: ignore[no-untyped-def]
    """Define the lists of the review; gives the number of each."""
    root = document.part.numbering_part.element
    formats = {"a": ("lowerLetter", "(%1)"), "1": ("decimal", "%1."), "•": ("bullet", "\uf0b7")}
    formats |= {f"section {n}": ("decimal", f"{n}.%1") for n in range(1, 5)}
    numbers = {}
    for offset, (name, (kind, text)) in enumerate(formats.items()):
        id = 900 + offset
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{id}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        )
        root.insert(0, abstract)
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>')
        )
        numbers[name] = id
    return numbers


def _count(paragraph, number: int, depth: int) -> None:  # type: ignore[no-untyped-def]
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().set(qn("w:val"), str(depth))
    properties.get_or_add_numId().set(qn("w:val"), str(number))


# --- Web page, Markdown, text ---------------------------------------------------------------------------------------


def write_html(path: Path) -> None:
    """Write the review as a web page, with the navigation and the scripts that such pages have."""
    parts = [f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{TITLE}</title><style>p {{}}</style></head>",
             "<body><nav><ul><li><a href='/'>Home</a></li><li>Services</li></ul></nav><main>"]  # fmt: skip
    for item in items():
        if isinstance(item, Heading):
            words = html.escape(f"{item.number} {item.text}".strip())
            parts.append(f"<h{item.level}>{words}</h{item.level}>")
        elif isinstance(item, Text):
            parts.append(f"<p>{item.number} {html.escape(item.text)}</p>")
        elif isinstance(item, Points) and item.marks == "a":
            parts += [
                f"<p>{mark(item, index)} {html.escape(text)}</p>" for index, text in enumerate(item.texts)
            ]
        elif isinstance(item, Points):
            tag = "ul" if item.marks == "•" else "ol"
            parts.append(
                f"<{tag}>" + "".join(f"<li>{html.escape(text)}</li>\n" for text in item.texts) + f"</{tag}>"
            )
        else:
            cells = "".join(f"<th>{html.escape(cell)}</th>" for cell in item.head)
            parts.append(f"<table><thead><tr>{cells}</tr></thead><tbody>")
            for row in item.rows:
                parts.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>")
            parts.append("</tbody></table>")
    parts.append("</main><footer>Cookies</footer><script>track()</script></body></html>")
    path.write_text("\n".join(parts), encoding="utf-8")


def write_markdown(path: Path) -> None:
    """Write the review as Markdown with a pipe table."""
    parts = []
    for item in items():
        if isinstance(item, Heading):
            parts.append(f"{'#' * item.level} {item.number} {item.text}".replace("  ", " "))
        elif isinstance(item, Text):
            parts.append(f"{item.number} {item.text}".strip())
        elif isinstance(item, Points):
            marks = ["-" if item.marks == "•" else mark(item, index) for index in range(len(item.texts))]
            parts.append("\n".join(f"{m} {text}" for m, text in zip(marks, item.texts, strict=True)))
        else:
            lines = [item.head, ("---",) * len(item.head), *item.rows]
            parts.append("\n".join("| " + " | ".join(row) + " |" for row in lines))
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def write_text(path: Path) -> int:
    """Write the review as text that an extractor drew from a PDF: wrapped lines, form feeds, running heads, page
    numbers; the table with tabs. Gives the number of pages."""
    lines: list[str] = []
    for item in items():
        if isinstance(item, Heading):
            lines += [f"{item.number} {item.text}".strip(), ""]
        elif isinstance(item, Text):
            lines += [*textwrap.wrap(f"{item.number} {item.text}".strip(), 92), ""]
        elif isinstance(item, Points):
            for index, text in enumerate(item.texts):
                lines += [*textwrap.wrap(f"{mark(item, index)} {text}", 92, subsequent_indent=""), ""]
        else:
            lines += ["\t".join(row) for row in (item.head, *item.rows)]
    pages = [lines[start : start + 48] for start in range(0, len(lines), 48)]
    text = "\f".join(
        "\n".join([RUNNING_HEAD, "", *page, "", f"Page {number}", ""])
        for number, page in enumerate(pages, start=1)
    )
    path.write_text(text, encoding="utf-8")
    return len(pages)


WRITERS = {
    "pdf": write_pdf,
    "docx": write_docx,
    "html": write_html,
    "md": write_markdown,
    "txt": write_text,
}
