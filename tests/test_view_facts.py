"""Every number that a page, a picture or a list prints is what the graph says, on the corpus and on builds of every sort.

The graph is asked with plain SPARQL that shares nothing with the code that draws; pages are read as a reader sees them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from click.testing import CliRunner

from kg.cli.main import kg
from kg.model.kinds import Standing
from kg.pipeline import build
from kg.query.graph import Graph, open_graph
from kg.view.words import OPEN, STANDS
from tests.generated import write

PLAN = """Recommendation,Action,Lead,Target date,Status
1. Serious Case Review Child Sorrel: Northmere City Council should train all staff in neglect,Train all staff,Head of Service,June 2020,Open
"""
TOLD = """Northmere City Council

CHILDREN AND FAMILIES SCRUTINY PANEL
MINUTES OF THE MEETING HELD ON 3 MAY 2019

1. SAFEGUARDING

The Panel considered the Serious Case Review of Child Teasel and the Serious Case Review of Child Sedge.
"""
NOTHING = "Northmere City Council\n\nThe leisure centre is open on Sundays from May to September.\n"
SILENT = """Serious Case Review: Child Yarrow

Published May 2021

1. Introduction

The family was known to Northmere City Council. Information was not shared between agencies.
"""
CASE = '?review a crg:Review ; crg:basis "review" .'
MADE = f"?one a crg:LowestPart ; crg:review ?review . {CASE}"


@dataclass(frozen=True)
class World:
    """A build, its graph, and its site as pages."""

    name: str
    folder: Path
    graph: Graph
    site: Path

    def count(self, pattern: str, what: str = "?one") -> int:
        """How many `what` the graph holds."""
        ((count,),) = self.graph.select(f"SELECT (COUNT(DISTINCT {what}) AS ?n) WHERE {{ {pattern} }}").rows
        return int(str(count))

    def counts(self, pattern: str, by: str, what: str = "?one") -> dict[str, int]:
        rows = self.graph.select(
            f"SELECT {by} (COUNT(DISTINCT {what}) AS ?n) WHERE {{ {pattern} }} GROUP BY {by}"
        ).rows
        return {str(one): int(str(count)) for one, count in rows if one is not None}

    def page(self, path: str) -> Any:
        return lxml.html.fromstring((self.site / path).read_text(encoding="utf-8"))

    def words(self, path: str) -> str:
        page = self.page(path)
        for gone in page.xpath("//style | //script"):
            gone.drop_tree()
        return " ".join(page.text_content().split())


def sources(name: str, folder: Path) -> list[Path]:
    texts = {
        "plan-only": {"plan.csv": PLAN}, "told-of": {"minutes.txt": TOLD}, "nothing": {"leisure.txt": NOTHING},
        "silent": {"yarrow.txt": SILENT},
    }  # fmt: skip
    if name == "corpus":
        return [Path(__file__).parent.parent / "corpus"]
    if name == "generated":
        return [write(folder / "in", 40)]
    (folder / "in").mkdir()
    for file, text in texts[name].items():
        (folder / "in" / file).write_text(text, encoding="utf-8")
    return [folder / "in"]


@pytest.fixture(scope="module", params=["corpus", "generated", "plan-only", "told-of", "nothing", "silent"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp(request.param)
    build(sources(request.param, folder), folder / "build")
    run("site", str(folder / "site"), "--build", str(folder / "build"))
    return World(request.param, folder / "build", open_graph(folder / "build"), folder / "site")


def run(*words: str) -> str:
    result = CliRunner().invoke(kg, list(words))
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.stdout


def table(page: Any, place: int = 0) -> list[list[str]]:
    tables = page.xpath("//main//table")
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td | ./th")]
        for row in tables[place].xpath("./tbody/tr")
    ]


def standing(world: World) -> dict[str, int]:
    return world.counts(f"{MADE} ?one crg:standing ?standing", "?standing")


def test_the_worlds_are_what_they_are_called(world: World) -> None:
    reviews, made = world.count(CASE, "?review"), world.count(MADE)
    inspected = world.count('?review a crg:Review ; crg:basis "inspection"', "?review")
    if world.name == "generated":
        assert reviews > 20 and inspected and made > 100 and set(standing(world)) > {"no_answer", "open"}
    if world.name == "nothing":
        assert (reviews, made) == (0, 0)
    if world.name in ("told-of", "silent"):
        assert reviews and not made


def test_home_and_what_is_open(world: World) -> None:
    made, by = world.count(MADE), standing(world)
    home, told = world.words("index.html"), world.words("open.html")
    for words in (home, told, world.words("views/flow.html")):
        if made:
            assert f"{made} recommendations" in words or made == 1
            for one in Standing:
                assert (f"{by.get(one, 0)} {STANDS[one]}" in words) == bool(by.get(one))
        else:
            assert "No recommendation of a review was found in these documents" in words
            assert not re.search(r"\b0 of 0\b|None: for every", words)
    if made:
        rows = [
            len(table(world.page("open.html"), place)) for place in range(sum(by.get(s, 0) > 0 for s in OPEN))
        ]
        assert rows == [by[s] for s in OPEN if by.get(s)]
        assert [f"{by.get(s, 0)} of {made}" in home for s in OPEN] == [True] * 3
    others = world.count("?one a crg:LowestPart") - made
    assert (f"{others} more recommendation" in home) == bool(others)
    alike = world.count(
        f'{MADE} ?one crg:repeats ?other . ?other a crg:LowestPart ; crg:review ?second . ?second crg:basis "review"'
    )
    assert (f"{alike} of {made} recommendations recommended before" in home) == bool(alike)
    assert (f"{alike} of {made} recommendations ask" in world.words("views/repeats.html")) == bool(alike)


def test_lists(world: World) -> None:
    assert len(table(world.page("reviews.html"))) == world.count(CASE, "?review")
    assert len(table(world.page("recommendations.html"))) == world.count(MADE)
    known = world.count(f"{CASE} ?review crg:carriesTheme ?theme", "?review")
    themes = world.counts(
        f"{CASE} ?review crg:carriesTheme ?t . ?t skos:prefLabel ?theme", "?theme", "?review"
    )
    listed = {row[0]: row[1] for row in table(world.page("themes.html"))}
    assert {label: said for label, said in listed.items() if label in themes} == {
        label: f"{count} of {known}" for label, count in themes.items()
    }
    assert all(listed[label] == f"0 of {known}" for label in listed.keys() - themes.keys())
    made = world.count(MADE)
    asked = world.counts(f"{MADE} ?one crg:asksOf ?a . ?a skos:prefLabel ?agency", "?agency")
    for name, _, said in table(world.page("agencies.html")):
        assert said == f"{asked.get(name, 0)} of {made} addressed to it"
    assert asked.keys() <= {row[0] for row in table(world.page("agencies.html"))}


def pages(world: World, kind: str) -> Iterator[tuple[str, str]]:
    for path in sorted((world.site / kind).glob("*.html")) if (world.site / kind).is_dir() else ():
        head = world.page(f"{kind}/{path.name}").xpath("string(//h1)").strip()
        yield head, world.words(f"{kind}/{path.name}")


def test_pages_of_reviews_themes_and_agencies(world: World) -> None:
    made = world.count(MADE)
    own = world.counts(f"{MADE} ?review crg:name ?name", "?name")
    status = dict(
        world.graph.select(
            f"SELECT ?name ?status WHERE {{ {CASE} ?review crg:name ?name ; crg:status ?status }}"
        ).rows
    )
    for head, words in pages(world, "review"):
        count = own.get(head, 0)
        if count:
            assert f"{count} recommendation" in words
        else:
            found = "No recommendation was found in its report" in words
            assert found == (status[head] == "full_text") != ("its report is not among" in words.lower())
    about = world.counts(f"{MADE} ?one crg:asksAbout ?t . ?t skos:prefLabel ?theme", "?theme")
    for head, words in pages(world, "theme"):
        assert f"{about.get(head, 0)} of {made} recommendation" in words
        assert "in its a " not in words
    asked = world.counts(f"{MADE} ?one crg:asksOf ?a . ?a skos:prefLabel ?agency", "?agency")
    for head, words in pages(world, "agency"):
        assert f"{asked.get(head, 0)} of {made} recommendation" in words


def test_the_network(world: World) -> None:
    data = json.loads(world.page("views/network.html").xpath("string(//script[@id='data'])"))
    own = world.counts(MADE, "?review")
    about = world.counts(
        f"{CASE} ?review crg:carriesTheme ?t . ?t skos:prefLabel ?theme", "?theme", "?review"
    )
    asked = world.counts(f"{MADE} ?one crg:asksOf ?a . ?a skos:prefLabel ?agency", "?agency")
    for node in data["nodes"]:
        number = re.match(r"(\d+) ", node["stands"])
        if node["kind"] == "review":
            assert (int(number[1]) if number else None) == own.get(node["id"])
        elif node["kind"] in ("theme", "agency"):
            assert number and int(number[1]) == (about if node["kind"] == "theme" else asked)[node["name"]]
    reviews = {str(id) for (id,) in world.graph.select(f"SELECT ?review WHERE {{ {CASE} }}").rows}
    carried = {
        (str(a), str(b))
        for a, b in world.graph.select(
            f"SELECT DISTINCT ?review ?t WHERE {{ {CASE} ?review crg:carriesTheme/skos:prefLabel ?t }}"
        ).rows
    }
    linked = {
        (edge["from"], edge["to"].removeprefix("theme:"))
        for edge in data["edges"]
        if edge["to"].startswith("theme:") and edge["from"] in reviews
    }
    assert linked == carried
    told = world.counts(
        f"{CASE} ?one crg:review ?review . {{ ?one a crg:LowestPart ; crg:asksAbout ?t }} UNION "
        "{ ?one a ?k ; crg:theme ?t . VALUES ?k { crg:LearningPoint crg:Finding crg:GoodPractice } } "
        "?t skos:prefLabel ?l . BIND(CONCAT(STR(?review), ' ', ?l) AS ?pair)", "?pair",
    )  # fmt: skip
    for edge in data["edges"]:
        if (edge["from"], edge["to"].removeprefix("theme:")) in carried:
            assert edge["count"] == told.get(f"{edge['from']} {edge['to'].removeprefix('theme:')}", 0)


def test_the_matrix_adds_up(world: World) -> None:
    page = world.page("views/matrix.html")
    told = world.counts(
        f"{CASE} ?one crg:review ?review . {{ ?one a crg:LowestPart ; crg:asksAbout ?t }} UNION "
        "{ ?one a ?k ; crg:theme ?t . VALUES ?k { crg:LearningPoint crg:Finding crg:GoodPractice } } "
        "?review crg:carriesTheme ?t . ?t skos:prefLabel ?theme", "?theme",
    )  # fmt: skip
    sums: dict[str, int] = {}
    for heat in page.xpath(
        "(//section[h2[starts-with(., 'Themes by') and contains(., 'review')]])[1]//table"
    ):
        for row in heat.xpath("./tbody/tr"):
            numbers = [
                int(cell.text_content()) for cell in row.xpath("./td[contains(@class, 'cell')][button]")
            ]
            shades = [
                cell.get("class").split()[-1] for cell in row.xpath("./td[contains(@class, 'cell')][button]")
            ]
            behind = [len(cell.get("data-in").split()) for cell in row.xpath("./td[button]")]
            assert behind == numbers
            assert shades == [f"s{sum(n >= least for least in (1, 2, 3, 5, 10))}" for n in numbers]
            sums[row.xpath("string(./th)").strip()] = sum(numbers)
    assert {theme: n for theme, n in sums.items() if n} == told


def test_lists_on_the_command_line_and_downloads(world: World) -> None:
    rows = json.loads(run("reviews", "--format", "json", "--build", str(world.folder)))
    own = world.counts(MADE, "?review")
    assert {row["id"]: row["recommendations"] for row in rows if row["recommendations"]} == own
    assert all(
        (row["recommendations"] is None) == (row["status"] != "full_text")
        for row in rows
        if row["id"] not in own
    )
    rows = json.loads(
        run("recommendations", "--basis", "review", "--format", "json", "--build", str(world.folder))
    )
    assert len([row for row in rows if row["review_name"]]) == world.count(MADE)
    for kind, name in (("review", "Review"), ("response", "Response"), ("action", "Action")):
        file = world.site / "downloads" / f"{kind}.csv"
        lines = len(list(csv.DictReader(file.open(encoding="utf-8-sig")))) if file.exists() else 0
        assert lines == world.count(f"?one a crg:{name}")
    paper = run("briefing", "--build", str(world.folder))
    every = world.count("?one a crg:LowestPart")
    assert (f"Of {every} recommendations, " in paper) == (every > 1)
    assert every or "nothing is known of what is open" in paper
