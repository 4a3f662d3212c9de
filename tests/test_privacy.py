"""Privacy by construction: planted identifiers reach no output; quotes stay verbatim against the files themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli.main import kg
from kg.graph.build import Build
from kg.graph.scan import scan
from kg.model.evidence import evidence
from kg.model.found import Extraction, FoundFinding
from kg.model.kinds import FindingKind
from kg.model.text import Block, BlockKind, Document, Source, Span
from kg.pipeline import build
from kg.redact import MASK, identifiers, mask, mask_names, redact, trim
from kg.rules import Rules

ROOT = Path(__file__).parent.parent
RULES = Rules()

#: forty identifiers as they stand in papers: what is printed, and the part that must be in no output
PLANTED = (
    ("E-mail: jane.q.doe@northmere.gov.uk", "jane.q.doe@northmere.gov.uk"),
    ("write to j.o'neil-smith@police.example.org today", "neil-smith@police"),
    ("[ask.me@trust.nhs.example](mailto:ask.me@trust.nhs.example)", "ask.me@trust"),
    ("contact zed.zulu [at] council [dot] gov [dot] uk", "zed.zulu"),
    ("contact yan.yule (at) council.gov.uk", "yan.yule"),
    ("E-mail\tQuentin.Quill@northmere.\tgov.uk", "Quentin.Quill@northmere"),
    ("<b>E-mail</b>\t<b>Una.Upton@northmere.gov.uk</b>", "Una.Upton@northmere"),
    ("see @jane_doe_officer for news", "jane_doe_officer"),
    ("Tel: 023 8199 1234", "8199 1234"),
    ("Tel: 023 81 998 877", "81 998 877"),
    ("call 02381 99 7766 or visit", "02381 99 7766"),
    ("ring (01632) 960 001 now", "960 001"),
    ("mobile 07700 900123", "900123"),
    ("mobile 07700900124", "07700900124"),
    ("phone +44 (0)20 7946 0018", "7946 0018"),
    ("phone +447700900125", "7700900125"),
    ("Telephone: 01632-960-002", "960-002"),
    ("Tel 8199 4321", "8199 4321"),
    ("Ext. 40217", "40217"),
    ("Fax: 01632 960003", "960003"),
    ("direct line: 0207 946 0019", "946 0019"),
    ("<b>Tel:</b> <b>023 8199 5566</b>", "8199 5566"),
    ("Tel:\t023 8199 7788", "8199 7788"),
    ("NHS number 943 476 5919", "943 476 5919"),
    ("NHS No: 9434765870", "9434765870"),
    ("NI number QQ 12 34 56 C", "QQ 12 34 56 C"),
    ("NI number AB123456D", "AB123456D"),
    ("DOB: 03/07/2016", "03/07/2016"),
    ("date of birth 14th August 2011", "14th August 2011"),
    ("D.O.B. 1-2-09", "1-2-09"),
    ("Hospital number: H445566", "H445566"),
    ("crime reference 44190099887", "44190099887"),
    ("case ref: NM/2019/0456", "NM/2019/0456"),
    ("of 14 Acacia Avenue, Northmere", "14 Acacia Avenue"),
    ("at SW1Y 7ZZ in the city", "SW1Y 7ZZ"),
    ("Yours sincerely\n\nPerpetua Quillfeather\n", "Quillfeather"),
    ("Yours faithfully,\nDr Ignatius Wobblethorpe\n", "Wobblethorpe"),
    ("Signed: Cornelius P. Bumbleweed\n", "Bumbleweed"),
    ("Name:  Araminta Fiddlewick Tel:  \n", "Fiddlewick"),
    ("Barnaby Snodgrasse\nTel: 023 8199 0000\n", "Snodgrasse"),
)


def test_there_are_forty() -> None:
    assert len(PLANTED) == len({secret for _, secret in PLANTED}) == 40


@pytest.mark.parametrize(("printed", "secret"), PLANTED, ids=[secret for _, secret in PLANTED])
def test_an_identifier_is_masked(printed: str, secret: str) -> None:
    hidden = mask(f"Before.\n{printed}\nAfter.", rules=RULES)
    assert secret in printed
    assert secret not in hidden
    assert len(hidden) == len(f"Before.\n{printed}\nAfter.")
    assert hidden.startswith("Before.\n") and hidden.endswith("After.")
    assert secret not in mask(f"In a sentence. {printed} And more.", rules=RULES)


PIECES = st.sampled_from(
    [printed for printed, _ in PLANTED]
    + ["The Board met.", "10,000 0-17", "\n", "\n\n", " ", "(", "\t", "“Rowan”", "12%"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=8))
def test_masking_keeps_places_and_is_done_at_once(pieces: list[str]) -> None:
    text = "".join(pieces)
    hidden = mask(text, rules=RULES)
    assert len(hidden) == len(text)
    assert [i for i, c in enumerate(hidden) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert all(h in (c, MASK) for h, c in zip(hidden, text, strict=True))


def test_figures_and_dates_are_no_identifiers() -> None:
    for plain in (
        "rates of 10,000 0-17 year olds in 2019 2020",
        "on 3 December 2020 at 10:30, 151.7 per 10,000",
        "Section 47 of the Children Act 1989; paragraph 5.1.46",
        "100 200 300 400, 12% and £25,000",
        "the minutes were approved and signed as a correct record",
        "KS2 2019: 8% against 9.49%",
        "the Mother was telephoned 17 times",
    ):
        assert list(identifiers(plain, rules=RULES)) == [], plain


def document(text: str) -> Document:
    blocks = (Block(BlockKind.PARAGRAPH, (Span(0, len(text)),)),)
    return Document(
        Source("x.txt", "0" * 64, "text/plain", title="Write to a.b@c.org"), text, blocks, lined=True
    )


def test_offsets_and_lines_stay() -> None:
    plain = document("One line.\nTel: 023 8199 1234\nThe last line.")
    hidden = redact(plain, rules=RULES)
    assert hidden.text.index("The last") == plain.text.index("The last")
    assert hidden.line(hidden.text.index("The last")) == 3
    assert hidden.source.title == f"Write to {MASK * 9}"
    assert hidden.blocks == plain.blocks


def test_a_quote_is_cut_to_its_longest_clear_run() -> None:
    text = "Ask 023 8199 1234.\nThe Council will train all staff by March."
    plain = document(text)
    hidden = redact(plain, rules=RULES)
    finding = FoundFinding(
        key="k",
        evidence=evidence(hidden, Span(0, len(text)), embedded="e", rule="r"),
        kind=FindingKind.FINDING,
        text=hidden.text,
    )
    gone = FoundFinding(
        key="g",
        evidence=evidence(hidden, Span(4, 17), embedded="e", rule="r"),
        kind=FindingKind.FINDING,
        text="x",
    )
    found = trim(Extraction(source=hidden.source, text_sha256="", findings=(finding, gone)))
    (kept,) = found.findings
    assert kept.evidence.quote == "The Council will train all staff by March."
    assert kept.evidence.span.slice(text) == kept.evidence.quote, "verbatim also against the file itself"
    assert (kept.evidence.line_start, kept.evidence.line_end) == (2, 2)
    assert MASK not in kept.text and "[removed]" in kept.text


def test_people_are_masked_by_name() -> None:
    hidden = mask_names(document("Led by Ada Quill. Ms Quill said: quill pens."), ["Ada Quill"])
    assert hidden.text.endswith("said: quill pens.")
    assert "Ada" not in hidden.text and "Ms" not in hidden.text


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Path:
    """The five packs with the forty identifiers spread over them: between paragraphs and inside sentences."""
    folder = tmp_path_factory.mktemp("planted")
    packs = sorted((ROOT / "corpus").glob("*.txt"))
    for index, pack in enumerate(packs):
        lines = pack.read_text(encoding="utf-8").split("\n")
        mine = [printed for printed, _ in PLANTED[index::5]]
        places = [i for i, line in enumerate(lines) if re.search(r"[a-z]\.?\s*$", line) and "\t" not in line]
        step = max(1, len(places) // (len(mine) + 1))
        for turn, printed in reversed(list(enumerate(mine, start=1))):
            at = places[(turn * step - 1) % len(places)]
            if turn % 2 and "\n" not in printed:
                lines[at] += f" {printed}. "
            else:
                lines[at + 1 : at + 1] = ["", printed, ""]
        (folder / pack.name).write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_forty_planted_identifiers_reach_no_output(planted: Path, tmp_path: Path) -> None:
    together = "".join(path.read_text(encoding="utf-8") for path in planted.iterdir())
    secrets = [secret for _, secret in PLANTED]
    assert all(secret in together for secret in secrets), "they are all planted"
    build([planted], tmp_path / "b")
    run, out = CliRunner(), tmp_path / "out"
    out.mkdir()
    for words in (
        ["export", "--build", str(tmp_path / "b"), "--kind", "all", "--format", "xlsx", "--output", str(out / "all.xlsx")],
        ["export", "--build", str(tmp_path / "b"), "--kind", "all", "--format", "jsonl", "--output", str(out / "all.jsonl")],
        ["view", "network", "--build", str(tmp_path / "b"), "--output", str(out / "network.html")],
        ["dump", "--build", str(tmp_path / "b"), "--format", "ro-crate", "--output", str(out / "crate")],
        ["site", str(out / "site"), "--build", str(tmp_path / "b")],
        ["briefing", "--build", str(tmp_path / "b"), "--output", str(out / "paper.md")],
        ["briefing", "--build", str(tmp_path / "b"), "--output", str(out / "paper.html")],
        ["dump", "--build", str(tmp_path / "b"), "--format", "graphml", "--output", str(out / "graph.graphml")],
    ):  # fmt: skip
        result = run.invoke(kg, words)
        assert result.exit_code == 0, result.output
    for path in [*(tmp_path / "b").rglob("*"), *out.rglob("*")]:
        if path.is_file():
            data = path.read_bytes()
            assert [secret for secret in secrets if secret.encode() in data] == [], path
    generation = Build.open(tmp_path / "b").generation
    assert scan([generation, out], rules=RULES, planted=secrets) == ()


def test_the_scan_finds_what_is_there_and_does_not_repeat_it(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p title='x'>Ask jane.doe&#64;council.gov.uk</p>", encoding="utf-8")
    (tmp_path / "list.json").write_text(
        '{"a": ["Tel: 023 8199 1234"], "sha256": "0614747457123"}', encoding="utf-8"
    )
    (tmp_path / "notes.txt").write_text("Rowan Ashdown", encoding="utf-8")
    found = scan([tmp_path], rules=RULES, planted=["rowan ashdown"])
    assert {(Path(one.subject).name, one.check) for one in found} == {
        ("page.html", "identifier"),
        ("list.json", "identifier"),
        ("notes.txt", "planted"),
    }
    assert not any("jane" in str(one) or "8199" in str(one) for one in found)


def test_no_person_is_a_node_and_no_subject_is_joined(corpus_build: Path) -> None:
    from kg.graph.terms import PREFIXES

    store = Build.open(corpus_build).store()
    rows = store.query(
        "SELECT ?s ?p WHERE { ?subject a crg:Subject ; ?p ?o . BIND(STR(?subject) AS ?s) }",
        prefixes=PREFIXES, use_default_graph_as_union=True,
    )  # fmt: skip
    said = {row[1].value.rpartition("#")[2] for row in rows}
    assert said <= {"type", "pseudonym", "age", "outcome"}
