"""Recurrence counted by hand on an invented example, emerging phrases, adopting a theme, and the manager's paper."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from kg.adopt import Adopted, adopt
from kg.cli.main import kg
from kg.errors import DataError
from kg.extract.theme.draft import cues_in, themes_in
from kg.query.briefing import Scope, briefing
from kg.query.briefing_docx import as_docx
from kg.query.briefing_markdown import as_markdown
from kg.query.briefing_parts import sentence_of
from kg.query.emerging import emerging
from kg.query.recurrence import gaps, good_elsewhere, recurrences, together, unfinished
from kg.query.recurrence_uses import Use
from kg.resources import ontology_folder, rules_folder
from kg.rules import Rules
from kg.view.briefing import as_html

RULES = Rules()
PLACE = {"source": "a.txt", "page": None, "line_start": 7}


def review(id: str, year: str, status: str = "full_text", basis: str = "review") -> dict[str, object]:
    return {
        "id": id, "name": f"Review {id}", "basis": basis, "status": status, "published_date": year,
        "commissioned_date": None, "period_end": None, **PLACE,
    }  # fmt: skip


def asked(
    id: str, review: str, theme: str, state: str, to: str = "Northvale Council", standing: str = "open"
) -> dict[str, object]:
    return {
        "id": id, "review": review, "review_name": f"Review {review}", "number": id[-1], "part": None, "basis": "review",
        "text": f"The council should act on {theme.lower()} | now.", "themes": [theme], "addressed_to": [to],
        "response_state": state, "standing": standing if state == "responded" else "no_answer", **PLACE,
    }  # fmt: skip


def use(
    theme: str, review: str, weight: str, stance: str = "lacking", of: str | None = None, start: int = 0
) -> Use:
    return Use(
        f"theme/{theme}", theme, weight, stance, review, of, f"words on {theme}", "a.txt", start, None, 7
    )


RECORDS: dict[str, list[dict[str, object]]] = {
    "review": [review("A", "2019"), review("B", "2021-05"), review("C", "2022", "mentioned"), review("I", "2020", basis="inspection")],
    "recommendation": [asked("r1", "A", "Training", "responded"), asked("r2", "B", "Training", "no_response"), asked("r3", "B", "Housing", "responded", "Eastshire Police", "completed")],
    "response": [
        {"id": "s1", "recommendation": "r1", "stance": "in_progress", "text": "We began.", "review": "A", "themes": [], "agencies": [], **PLACE},
        {"id": "s3", "recommendation": "r3", "stance": "completed", "text": "We did.", "review": "B", "themes": [], "agencies": [], **PLACE},
    ],
    "action": [{"id": "a1", "text": "Write a plan.", "owner": "Head of Service", "due": "May 2022", "due_date": "2022-05", "status": "In progress", "standing": "in_progress", "plan": "Plan A", "measure": None, "same_as": None, "responds_to": None, "themes": [], **PLACE}],
    "good_practice": [{"id": "g1", "review": "A", "review_name": "Review A", "text": "The school kept notes.", "themes": ["Recording"], "number": None, **PLACE}],
}  # fmt: skip
USES = [
    use("Training", "A", "recommendation", "recommended", "r1"), use("Training", "B", "recommendation", "recommended", "r2"),
    use("Training", "C", "learning_point"), use("Drift", "C", "mention"), use("Housing", "B", "recommendation", "recommended", "r3"), use("Housing", "A", "heading", "denied"),
    use("Housing", "A", "mention"), use("Drift", "A", "finding"), use("Drift", "B", "heading"), use("Drift", "I", "finding"),
    use("Recording", "A", "good_practice", "good", "g1"),
]  # fmt: skip


def test_recurrence_counts_reviews_with_their_denominator() -> None:
    found = {one.label: one for one in recurrences(USES, RECORDS)}
    training = found["Training"]
    assert (training.reviews, training.of, training.first, training.last) == (
        ("A", "B", "C"),
        3,
        "2019",
        "2022",
    )
    assert (training.recommendations, training.answered, training.completed) == (2, 1, 0)
    assert training.agencies == {"Northvale Council": 2} and training.trend == "too few"
    assert (
        found["Housing"].reviews == ("B",)
    )  # denied in A's heading, and a passing mention is not enough, whether a report is read or only spoken of
    assert found["Drift"].reviews == ("A", "B")  # an inspection is no review
    assert found["Housing"].completed == 1
    assert [one.label for one in recurrences(USES, RECORDS)][:2] == ["Training", "Drift"]
    assert all(len(one.evidence) == len(one.reviews) for one in found.values())


def test_themes_together_unfinished_and_good_elsewhere() -> None:
    found = recurrences(USES, RECORDS)
    assert [(a.label, b.label, n) for a, b, n in together(found)] == [("Training", "Drift", 2)]
    assert [one.label for one in unfinished(found)] == ["Training"]
    assert [one.review for one in good_elsewhere(USES, "theme/Recording", apart_from="B")] == ["A"]
    assert good_elsewhere(USES, "theme/Recording", apart_from="A") == ()


def test_gap_between_case_and_recommendations() -> None:
    by_review = {gap.review: gap for gap in gaps(USES, RECORDS)}
    assert by_review["A"].not_recommended == ("Drift", "Recording") and by_review["A"].only_recommended == (
        "Training",
    )
    assert by_review["B"].only_recommended == ("Housing", "Training")
    assert "C" not in by_review


def test_trend_needs_six_dated_reviews() -> None:
    records = {
        "review": [review(str(i), str(2010 + i)) for i in range(6)],
        "recommendation": [],
        "response": [],
    }
    uses = [use("Drift", str(i), "finding") for i in range(6)] + [
        use("Online", str(i), "finding") for i in (4, 5)
    ]
    trends = {one.label: one.trend for one in recurrences(uses, records)}
    assert trends == {"Drift": "no change", "Online": "more often"}


REPEATS = [("r1", "r2", 0.5, ("act", "training"))]


def test_paper_says_what_is_known_and_every_point_has_a_source() -> None:
    paper = briefing(RECORDS, USES, REPEATS)
    heads = [part.heading for part in paper.parts]
    for head in (
        "Learning that recurs",
        "Recommended more than once",
        "Promises still open",
        "No response in the documents",
        "Good practice to build on",
        "How this was made",
    ):
        assert head in heads
    points = [point for part in paper.parts for point in part.points]
    assert len(points) > 10 and all(point.source == "a.txt, line 7" for point in points)
    text = as_markdown(paper)
    assert "In 3 of 3 reviews" in text and "Likeness 0.50" in text and "Write a plan. Due: May 2022." in text
    assert "act on training \\| now" in text


def action(id: str, owner: str, due: str | None, **more: object) -> dict[str, object]:
    return (
        RECORDS["action"][0]
        | {"id": id, "owner": owner, "due": due, "due_date": due, "text": f"Do {id}."}
        | more
    )


def test_actions_stand_by_plan_and_owner_those_past_their_date_first() -> None:
    actions = [
        action("x1", "Ann / Bea", None),
        action("x2", "Bea/Ann", None),
        action("x3", "Cy", "2020-01"),
        action("x4", "Cy", "2023-01"),
        action("x5", "Cy", "2020-02", standing="completed"),
        action("x6", "Cy", "2020-01", same_as="x3"),
    ]
    paper = briefing(
        {
            **RECORDS,
            "action": actions,
            "document": [{"id": "d1", "date": "2022-01-27"}, {"id": "d2", "date": "2027"}],
        },
        USES,
        REPEATS,
    )
    part = next(part for part in paper.parts if part.heading == "Actions not said to be done")
    assert [point.lead for point in part.points] == ["Plan A · Cy", "Plan A · Ann / Bea"]
    assert part.points[0].text.startswith("2 open, 1 past their date: Do x3. Due: 2020-01.")
    assert part.points[1].text.startswith("2 open: ")
    assert (
        part.sentences[0].startswith("Of 5 actions of plans") and "1 are said to be done" in part.sentences[0]
    )


def test_a_plan_that_answers_is_told_where_no_response_is() -> None:
    plan = action("x1", "Ann", "2020-12", responds_to="r2", measure="Audit shows 70% good.")
    asked_of = [
        one | ({"standing": "action_planned"} if one["id"] == "r2" else {})
        for one in RECORDS["recommendation"]
    ]
    text = as_markdown(briefing({**RECORDS, "recommendation": asked_of, "action": [plan]}, USES, REPEATS))
    assert "1 are answered by actions of a plan alone" in text and "No response in the documents" not in text
    assert "action planned, Ann" in text and "Audit shows 70% good. Due: 2020-12." in text


def test_scope_narrows_the_paper() -> None:
    paper = briefing(RECORDS, USES, REPEATS, scope=Scope(themes=frozenset({"Housing"}), words="Housing"))
    text = as_markdown(paper)
    assert paper.title.endswith(": Housing") and "act on housing" in text and "act on training" not in text
    late = as_markdown(briefing(RECORDS, USES, REPEATS, scope=Scope(since="2020")))
    assert "Review B" in late and "Review A" not in late
    police = as_markdown(
        briefing(RECORDS, USES, REPEATS, scope=Scope(agencies=frozenset({"Eastshire Police"})))
    )
    assert "act on housing" in police and "act on training" not in police


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.scopes = 0
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.scopes += tag == "th" and any(name == "scope" for name, _ in attrs)
        self.outside += [
            str(value) for name, value in attrs if name in ("src", "href") and not str(value).startswith("#")
        ]


def test_html_stands_alone_and_is_ordered() -> None:
    hostile = [dict(RECORDS["good_practice"][0], text="<script>alert(1)</script>")]
    page = as_html(briefing({**RECORDS, "good_practice": hostile}, USES, REPEATS))
    assert "<script>alert(1)" not in page
    outline = _Outline()
    outline.feed(page)
    assert outline.outside == [] and outline.scopes > 4
    assert outline.levels[0] == 1 and outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))


def test_word_document_has_headings_and_no_name() -> None:
    made = docx.Document(io.BytesIO(as_docx(briefing(RECORDS, USES, REPEATS))))
    styles = [paragraph.style.name for paragraph in made.paragraphs]
    assert (
        styles[0] == "Title" and "Heading 1" in styles and "Heading 2" in styles and "List Bullet" in styles
    )
    assert made.core_properties.author == "" and made.tables
    assert "In 3 of 3 reviews" in "\n".join(paragraph.text for paragraph in made.paragraphs)


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_command_writes_the_paper_of_the_corpus(corpus_build: Path, tmp_path: Path, ending: str) -> None:
    output = tmp_path / f"paper.{ending}"
    run = ["briefing", "--build", str(corpus_build), "--output", str(output)]
    first = CliRunner().invoke(kg, run, catch_exceptions=False)
    assert first.exit_code == 0 and str(output) in first.output
    before = output.read_bytes()
    assert len(before) > 10_000
    if ending == "md":
        text = before.decode()
        assert re.search(r"\| Domestic abuse \| \d of \d \|", text)
        points = [line for line in text.splitlines() if line.startswith("- **")]
        assert len(points) > 40 and all(
            re.search(r"\*\([^()]+, (?:page|line) \d+\)\*$", line) for line in points
        )
        CliRunner().invoke(kg, run, catch_exceptions=False)
        assert output.read_bytes() == before


def test_word_needs_a_place_and_years_have_four_digits(corpus_build: Path) -> None:
    for options in (["--format", "docx"], ["--since", "21"]):
        result = CliRunner().invoke(kg, ["briefing", "--build", str(corpus_build), *options])
        assert result.exit_code != 0 and result.output


def test_emerging_ranks_what_the_scheme_does_not_know() -> None:
    texts = [
        ("A", "The duty rota had gaps. Training was offered by Northvale Council."),
        ("B", "Nobody held the duty rota. Training was late."),
        ("C", "A duty rota for weekends was missing; training again, said Northvale Council."),
        ("C", "A duty rota for weekends was missing; training again, said Northvale Council."),
    ]
    records = [
        {"id": f"f{i}", "text": text, "review": f"review/{name}", "review_name": name, **PLACE}
        for i, (name, text) in enumerate(texts)
    ]
    found = emerging(records, covered=lambda text: cues_in(text, rules=RULES), rules=RULES)
    assert [one.phrase for one in found] == ["duty rota"]
    assert found[0].records == 3 and found[0].reviews == ("review/A", "review/B", "review/C")
    assert all("duty rota" in quote.text and quote.place == "a.txt, line 7" for quote in found[0].quotes)


def test_emerging_command(corpus_build: Path) -> None:
    result = CliRunner().invoke(
        kg, ["emerging", "--build", str(corpus_build), "--fewest", "2"], catch_exceptions=False
    )
    assert result.exit_code == 0 and "kg adopt" in result.output


@pytest.fixture
def scheme(tmp_path: Path) -> dict[str, Path]:
    shutil.copytree(ontology_folder(), tmp_path / "ontology")
    shutil.copytree(rules_folder(), tmp_path / "rules")
    return {"ontology": tmp_path / "ontology", "rules": tmp_path / "rules"}


def test_adopted_theme_is_recognised(scheme: dict[str, Path]) -> None:
    text = "The duty rotas had gaps."
    assert "duty-rota" not in themes_in(text, rules=RULES)
    adopt(
        Adopted(
            "duty-rota", "Duty rota", 'Who is on "duty", and when', "supervision", ("duty rota",), (text,)
        ),
        **scheme,
    )
    assert "duty-rota" in themes_in(text, rules=Rules(folder=scheme["rules"]))
    turtle = (scheme["ontology"] / "themes.ttl").read_text(encoding="utf-8")
    assert "theme:duty-rota a skos:Concept" in turtle and "skos:broader theme:supervision" in turtle


@pytest.mark.parametrize(
    ("slug", "broader", "cues"),
    [("training", "workforce", ("x",)), ("new", "nowhere", ("x",)), ("New Theme", "workforce", ("x",)), ("new", "workforce", (" ",))],
)  # fmt: skip
def test_nothing_is_written_where_a_theme_cannot_be_adopted(
    scheme: dict[str, Path], slug: str, broader: str, cues: tuple[str, ...]
) -> None:
    before = (scheme["ontology"] / "themes.ttl").read_bytes()
    with pytest.raises(DataError):
        adopt(Adopted(slug, "New", "Something", broader, cues), **scheme)
    assert (scheme["ontology"] / "themes.ttl").read_bytes() == before


def test_what_another_paper_tells_of_a_review_is_shown_in_its_sentence() -> None:
    told = "Training was held. The Rowan SCR highlighted neglect. More is planned."
    spoken = replace(use("neglect", "A", "reported"), quote="neglect", told=told)
    assert sentence_of(spoken, None) == "reported: “The Rowan SCR highlighted neglect.”"
    assert sentence_of(replace(spoken, told=None), None) == "reported: “neglect”"
