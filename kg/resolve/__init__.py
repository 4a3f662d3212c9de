"""Resolve: one real thing, one entity, across all documents; what a person decided is applied last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from kg.model.entity import Knowledge, PassageTheme, Recommendation, Repeat, Response, Review, ThemeUse
from kg.model.found import Extraction
from kg.model.kinds import Weight
from kg.model.names import name_key
from kg.model.text import Issue, Severity
from kg.resolve.agencies import Register
from kg.resolve.apply import apply
from kg.resolve.decisions import Decision, parted_names, parted_reviews
from kg.resolve.directory import Directory
from kg.resolve.documents import find_documents
from kg.resolve.findings import find_findings
from kg.resolve.names import Resolver
from kg.resolve.places import find_places
from kg.resolve.recommendations import answered, find_recommendations
from kg.resolve.records import Records
from kg.resolve.repeats import find_repeats
from kg.resolve.reviews import find_reviews
from kg.resolve.scrutiny import find_scrutiny
from kg.resolve.standing import with_standing
from kg.resolve.succession import with_succession
from kg.seed import Seed, read_seed

__all__ = ["former_names", "own_names", "resolve"]


def resolve(
    extractions: tuple[Extraction, ...],
    *,
    seed: Seed | None = None,
    decisions: tuple[Decision, ...] | None = None,
) -> Knowledge:
    """All that the extractions say, each real thing once. A function of its arguments alone."""
    decisions = decisions or ()
    extractions = tuple(sorted(extractions, key=lambda e: e.source.name))
    directory = Directory(seed or read_seed())
    places = find_places(extractions, directory)
    documents = find_documents(extractions)
    parted = parted_names(decisions, listed=partial(_listed, directory))
    resolver = Resolver(directory, places, own_names(extractions), former_names(extractions), parted)
    register = Register(resolver)
    register.read(extractions)
    reviews = find_reviews(extractions, directory, places, apart=parted_reviews(decisions))
    recommendations = find_recommendations(extractions, reviews, register, documents)
    records = Records(reviews, recommendations, register, documents)
    responses = records.responses(extractions)
    findings = find_findings(extractions, reviews, register, documents)
    actions = records.actions(extractions)
    themes = records.themes(extractions)
    knowledge = Knowledge(
        sources=tuple(extraction.source for extraction in extractions),
        documents=documents.entities,
        reviews=_coloured(reviews.entities, themes),
        recommendations=_answered(
            recommendations.entities, responses, find_repeats(recommendations.entities)
        ),
        responses=responses,
        findings=findings,
        scrutiny=find_scrutiny(extractions, documents),
        actions=actions,
        agencies=with_succession(register.agencies(), directory),
        themes=themes,
        references=records.references(extractions),
        issues=_issues(extractions, register),
    )
    return with_standing(apply(knowledge, decisions) if decisions else knowledge)


def _listed(directory: Directory, key: str) -> Iterator[str]:
    """The ids, and the keys of the official names, of the bodies that a list knows under a name."""
    for body in directory.listed(key):
        yield from (f"agency/{body.id}", name_key(body.name))


def own_names(extractions: tuple[Extraction, ...]) -> dict[str, dict[str, str]]:
    """The acronyms and other names that each source explains, with the names they stand for."""
    learned: dict[str, dict[str, str]] = {}
    for extraction in extractions:
        own = learned.setdefault(extraction.source.name, {})
        for mention in extraction.agencies:
            if mention.stands_for:
                own.setdefault(mention.name, mention.stands_for)
    return learned


def former_names(extractions: tuple[Extraction, ...]) -> frozenset[tuple[str, str]]:
    """Source and name of every name that the source says a body has given up."""
    return frozenset(
        (extraction.source.name, mention.name)
        for extraction in extractions
        for mention in extraction.agencies
        if mention.evidence.rule == "agencies/renamed"
    )


def _answered(
    recommendations: tuple[Recommendation, ...],
    responses: tuple[Response, ...],
    repeats: Mapping[str, tuple[Repeat, ...]],
) -> tuple[Recommendation, ...]:
    """Recommendations that know whether they were answered, and which are like them."""
    ids = answered(recommendations, responses)
    return tuple(replace(r, responded=r.id in ids, repeats=repeats.get(r.id, ())) for r in recommendations)


def _coloured(reviews: tuple[Review, ...], themes: tuple[PassageTheme, ...]) -> tuple[Review, ...]:
    """Reviews with the themes of their cases: one use, the first, for each theme that the headings of one carry."""
    first: defaultdict[str | None, dict[str, ThemeUse]] = defaultdict(dict)
    for passage in themes:
        if passage.weight is Weight.HEADING:
            first[passage.review].setdefault(passage.use.theme, passage.use)
    return tuple(
        replace(review, themes=tuple(first[review.id][theme] for theme in sorted(first[review.id])))
        for review in reviews
    )


def _issues(extractions: tuple[Extraction, ...], register: Register) -> tuple[Issue, ...]:
    issues = [issue for extraction in extractions for issue in extraction.issues]
    for source, name, count in register.ambiguous():
        issues.append(
            Issue(
                code="ambiguous-agency",
                message=f"'{name}' ({count} mentions in {source}) could be more than one body; "
                "it stays apart until a decision says which.",
                source=source,
                severity=Severity.NOTE,
            )
        )
    return tuple(sorted(issues, key=lambda i: (i.source, i.page or 0, i.line or 0, i.code, i.message)))
