"""Pictures without a browser: what they are made of, where things stand, and how large a page is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from kg.view.cluster import clustered
from kg.view.families import families
from kg.view.flow import flow
from kg.view.gather import gather
from kg.view.layout import Plate, drawing
from kg.view.matrix import grids
from kg.view.measure import fit, wide, wrap
from kg.view.names import particular, recommendation_marks, review_names
from kg.view.network import draw
from kg.view.network_graph import FIRST, network_graph
from kg.view.repeats import in_common, mark
from kg.view.shape import ViewEdge, ViewGraph, ViewNode, short_name
from kg.view.site import Extras, Publisher, write_site
from kg.view.site.entity_pages import distinct_names
from kg.view.timeline import events
from kg.view.views import PICTURES
from kg.view.words import counted, said, spoken_date
from tests.invented import records
from tests.sparse import worlds


def test_an_edge_to_a_missing_node_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="missing node"):
        ViewGraph("t", "s", (ViewNode("a", "theme", "A"),), (ViewEdge("a", "b", "says"),))


def test_a_theme_of_one_review_is_left_out_where_others_recur() -> None:
    view = network_graph(records(4))
    whole = network_graph(records(4), recurring_only=False)
    shown = {n.label for n in view.nodes if n.kind == "theme"}
    assert shown < {n.label for n in whole.nodes if n.kind == "theme"}
    assert all(n.weight > 1 for n in view.nodes if n.kind == "theme")


def touch(a: Plate, b: Plate) -> bool:
    return abs(a.x - b.x) < (a.wide + b.wide) / 2 and abs(a.y - b.y) < (a.tall + b.tall) / 2


@pytest.mark.parametrize("reviews", [3, 6, 20])
def test_plates_stand_the_same_every_time_and_none_touches_another(reviews) -> None:
    view = network_graph(records(reviews), recurring_only=False)
    first = drawing(view)
    assert first == drawing(view)
    plates = sorted(first.plates.items())
    assert len(plates) == len(view.nodes)
    assert [(a, b) for a, p in plates for b, q in plates if a < b and touch(p, q)] == []
    assert all(
        wide(line, 16) <= plate.wide for id, plate in plates for line in plate.lines if not id.endswith("/r")
    )


def test_what_a_group_holds_stands_below_its_column_and_touches_nothing() -> None:
    from tests.bench.view import generated

    view = clustered(generated(1000), limit=300)
    plates = drawing(view).plates
    held = {n.id: n.parent for n in view.nodes if n.parent and n.parent.startswith("group:")}
    assert len(held) > 100
    group = next(iter(held.values()))
    open_ids = [n.id for n in view.nodes if n.parent is None] + [id for id in held if held[id] == group]
    assert [(a, b) for a in open_ids for b in open_ids if a < b and touch(plates[a], plates[b])] == []


def test_a_part_of_the_network_says_around_what() -> None:
    from kg.view.focus import around, find

    view = network_graph(records(4))
    part = around(view, (node.id for node in find(view, "review", "serious case review - child a")))
    assert part.title.endswith("around Child A")
    assert [node.label for node in part.nodes if node.kind == "review"] == ["Child A"]


def test_lines_of_the_network_run_between_columns_only() -> None:
    view = network_graph(records(6))
    plates = drawing(view).plates
    kind = {node.id: node.kind for node in view.nodes}
    sides = {
        (kind[e.start], kind[e.end])
        for e in view.edges
        if plates[e.start].x + plates[e.start].wide / 2 > plates[e.end].x - plates[e.end].wide / 2
        and plates[e.end].x + plates[e.end].wide / 2 > plates[e.start].x - plates[e.start].wide / 2
    }
    assert sides == set()


def test_few_themes_are_drawn_first_and_those_of_most_reviews_on_top() -> None:
    view = network_graph(records(12), recurring_only=False)
    themes = [node for node in view.nodes if node.kind == "theme"]
    assert 0 < sum(node.tier == 0 for node in themes) <= FIRST
    assert [node.weight for node in themes] == sorted((node.weight for node in themes), reverse=True)
    assert [node.tier for node in themes] == sorted(node.tier for node in themes)
    agencies = [node.label for node in view.nodes if node.kind == "agency"]
    assert agencies == sorted(agencies)


def test_a_large_network_is_gathered_into_groups() -> None:
    nodes = tuple(
        ViewNode(f"n{i}", "review", f"Review {i}", years=(str(2000 + i % 20),)) for i in range(2000)
    )
    view = clustered(ViewGraph("t", "s", nodes), limit=1500)
    assert sum(n.parent is None for n in view.nodes) < 150
    assert sum(n.kind == "review" for n in view.nodes) == 2000


@pytest.mark.parametrize("name", PICTURES)
def test_pages_are_the_same_bytes_twice_and_small(name) -> None:
    page = PICTURES[name].draw(records(30))
    assert page == PICTURES[name].draw(records(30))
    assert len(page.encode()) < 2_000_000
    assert "default-src &#39;none&#39;" in page


def test_network_of_300_nodes_is_under_two_megabytes() -> None:
    view = network_graph(records(40))
    assert len(view.nodes) >= 300
    assert len(draw(view).encode()) < 2_000_000


def test_matrix_counts_and_says_of_how_many() -> None:
    reviews, agencies = grids(records(4))
    _, remark, counts = reviews.rows[0]
    assert remark.endswith("of 4")
    assert sum(1 for count in counts if count) == int(remark.split()[0])
    assert agencies.rows
    shared = [int(remark.split()[0]) for _, remark, _ in reviews.rows]
    assert shared == sorted(shared, reverse=True)
    assert [name for name, _ in agencies.columns] == sorted(name for name, _ in agencies.columns)


def test_matrix_says_where_a_theme_is_in_a_heading_alone() -> None:
    page = PICTURES["matrix"].draw(records(4))
    assert "in a heading alone" in page and "Reviews with the theme" in page


def asks(links: str, *, words: dict[str, str] | None = None) -> list[dict[str, object]]:
    """Recommendations called by letters; "ab5" says that a and b are alike by .5."""
    found = {
        name: {"id": name, "text": (words or {}).get(name, f"text {name}"), "repeats": []}
        for name in "abcdefgh"
    }
    for one, other, score in links.split():
        found[one]["repeats"].append({"id": other, "score": int(score) / 10})
    return list(found.values())


@pytest.mark.parametrize(
    ("links", "groups"),
    [
        ("", []),
        ("ab5", ["ab"]),
        ("ab9 bc5 cd9", ["ab", "cd"]),  # a chain is no family
        ("ab5 bc9 cd5", ["bc"]),
        ("ab5 bc5 ac5", ["abc"]),
        ("ba5 ca5 cb5 ad9 bd9 cd9 de9", ["abcd"]),
    ],
)
def test_every_member_of_a_family_is_like_every_other(links: str, groups: list[str]) -> None:
    found = families(asks(links))
    assert ["".join(str(item["id"]) for item in group) for group in found.groups] == groups
    assert found.count == len({name for link in links.split() for name in link[:2]})


def test_those_of_the_same_words_are_in_one_family_whatever_the_graph_had_room_for() -> None:
    same = dict.fromkeys("abcdef", "Share  information.") | {"b": "share information"}
    found = families(asks("ab9 bc9 cd9 ef9", words=same))
    assert [[item["id"] for item in group] for group in found.groups] == [list("abcdef")]


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_families_hold_nothing_that_is_not_alike(records) -> None:
    items = [item | {"text": item["id"]} for item in records["recommendation"]]
    found = families(items)
    for group in found.groups:
        for one in group:
            assert {item["id"] for item in group} - {one["id"]} <= set(found.alike[one["id"]])
    assert found.count == sum(
        1
        for item in items
        if item["repeats"] or any(item["id"] == r["id"] for o in items for r in o["repeats"])
    )


def test_the_words_of_a_family_are_marked() -> None:
    assert len(families(gather(records(4)).recommendations).groups) == 1
    shared = in_common(["Share <b> early", "please share early"])
    assert mark("Share <b> early", shared) == "<mark>Share</mark> &lt;b&gt; <mark>early</mark>"


def test_timeline_orders_events_and_tells_each_once() -> None:
    found = events(records(3))
    assert [e.date for e in found] == sorted(e.date for e in found)
    assert len(set(found)) == len(found)
    assert "may stand before the review was published" in PICTURES["timeline"].draw(records(3))


def test_flow_counts_every_recommendation_once_and_whole() -> None:
    ribbons = flow(records(3))
    assert all(isinstance(number, int) for _, number in ribbons.paths)
    assert sum(number for _, number in ribbons.paths) == ribbons.recommendations
    many = flow(records(12), most=4)
    themes = {path[1] for path, _ in many.paths}
    assert len(themes) <= 5 and any(name.endswith("other themes") for name in themes)
    assert sum(number for _, number in many.paths) == many.recommendations


def test_a_site_never_replaces_a_folder_that_is_not_one(tmp_path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "paper.txt").write_text("keep me")
    with pytest.raises(FileExistsError):
        write_site(records(), tmp_path / "mine", extras=Extras(downloads={}), progress=lambda count: None)
    assert (tmp_path / "mine" / "paper.txt").read_text() == "keep me"
    for _ in range(2):
        assert (
            write_site(records(), tmp_path / "site", extras=Extras(downloads={}), progress=lambda count: None)
            > 20
        )
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_pages_without_any_record_still_open() -> None:
    for picture in PICTURES.values():
        assert "<h1>" in picture.draw({})


@pytest.mark.parametrize(
    ("name", "short"),
    [
        (
            "Serious Case Review – A Thematic Review concerning the Injury of Two Infants",
            "Injury of Two Infants",
        ),
        ("Serious Case Review - Child A", "Child A"),
        ("Rowan", "Rowan"),
        ("Safeguarding Adult Review: Mr X", "Mr X"),
        ("Thematic Review", "Thematic Review"),
    ],
)
def test_a_box_shows_what_is_particular_in_a_name(name, short) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Hazel Serious Case Review", "Hazel"),
        ("SAR Hazel", "Hazel"),
        ("Child Safeguarding Practice Review in respect of Hazel", "Hazel"),
        ("Child Z Serious Case Review – Overview Report", "Child Z"),
        ("Thematic Review", "Thematic Review"),
        ("Overview Report", "Overview Report"),
    ],
)
def test_what_is_particular_in_a_name_is_left(name, short) -> None:
    assert particular(name) == short


def test_reviews_are_called_by_pseudonym_and_never_two_the_same() -> None:
    def review(id: str, name: str, date: str | None = None, *subjects: str, aliases=()) -> dict:
        told = [{"pseudonym": one} for one in subjects]
        return {"id": id, "name": name, "published_date": date, "subjects": told, "aliases": list(aliases)}

    names = review_names(
        [
            review("a", "Learning Report on Child Hazel", "2019", "Hazel"),
            review("b", "Serious Case Review: Child A", "2012"),
            review("c", "Child A SCR", "2015"),
            review("d", "Child A: Overview Report"),
            review("e", "Child A Learning Review"),
            review(
                "f",
                "Thematic Review of Burns and Scalds of Young Children",
                "2020",
                aliases=["Burns and Scalds Thematic Review", "Six Steps"],
            ),
        ]
    )
    assert names["a"] == "Hazel"
    assert (names["b"], names["c"]) == ("Child A (2012)", "Child A (2015)")
    assert names["f"] == "Burns and Scalds"
    assert len({name.casefold() for name in names.values()}) == 6


def test_a_recommendation_without_a_number_is_counted_in_brackets() -> None:
    items = [
        {"id": str(i), "review": "r", "number": n, "part": None, "start": i}
        for i, n in enumerate(["2", None, "10", "1", None])
    ]
    assert recommendation_marks(items) == {"3": "1", "0": "2", "2": "10", "1": "(1)", "4": "(2)"}


def test_other_names_are_few_and_differ_by_more_than_spelling() -> None:
    aliases = [
        "Children's Services",
        "Childrens Service",
        "CHILDREN’S SERVICES",
        "Social Care",
        "Children’s Services (CS)",
    ]
    shown, rest = distinct_names(
        "Children Services", [*aliases, *(f"Team {letter}" for letter in "abcdefgh")]
    )
    assert len(shown) == 6 and "Social Care" in shown
    assert {"Children's Services", "Childrens Service"} <= set(rest)
    assert len(shown) + len(rest) == 13  # fmt: skip


def test_words_are_measured_wrapped_and_cut_between_words() -> None:
    lines = wrap("Unborn babies and infancy: pre-birth and discharge planning", 16, 200)
    assert len(lines) > 1 and all(wide(line, 16) <= 200 for line in lines)
    assert fit("Supervision and management oversight", 16, 200).endswith("…")
    assert all(wide(line, 16) <= 60 for line in wrap("x" * 90, 16, 60))


def test_codes_are_said_in_words() -> None:
    from kg.model.kinds import Stance
    from kg.seed import read_seed

    codes = [stance.value for stance in Stance] + [body.type for body in read_seed().bodies]
    assert len(set(codes)) > 10
    assert [code for code in codes if "_" in said(code)] == []
    assert (said("ccg"), said("set")) == ("clinical commissioning group", "group of bodies")
    assert (counted(1, "agency"), counted(2, "good_practice")) == ("1 agency", "2 examples of good practice")
    assert (spoken_date("2020-11-03"), spoken_date("2018-07"), spoken_date("2019")) == (
        "3 November 2020",
        "July 2018",
        "2019",
    )


def site_text(folder) -> str:
    import re

    pages = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))]
    return " ".join(re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", page, flags=re.S) for page in pages)


def test_no_code_reaches_a_reader_of_the_site(tmp_path) -> None:
    import re

    write_site(
        records(),
        tmp_path / "site",
        extras=Extras(downloads={"learning_point.csv": b""}),
        progress=lambda count: None,
    )
    text = site_text(tmp_path / "site")
    assert "Learning points (CSV)" in text and "Serious case review" in text
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", text) == []  # fmt: skip


@pytest.mark.parametrize(
    ("publisher", "said_so"),
    [
        (Publisher(), ""),
        (
            Publisher("Northvale Partnership", "help@northvale.example"),
            'href="mailto:help@northvale.example"',
        ),
        (Publisher("Northvale Partnership", "01234 567890"), "01234 567890"),
    ],
)
def test_the_accessibility_statement_names_whom_to_ask_or_nobody(tmp_path, publisher, said_so) -> None:
    extras = Extras(downloads={}, publisher=publisher)
    write_site(records(), tmp_path / "site", extras=extras, progress=lambda count: None)
    page = (tmp_path / "site" / "accessibility.html").read_text(encoding="utf-8")
    assert "Add here" not in page
    assert said_so in page
    assert ("Another format" in page) == bool(publisher.contact)


def test_lists_stand_in_an_order_that_is_said(tmp_path) -> None:
    import re

    write_site(records(12), tmp_path / "site", extras=Extras(downloads={}), progress=lambda count: None)

    def column(page: str, number: int) -> list[str]:
        text = (tmp_path / "site" / page).read_text(encoding="utf-8")
        rows = re.findall(r"<tr>(<t[dh].*?)</tr>", text.partition("<tbody>")[2])
        return [re.sub(r"<[^>]+>", "", re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)[number]) for row in rows]

    shares = [int(cell.split()[0]) for cell in column("themes.html", 1)]
    assert shares == sorted(shares, reverse=True)
    assert column("agencies.html", 0) == sorted(column("agencies.html", 0), key=str.casefold)
    numbers = [name for name in column("recommendations.html", 0) if name.startswith("Child A ")]
    assert numbers == [f"Child A {number}" for number in range(1, 7)]
    years = [date.split()[-1] for date in column("reviews.html", 3)]
    assert years == sorted(years)
