"""An invented world, small enough to count by hand: three reviews of two places, told as `Knowledge`.

`python -m tests.example DIR` writes it as a build directory (default /tmp/example-build).
The quotes stand in the three texts below, so every interval can be found again.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from kg.graph import quads
from kg.graph.build import Build
from kg.graph.write import drafting
from kg.model.entity import (
    Action,
    Agency,
    AgencyUse,
    DocumentEntity,
    Finding,
    Knowledge,
    Occurrence,
    PassageTheme,
    Recommendation,
    Reference,
    Repeat,
    Response,
    Review,
    ScrutinyItem,
    ThemeUse,
)
from kg.model.evidence import Evidence, evidence
from kg.model.found import Extraction, Subject
from kg.model.kinds import (
    DecisionKind,
    FindingKind,
    ResponseStance,
    ReviewStatus,
    ScrutinyKind,
    Stance,
    Weight,
)
from kg.model.text import (
    Block,
    BlockKind,
    Document,
    DocumentKind,
    EmbeddedDocument,
    Source,
    Span,
)
from kg.query.graph import Graph, LocalEngine
from kg.query.records import all_records
from kg.query.search_index import write_index

ROWAN = """\
Serious Case Review: Rowan
Northmere Safeguarding Children Partnership, published 3 July 2019
Rowan was three years old. The lead reviewer was A. N. Author.
Learning point 1: Information about earlier violence was not shared between agencies.
Learning point 2: The father was not seen by any practitioner.
Finding 1: Assessments were too hopeful about change.
Good practice: The health visitor shared information promptly.
Recommendation 1: The Partnership should make sure that
a) information about domestic abuse is shared with schools;
b) practitioners include fathers in every assessment.
Recommendation 2: Northmere Council must review how neglect is assessed.
Recommendation 3: All agencies should train staff in professional curiosity.
"""
WREN = """\
Child Safeguarding Practice Review: Wren
Northmere Safeguarding Children Partnership, March 2022
This review repeats what the review of Rowan found (Recommendation 1a).
Learning point 1: Domestic abuse was known to the police and not to the school.
Recommendation 1: Information about domestic abuse should be shared with schools.
Recommendation 2: Northmere NHS Trust should check that neglect is recorded.
Partnership response to Rowan
Recommendation 1a: Accepted. Northmere Police have shared information with schools since May 2020.
Recommendation 2: Northmere Council does not accept this recommendation.
Scrutiny Panel, 10 March 2022: RESOLVED that the Panel be told how many staff were trained.
Monitoring: the Panel be told how many staff were trained. Completed: 120 staff.
Monitoring before: the Panel be told how many staff were trained. In progress: 40 staff.
"""
ASH = """\
Safeguarding Adult Review: Ash
Eastholm Safeguarding Adults Board, 2021
Ash was in their fifties. Eastholm City Council knew of the self-neglect.
Recommendation 1: The Board should review how self-neglect is assessed.
Recommendation 2: Eastholm City Council should share information with housing providers.
Action plan
Share information with housing providers | Head of Housing | 31 March 2022 | In progress
"""
SOURCES = {"ash.txt": ASH, "rowan.txt": ROWAN, "wren.txt": WREN}
TITLES = {
    "ash.txt": ("Safeguarding Adult Review: Ash", "2021", "Eastholm Safeguarding Adults Board"),
    "rowan.txt": ("Serious Case Review: Rowan", "2019-07-03", "Northmere Safeguarding Children Partnership"),
    "wren.txt": (
        "Child Safeguarding Practice Review: Wren",
        "2022-03",
        "Northmere Safeguarding Children Partnership",
    ),
}
ROWAN_ID, WREN_ID, ASH_ID = "review/northmere-rowan", "review/northmere-wren", "review/eastholm-ash"
KINDS = {
    "ash.txt": [("main", DocumentKind.REVIEW_REPORT, "Safeguarding Adult Review: Ash", "Action plan")],
    "rowan.txt": [("main", DocumentKind.REVIEW_REPORT, "Serious Case Review: Rowan", "")],
    "wren.txt": [
        (
            "main",
            DocumentKind.REVIEW_REPORT,
            "Child Safeguarding Practice Review: Wren",
            "Partnership response",
        ),
        ("response", DocumentKind.PARTNERSHIP_RESPONSE, "Partnership response to Rowan", "Scrutiny Panel"),
        ("minutes", DocumentKind.MINUTES, "Scrutiny Panel", ""),
    ],
}
KINDS["ash.txt"].append(("plan", DocumentKind.IMPROVEMENT_PLAN, "Action plan", ""))


def example_documents() -> tuple[Document, ...]:
    """The three sources as read: one paragraph a line."""
    return tuple(_document(name, text) for name, text in sorted(SOURCES.items()))


def _document(name: str, text: str) -> Document:
    title, date, publisher = TITLES[name]
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(BlockKind.PARAGRAPH, (Span(at, at + len(line.rstrip("\n"))),)))
        at += len(line)
    source = Source(
        name=name,
        sha256=sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        title=title,
        publisher=publisher,
        date=date,
        rights="Invented",
    )
    return Document(source=source, text=text, blocks=tuple(blocks), lined=True)


_DOCUMENTS = {document.source.name: document for document in example_documents()}


def embedded_documents(name: str) -> tuple[EmbeddedDocument, ...]:
    """The documents inside a source, from their first words to the next one's."""
    text, found = SOURCES[name], []
    for key, kind, first, after in KINDS[name]:
        start = text.index(first)
        end = text.index(after) if after else len(text)
        found.append(EmbeddedDocument(key=key, kind=kind, title=first, span=Span(start, end), rule="example"))
    return tuple(found)


def at(name: str, words: str, *, rule: str = "example/by-hand", confidence: float = 1.0) -> Evidence:
    """The evidence for `words`, which stand in the source `name` (its last printing there)."""
    start = SOURCES[name].rindex(words)
    inside = [one for one in embedded_documents(name) if one.span.start <= start < one.span.end]
    return evidence(
        _DOCUMENTS[name],
        Span(start, start + len(words)),
        embedded=inside[-1].key,
        rule=rule,
        confidence=confidence,
    )


def _theme(name: str, theme: str, stance: Stance, inside: str, cue: str) -> ThemeUse:
    place = at(name, inside)
    start = place.span.start + inside.index(cue)
    key = place.embedded
    where = evidence(
        _DOCUMENTS[name], Span(start, start + len(cue)), embedded=key, rule=f"themes/{theme}", confidence=0.9
    )
    return ThemeUse(theme=theme, stance=stance, evidence=where)


def _recommendation(
    review: str, name: str, number: str, part: str | None, words: str, text: str, **more: object
) -> Recommendation:
    place = at(name, words)
    short = review.removeprefix("review/")
    base = Recommendation(
        id=f"recommendation/{short}/{number}{part or ''}",
        evidence=place,
        text=text,
        basis="review",
        review=review,
        number=number,
        part=part,
        occurrences=(Occurrence(place, _document_id(name, place.embedded), text),),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def _document_id(name: str, key: str) -> str:
    return f"document/{name.removesuffix('.txt')}/{key}"


PARTNERSHIP = "agency/northmere-safeguarding-children-partnership"
COUNCIL, TRUST, POLICE = "agency/northmere-council", "agency/northmere-nhs-trust", "agency/northmere-police"
BOARD, CITY, SOCIAL_CARE = (
    "agency/eastholm-safeguarding-adults-board",
    "agency/eastholm-city-council",
    "agency/northmere-council/childrens-social-care",
)
ALL = "agency/all-agencies"


def _to(agency: str, name: str) -> tuple[AgencyUse, ...]:
    return (AgencyUse(agency=agency, name=name, confidence=0.95, rule="addressee/subject"),)


def _recommendations() -> tuple[Recommendation, ...]:
    stem_words = "Recommendation 1: The Partnership should make sure that"
    stem = _recommendation(
        ROWAN_ID,
        "rowan.txt",
        "1",
        None,
        stem_words,
        "The Partnership should make sure that",
        addressed_to=_to(PARTNERSHIP, "The Partnership"),
        responded=True,
    )
    shared = "a) information about domestic abuse is shared with schools;"
    again = "Information about domestic abuse should be shared with schools."
    pair_words = ("abuse", "domestic", "information", "schools", "shared")
    printed_again = at("wren.txt", "Recommendation 1a: Accepted.")
    first = _recommendation(
        ROWAN_ID,
        "rowan.txt",
        "1",
        "a",
        shared,
        shared[3:-1],
        stem=stem.id,
        addressed_to=_to(PARTNERSHIP, "The Partnership"),
        responded=True,
        themes=(
            _theme("rowan.txt", "domestic-abuse", Stance.RECOMMENDED, shared, "domestic abuse"),
            _theme("rowan.txt", "information-sharing", Stance.RECOMMENDED, shared, "information"),
        ),
        repeats=(Repeat("recommendation/northmere-wren/1", 0.91, pair_words),),
    )
    occurrence = Occurrence(printed_again, _document_id("wren.txt", "response"), "Recommendation 1a")
    first = replace(first, occurrences=(*first.occurrences, occurrence))
    fathers = "b) practitioners include fathers in every assessment."
    neglect = "Recommendation 2: Northmere Council must review how neglect is assessed."
    curiosity = "Recommendation 3: All agencies should train staff in professional curiosity."
    recorded = "Recommendation 2: Northmere NHS Trust should check that neglect is recorded."
    self_neglect = "Recommendation 1: The Board should review how self-neglect is assessed."
    housing = "Recommendation 2: Eastholm City Council should share information with housing providers."
    return tuple(
        sorted(
            (
                stem,
                first,
                _recommendation(
                    ROWAN_ID, "rowan.txt", "1", "b", fathers, fathers[3:],
                    stem=stem.id,
                    addressed_to=_to(PARTNERSHIP, "The Partnership"),
                    themes=(_theme("rowan.txt", "unseen-men", Stance.RECOMMENDED, fathers, "fathers"),),
                ),
                _recommendation(
                    ROWAN_ID, "rowan.txt", "2", None, neglect, neglect[18:],
                    addressed_to=_to(COUNCIL, "Northmere Council"),
                    responded=True,
                    themes=(_theme("rowan.txt", "child-neglect", Stance.RECOMMENDED, neglect, "neglect"),),
                ),
                _recommendation(
                    ROWAN_ID, "rowan.txt", "3", None, curiosity, curiosity[18:],
                    addressed_to=_to(ALL, "All agencies"),
                    themes=(
                        _theme("rowan.txt", "professional-curiosity", Stance.RECOMMENDED, curiosity,
                               "professional curiosity"),
                    ),
                ),
                _recommendation(
                    WREN_ID, "wren.txt", "1", None, f"Recommendation 1: {again}", again,
                    themes=(_theme("wren.txt", "domestic-abuse", Stance.RECOMMENDED, again, "domestic abuse"),),
                    repeats=(Repeat(first.id, 0.91, pair_words),),
                ),
                _recommendation(
                    WREN_ID, "wren.txt", "2", None, recorded, recorded[18:],
                    addressed_to=_to(TRUST, "Northmere NHS Trust"),
                    themes=(_theme("wren.txt", "child-neglect", Stance.RECOMMENDED, recorded, "neglect"),),
                ),
                _recommendation(
                    ASH_ID, "ash.txt", "1", None, self_neglect, self_neglect[18:],
                    addressed_to=_to(BOARD, "The Board"),
                    themes=(_theme("ash.txt", "self-neglect", Stance.RECOMMENDED, self_neglect, "self-neglect"),),
                ),
                _recommendation(
                    ASH_ID, "ash.txt", "2", None, housing, housing[18:],
                    addressed_to=_to(CITY, "Eastholm City Council"),
                    themes=(
                        _theme("ash.txt", "information-sharing", Stance.RECOMMENDED, housing, "share information"),
                    ),
                    responded=True,
                ),
            ),
            key=lambda one: one.id,
        )
    )  # fmt: skip


def _responses() -> tuple[Response, ...]:
    accepted = "Accepted. Northmere Police have shared information with schools since May 2020."
    refused = "Northmere Council does not accept this recommendation."
    return (
        Response(
            id="response/northmere-rowan/1a/1",
            evidence=at("wren.txt", accepted),
            text=accepted,
            recommendation="recommendation/northmere-rowan/1a",
            score=1.0,
            review=ROWAN_ID,
            number="1",
            part="a",
            agencies=(AgencyUse(POLICE, "Northmere Police"),),
            stance=ResponseStance.ACCEPTED,
            dates=("2020-05",),
            themes=(_theme("wren.txt", "information-sharing", Stance.GOOD, accepted, "shared information"),),
        ),
        Response(
            id="response/northmere-rowan/2/1",
            evidence=at("wren.txt", refused),
            text=refused,
            recommendation="recommendation/northmere-rowan/2",
            score=0.8,
            review=ROWAN_ID,
            number="2",
            agencies=(AgencyUse(COUNCIL, "Northmere Council"),),
            stance=ResponseStance.NOT_ACCEPTED,
        ),
    )


def _findings() -> tuple[Finding, ...]:
    shared = "Information about earlier violence was not shared between agencies."
    father = "The father was not seen by any practitioner."
    hopeful = "Assessments were too hopeful about change."
    good = "The health visitor shared information promptly."
    known = "Domestic abuse was known to the police and not to the school."
    point, names = FindingKind.LEARNING_POINT, ("rowan.txt", "wren.txt")
    return (
        Finding("finding/northmere-rowan/f1", at(names[0], hopeful), FindingKind.FINDING, hopeful, ROWAN_ID, "1",
                (_theme(names[0], "over-optimism", Stance.LACKING, hopeful, "too hopeful"),)),
        Finding("finding/northmere-rowan/g1", at(names[0], good), FindingKind.GOOD_PRACTICE, good, ROWAN_ID, None,
                (_theme(names[0], "information-sharing", Stance.GOOD, good, "shared information"),)),
        Finding("finding/northmere-rowan/l1", at(names[0], shared), point, shared, ROWAN_ID, "1",
                (_theme(names[0], "information-sharing", Stance.LACKING, shared, "was not shared"),)),
        Finding("finding/northmere-rowan/l2", at(names[0], father), point, father, ROWAN_ID, "2",
                (_theme(names[0], "unseen-men", Stance.LACKING, father, "father"),)),
        Finding("finding/northmere-wren/l1", at(names[1], known), point, known, WREN_ID, "1",
                (_theme(names[1], "domestic-abuse", Stance.LACKING, known, "Domestic abuse"),),
                (AgencyUse(POLICE, "the police"),)),
    )  # fmt: skip


def _scrutiny() -> tuple[ScrutinyItem, ...]:
    resolved = "RESOLVED that the Panel be told how many staff were trained."
    row = "the Panel be told how many staff were trained. Completed: 120 staff."
    text = "the Panel be told how many staff were trained"
    before = "Monitoring before: the Panel be told how many staff were trained. In progress: 40 staff."
    return (
        ScrutinyItem("scrutiny/2022-03-10/m0", at("wren.txt", before), ScrutinyKind.MONITORING_ROW, text,
                     "2022-03-10", "Training", "1", "40 staff.", "In progress", same_as="scrutiny/2022-03-10/r1"),
        ScrutinyItem("scrutiny/2022-03-10/m1", at("wren.txt", row), ScrutinyKind.MONITORING_ROW, text,
                     "2022-03-10", "Training", "1", "120 staff.", "Completed", same_as="scrutiny/2022-03-10/r1",
                     updates="scrutiny/2022-03-10/m0", occurrences=(at("wren.txt", row),)),
        ScrutinyItem("scrutiny/2022-03-10/r1", at("wren.txt", resolved), ScrutinyKind.RESOLUTION, text,
                     "2022-03-10", "Training", "1", decision=DecisionKind.RESOLVED),
    )  # fmt: skip


def _actions() -> tuple[Action, ...]:
    row = "Share information with housing providers | Head of Housing | 31 March 2022 | In progress"
    return (
        Action(
            id="action/eastholm/1",
            evidence=at("ash.txt", row),
            text="Share information with housing providers",
            plan="Action plan",
            owner="Head of Housing",
            due="31 March 2022",
            due_date="2022-03-31",
            status="In progress",
            responds_to="recommendation/eastholm-ash/2",
            themes=(_theme("ash.txt", "information-sharing", Stance.NEUTRAL, row, "Share information"),),
        ),
    )


def _agencies() -> tuple[Agency, ...]:
    north = "Northmere Safeguarding Children Partnership"
    east = "Eastholm Safeguarding Adults Board"
    return (
        Agency(ALL, (at("rowan.txt", "All agencies"),), "All agencies", "generic", "generic", mentions=1),
        Agency(CITY, (at("ash.txt", "Eastholm City Council"),), "Eastholm City Council", "local_authority",
               mentions=2),
        Agency(BOARD, (at("ash.txt", east),), east, "safeguarding_adults_board", "board", ("The Board",), mentions=2),
        Agency(COUNCIL, (at("rowan.txt", "Northmere Council"), at("wren.txt", "Northmere Council")),
               "Northmere Council", "local_authority", mentions=3),
        Agency(TRUST, (at("wren.txt", "Northmere NHS Trust"),), "Northmere NHS Trust", "nhs_trust", mentions=1),
        Agency(POLICE, (at("wren.txt", "Northmere Police"), at("wren.txt", "the police")), "Northmere Police",
               "police", aliases=("the police",), mentions=2),
        Agency(PARTNERSHIP, (at("rowan.txt", north), at("wren.txt", north)), north, "safeguarding_partnership",
               "board", ("The Partnership",), mentions=4),
    )  # fmt: skip


def _reviews() -> tuple[Review, ...]:
    north = "Northmere"
    heading = "Learning point 1: Domestic abuse was known to the police and not to the school."
    return (
        Review(ASH_ID, (at("ash.txt", "Safeguarding Adult Review: Ash"),), "Ash", "safeguarding_adult_review",
               ReviewStatus.FULL_TEXT, aliases=("SAR Ash",), published_date="2021",
               subjects=(Subject("Ash", "fifties"),), place="Eastholm",
               themes=(_theme("ash.txt", "self-neglect", Stance.NEUTRAL,
                              "Eastholm City Council knew of the self-neglect.", "self-neglect"),)),
        Review(ROWAN_ID, (at("rowan.txt", "Serious Case Review: Rowan"), at("wren.txt", "the review of Rowan")),
               "Rowan", "serious_case_review", ReviewStatus.FULL_TEXT, aliases=("SCR Rowan",),
               lead_reviewer="A. N. Author", commissioned_by="Northmere Safeguarding Children Partnership",
               published_date="2019-07-03", subjects=(Subject("Rowan", "3"),), place=north),
        Review(WREN_ID, (at("wren.txt", "Child Safeguarding Practice Review: Wren"),), "Wren",
               "child_safeguarding_practice_review", ReviewStatus.FULL_TEXT, published_date="2022-03",
               subjects=(Subject("Wren"),), place=north,
               themes=(_theme("wren.txt", "domestic-abuse", Stance.LACKING, heading, "Domestic abuse"),)),
    )  # fmt: skip


def example_knowledge() -> Knowledge:
    """All of the invented world: 3 reviews, 9 recommendations (one a stem, one repeat), 2 responses, 5 findings,
    3 scrutiny items, 1 action, 7 agencies."""
    documents = tuple(
        DocumentEntity(
            id=_document_id(name, one.key),
            evidence=at(name, one.title),
            kind=one.kind,
            title=one.title,
            date=TITLES[name][1],
            publisher=TITLES[name][2],
        )
        for name in sorted(SOURCES)
        for one in embedded_documents(name)
    )
    neglect = "Eastholm City Council knew of the self-neglect."
    mention = PassageTheme(
        use=_theme("ash.txt", "self-neglect", Stance.NEUTRAL, neglect, "self-neglect"),
        weight=Weight.MENTION,
        review=ASH_ID,
        document=_document_id("ash.txt", "main"),
    )
    return Knowledge(
        sources=tuple(document.source for document in example_documents()),
        documents=tuple(sorted(documents, key=lambda one: one.id)),
        reviews=_reviews(),
        recommendations=_recommendations(),
        responses=_responses(),
        findings=_findings(),
        scrutiny=_scrutiny(),
        actions=_actions(),
        agencies=tuple(sorted(_agencies(), key=lambda one: one.id)),
        themes=(mention,),
        references=(
            Reference(
                evidence=at("wren.txt", "(Recommendation 1a)"),
                recommendation="recommendation/northmere-rowan/1a",
            ),
        ),
    )


def write_example(directory: Path) -> Build:
    """The invented world as a build directory."""
    with drafting(directory) as draft:
        for document in example_documents():
            name = document.source.name
            extraction = Extraction(
                source=document.source, text_sha256=document.sha256, embedded=embedded_documents(name)
            )
            draft.put_source(document, extraction)
        store = draft.put_graph(quads(example_knowledge()))
        records = all_records(Graph(LocalEngine(store, name="the example")))
        del store
        return draft.commit(
            {"base": "https://w3id.org/case-review-graph/id/", "example": True},
            finish=lambda folder: write_index(
                folder / "search", records=records, documents=example_documents()
            ),
        )


if __name__ == "__main__":
    build = write_example(Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/example-build"))
    print(f"{build.generation} holds {len(build.graph_path.read_bytes().splitlines())} statements.")
