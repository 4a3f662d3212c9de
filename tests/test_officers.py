"""What is published tells who owns an action by post: names are withheld, posts stay. Everybody here is invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import kg
from kg.officers import SOMEBODY, Officers
from kg.pipeline import build
from kg.query.graph import open_graph
from kg.query.records import all_records
from kg.rules import Rules
from kg.withhold import Withheld

OFFICERS = Officers.of(
    bodies=("Northmere City Council", "Eastshire Police", "Oasis Rowbridge"),
    texts=("the head of service asked for early help and yellow forms at the door",),
    rules=Rules(),
)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Jane Smith", SOMEBODY),
        ("JANE SMITH", SOMEBODY),
        ("jane smith", SOMEBODY),
        ("Jane", SOMEBODY),
        ("J. Smith", SOMEBODY),
        ("Smithson, Jane", SOMEBODY),
        ("Ms Quill", SOMEBODY),
        ("Oluwatobi Adeyemi", SOMEBODY),
        ("Ludovic van der Berg", SOMEBODY),
        ("Siobhán O'Neil-Jones", SOMEBODY),
        ("Jane Smith / Tim Wells", f"{SOMEBODY} / {SOMEBODY}"),
        ("Jane Smith/Cllr Paddle", f"{SOMEBODY}/Cllr"),
        ("Head of Service - Jane Smith", "Head of Service"),
        ("Head of Service Jane Smith", "Head of Service"),
        ("Service Manager Ngozi Okonkwo", "Service Manager"),
        ("Head of Service (Jane Smith)", "Head of Service"),
        ("Jane Smith (Head of Service)", "Head of Service"),
        ("Jane Smith, Head of Service; Oluwatobi Adeyemi", f"Head of Service; {SOMEBODY}"),
        ("Jane Smith and Head of Quality", f"{SOMEBODY} and Head of Quality"),
        ("Head of Safeguarding and Quality - Jane Smith", "Head of Safeguarding and Quality"),
        ("Principal Social Worker: Tim Wells", "Principal Social Worker"),
        ("Dr Amara Singh, Named GP", "Named GP"),
        ("DCI Jane Smith", "DCI"),
        ("Chief Inspector Rowan Quill", "Chief Inspector"),
        ("Will Smith Partnership Manager", "Partnership Manager"),
    ],
)
def test_a_name_goes_and_the_post_stays(printed: str, shown: str) -> None:
    assert OFFICERS.posts(printed) == shown


@pytest.mark.parametrize(
    "post",
    """Director of Children's Services|Chief Executive|DCI|Designated Nurse|Councillor|All agencies|MASH|TBC|Head of HR|Chief Constable
    Executive Director Wellbeing (Children & Learning)|Named Nurse for Safeguarding Children, Solent NHS Trust|Independent Scrutineer
    Executive Director, Children and Learning Service; Head of Service, Children’s Social Care; Councillor; Principal Social Worker
    Victoria Road Surgery|Florence Nightingale Foundation|Oasis Rowbridge|Northmere City Council|Eastshire Police|Protection and Court
    Lead Member for Children|Assistant Chief Constable|Strategic Lead (Early Help)|QA Unit Manager|Missing, Exploited, Trafficked (MET) Team Manager
    Yellow Door|Barnardo’s|Deputy Director of Nursing, ICB|Virtual School Headteacher|Detective Superintendent, Public Protection""".replace("\n    ", "|").split("|"),
)  # fmt: skip
def test_a_post_is_never_taken_for_a_name(post: str) -> None:
    assert OFFICERS.posts(post) == post


def test_other_words_of_an_action_lose_the_same_names_and_other_quotes_stay() -> None:
    place = {"source": "plan.csv", "start": 10, "end": 90}
    records = {
        "action": [{"kind": "action", "owner": "Perpetua Quillfeather", "update": "Quillfeather met Tim Wells.", "text": "Train all.", **place}],
        "response": [
            {"kind": "response", "quote": "Led by Perpetua Quillfeather", **place},
            {"kind": "response", "quote": "Led by Perpetua Quillfeather", "source": "other.txt", "start": 1, "end": 20},
            {"kind": "response", "quote": "Led by Perpetua Quillfeather", "source": "plan.csv", "start": 9000, "end": 9020},
        ],
    }  # fmt: skip
    shown = Withheld.of(records, rules=Rules()).records(records)
    assert shown["action"][0]["owner"] == SOMEBODY
    assert shown["action"][0]["update"] == f"{SOMEBODY} met {SOMEBODY}"
    assert [one["quote"] for one in shown["response"]] == [
        f"Led by {SOMEBODY}",
        "Led by Perpetua Quillfeather",
        "Led by Perpetua Quillfeather",
    ]
    assert records["action"][0]["owner"] == "Perpetua Quillfeather", "what came in is as it was"


REPORT = """Northmere Safeguarding Children Partnership

Serious Case Review: Child Rowan

Published March 2020

Recommendations

Recommendation 1
Northmere City Council should train all social workers in hearing children.

Recommendation 2
Eastshire Police should check that officers see the child alone.
"""
PLAN = """Recommendation,Action,Lead,Target date,Status,Progress update
1. Northmere City Council should train all social workers in hearing children.,Commission two days of training for every team,Perpetua Quillfeather,June 2020,In progress,Quillfeather and Ignatius Wobblethorpe have met the trainer
2. Eastshire Police should check that officers see the child alone.,Sample ten records of visits each month,Head of Public Protection - DCI Barnaby Snodgrasse,Sept 2020,Open,Sampling begins in May
"""
TITLED = """Progress report by Perpetua Quillfeather on the plan for Rowan

Northmere City Council

Serious Case Review: Child Wren

Recommendations

Recommendation 1
Northmere City Council should hear what children say.
"""
NAMES = ("Quillfeather", "Snodgrasse", "Perpetua", "Barnaby")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("officers")
    (folder / "in").mkdir()
    (folder / "in" / "rowan.txt").write_text(REPORT, encoding="utf-8")
    (folder / "in" / "rowan-plan.csv").write_text(PLAN, encoding="utf-8")
    (folder / "in" / "progress.txt").write_text(TITLED, encoding="utf-8")
    build([folder / "in"], folder / "b")
    return folder


def parts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below `folder`, and what a spreadsheet holds when it is unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
                yield from ((f"{path.name}/{name}", packed.read(name)) for name in packed.namelist())


def run(*words: str) -> None:
    result = CliRunner().invoke(kg, list(words))
    assert result.exit_code == 0, result.output + repr(result.exception)


def test_no_name_is_in_any_byte_of_a_site_and_the_posts_are(desk: Path) -> None:
    run("site", str(desk / "site"), "--build", str(desk / "b"))
    found = [(file, name) for file, data in parts(desk / "site") for name in NAMES if name.encode() in data]
    assert found == []
    pages = {file: data.decode(errors="replace") for file, data in parts(desk / "site")}
    assert "Head of Public Protection - DCI" in pages["action.csv"] and SOMEBODY in pages["action.csv"]
    assert "Head of Public Protection - DCI" in pages["graph.ttl"]
    assert "names of officers who own actions are withheld" in pages["index.html"]
    assert "withheld; their posts are shown" in pages["made.html"]
    assert any(
        "Head of Public Protection - DCI" in page for file, page in pages.items() if file.endswith(".html")
    )


def test_no_name_is_in_any_picture(desk: Path) -> None:
    for picture in ("network", "matrix", "timeline", "flow", "repeats"):
        run("view", picture, "--build", str(desk / "b"), "--output", str(desk / "views" / f"{picture}.html"))
    assert [(f, n) for f, data in parts(desk / "views") for n in NAMES if n.encode() in data] == []


def test_the_title_of_a_document_names_no_officer_where_it_is_said_that_none_is_named(desk: Path) -> None:
    records = all_records(open_graph(desk / "b"))
    assert any("Quillfeather" in str(one["document"]) for one in records["recommendation"])
    shown = Withheld.of(records, rules=Rules()).records(records)
    wren = next(one for one in shown["recommendation"] if "hear what children say" in one["text"])
    assert str(wren["document"]).startswith(f"Progress report by {SOMEBODY} on the plan for Rowan")
    assert "Wren" in str(wren["review_name"]) and "Quillfeather" not in str(wren["review_name"])


def test_names_are_shown_where_they_are_asked_for(desk: Path) -> None:
    run("site", str(desk / "named"), "--build", str(desk / "b"), "--with-officers")
    pages = {file: data.decode(errors="replace") for file, data in parts(desk / "named")}
    assert "Perpetua Quillfeather" in pages["action.csv"] and "Barnaby Snodgrasse" in pages["graph.ttl"]
    assert "are withheld" not in pages["index.html"]
