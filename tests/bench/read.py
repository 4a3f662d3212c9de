"""Pages per second and peak memory of each reader, beside the fastest plain extraction of the same bytes.

`python -m tests.bench.read [PAGES ...]` (default 10 100 1000). Each measurement is a process of its own, so that peak
memory is its own; the baseline draws bare text from the same file in the same run. A page is about 400 words.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

WORDS_PER_PAGE = 400
FORMATS = ("pdf", "docx", "html", "md", "txt", "csv", "xlsx")
_SENTENCE = (
    "The health visitor and the school shared what they knew about the family with the duty social worker, who "
    "decided that the threshold for an assessment had not been met and recorded the reasons in the file. "
)
_PARAGRAPHS = 4  # a page, of three sentences each


@dataclass(frozen=True)
class Measure:
    """One reading: seconds, peak memory in MB above that of the bare process, words read."""

    format: str
    pages: int
    seconds: float
    baseline: float
    megabytes: float
    words: int


def generate(format: str, pages: int, path: Path) -> None:
    """Write an invented document of `pages` pages: a heading, numbered paragraphs and two list items a page."""
    _WRITERS[format](pages, path)


def _page(number: int) -> list[tuple[str, str]]:
    """Style and words of the paragraphs of a page."""
    found = [("heading", f"Section {number} of the analysis")]
    found += [("text", f"{number}.{index} {_SENTENCE * 3}".strip()) for index in range(1, _PARAGRAPHS)]
    found += [("item", f"the council should review point {index} of {number}") for index in (1, 2)]
    return found


def _pdf(pages: int, path: Path) -> None:
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pageCompression=1)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 800, "Northvale Safeguarding Children Partnership")
        canvas.drawString(500, 30, f"Page {number}")
        height = 760.0
        for style, text in _page(number):
            font, size = ("Helvetica-Bold", 14) if style == "heading" else ("Helvetica", 11)
            canvas.setFont(font, size)
            for line in simpleSplit(("• " if style == "item" else "") + text, font, size, 450):
                canvas.drawString(72, height, line)
                height -= 14
            height -= 8
        canvas.showPage()
    canvas.save()


def _docx(pages: int, path: Path) -> None:
    import docx

    document = docx.Document()
    styles = {"heading": "Heading 1", "text": "Normal", "item": "List Bullet"}
    found = {name: document.styles[style] for name, style in styles.items()}
    for number in range(1, pages + 1):
        for style, text in _page(number):
            document.add_paragraph(text, found[style])
    document.save(str(path))


def _html(pages: int, path: Path) -> None:
    tags = {"heading": "h2", "text": "p", "item": "li"}
    body = "\n".join(f"<{tags[s]}>{text}</{tags[s]}>" for n in range(1, pages + 1) for s, text in _page(n))
    path.write_text(f"<!doctype html><html><body><main>{body}</main></body></html>")


def _md(pages: int, path: Path) -> None:
    marks = {"heading": "## ", "text": "", "item": "- "}
    path.write_text("\n\n".join(marks[s] + text for n in range(1, pages + 1) for s, text in _page(n)))


def _txt(pages: int, path: Path) -> None:
    import textwrap

    marks = {"heading": "", "text": "", "item": "• "}
    lines = ["\n".join(textwrap.wrap(marks[s] + t, 95)) for n in range(1, pages + 1) for s, t in _page(n)]
    path.write_text("\n\n".join(lines))


def _rows(pages: int) -> list[list[str]]:
    rows = [["No", "Recommendation", "Lead", "Update"]]
    return rows + [[str(n), _SENTENCE.strip(), "Council", _SENTENCE * 4] for n in range(1, 2 * pages + 1)]


def _csv(pages: int, path: Path) -> None:
    import csv

    with path.open("w", newline="") as file:
        csv.writer(file).writerows(_rows(pages))


def _xlsx(pages: int, path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in _rows(pages):
        book.active.append(row)
    book.save(path)


_WRITERS: dict[str, Callable[[int, Path], None]] = {
    "pdf": _pdf, "docx": _docx, "html": _html, "md": _md, "txt": _txt, "csv": _csv, "xlsx": _xlsx,
}  # fmt: skip


def bare(path: Path) -> int:
    """Draw the bare text of `path` with the library of its format; gives its number of characters."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        import pypdfium2

        return sum(len(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data))
    if path.suffix == ".docx":
        import docx

        return sum(len(paragraph.text) for paragraph in docx.Document(BytesIO(data)).paragraphs)
    if path.suffix == ".html":
        from lxml import html

        return len(html.document_fromstring(data.decode()).text_content())
    if path.suffix == ".xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(BytesIO(data), read_only=True).active
        return sum(len(str(cell)) for row in sheet.iter_rows(values_only=True) for cell in row)
    return sum(len(line.split()) for line in data.decode().splitlines())


def peak() -> float:
    """The most memory that this process has held, in MB. (`ru_maxrss` would count that of its parent too.)"""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_here(path: Path, format: str, pages: int, times: int) -> Measure:
    """Measure in this process: `times` readings, of which the fastest counts, then the baseline."""
    from kg.read import read_source

    before = peak()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        document = read_source(path)
        seconds.append(time.perf_counter() - start)
    after = peak()
    bare(path)
    start = time.perf_counter()
    bare(path)
    baseline = time.perf_counter() - start
    return Measure(format, pages, min(seconds), baseline, after - before, len(document.text.split()))


def measure(format: str, pages: int, folder: Path, times: int = 2) -> Measure:
    """Measure in a process of its own."""
    path = folder / f"{pages}.{format}"
    if not path.exists():
        generate(format, pages, path)
    command = [sys.executable, "-m", "tests.bench.read", "--one", str(path), format, str(pages), str(times)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measure(**json.loads(done.stdout))


def main(sizes: list[int]) -> None:
    """Print the table, and how memory grows when many documents are read one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(
            f"{'format':7}{'pages':>6}{'pages/s':>10}{'words/s':>11}{'s':>8}{'x bare text':>13}{'peak MB':>9}"
        )
        for format in FORMATS:
            for pages in sizes:
                m = measure(format, pages, folder)
                times = m.seconds / max(m.baseline, 1e-6)
                print(
                    f"{format:7}{pages:6}{pages / m.seconds:10.0f}{m.words / m.seconds:11,.0f}{m.seconds:8.2f}"
                    f"{times:12.1f}x{m.megabytes:9.0f}"
                )
        print(
            "\nmemory and number of documents (a 60-page PDF read again and again; MB above the bare process)"
        )
        for times in (1, 5, 20):
            print(f"{times:4} documents{measure('pdf', 60, folder, times).megabytes:9.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _path, _format, _pages, _times = sys.argv[2:]
        print(json.dumps(asdict(measure_here(Path(_path), _format, int(_pages), int(_times)))))
    else:
        main([int(size) for size in sys.argv[1:]] or [10, 100, 1000])
