"""What cannot be read is refused in one sentence that names the file and says what to do."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kg.errors import SourceError
from kg.read import Limits, find_sources, read_source


def refusal(path: Path, **options: Limits) -> str:
    """The sentence by which `path` is refused."""
    with pytest.raises(SourceError) as caught:
        read_source(path, **options)
    sentence = str(caught.value)
    assert path.name in sentence and sentence.endswith(".") and "\n" not in sentence
    return sentence


def pdf(pages: list[str], *, picture: bool = False, encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF with a line of text on each page; an empty page shows a picture where `picture`."""
    target = BytesIO()
    canvas = Canvas(target, encrypt=encrypt)
    for text in pages:
        if text:
            canvas.drawString(72, 700, text)
        elif picture:
            canvas.drawImage(ImageReader(BytesIO(_PNG)), 72, 72, 400, 600)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _png() -> bytes:
    from PIL import Image

    target = BytesIO()
    Image.new("L", (40, 60), 200).save(target, "PNG")
    return target.getvalue()


_PNG = _png()


def word(text: str = "The council should act.") -> bytes:
    """A Word document with one paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def bomb(part: str) -> bytes:
    """An archive that is a Word document by its parts, one of which unpacks to a thousand times its size."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b"<w/>")
        archive.writestr("word/media/image1.bin", bytes(40_000_000))
    return target.getvalue()


def locked_office() -> bytes:
    """The head of an encrypted Office file."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.pdf", b"", "is empty"),
        ("blank.txt", b" \n\n\t", "no words"),
        ("binary.txt", b"words\x00\x01\x02", "binary"),
        ("binary.csv", b"a,b\x00\x01\x02", "binary"),
        ("letter.docx", pdf(["A letter"]), "holds a PDF"),
        ("letter.pdf", word(), "holds a Word document"),
        ("letter.pdf", b"just words, saved under the wrong name", "holds plain text"),
        ("page.pdf", b"<!DOCTYPE html><html><body>404</body></html>", "holds a web page"),
        ("cut.docx", word()[:3000], "cut off or damaged"),
        ("cut.xlsx", word()[:3000], "cut off or damaged"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "cut off or damaged"),
        ("other.docx", bomb("readme.xml"), "zip bomb"),
        ("bomb.docx", bomb("word/document.xml"), "zip bomb"),
        ("locked.pdf", pdf(["Secret"], encrypt=StandardEncryption("password")), "password"),
        ("locked.docx", locked_office(), "password"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "before 2007"),
        ("old.rtf", b"{\\rtf1 words}", "save it as .docx"),
        ("scan.pdf", pdf(["", ""], picture=True), "OCR"),
        ("nothing.pdf", pdf(["", ""]), "no text"),
        ("empty.html", b"<html><body><script>x()</script></body></html>", "no words"),
        ("quote.csv", b'a,b\n1,"never closed\n', "CSV"),
    ],
)
def test_refused(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert why in refusal(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    assert "check the name" in refusal(tmp_path / "nowhere.pdf")


def test_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)  # sparse: takes no room, and no time to refuse
    assert "2,000 MB" in refusal(path)


def test_limits_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    path.write_bytes(pdf(["one", "two", "three"]))
    assert "3 pages" in refusal(path, limits=Limits(pages=2))
    table = tmp_path / "table.csv"
    table.write_text("a,b,c\n1,2,3\n")
    assert "cells" in refusal(table, limits=Limits(cells=4))


def test_damaged_part_inside_a_whole_archive_is_refused(tmp_path: Path) -> None:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(word())) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part, data[: len(data) // 2] if part.filename == "word/document.xml" else data)
    path = tmp_path / "half.docx"
    path.write_bytes(target.getvalue())
    assert "damaged" in refusal(path)


def test_entity_bomb_in_word_is_refused(tmp_path: Path) -> None:
    layers = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    evil = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "boom">{layers}]>'
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(word())) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "word/document.xml":
                body = (
                    text.decode()
                    .split("?>", 1)[1]
                    .replace("The council should act.", "The council &a9; act.")
                )
                text = (evil + body).encode()
            new.writestr(part, text)
    path = tmp_path / "entities.docx"
    path.write_bytes(target.getvalue())
    assert "declares entities in word/document.xml" in refusal(path)


def test_some_pages_without_text_are_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "part.pdf"
    path.write_bytes(pdf(["The council should act on this recommendation.", "", "And so on."], picture=True))
    document = read_source(path)
    assert [issue.code for issue in document.issues] == ["pdf-pages-without-text"]
    assert document.issues[0].page == 2 and "page 2" in document.issues[0].message


@pytest.mark.parametrize("name", ["bent.pdf", "bent.docx", "bent.xlsx"])
def test_bent_bytes_are_read_or_refused_but_never_crash(tmp_path: Path, name: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Recommendation", "The council should act."])
    book.save(tmp_path / "book.xlsx")
    whole = {
        ".pdf": pdf(["The council should act.", "And soon."]),
        ".docx": word(),
        ".xlsx": (tmp_path / "book.xlsx").read_bytes(),
    }[Path(name).suffix]
    path = tmp_path / name
    outcomes = set()
    for step in range(60):
        data = bytearray(whole)
        at = len(data) * step // 60
        if step % 2:
            del data[at : at + 1 + step * 3]
        else:
            data[at : at + 4] = bytes((at + byte * step) % 256 for byte in range(4))
        path.write_bytes(bytes(data))
        try:
            outcomes.add(bool(read_source(path).blocks))
        except SourceError as error:
            outcomes.add(str(error).endswith("."))
    assert outcomes == {True}


def test_hidden_sheet_is_an_issue(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Recommendation", "Status"])
    book.create_sheet("Old").sheet_state = "hidden"
    book.save(tmp_path / "tracker.xlsx")
    assert [issue.code for issue in read_source(tmp_path / "tracker.xlsx").issues] == ["xlsx-hidden-sheet"]


def test_text_in_windows_letters_is_read_with_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("The council’s budget of £5 was cut – twice.".encode("cp1252"))
    document = read_source(path)
    assert "council’s budget of £5 was cut – twice" in document.text
    assert "not-utf-8" in [issue.code for issue in document.issues]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_with_and_without_a_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("The council’s plan.\r\nIt was agreed.\r".encode(encoding))
    assert read_source(path).text == "The council’s plan.\nIt was agreed.\n"


def test_folders_are_walked_in_order_and_loops_once(tmp_path: Path) -> None:
    below = tmp_path / "b" / "deep"
    below.mkdir(parents=True)
    for name in ("z.txt", "a.pdf", ".hidden.pdf", "~$lock.docx", "manifest.toml", "notes.py"):
        (tmp_path / name).write_text("x")
    (below / "m.docx").write_text("x")
    (below / "up").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in find_sources([tmp_path])]
    assert found == ["a.pdf", "z.txt", "b/deep/m.docx"]
    assert find_sources([tmp_path / "z.txt", tmp_path]) == [
        tmp_path / "z.txt",
        tmp_path / "a.pdf",
        below / "m.docx",
    ]


def test_missing_and_looping_paths_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no file or folder"):
        find_sources([tmp_path / "nowhere"])
    loop = tmp_path / "loop.pdf"
    loop.symlink_to("loop.pdf")
    with pytest.raises(SourceError, match="links"):
        find_sources([loop])
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="no document"):
        find_sources([tmp_path / "empty"])
