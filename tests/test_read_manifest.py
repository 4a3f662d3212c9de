"""The manifest beside the sources says what each is, and is refused in a sentence where it is wrong."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.read import Entry, load_manifest, manifest_of, read_source

CORPUS = Path(__file__).parent.parent / "corpus"


def test_the_corpus_is_what_its_manifest_says() -> None:
    entries = load_manifest(CORPUS)
    assert set(entries) == {path.name for path in CORPUS.glob("*.txt")} and len(entries) == 5
    for name, entry in entries.items():
        assert entry.sha256 == sha256((CORPUS / name).read_bytes()).hexdigest()
        assert entry.title and entry.publisher and entry.date and entry.origin and entry.rights


def test_no_manifest_is_needed(tmp_path: Path) -> None:
    assert load_manifest(tmp_path) == {}
    (tmp_path / "a.txt").write_text("Some words.")
    source = read_source(tmp_path / "a.txt").source
    assert (source.name, source.title, source.media_type) == ("a.txt", None, "text/plain")


def test_what_the_manifest_says_reaches_the_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some words.")
    (tmp_path / "manifest.toml").write_text(
        '[[source]]\nfile = "a.txt"\ntitle = "A title"\ndate = "2021-05"\n'
    )
    entries = manifest_of([tmp_path / "a.txt", tmp_path / "b.txt"])
    source = read_source(tmp_path / "a.txt", entry=entries["a.txt"]).source
    assert (source.title, source.date, source.publisher) == ("A title", "2021-05", None) and set(entries) == {
        "a.txt"
    }


def test_a_file_that_changed_since_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Some words.")
    right = Entry("a.txt", sha256=sha256(path.read_bytes()).hexdigest().upper())
    assert not read_source(path, entry=right).issues
    codes = [issue.code for issue in read_source(path, entry=Entry("a.txt", sha256="00")).issues]
    assert codes == ["changed-since-manifest"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[source]\n", "not a valid manifest"),
        ("[source]\nfile = 'a'", "headed"),
        ("[[source]]\ntitle = 'x'", "needs a line"),
        ("[[source]]\nfile = 'a'\nauthor = 'x'", "author"),
        ("[[source]]\nfile = 'a'\n[[source]]\nfile = 'a'", "twice"),
    ],
)
def test_wrong_manifests_are_refused(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "manifest.toml").write_text(text)
    with pytest.raises(SourceError, match=why):
        load_manifest(tmp_path)
